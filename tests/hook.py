"""Loads a hook by itself, as MkDocs does."""

import importlib.util
from typing import Any

from tests.sites import ROOT


def load_hook(name: str) -> Any:
    """Returns a new module of `hooks/<name>.py`, with a state of its own."""
    spec = importlib.util.spec_from_file_location(f"{name}_hook", ROOT / "hooks" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
