"""The editors' guide mentions only what exists: commands, options, files, pictures."""

import re
import shlex
import subprocess
from collections.abc import Iterator

import click
import pytest
from PIL import Image

from kb.cli import main
from tests.sites import ROOT

LOCALES = ("ru", "en")
PAGES = ("first-change", "editor-tasks")
PICTURES = ROOT / "docs/assets/images/editing"
SCALE = 1.5
"""How many pixels of a picture make one pixel of a page, as in tools/screenshots.py."""

MADE = {
    "docs/ru/roles/dezhurnyy.md",
    "docs/en/roles/dezhurnyy.md",
    "docs/ru/glossary/request-queue.md",
}
"""What the guide tells its reader to make with `kb new`."""

BLOCK = re.compile(r"^ *```(?:sh|bat)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
PICTURE = re.compile(r"!\[([^\]]+)\]\(\.\./\.\./assets/images/editing/([\w-]+\.png)\)\{ (.+?) \}")
PYTHON = re.compile(r"^(?:\.venv[/\\](?:bin|Scripts)[/\\]python|py -3) (?:-m )?")


def _text(locale: str, name: str) -> str:
    return (ROOT / "docs" / locale / "about" / f"{name}.md").read_text("utf-8")


def _commands(locale: str) -> Iterator[str]:
    """Yields the commands in the guide: lines of code blocks, inline code that begins like one."""
    for name in PAGES:
        text = _text(locale, name)
        for block in BLOCK.findall(text):
            yield from (line.strip() for line in block.splitlines())
        yield from (code for code in CODE.findall(text) if re.match(r"(kb|make) [a-z]", code))


def _accepts(command: str) -> bool:
    """Whether `kb` knows the command and its arguments, as far as parsing them can tell."""
    name, *told = shlex.split(command)[1:]
    found = main.get_command(click.Context(main), name)
    if found is None:
        return False
    try:
        found.make_context(name, told)
    except click.MissingParameter:
        return not told  # the text has only the command's name
    except click.UsageError as error:
        return "does not exist" in error.format_message()  # a page that the reader has made by then
    return True


@pytest.mark.parametrize("locale", LOCALES)
def test_kb_understands_its_commands(locale: str) -> None:
    commands = [one for one in _commands(locale) if one.startswith("kb ")]
    assert {"new", "check", "translations", "report", "course"} <= {
        one.split()[1] for one in commands
    }
    assert [one for one in commands if not _accepts(one)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_its_make_targets_exist(locale: str) -> None:
    targets = {one.split()[1] for one in _commands(locale) if one.startswith("make ")}
    assert {"serve", "editor", "site", "publish", "fix"} <= targets
    dry = subprocess.run(
        ["make", "--dry-run", "--silent", *sorted(targets), "DEST=/srv/klient"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert dry.returncode == 0, dry.stderr


@pytest.mark.parametrize("locale", LOCALES)
def test_what_stands_in_for_make_exists(locale: str) -> None:
    told = {PYTHON.sub("", one).split()[0] for one in _commands(locale) if PYTHON.match(one)}
    assert told == {r"tools\environment.py", r"tools\npm.py", "mkdocs"}
    for script in told - {"mkdocs"}:
        assert ROOT.joinpath(*script.split("\\")).is_file()


@pytest.mark.parametrize("locale", LOCALES)
def test_its_files_exist(locale: str) -> None:
    codes = {code for name in PAGES for code in CODE.findall(_text(locale, name))}
    told = {one for code in codes for one in re.findall(r"(?:docs|courses)/[\w/.-]+\w", code)}
    assert "docs/ru/roles/zakazchik.md" in told
    assert {one for one in told if not (ROOT / one).exists()} == MADE & told


@pytest.mark.parametrize("locale", LOCALES)
def test_its_examples_are_made_by_the_command_that_stands_before_them(locale: str) -> None:
    text = _text(locale, "editor-tasks")
    for kind, slug in {"comparison": "yashchik-i-portal", "checklist": "pered-dezhurstvom"}.items():
        assert re.search(rf"kb new {kind} .* --slug {slug} --en$", text, re.MULTILINE)
        assert re.search(rf"^```yaml\n---\n.*\ntype: {kind}$", text, re.MULTILINE)


@pytest.mark.parametrize("locale", LOCALES)
def test_its_pictures_exist_with_a_description_and_their_size(locale: str) -> None:
    for name in PAGES:
        text = _text(locale, name)
        pictures = PICTURE.findall(text)
        assert len(pictures) == text.count("![")
        for description, file, size in pictures:
            with Image.open(PICTURES / file) as image:
                width, height = (round(side / SCALE) for side in image.size)
            assert size == f"width={width} height={height} loading=lazy", file
            assert len(description) > 30


def test_every_picture_is_shown_and_all_together_are_light() -> None:
    shown = {
        file
        for locale in LOCALES
        for name in PAGES
        for _, file, _ in PICTURE.findall(_text(locale, name))
    }
    listed = (ROOT / "tools/screenshots.py").read_text("utf-8")
    files = set(PICTURES.iterdir())
    assert shown == {path.name for path in files}
    assert all(f'"{path.stem.partition("-")[2]}"' in listed for path in files)
    assert sum(path.stat().st_size for path in files) < 1_200_000
