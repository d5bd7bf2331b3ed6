"""Reads docs/ from disk into a library and a list of all problems."""

import datetime
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from kb.content import check
from kb.content.front_matter import Fault, Location, YamlDocument, decode, parse, parse_yaml
from kb.content.library import Document, Library, sort_documents
from kb.content.messages import explain, in_field, one_line
from kb.content.model import TYPES, AnyEntry, Key, Source, names_at
from kb.content.problems import Problem
from kb.content.remembered import Remembered

_SUFFIX = re.compile(r"\.[a-z]{2}(?:[-_][A-Za-z]{2,4})?\.md\Z")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.md\Z")
_ID = re.compile(r"^(?:id:[ \t]*['\"]?([A-Za-z0-9-]+)|([a-z0-9-]+):[ \t\r]*$)", re.MULTILINE)
_LONGEST_NAME = 100
"""In characters: Windows and archives accept paths of about 250."""

_MARKDOWN = frozenset({".markdown", ".md", ".mdown", ".mdwn", ".mkd", ".mkdn"})
"""Suffixes of files that the engine, or a person, takes for pages."""

SOURCES = "sources.yml"

_MOST = 30
"""Faults reported per file: an editor who sees this many fixes the first ones and checks again."""


def load(
    roots: Sequence[Path],
    locales: Sequence[str],
    *,
    shown_from: Path,
    today: datetime.date,
    remembered: Remembered | None = None,
) -> tuple[Library, list[Problem]]:
    """Reads every page below `roots` and checks it alone and against all others.

    A later root's file replaces the same file of an earlier one. The first locale is the default
    one. Paths in problems are relative to `shown_from`. Returns what could be read, and all
    problems sorted by place.
    """
    remembered = remembered or Remembered()
    problems: list[Problem] = []
    documents: list[Document] = []
    unread: set[str] = set()
    no_files: set[str] = set()
    for relative, path, fault in _not_files(roots):
        problems.append(Problem(_shown(path, shown_from), 1, fault))
        unread |= {path.stem}
        no_files.add(relative)
    for relative, path in _files(roots, ".md"):
        shown = _shown(path, shown_from)
        misplaced = _misplaced(relative, locales)
        if misplaced:
            problems.append(Problem(shown, 1, misplaced))
            unread |= _ids(path)
            continue
        locale, _, inner = relative.partition("/")
        page = _document(path, locale, inner, shown, remembered)
        if isinstance(page, Document):
            documents.append(page)
        else:
            problems += page
            unread |= _ids(path)
    sources: dict[str, Source] = {}
    for path in (root / SOURCES for root in roots):
        is_refused = SOURCES in no_files
        if path.is_file() and not is_refused:
            found, wrong = _sources(path, _shown(path, shown_from), locales)
            sources |= found
            problems += wrong
            is_refused = bool(wrong)
        if is_refused:
            named = {str(source) for one in documents for source in one.entry.sources}
            unread |= _ids(path) or named
    library = Library(
        sort_documents(documents), sources, tuple(locales), no_files=frozenset(no_files)
    )
    problems += check.check(library, today=today, unread=unread)
    return library, sorted(set(problems))


def names_taken(roots: Sequence[Path], folder: str) -> tuple[set[str], set[str]]:
    """Returns what a new page may not be called: all ids, and the file names in a folder.

    Those of every root and language, including pages that cannot be read or are replaced. The names
    are in lower case and without `.md`.
    """
    ids: set[str] = set()
    names: set[str] = set()
    for root in roots:
        for path in root.rglob("*.md"):
            if path.is_file():
                ids |= _ids(path)
                if path.parent.name == folder:
                    names.add(path.stem.lower())
    return ids, names


def _ids(path: Path) -> set[str]:
    """Returns the ids that a file that could not be read seems to define.

    Without them every reference to one broken page would become a problem of its own.
    """
    try:
        raw = path.read_bytes()
    except OSError:
        return set()
    # Ids are ASCII, whatever the encoding: UTF-16 only puts zeros between their letters.
    text = raw.replace(b"\0", b"").decode("ascii", "replace").lstrip("\ufffd \t\r\n")
    fields, _, _ = text.partition("\n---")  # an example of a page in the body takes no id
    return {one for pair in _ID.findall(fields) for one in pair if one}


