"""Turns drafts into changed files, and checks them together with all other pages."""

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.bulk.drafts import Draft, Drafts, Key
from kb.content.check import check
from kb.content.fields.messages import field_name
from kb.content.library import Document, Library
from kb.content.normal_form import has_comments, order, write
from kb.content.problems import Fault, Problem, as_shown, errors
from kb.content.reading.load import load
from kb.content.yaml.decoding import decode
from kb.content.yaml.front_matter import SourceText, parse
from kb.translation import digest

_REPLACES = "replaces"
"""The field that says with which wording of ours a company's page was compared."""

_FIELD = re.compile("поле «([^»]+)»: ")


@dataclass(frozen=True, slots=True)
class Change:
    """A file to be written, or removed if `after` is None."""

    path: Path
    shown_as: str
    before: bytes | None
    after: bytes | None
    replaced: Document | None = None
    """The page of ours that a company's new file takes the place of."""

    def diff(self, shown_from: Path) -> Iterator[str]:
        """Yields the lines of a unified diff; that of a replacement begins with our page."""
        before, name = self.before, self.shown_as
        if self.replaced:
            name = self.replaced.shown_as
            before = (shown_from / name).read_bytes()
        old, new = ([] if one is None else _lines(one) for one in (before, self.after))
        yield from unified_diff(old, new, name, self.shown_as, n=1, lineterm="")


def _lines(raw: bytes) -> list[str]:
    return raw.decode("utf-8-sig", "replace").splitlines()


def plan(
    drafts: Drafts,
    library: Library,
    roots: Sequence[Path],
    *,
    unread: Mapping[Key, Problem],
    shown_from: Path,
    today: datetime.date,
    delete: bool,
) -> tuple[list[Change], list[str]]:
    """Returns the changes that the drafts make, and all that is wrong with them.

    A new entry's file goes to the last root, and so does a company's own version of a page of ours,
    which stays as it is. Of the pages' errors only those are reported that the
    changes cause. With `delete`, the files of the entries without a row are removed. `unread` says
    why pages cannot be read, by language and id, and by language and path. Raises `OSError`, whose
    `filename` is the path at fault.
    """
    problems = list(drafts.problems)
    taken = {path.relative_to(root).as_posix() for root in roots for path in root.rglob("*.md")}
    broken = [one for one in drafts.entries.values() if _why_unread(one, unread)]
    problems += (f"{one.address}: {_why_unread(one, unread)}" for one in broken)
    clashing = [one for one in drafts.occupied(taken) if one not in broken]
    problems += (
        f"{one.address}: файл «{one.locale}/{one.path}» уже есть; назовите другой в столбце «file»"
        for one in clashing
    )
    ours = {*not_to_touch(library, roots)}
    for entry in drafts.entries.values():
        if entry.document and entry.document in ours and entry.is_changed:
            entry.front[_REPLACES] = digest(entry.document)
    changes: list[Change] = []
    texts: dict[str, tuple[Draft, str]] = {}
    for entry in drafts.entries.values():
        if entry.is_changed and entry.path and entry not in [*clashing, *broken]:
            written = _text(entry, shown_from)
            if isinstance(written, Fault):
                problems.append(f"{entry.address}: {written.message}")
                continue
            path = roots[-1] / entry.locale / entry.path
            before = None
            replaced = entry.document if entry.document in ours else None
            if entry.document and not replaced:
                path = shown_from / entry.document.shown_as
                before = path.read_bytes()
            shown = as_shown(path, shown_from)
            changes.append(Change(path, shown, before, written.encode(), replaced))
            texts[f"{entry.locale}/{entry.path}"] = (entry, written)
    gone = [one for one in drafts.absent if delete and one not in ours]
    for document in gone:
        path = shown_from / document.shown_as
        changes.append(Change(path, document.shown_as, path.read_bytes(), None))
    uris = {one.src_uri for one in gone}
    problems += _broken(texts, uris, drafts, library.locales, roots, shown_from, today)
    return changes, problems


def not_to_touch(library: Library, roots: Sequence[Path]) -> Iterator[Document]:
    """Yields the pages that a company, which has a root of its own, changes no file of: ours."""
    yield from (one for one in library.documents if len(roots) > 1 and library.is_ours(one))


