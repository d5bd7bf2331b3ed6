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
from kb.content.front_matter import (
    Fault,
    Location,
    YamlDocument,
    body_alone,
    decode,
    parse,
    parse_yaml,
    without_stray_fences,
)
from kb.content.library import Document, Library, sort_documents
from kb.content.messages import explain, in_field, one_line, unknown_field
from kb.content.model import TYPES, AnyEntry, Key, Plain, Source, names_at
from kb.content.problems import Problem, as_shown
from kb.content.remembered import Remembered
from kb.system_errors import why

_SUFFIX = re.compile(r"\.[a-z]{2}(?:[-_][A-Za-z]{2,4})?\.md\Z")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.md\Z")
_FOLDER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LETTERS = "оставьте в нём латинские буквы, цифры и дефис"
_FIELD = re.compile(r"^([a-z]+):[ \t]*['\"\ufffd]*([A-Za-z0-9-]+)", re.MULTILINE)
_SOURCE_ID_LINE = re.compile(r"([a-z0-9-]+):[ \t\r]*\Z")
_LONGEST_NAME = 100
"""In characters: Windows and archives accept paths of about 250."""

_MARKDOWN = frozenset({".markdown", ".md", ".mdown", ".mdwn", ".mdx", ".mkd", ".mkdn"})
"""Suffixes of files that the engine, or a person, takes for pages."""

_NOTEPAD = ".md.txt"
"""How a page's name ends if an editor of plain text has added its own suffix, often hidden."""

