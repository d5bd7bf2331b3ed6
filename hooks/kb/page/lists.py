"""Blocks that show many entries at once: catalogues, indexes, print sheets, comparisons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from kb.content.clock import in_words, today
from kb.content.foreign import foreign
from kb.content.library import Document
from kb.content.model import Comparison
from kb.content.selection import parse_selection, plain
from kb.edition import DATA_FILES, Edition
from kb.glossary.index import letters
from kb.page.context import PageContext, paper
from kb.render import inline_html
from kb.typography import SHORT

FILTERED_FROM = 7
"""The number of cards that a reader no longer takes in at a glance."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A field by whose values the cards of a catalogue can be filtered."""

    field: str
    values: Mapping[str, str]
    """The values that occur among the cards, with their names for a reader."""


def catalogue(page: PageContext, line: str) -> str | None:
    """Returns cards that lead to the entries that `line` chooses, with a filter if there are many.

    None if `line` is not a selection.
    """
    selection = parse_selection(line)
    if selection is None:
        return None
    documents = page.edition.select(selection)
    messages = page.edition.messages
    names = {"side": messages["role"]["side"], "audience": messages["audience"]}
    fields: dict[Document, dict[str, tuple[str, ...]]] = {
        one: {field: plain(getattr(one.entry, field, ())) for field in names} for one in documents
    }
    filters = []
    for field, called in names.items():
        met = {value for one in fields.values() for value in one[field]}
        if len(met) > 1 and len(documents) >= FILTERED_FROM:
            filters.append(Filter(field, {v: name for v, name in called.items() if v in met}))
    return page.edition.fragments.render(
        "catalogue",
        # Becomes part of the address, so that two catalogues on a page are filtered separately.
        key="-".join([selection.type, *(value for _, value in selection.wanted)]),
        documents=documents,
        fields=fields,
        filters=filters,
        link=page.link,
        t=messages,
        minutes=page.edition.minutes,
    )


def print_sheet(page: PageContext, line: str) -> str | None:
    """Returns the role cards that `line` chooses laid out for paper, with a form to choose them.

    None if it chooses no roles. A sheet holds two cards; a script lays them out differently if the
    reader asks.
    """
    selection = parse_selection(line)
    if selection is None or selection.type != "role":
        return None
    cards = page.edition.select(selection)
    return page.edition.fragments.render(
        "print-sheet",
        cards=cards,
        sheets=[cards[at : at + 2] for at in range(0, len(cards), 2)],
        paper=lambda one: paper(one, page.edition),
        md=inline_html,
        present=page.edition.present,
        t=page.edition.messages,
    )


def glossary_index(page: PageContext) -> str:
    """Returns the alphabetical list of all terms."""
    return page.edition.fragments.render(
        "glossary",
        letters=letters(page.edition.documents),
        audience=lambda term: page.edition.audiences.get(term.key, ()),
        link=page.link,
        t=page.edition.messages,
    )


def diagram(page: PageContext, name: str) -> str | None:
    """Returns the named drawing with its texts in the page's language; None if there is none."""
    fragments, drawings = page.edition.fragments, page.edition.drawings
    if name not in drawings:
        if not fragments.has(f"diagrams/{name}"):
            return None
        drawings[name] = fragments.render(f"diagrams/{name}", t=page.edition.messages)
    return drawings[name]


@dataclass(frozen=True, slots=True)
class Kind:
    """What may be put side by side on the page «Сравнить»: entries of a type, or columns."""

    id: str
    title: str
    source: str
    """Address of the exported data."""

    fields: tuple[tuple[str, str, Mapping[str, str]], ...] = ()
    """The rows: a field's path in the data, its label, and names for its values where these are
    not meant for a reader."""

    columns: str = ""
    """The comparison whose columns are the entries; its rows are the fields."""


def compare(page: PageContext, line: str) -> str | None:
    """Returns the form for putting entries side by side; None if `line` is wrong.

    `line` may name a comparison whose columns are offered too, and a title for them: `X07 Каналы`.
    """
    messages = page.edition.messages
    words = messages["comparison"]
    names = {"side": messages["role"]["side"], "group": messages["term"]["group"]}
    names["audience"] = messages["audience"]
    kinds = [
        Kind(
            id=kind,
            title=spec["title"],
            source=page.data(DATA_FILES[kind]),
            fields=tuple(
                (path, label, names.get(path, {})) for path, label in spec["fields"].items()
            ),
        )
        for kind, spec in words["types"].items()
    ]
    key, _, title = line.partition(" ")
    if key and key not in page.edition.library.hidden:
        found = page.edition.find(key)
        if found is None or not isinstance(found.entry, Comparison):
            return None
        source = page.data(DATA_FILES["comparison"])
        kinds.append(Kind(key, title.strip() or found.entry.title, source, columns=key))
    return page.edition.fragments.render("compare", kinds=kinds, short=sorted(SHORT), t=messages)


def my_checklists(page: PageContext) -> str:
    """Returns the placeholder where a script lists the checklists begun in this browser."""
    return page.edition.fragments.render(
        "my-checklists",
        source=page.data(DATA_FILES["checklist"]),
        t=page.edition.messages,
    )


def bibliography(page: PageContext) -> str:
    """Returns the list of all sources."""
    return page.edition.fragments.render(
        "bibliography",
        sources=sorted(page.edition.library.sources.items()),
        text=page.edition.text,
        foreign=partial(foreign, locale=page.edition.locale),
        day=partial(in_words, locale=page.edition.locale),
        t=page.edition.messages,
    )


REPORT_PLACE = '<div data-report="later"><form class="kb-filter" hidden="hidden"></form></div>'
"""Placeholder for the report on a page, if `SiteSettings.report_later` is set.

Its form is that of the report, so that the page loads the styles of both.
"""


def report_block(page: PageContext) -> str:
    """Returns the report, or its placeholder."""
    if page.edition.settings.report_later:
        return REPORT_PLACE
    return report_table(page.edition.whole, page.link)


def report_table(edition: Edition, link: Callable[[Document], str]) -> str:
    """Returns the table of all pages and their state, for editors; `link` gives page addresses."""
    from kb.report import report  # loads all rules of language, and few sites show the report

    return edition.fragments.render(
        "report",
        report=report(edition, edition.problems, today=today()),
        link=link,
        t=edition.messages,
    )


RENDERERS: dict[str, Callable[[PageContext, str], str | None]] = {
    "catalogue": catalogue,
    "compare": compare,
    "diagram": diagram,
    "glossary": lambda page, _: glossary_index(page),
    "my-checklists": lambda page, _: my_checklists(page),
    "print-sheet": print_sheet,
    "report": lambda page, _: report_block(page),
    "bibliography": lambda page, _: bibliography(page),
}
"""The functions that render the blocks of `kb.content.body.blocks.LISTS`."""
