"""The folders of pages: which files are pages, and what must not be there."""

import os
import re
import stat
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from unicodedata import normalize

from kb.content.fields.messages import one_line
from kb.content.problems import Problem, printable
from kb.content.reading.glimpse import as_ascii, fields_seen

_SUFFIX = re.compile(r"\.[a-z]{2}(?:[-_][A-Za-z]{2,4})?\.md\Z")

_COPY = re.compile(
    r"(?: \([0-9]+\)|[ _—–-]+(?:копия|copy)(?: \([0-9]+\))?|\.sync-conflict-[\w-]+)\.md\Z",
    re.IGNORECASE,
)
"""How systems, clouds and browsers name a second file of the same name."""

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.md\Z")

DEVICES = frozenset(f"aux con nul prn {' '.join(f'com{n} lpt{n}' for n in range(10))}".split())
"""Names that Windows gives to no file: git would refuse the whole project there."""

_FOLDER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{4})?(?:[-_][A-Z]{2})?")
"""The names of folders that the engine takes for those of languages."""

_LETTERS = "оставьте в нём латинские буквы, цифры и дефис"

_LONGEST_NAME = 100
"""In characters: Windows and archives accept paths of about 250."""

_MARKDOWN = frozenset({".markdown", ".md", ".mdown", ".mdwn", ".mdx", ".mkd", ".mkdn"})
"""Suffixes of files that the engine, or a person, takes for pages."""

_LISTS = frozenset({"sources.yaml", "synonyms.yaml", "words.yaml"})
"""Our lists by another suffix: nothing would read them, and the engine would publish them."""

_NOTEPAD = ".md.txt"
"""The end of a page's name if a text editor has added its own suffix, which is often hidden."""


def pages(roots: Sequence[Path], leave_out: Collection[str] = ()) -> Iterator[tuple[str, Path]]:
    """Yields the path of each page below its root, and its file; a later root's file wins.

    Pages in the languages to `leave_out` are skipped.
    """
    found: dict[str, Path] = {}
    for root in roots:
        for path in root.rglob("*.md"):
            relative = path.relative_to(root)
            if _is_hidden(relative) or relative.parts[0] in leave_out:
                continue
            if path.is_file() and (not path.is_symlink() or is_inside(path, roots)):
                found[relative.as_posix()] = path
    yield from sorted(found.items())


def not_files(roots: Sequence[Path], locales: Sequence[str]) -> Iterator[tuple[str, Path, str]]:
    """Yields what must not be in the folders: its relative path, its path, and why.

    The engine follows every symlink, even in circles or out to files that must not be published.
    Raises `OSError` for a folder that cannot be read.
    """
    for root in roots:
        for folder, folders, files in os.walk(root, onerror=_raise):
            for path in (Path(folder, name) for name in sorted([*folders, *files])):
                if fault := _fault(path, root, roots, locales):
                    yield path.relative_to(root).as_posix(), path, fault


def _raise(error: OSError) -> None:
    raise error


def _fault(path: Path, root: Path, roots: Sequence[Path], locales: Sequence[str]) -> str:
    if path.suffix == ".md" and stat.S_ISREG(_mode(path, follow_symlinks=False)):
        return ""  # as most are: a page is read later anyway
    if path.is_symlink():
        if path.is_dir():
            return "это ссылка на папку; положите сюда саму папку"
        if path.exists():
            outside = "это ссылка за пределы папки; положите сюда сам файл"
            return "" if is_inside(path, roots) else outside
        fault = "это ссылка в никуда; удалите её или положите сюда сам файл"
    else:
        mode = _mode(path)
        if mode and not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
            return "это не файл и не папка; удалите"
        fault = ""
        if stat.S_ISDIR(mode) and path.suffix.lower() in _MARKDOWN:
            fault = "это папка, а названа как страница; переименуйте её или верните страницу"
        elif suffix := _wrong_suffix(path, path.relative_to(root).parts[0] in locales):
            fault = f"имя страницы кончается на «.md», а не «{suffix}»; исправьте его"
        elif path.relative_to(root).as_posix().lower() in _LISTS:
            fault = f"списка здесь не найдут; назовите файл {path.stem.lower()}.yml"
        elif mode and not os.access(path, os.R_OK):
            fault = "файл не читается; проверьте права на него"
        elif printable(path.name) != path.name:  # from an archive of another system
            fault = "имя записано не в UTF-8; переименуйте латинскими буквами"
        elif normalize("NFC", path.name) != path.name:  # a link to it is in NFC
            fault = "«й» или «ё» в имени — два знака, как в macOS; переименуйте латинскими буквами"
    # Hidden files, such as the symlink with which Emacs locks a file, are not published.
    return "" if fault and _is_hidden(path.relative_to(root)) else fault


