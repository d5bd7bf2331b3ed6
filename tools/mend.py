"""Mends in docs/ what needs no thought, then names what is left to an editor.

    .venv/bin/python tools/mend.py

Markdown by rumdl, whose work is taken back where it would change a page's words; letters, marks
and the form of front matter by `kb check --fix`, which looks after that itself. The exit code is
that of the check. Needs the environment that `tools/environment.py --tests` makes.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from kb.content.front_matter import SourceText, parse
from kb.language.prose import convert, prepared

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"

_TAG = re.compile(r"<[^>]*>")


def main() -> None:
    os.chdir(ROOT)
    before = {path: path.read_bytes() for path in sorted(DOCS.rglob("*.md"))}
    rumdl = Path(sys.executable).parent / "rumdl"
    subprocess.run([rumdl, "fmt", "--silent", "docs"], check=False)
    for path, old in before.items():
        if path.read_bytes() != old:
            look_at(path, old)
    check = [sys.executable, "-m", "kb", "check", "--fix"]
    sys.exit(subprocess.run(check, check=False).returncode)


def look_at(path: Path, old: bytes) -> None:
    """Tells what was done to a page; puts the old text back if its words have changed."""
    shown = path.relative_to(ROOT).as_posix()
    was, now = html(old), html(path.read_bytes())
    if words(was) != words(now):
        path.write_bytes(old)
        print(f"{shown}: правка изменила бы слова, файл оставлен как был; исправьте сами")
    elif "".join(was.split()) == "".join(now.split()):
        print(f"{shown}: исправлено")
    else:
        print(f"{shown}: исправлено, и вид страницы изменился; посмотрите на неё")


def html(raw: bytes) -> str:
    source = parse(raw.decode("utf-8"))
    return convert(prepared(source.body)).html if isinstance(source, SourceText) else ""


def words(page: str) -> str:
    return "".join(_TAG.sub("", page).split())


if __name__ == "__main__":
    main()