def _files(roots: Sequence[Path], suffix: str) -> Iterator[tuple[str, Path]]:
    found: dict[str, Path] = {}
    for root in roots:
        for path in root.rglob(f"*{suffix}"):
            relative = path.relative_to(root)
            if _is_hidden(relative):
                continue
            if path.is_file() and (not path.is_symlink() or is_inside(path, roots)):
                found[relative.as_posix()] = path
    yield from sorted(found.items())


def _not_files(roots: Sequence[Path]) -> Iterator[tuple[str, Path, str]]:
    """Yields what must not lie in the folders: its relative path, its path, and why.

    The engine follows every symlink: round in circles, or out to files that must not be published.
    """
    for root in roots:
        for folder, folders, files in os.walk(root):
            for path in (Path(folder, name) for name in sorted([*folders, *files])):
                if fault := _fault(path, root, roots):
                    yield path.relative_to(root).as_posix(), path, fault


def _fault(path: Path, root: Path, roots: Sequence[Path]) -> str:
    if path.is_symlink():
        if path.is_dir():
            return "это ссылка на папку; положите сюда саму папку"
        if path.exists():
            outside = "это ссылка за пределы папки; положите сюда сам файл"
            return "" if is_inside(path, roots) else outside
        fault = "это ссылка в никуда; удалите её или положите сюда сам файл"
    else:
        mode, is_page = _mode(path), path.suffix == ".md"  # a page is read later anyway
        if mode and not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
            return "это не файл и не папка; удалите"
        fault = ""
        if _is_misnamed(path):
            fault = f"имя страницы кончается на «.md», а не «{path.suffix}»; исправьте его"
        elif mode and not is_page and not os.access(path, os.R_OK):
            fault = "файл не читается; проверьте права на него"
    # What is hidden is not published, such as the symlink with which Emacs locks a file.
    return "" if fault and _is_hidden(path.relative_to(root)) else fault


def _is_misnamed(path: Path) -> bool:
    return path.suffix != ".md" and path.suffix.lower() in _MARKDOWN


def _mode(path: Path) -> int:
    """Returns the mode of what is at `path`; 0 if it is gone by now, as an editor's lock may be."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return 0


def _is_hidden(relative: Path) -> bool:
    """Whether a path is hidden or lies in a hidden folder: the engine publishes no such file."""
    return any(part.startswith(".") for part in relative.parts)


def is_inside(path: Path, roots: Sequence[Path]) -> bool:
    """Whether `path`, with all symlinks resolved, lies in one of the folders."""
    real = path.resolve()
    return any(real.is_relative_to(root.resolve()) for root in roots)


def _shown(path: Path, start: Path) -> str:
    try:
        return path.relative_to(start).as_posix()
    except ValueError:
        return path.as_posix()


def _misplaced(relative: str, locales: Sequence[str]) -> str:
    """Returns what is wrong with a file's name or folder; empty if nothing is."""
    folder, _, inner = relative.partition("/")
    if not inner or folder not in locales:
        where = ", ".join(f"docs/{locale}/" for locale in locales)
        return f"страница лежит вне папок языков; перенесите её в одну из них: {where}"
    name = relative.rsplit("/", 1)[-1]
    if _SUFFIX.search(name):
        return (
            f"имя файла «{name}» кончается как код языка; язык задаёт папка, "
            "переименуйте файл без точки внутри"
        )
    if len(name) > _LONGEST_NAME:
        return f"имя файла слишком длинное; нужно не больше {_LONGEST_NAME} знаков"
    if not _FILE_NAME.match(name):
        return (
            f"имя файла «{name}» станет адресом страницы; оставьте в нём латинские буквы, "
            "цифры и дефис"
        )
    return ""


def _document(
    path: Path, locale: str, inner: str, shown: str, remembered: Remembered
) -> Document | list[Problem]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        return [Problem(shown, 1, f"файл не читается: {error.strerror or error}")]
    # A preview reads the same files at every save.
    version = hashlib.blake2b(raw).digest()
    if (known := _known.get((locale, inner, shown))) is None or known[0] != version:
        page = read(raw, locale, inner, shown, remembered)
        known = _known[locale, inner, shown] = version, page
    return known[1]


