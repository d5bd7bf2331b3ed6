"""Turns drafts into changed files, and says what keeps them from being written."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from kb.bulk.drafts import Draft, Drafts, Key
from kb.bulk.effects import faults_made
from kb.content.library import Document
from kb.content.normal_form import has_comments, write_front
from kb.content.problems import Fault, Problem, as_shown
from kb.content.yaml.front_matter import file_text
from kb.edition import KnowledgeBase
from kb.translation import digest

_REPLACES = "replaces"
"""The field that says which wording of ours a company's page was compared with."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file to be written, or removed if `after` is None."""

    path: Path
    shown_as: str
    before: bytes | None
    after: bytes | None
    replaced: Document | None = None
    """The page of ours that a company's new file replaces."""

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
    drafts: Drafts, kb: KnowledgeBase, *, today: datetime.date
) -> tuple[list[Change], list[str]]:
    """Returns the changes that the drafts make, and all that is wrong with them.

    A new entry's file goes to the last root, and so does a company's own version of a page of ours,
    which stays as it is. Only those errors in pages are reported that the changes cause. Raises
    `OSError`, whose `filename` is the path at fault.
    """
    problems = list(drafts.problems)
    unread = {
        (page.locale, name): page.problems[0]
        for page in kb.unread()
        for name in (page.id, page.path)
    }
    taken = {path.relative_to(root).as_posix() for root in kb.roots for path in root.rglob("*.md")}
    broken = [one for one in drafts.entries.values() if _why_unread(one, unread)]
    problems += (f"{one.address}: {_why_unread(one, unread)}" for one in broken)
    clashing = [one for one in drafts.occupied(taken) if one not in broken]
    problems += (
        f"{one.address}: файл «{one.locale}/{one.path}» уже есть; назовите другой в столбце «file»"
        for one in clashing
    )
    ours = not_to_touch(kb)
    changes: list[Change] = []
    texts: dict[str, tuple[Draft, str]] = {}
    for entry in drafts.entries.values():
        replaced = entry.document if entry.document in ours else None
        if replaced and entry.is_changed:
            entry.front[_REPLACES] = digest(replaced)
        if entry.is_changed and entry.path and entry not in [*clashing, *broken]:
            written = _text(entry)
            if isinstance(written, Fault):
                problems.append(f"{entry.address}: {written.message}")
            else:
                changes.append(_change(entry, written, replaced, kb))
                texts[f"{entry.locale}/{entry.path}"] = (entry, written)
    gone = [one for one in drafts.absent if drafts.delete and one not in ours]
    for document in gone:
        path = kb.shown_from / document.shown_as
        changes.append(Change(path, document.shown_as, path.read_bytes(), None))
    problems += faults_made(drafts, texts, {one.src_uri for one in gone}, kb, today)
    return changes, problems


def not_to_touch(kb: KnowledgeBase) -> set[Document]:
    """Returns the pages whose files a company, which has its own root, must not change: ours."""
    return {one for one in kb.library.documents if len(kb.roots) > 1 and kb.library.is_ours(one)}


def _change(entry: Draft, text: str, replaced: Document | None, kb: KnowledgeBase) -> Change:
    """What is written of an entry: its own file, or a new one if it has none."""
    if entry.document and not replaced:
        path = kb.shown_from / entry.document.shown_as
        before = path.read_bytes()
    else:
        path, before = kb.roots[-1] / entry.locale / entry.path, None
    return Change(path, as_shown(path, kb.shown_from), before, text.encode(), replaced)


def _why_unread(entry: Draft, unread: Mapping[Key, Problem]) -> str:
    """Why an entry only seems to be new: it has an unreadable page; "" if it has none."""
    found = unread.get((entry.locale, str(entry.front["id"])))
    found = found or unread.get((entry.locale, entry.path))
    if entry.document is not None or found is None:
        return ""
    return f"страница этой записи не читается; исправьте её и повторите: {found}"


def _text(entry: Draft) -> str | Fault:
    """The text of the entry's file; a fault if it cannot be written without a loss."""
    old = entry.document.source if entry.document else None
    if entry.document and has_comments(entry.document.source.front):
        return Fault(
            1,
            f"в полях файла {entry.document.shown_as} есть примечание после «#», оно пропало "
            "бы; перенесите его в текст или правьте файл сам",
        )
    try:
        front = write_front(entry.front)
    except ValueError:
        return Fault(1, "значение не записать в файл; уберите невидимые знаки")
    return file_text(front, old.body if old else "")
