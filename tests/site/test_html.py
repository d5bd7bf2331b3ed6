"""What the W3C's Nu HTML Checker says of every page."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.sites import ROOT, Site

pytestmark = pytest.mark.site

QUICK = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m"]
"""Java would spend most of its time on making code fast that runs for a few seconds; the code it
makes at once needs a larger stack for the checker's schemas."""

VNU = ROOT / "tests" / "npm" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def _errors(*arguments: str | Path) -> list[str]:
    """Returns the errors that the checker finds in files and folders, each with its place."""
    java = shutil.which("java")
    if java is None or not VNU.is_file():
        told = "нет Java или vnu-jar; помогут tools/java.py и tools/npm.py tests/npm"
        if os.environ.get("CI"):
            pytest.fail(told, pytrace=False)
        pytest.skip(told)
    options = ["--errors-only", "--stdout", "--exit-zero-always"]
    command = [java, *QUICK, "-jar", str(VNU), *options, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", timeout=300)
    return done.stdout.splitlines()


def test_every_page_is_valid_html(site: Site) -> None:
    assert _errors("--skip-non-html", site.folder) == []


def test_our_drawings_and_styles_are_valid(tmp_path: Path) -> None:
    folder = ROOT / "overrides" / "assets"
    files = [path for path in folder.rglob("*.*") if path.suffix in (".svg", ".css")]
    broken = tmp_path / "broken.css"  # to see that the checker reads style sheets at all
    broken.write_text("a { colour: red }", "utf-8")
    known = [path for path in files if path.name not in UNKNOWN]
    (error,) = _errors("--also-check-svg", "--also-check-css", *known, broken)
    assert "Property “colour” doesn't exist" in error


UNKNOWN = {
    "handbook.css",  # written for WeasyPrint: running heads, bookmarks
    "diagram.css",  # the checker does not know @container
    "template.css",  # … nor `field-sizing`
}
