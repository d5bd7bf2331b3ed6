"""Reads docs/ from disk into a library and a list of all problems."""

import datetime
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from kb.content.check import check, with_ids_meant
from kb.content.fields.fields import fields_of, names_at
from kb.content.fields.messages import MISSING, fault, faults, one_line, unknown_field
from kb.content.library import Document, Library, sort_documents
from kb.content.model import TYPES, AnyEntry, Plain, Source
from kb.content.problems import Fault, Problem, as_shown
from kb.content.reading import sources
from kb.content.reading.folders import misplaced, not_files, page_meant, pages
from kb.content.reading.glimpse import ids_seen, source_ids_seen
from kb.content.yaml.decoding import decode
from kb.content.yaml.front_matter import as_if_mended, body_alone, parse, without_stray_fences
from kb.content.yaml.remembered import Remembered
from kb.content.yaml.yaml_document import YamlDocument
from kb.system.refusals import why

_FIELDS = frozenset(name for model in TYPES.values() for name in names_at(model, ()))
"""The names that a field of a page may have, below no other field."""

_MOST = 30
"""Faults reported per file: an editor who sees this many fixes the first ones and checks again."""


def load(
    roots: Sequence[Path],
    locales: Sequence[str],
    *,
    shown_from: Path,
    today: datetime.date,
    remembered: Remembered | None = None,
    drafts: Path | None = None,
    leave_out: Collection[str] = (),
) -> tuple[Library, list[Problem]]:
    """Reads every page below `roots` and checks it alone and against all others.

    A later root's file replaces the same file of an earlier one; the first root is ours. `drafts`
    is a folder with what somebody is about to write into the roots, never into ours if there are
    others. The first locale is the default one; pages in the languages to `leave_out` are not read.
    Paths in problems are relative to `shown_from`. Returns what could be read, and all problems
    sorted by place.
    """
    remembered = remembered or Remembered()
    problems: list[Problem] = []
    documents: list[Document] = []
    bodies: list[Document] = []
    unread: set[str] = set()
    lost: set[str] = set()
    no_files: set[str] = set()
    of_company: set[str] = set()
    folders = [*roots, drafts] if drafts else roots
    for relative, path, told in not_files(folders, locales):
        problems.append(Problem(as_shown(path, shown_from), 1, told))
        unread |= {path.stem}
        lost.add(page_meant(relative))
        if path.is_symlink() or not path.is_dir():  # the pages in a misnamed folder are read
            no_files.add(relative)
    for relative, path in pages(folders, leave_out):
        shown = as_shown(path, shown_from)
        if len(roots) > 1 and _is_of_company(relative, folders):
            of_company.add(relative)
        locale, _, inner = relative.partition("/")
        wrong_place = misplaced(path, relative, shown, locales)
        page = wrong_place or _document(path, locale, inner, shown, remembered)
        if isinstance(page, Document):
            documents.append(page)
            continue
        problems += page
        unread |= {form for one in ids_seen(path) for form in (one, one.upper())}
        lost.add(inner)
        if not wrong_place and (body := _body(path, locale, inner, shown)):
            bodies.append(body)
    # Whatever became of a page, its id is the one that it has in the other languages.
    unread |= {one.key for one in documents if one.path in lost}
    known: dict[str, Source] = {}
    for path in (root / sources.FILE for root in roots):
        is_refused = sources.FILE in no_files
        if path.is_file() and not is_refused:
            found, wrong = sources.read(path, locales)
            known |= found
            problems += _problems(as_shown(path, shown_from), wrong)
            is_refused = bool(wrong)
        if is_refused:
            named = {str(source) for one in documents for source in one.entry.sources}
            unread |= source_ids_seen(path, named)
    library = Library(
        sort_documents(documents),
        known,
        tuple(locales),
        no_files=frozenset(no_files),
        of_company=frozenset(of_company),
        bodies=sort_documents(bodies),
    )
    problems = list(with_ids_meant(problems, library))
    problems += check(library, today=today, unread=unread)
    return library, sorted(set(problems))


def _is_of_company(relative: str, folders: Sequence[Path]) -> bool:
    """Whether a company has a page at this path, or is about to write one there."""
    return any((folder / relative).is_file() for folder in folders[1:])


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
        return _problems(shown, [*stray, *source, *_beside(source, text)])
    fields = remembered.get(source.front.text)
    if fields is None:
        fields = source.front.data
        remembered.put(source.front.text, fields)
    entry = _entry(fields, source.front)
    if isinstance(entry, list) or stray:
        return _problems(shown, [*stray, *(entry if isinstance(entry, list) else [])])
    return Document(locale, inner, shown, entry, source)


def _beside(found: Sequence[Fault], text: str) -> Iterator[Fault]:
    """Yields what is wrong with the fields of a page on other lines than those of the YAML faults.

    So both are told in one run. Fields that seem to be missing may stand in what cannot be read.
    """
    lines = {one.line for one in found}
    source = as_if_mended(text)
    entry = _entry(source.front.data, source.front) if source else None
    for one in entry if isinstance(entry, list) else ():
        if one.line not in lines and not one.message.endswith(MISSING):
            yield one


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


def _problems(shown_as: str, found: Sequence[Fault]) -> list[Problem]:
    told = [one.in_file(shown_as) for one in found[:_MOST]]
    if more := len(found) - len(told):
        message = f"и ещё ошибок: {more}; исправьте те, что выше, и проверьте снова"
        told.append(Problem(shown_as, found[_MOST].line, message))
    return told


def _entry(fields: Mapping[str, Any], front: YamlDocument) -> AnyEntry | list[Fault]:
    kind = fields.get("type")
    entry = _as_type(kind, fields, front) if isinstance(kind, str) and kind in TYPES else []
    if not isinstance(entry, list):
        return entry
    meant = _type_meant(fields)
    if meant == kind:
        return entry
    wrong = [fault(front, ("type",), _wrong_type(kind, meant))]
    if not meant:  # no type's fields are looked for, but these no type has
        wrong += [
            fault(front, (one,), unknown_field(one, _FIELDS | {"type"}))
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
    known = fields_of(model)
    required = {name for name, one in known.items() if one.is_required()}
    return len(fields.keys() - known.keys()), len(required - fields.keys() - {"type"})