_FIELDS = frozenset(name for model in TYPES.values() for name in names_at(model, ()))
"""The names that a field of a page may have, below no other field."""

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
    bodies: list[Document] = []
    unread: set[str] = set()
    lost: set[str] = set()
    no_files: set[str] = set()
    for relative, path, fault in _not_files(roots, locales):
        problems.append(Problem(as_shown(path, shown_from), 1, fault))
        unread |= {path.stem}
        lost.add(_page_meant(relative))
        if path.is_symlink() or not path.is_dir():  # the pages in a misnamed folder are read
            no_files.add(relative)
    for relative, path in _files(roots, ".md"):
        shown = as_shown(path, shown_from)
        locale, _, inner = relative.partition("/")
        misplaced = _misplaced(path, relative, shown, locales)
        page = misplaced or _document(path, locale, inner, shown, remembered)
        if isinstance(page, Document):
            documents.append(page)
            continue
        problems += page
        unread |= {form for one in _ids(path) for form in (one, one.upper())}
        lost.add(inner)
        if not misplaced and (body := _body(path, locale, inner, shown)):
            bodies.append(body)
    # Whatever became of a page, its id is the one that it has in the other languages.
    unread |= {one.key for one in documents if one.path in lost}
    sources: dict[str, Source] = {}
    for path in (root / SOURCES for root in roots):
        is_refused = SOURCES in no_files
        if path.is_file() and not is_refused:
            found, wrong = _sources(path, as_shown(path, shown_from), locales)
            sources |= found
            problems += wrong
            is_refused = bool(wrong)
        if is_refused:
            named = {str(source) for one in documents for source in one.entry.sources}
            unread |= _source_ids(path, named)
    library = Library(
        sort_documents(documents),
        sources,
        tuple(locales),
        no_files=frozenset(no_files),
        bodies=sort_documents(bodies),
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
    return {value for name, value in fields_seen(path) if name == "id"}


def fields_seen(path: Path) -> list[tuple[str, str]]:
    """Returns the names and values that a file that could not be read seems to have as fields.

    Of a value only the first word is read, as much of it as is ASCII: ids and types are that.
    """
    fields, _, _ = _ascii(path).partition("\n---")  # the body may show a page as an example
    return _FIELD.findall(fields)


def _source_ids(path: Path, named: set[str]) -> set[str]:
    """Returns the ids that a faulty list of sources seems to define.

    Where one of its keys is faulty too, the id that was meant is one of those `named` by pages.
    """
    lines = _ascii(path).split("\n")
    keys = [line for line in lines if line.strip() and line[0] not in " \t#"]
    ids = {found[1] for line in keys if (found := _SOURCE_ID_LINE.match(line))}
    return ids if keys and len(ids) == len(keys) else named


def _ascii(path: Path) -> str:
    """Returns what can be made out of a file in any encoding; nothing if it cannot be opened.

    Ids are ASCII: UTF-16 only puts zeros between their letters.
    """
    try:
        raw = path.read_bytes()
    except OSError:
        return ""
    return raw.replace(b"\0", b"").decode("ascii", "replace").lstrip("\ufffd \t\r\n")


def _page_meant(relative: str) -> str:
    """Returns the path, below a language's folder, of the page that a misnamed file should be."""
    inner = Path(relative.partition("/")[2].removesuffix(".txt"))
    return inner.with_suffix(".md").as_posix() if inner.name else ""


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


def _not_files(roots: Sequence[Path], locales: Sequence[str]) -> Iterator[tuple[str, Path, str]]:
    """Yields what must not lie in the folders: its relative path, its path, and why.

    The engine follows every symlink: round in circles, or out to files that must not be published.
    """
    for root in roots:
        for folder, folders, files in os.walk(root):
            for path in (Path(folder, name) for name in sorted([*folders, *files])):
                if fault := _fault(path, root, roots, locales):
                    yield path.relative_to(root).as_posix(), path, fault


def _fault(path: Path, root: Path, roots: Sequence[Path], locales: Sequence[str]) -> str:
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
        if stat.S_ISDIR(mode) and path.suffix.lower() in _MARKDOWN:
            fault = "это папка, а названа как страница; переименуйте её или верните страницу"
        elif suffix := _wrong_suffix(path, path.relative_to(root).parts[0] in locales):
            fault = f"имя страницы кончается на «.md», а не «{suffix}»; исправьте его"
        elif mode and not is_page and not os.access(path, os.R_OK):
            fault = "файл не читается; проверьте права на него"
    # What is hidden is not published, such as the symlink with which Emacs locks a file.
    return "" if fault and _is_hidden(path.relative_to(root)) else fault


def _wrong_suffix(path: Path, among_pages: bool) -> str:
    """Returns how the name of a page ends instead of `.md`; empty if it is no page or well named.

    Elsewhere than among the pages, a Markdown file in plain text may be there to be downloaded.
    """
    if among_pages and path.name.lower().endswith(_NOTEPAD):
        return path.name[-len(_NOTEPAD) :]
    return path.suffix if path.suffix != ".md" and path.suffix.lower() in _MARKDOWN else ""


def _mode(path: Path) -> int:
    """Returns the mode of what is at `path`; 0 if it is gone by now, as an editor's lock may be."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return 0


def _is_hidden(relative: Path) -> bool:
    """Whether a path is hidden or lies in a hidden folder: the engine publishes no such file.

    `~$` is how Word hides the file with which it locks a document that is open.
    """
    return any(part.startswith((".", "~$")) for part in relative.parts)


def is_replaced(target: str, own: str, roots: Sequence[Path]) -> bool:
    """Whether a company's page stands for ours at `target`, and our page `own` links to that.

    Our page still knows the places of ours; nobody could mend the link in our file, and its reader
    comes to the top of the page.
    """
    ours, *theirs = roots
    is_theirs = [any((root / one).is_file() for root in theirs) for one in (target, own)]
    return is_theirs == [True, False] and (ours / target).is_file()


def is_inside(path: Path, roots: Sequence[Path]) -> bool:
    """Whether `path`, with all symlinks resolved, lies in one of the folders."""
    real = path.resolve()
    return any(real.is_relative_to(root.resolve()) for root in roots)


def _misplaced(path: Path, relative: str, shown: str, locales: Sequence[str]) -> list[Problem]:
    """Returns what is wrong with a file's name or folder, if anything is."""
    folder, _, inner = relative.partition("/")
    if inner and folder in locales:
        *folders, name = inner.split("/")
        for number, one in enumerate(folders):
            if not _FOLDER_NAME.fullmatch(one):  # once, however many pages lie there
                place = shown.removesuffix("/".join(["", *folders[number + 1 :], name]))
                told = f"имя папки «{one_line(one)}» станет частью адреса; {_LETTERS}"
                return [Problem(place, 1, told)]
        told = _misnamed(name)
    else:
        root = shown.removesuffix(relative)
        where = ", ".join(f"{root}{locale}/" for locale in locales)
        told = f"страница лежит вне папок языков; перенесите её в одну из них: {where}"
        if not _ascii(path).startswith("---"):
            told = (
                "это не страница: нет полей; заметки для себя храните вне этой папки, "
                f"а страницу перенесите в одну из папок языков: {where}"
            )
    return [Problem(shown, 1, told)] if told else []


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
    if not _FILE_NAME.match(name):
        return f"имя файла «{name}» станет адресом страницы; {_LETTERS}"
    return ""


def _document(
    path: Path, locale: str, inner: str, shown: str, remembered: Remembered
) -> Document | list[Problem]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        return [Problem(shown, 1, f"файл не читается: {why(error)}")]
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
    if isinstance(text, Fault):
        return _problems(shown, [text])
    text, stray = without_stray_fences(text, _FIELDS)
    source = parse(text, remembered)
    if isinstance(source, list):
        return _problems(shown, [*stray, *source])
    fields = remembered.get(source.front.text)
    if fields is None:
        fields = source.front.data
        remembered.put(source.front.text, fields)
    entry = _entry(fields, source.front)
    if isinstance(entry, list) or stray:
        return _problems(shown, [*stray, *(entry if isinstance(entry, list) else [])])
    return Document(locale, inner, shown, entry, source)


def _body(path: Path, locale: str, inner: str, shown: str) -> Document | None:
    """Returns a page with faulty fields as if it were a plain one without any."""
    try:
        text = decode(path.read_bytes())
    except OSError:
        return None
    if isinstance(text, Fault):
        return None
    source = body_alone(without_stray_fences(text, _FIELDS)[0])
    nameless = Plain.model_construct(type="plain", title="")
    return Document(locale, inner, shown, nameless, source) if source else None


def _problems(shown_as: str, faults: Sequence[Fault]) -> list[Problem]:
    told = [Problem(shown_as, fault.line, fault.message) for fault in faults[:_MOST]]
    if more := len(faults) - len(told):
        message = f"и ещё ошибок: {more}; исправьте те, что выше, и проверьте снова"
        told.append(Problem(shown_as, faults[_MOST].line, message))
    return told


def _entry(fields: Mapping[str, Any], front: YamlDocument) -> AnyEntry | list[Fault]:
    kind = fields.get("type")
    entry = _as_type(kind, fields, front) if isinstance(kind, str) and kind in TYPES else []
    if not isinstance(entry, list):
        return entry
    meant = _type_meant(fields)
    if meant == kind:
        return entry
    wrong = [Fault(front.line(("type",)), in_field(("type",), _wrong_type(kind, meant)))]
    if not meant:  # no type's fields are looked for, but these no type has
        wrong += [
            Fault(front.line((one,)), in_field((one,), unknown_field(one, _FIELDS | {"type"})))
            for one in fields
            if one not in _FIELDS
        ]
    entry = _as_type(meant, {**fields, "type": meant}, front) if meant else []
    return wrong + (entry if isinstance(entry, list) else [])


def _as_type(kind: str, fields: Mapping[str, Any], front: YamlDocument) -> AnyEntry | list[Fault]:
    try:
        return TYPES[kind].model_validate(fields)
    except ValidationError as error:
        return list(faults(error, TYPES[kind], front))


def _wrong_type(kind: object, meant: str) -> str:
    """Says that a page is not of the type it names, and which it may be."""
    if kind is None:
        told = "обязательное поле не заполнено"
    elif isinstance(kind, str) and kind in TYPES:
        return f"«{kind}» не подходит к остальным полям; напишите «{meant}»"
    else:
        told = f"«{one_line(kind)}» не тип страницы"
    if meant:
        return f"{told}; остальные поля подходят к «{meant}»"
    return f"{told}; возможные значения: {', '.join(TYPES)}"


def _type_meant(fields: Mapping[str, Any]) -> str:
    """Returns the type that a page's other fields are of, if they tell; else the one it names.

    Empty if that is no type. A page that only lacks fields is unfinished; but where fields of
    another type stand, and with that type all or nearly all is right, `type` is wrong.
    """
    kind = fields.get("type")
    known = kind if isinstance(kind, str) and kind in TYPES else ""
    misfits = {one: _misfits(fields, model) for one, model in TYPES.items()}
    unknown, missing = misfits.pop(known or "plain")
    best = min(misfits, key=lambda one: sum(misfits[one]))
    has_fields_of_best = misfits[best][0] < unknown
    return best if has_fields_of_best and unknown + missing > 2 * sum(misfits[best]) else known


def _misfits(fields: Mapping[str, Any], model: type[BaseModel]) -> tuple[int, int]:
    """Returns how many of a page's fields a type does not know, and how many it lacks."""
    required = {one.alias or own for own, one in model.model_fields.items() if one.is_required()}
    return len(fields.keys() - names_at(model, ())), len(required - fields.keys() - {"type"})


def faults(
    error: ValidationError, model: type[BaseModel], document: YamlDocument, at: Location = ()
) -> Iterator[Fault]:
    """Yields pydantic's errors in the part of a document at `at`, in Russian and with lines."""
    for location, message in explain(error, model, at):
        yield Fault(document.line(location), in_field(location, message))


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
