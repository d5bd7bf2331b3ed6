"""What looks at a page for those who hear it or type at it, and how its faults are told."""

from collections.abc import Sequence

import pytest

from tests.sites import ROOT

AXE = ROOT / "tests" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
SCRIPT = ROOT / "tests" / "audit.js"


def report(faults: Sequence[str]) -> None:
    """Fails with all faults, one a line."""
    if faults:
        pytest.fail(f"нарушений: {len(faults)}\n" + "\n".join(faults), pytrace=False)