def _wrong_suffix(path: Path, among_pages: bool) -> str:
    """Returns the suffix that a page has instead of `.md`; empty if it is well named or no page.

    Outside the folders of pages, a Markdown file in plain text may be meant for download.
    """
    if among_pages and path.name.lower().endswith(_NOTEPAD):
        return path.name[-len(_NOTEPAD) :]
    if among_pages and path.suffix.lower() == ".txt" and "type" in dict(fields_seen(path)):
        return path.suffix
    return path.suffix if path.suffix != ".md" and path.suffix.lower() in _MARKDOWN else ""


def _mode(path: Path, *, follow_symlinks: bool = True) -> int:
    """Returns the mode of what is at `path`; 0 if it is gone by now, as an editor's lock may be."""
    try:
        return path.stat(follow_symlinks=follow_symlinks).st_mode
    except FileNotFoundError:
        return 0


def _is_hidden(relative: Path) -> bool:
    """Whether a path is hidden or in a hidden folder: the engine publishes no such file.

    With `~$`, Word hides the file that locks an open document.
    """
    return any(part.startswith((".", "~$")) for part in relative.parts)


def is_replaced(target: str, own: str, roots: Sequence[Path]) -> bool:
    """Whether a company's page replaces ours at `target`, and our page `own` links to it.

    Our link may name a heading that only our page had. Nobody could fix that in our file, and
    readers still get to the top of the page.
    """
    ours, *theirs = roots
    is_theirs = [any((root / one).is_file() for root in theirs) for one in (target, own)]
    return is_theirs == [True, False] and (ours / target).is_file()


def is_inside(path: Path, roots: Sequence[Path]) -> bool:
    """Whether `path`, with all symlinks resolved, is in one of the folders."""
    real = path.resolve()
    return any(real.is_relative_to(root.resolve()) for root in roots)


def page_meant(relative: str) -> str:
    """Returns the path, below a language's folder, of the page that a misnamed file should be."""
    inner = Path(relative.partition("/")[2].removesuffix(".txt"))
    return inner.with_suffix(".md").as_posix() if inner.name else ""


def misplaced(path: Path, relative: str, shown: str, locales: Sequence[str]) -> list[Problem]:
    """Returns what is wrong with a file's name or folder, if anything is."""
    folder, _, inner = relative.partition("/")
    if inner and folder in locales:
        *folders, name = inner.split("/")
        if folders and folders[0] in locales:
            told = (
                f"папка «{folders[0]}» — это язык; она лежит рядом с папкой «{folder}», а не в ней"
            )
            return [Problem(shown, 1, told)]
        for number, one in enumerate(folders):
            if not _FOLDER_NAME.fullmatch(one):  # once, however many pages are there
                place = shown.removesuffix("/".join(["", *folders[number + 1 :], name]))
                told = f"имя папки «{printable(one_line(one))}» станет частью адреса; {_LETTERS}"
                return [Problem(place, 1, told)]
        told = "" if folders else _taken(name, locales)
        told = told or _misnamed(name)
    elif inner and _LANGUAGE.fullmatch(folder):  # once, however many pages are there
        told = (
            f"страницы лежат вне папок языков ({', '.join(locales)}); перенесите их туда или "
            f"назовите язык «{folder}» в настройках; один из нескольких публикует "
            "«build_only_locale»"
        )
        return [Problem(shown.removesuffix(f"/{inner}"), 1, told)]
    else:
        root = shown.removesuffix(relative)
        where = ", ".join(f"{root}{locale}/" for locale in locales)
        told = f"страница лежит вне папок языков; перенесите её в одну из них: {where}"
        if not as_ascii(path).startswith("---"):
            told = (
                "это не страница: нет полей; заметки для себя храните вне этой папки, "
                f"а страницу перенесите в одну из папок языков: {where}"
            )
    return [Problem(shown, 1, told)] if told else []


def _taken(name: str, locales: Sequence[str]) -> str:
    """Reports that a page directly in a language's folder has the address of another language."""
    stem = name.removesuffix(".md")
    return f"адрес «{stem}/» занимает язык «{stem}»; переименуйте файл" if stem in locales else ""


def _misnamed(name: str) -> str:
    """Returns what is wrong with the name of a page's file; empty if nothing is."""
    if name == "README.md":  # only in capitals: readme.md has an address of its own
        return (
            "файл «README.md» стал бы главной страницей папки; назовите его index.md, "
            "а заметки для себя храните вне этой папки"
        )
    if _SUFFIX.search(name):
        return (
            f"имя файла «{name}» кончается как код языка; язык задаёт папка, "
            "переименуйте файл без точки внутри"
        )
    if len(name) > _LONGEST_NAME:
        return f"имя файла слишком длинное; нужно не больше {_LONGEST_NAME} знаков"
    if name.removesuffix(".md").lower() in DEVICES:
        return f"имя «{name}» занято в Windows, там такого файла не создать; переименуйте его"
    if not _FILE_NAME.match(name):
        if _COPY.search(name):
            return (
                f"«{printable(name)}» похоже на копию другой страницы; удалите её, а если страница"
                " новая, переименуйте файл латинскими буквами и без пробелов"
            )
        return f"имя файла «{printable(name)}» станет адресом страницы; {_LETTERS}"
    return ""
