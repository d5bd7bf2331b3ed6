"""Scripts that find a page's faults for screen readers and the keyboard, and a report of them."""

from collections.abc import Sequence

import pytest

from tests.sites import ROOT

AXE = ROOT / "tests" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
SCRIPT = ROOT / "tests" / "audit.js"


def report(faults: Sequence[str]) -> None:
    """Fails with all faults, one per line."""
    if faults:
        pytest.fail(f"нарушений: {len(faults)}\n" + "\n".join(faults), pytrace=False)
