"""The engine's configuration, checked before the engine reads it and any hook runs."""

from pathlib import Path

from kb.settings.faults import ENGINE, why_no_address, wrong_value
from kb.settings.files import BASE, files_in, misnamed
from kb.settings.icons import missing_icons
from kb.settings.places import ONLY_LOCALE, OVERLAY
from kb.settings.settings import Settings

PROJECT = Path(__file__).resolve().parents[3]
"""The folder of the project that this code belongs to."""

__all__ = [
    "BASE",
    "ENGINE",
    "ONLY_LOCALE",
    "OVERLAY",
    "PROJECT",
    "Settings",
    "files_in",
    "misnamed",
    "missing_icons",
    "why_no_address",
    "wrong_value",
]