def _why_unread(entry: Draft, unread: Mapping[Key, Problem]) -> str:
    """Why an entry only looks new: it has a page, which cannot be read; "" if it has none."""
    found = unread.get((entry.locale, str(entry.front["id"])))
    found = found or unread.get((entry.locale, entry.path))
    if entry.document is not None or found is None:
        return ""
    return f"страница этой записи не читается; исправьте её и повторите: {found}"


def _text(entry: Draft, shown_from: Path) -> str | Fault:
    """The text of the entry's file; a fault if it cannot be written without a loss."""
    body = ""
    if entry.document is not None:
        text = decode((shown_from / entry.document.shown_as).read_bytes())
        source = parse(text) if isinstance(text, str) else [text]
        if not isinstance(source, SourceText):
            return source[0]
        front = text.split("\n", source.body_line - 1)[1:-2] if isinstance(text, str) else []
        if has_comments(source.front, "\n".join(front)):
            return Fault(
                1,
                f"в полях файла {entry.document.shown_as} есть примечание после «#», оно пропало "
                "бы; перенесите его в текст или правьте файл сам",
            )
        body = source.body
    try:
        front_text = write(entry.front, order(str(entry.front["type"])))
    except ValueError:
        return Fault(1, "значение не записать в файл; уберите невидимые знаки")
    return f"---\n{front_text}---\n{body}"


def _broken(
    texts: Mapping[str, tuple[Draft, str]],
    gone: Collection[str],
    drafts: Drafts,
    locales: Sequence[str],
    roots: Sequence[Path],
    shown_from: Path,
    today: datetime.date,
) -> list[str]:
    """Checks all pages, with the changed ones in place of their old versions.

    Returns the errors that the changes make, by their cells where the tables have them.
    """
    _, before = load(roots, locales, shown_from=shown_from, today=today)
    known = {(one.path, one.message) for one in errors(before)}
    with TemporaryDirectory(prefix="kb-") as folder:
        overlay = Path(folder).resolve()
        _lay_out(overlay, {uri: text for uri, (_, text) in texts.items()})
        library, after = load(roots, locales, shown_from=shown_from, today=today, drafts=overlay)
    shown_in = {uri: one.document.shown_as for uri, (one, _) in texts.items() if one.document}
    told: dict[str, None] = {}
    for one in errors(_without_gone(after, library, gone, today)):
        uri = one.path.removeprefix(f"{overlay.as_posix()}/")
        message = one.message
        for name, place in shown_in.items():
            message = message.replace(f"{overlay.as_posix()}/{name}", place)
        message = message.replace(overlay.as_posix(), as_shown(roots[-1], shown_from))
        entry = texts[uri][0] if uri in texts else None
        shown = entry.document.shown_as if entry and entry.document else one.path
        if (shown, message) not in known:
            told[_told(replace(one, path=shown, message=message), entry, drafts)] = None
    return list(told)


def _without_gone(
    problems: Iterable[Problem], library: Library, gone: Collection[str], today: datetime.date
) -> set[Problem]:
    """Returns the problems of a library, as they are once some of its pages are gone."""
    if not gone:
        return set(problems)
    whole = set(check(library, today=today))
    left = set(check(library.without(gone), today=today))
    return set(problems) - (whole - left) | (left - whole)


def _lay_out(folder: Path, texts: Mapping[str, str]) -> None:
    """Writes the changed pages, to be checked in place of the old ones."""
    for uri, text in texts.items():
        path = folder / uri
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        except OSError as error:
            error.filename = folder  # the temporary folder, which is on a full disk
            raise


def _told(problem: Problem, entry: Draft | None, drafts: Drafts) -> str:
    """The message of a problem, with the address of the cell it is about.

    A page that is not changed may be in the tables too: it is the translation of one that is, and
    no longer agrees with it.
    """
    entry = entry or next(
        (
            one
            for one in drafts.entries.values()
            if one.document and one.document.shown_as == problem.path
        ),
        None,
    )
    if entry is None:
        return str(problem)
    field = _FIELD.match(problem.message)
    return f"{_address(field[1], entry) if field else entry.address}: {problem.message}"


def _address(field: str, entry: Draft) -> str:
    """The cell for a field: its own, that of the list it is in, or one in the row of its part."""
    part = field.rpartition(".")[0] or field
    fits: Sequence[Callable[[str], bool]] = (
        lambda name: name == field,
        lambda name: field.startswith((f"{name}[", f"{name}.")),
        lambda name: name.startswith((f"{field}.", f"{part}.")),
    )
    for fit in fits:
        for at, address in entry.places:
            if fit(field_name(at)):
                return address
    return entry.address