_known: dict[tuple[str, str, str], tuple[bytes, Document | list[Problem]]] = {}
"""The last version of each page, and the digest of its bytes."""


def read(
    raw: bytes, locale: str, inner: str, shown: str, remembered: Remembered | None = None
) -> Document | list[Problem]:
    """Returns the page that a file's bytes hold, or its problems; see `Document`."""
    remembered = remembered or Remembered()
    text = decode(raw)
    source = [text] if isinstance(text, Fault) else parse(text, remembered)
    if isinstance(source, list):
        return _problems(shown, source)
    fields = remembered.get(source.front.text)
    if fields is None:
        fields = source.front.data
        remembered.put(source.front.text, fields)
    entry = _entry(fields, source.front)
    if isinstance(entry, list):
        return _problems(shown, entry)
    return Document(locale, inner, shown, entry, source)


def _problems(shown_as: str, faults: Sequence[Fault]) -> list[Problem]:
    told = [Problem(shown_as, fault.line, fault.message) for fault in faults[:_MOST]]
    if more := len(faults) - len(told):
        message = f"и ещё ошибок: {more}; исправьте те, что выше, и проверьте снова"
        told.append(Problem(shown_as, faults[_MOST].line, message))
    return told


def _entry(fields: Mapping[str, Any], front: YamlDocument) -> AnyEntry | list[Fault]:
    kind = fields.get("type")
    model = TYPES.get(kind) if isinstance(kind, str) else None
    if model is None:
        told = (
            f"«{one_line(kind)}» не тип страницы"
            if kind is not None
            else "обязательное поле не заполнено"
        )
        message = f"{told}; возможные значения: {', '.join(TYPES)}"
        return [Fault(front.line(("type",)), in_field(("type",), message))]
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        return list(faults(error, model, front))


def faults(
    error: ValidationError, model: type[BaseModel], document: YamlDocument, at: Location = ()
) -> Iterator[Fault]:
    """Yields pydantic's errors in the part of a document at `at`, in Russian and with lines."""
    errors = error.errors(include_url=False)
    for one in errors:
        if one["type"] == "too_short" and any(
            _is_inside(other["loc"], one["loc"]) for other in errors
        ):
            continue  # pydantic counts only the items without errors
        inner = tuple(step for step in one["loc"] if not _is_variant(step))
        message = explain(one, names_at(model, inner[:-1]))
        yield Fault(document.line(at + inner), in_field(at + inner, message))


def _is_inside(location: Location, outer: Location) -> bool:
    return len(location) > len(outer) and location[: len(outer)] == outer


def _is_variant(step: int | str) -> bool:
    """Whether a step of pydantic's location names a member of a union and not a field."""
    return step in ("<text>", "<reason>")


_SOURCE_ID = TypeAdapter(Key)


def _sources(
    path: Path, shown_as: str, locales: Sequence[str]
) -> tuple[dict[str, Source], list[Problem]]:
    return _parsed_sources(path.read_bytes(), shown_as, tuple(locales))


@lru_cache(maxsize=8)
def _parsed_sources(
    raw: bytes, shown_as: str, locales: tuple[str, ...]
) -> tuple[dict[str, Source], list[Problem]]:
    text = decode(raw)
    document = [text] if isinstance(text, Fault) else parse_yaml(text)
    if isinstance(document, list):
        return {}, _problems(shown_as, document)
    found: dict[str, Source] = {}
    wrong: list[Fault] = []
    for name, data in document.data.items():
        try:
            source = found[_SOURCE_ID.validate_python(name)] = Source.model_validate(data)
        except ValidationError as error:
            wrong += faults(error, Source, document, (str(name),))
            continue
        for field, texts in (("title", source.title), ("fact", source.fact)):
            for locale in locales:
                if locale not in texts:
                    location = (str(name), field)
                    message = f"нет текста на языке «{locale}»; добавьте строку «{locale}: …»"
                    wrong.append(Fault(document.line(location), in_field(location, message)))
    return found, _problems(shown_as, wrong)
