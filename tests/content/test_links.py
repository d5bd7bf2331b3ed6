"""Pages link to each other, both ways; none stands alone."""

import posixpath
import re

import pytest

from kb.content.body.embeds import embeds
from kb.content.fields.kinds import Reference
from kb.content.fields.structure import values
from kb.content.library import Document, Library

OWN_WAY = ("plain", "term")
"""Types with one-way links: plain pages are lists, and terms are linked where they occur."""


def _named(document: Document) -> set[str]:
    """The ids a page's fields name."""
    found = set()
    for _, value in values(document.entry):
        if isinstance(value, Reference):
            found.add(str(value))
        elif type(value) is str:
            found.update(re.findall(r"\]\(([A-Za-z0-9-]+)\)", value))
    return found


def _linked(document: Document, library: Library) -> set[str]:
    """The ids of the pages that a page's body links or shows."""
    folder = posixpath.dirname(document.src_uri)
    targets = re.findall(r"\]\(([^)#\s]+\.md)", document.source.body)
    pages = (library.at(posixpath.normpath(posixpath.join(folder, one))) for one in targets)
    shown = {embed.id for embed in embeds(document.source.body)}
    return {page.key for page in pages if page} | shown


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_no_page_stands_alone(library: Library, locale: str) -> None:
    documents = [one for one in library.documents if one.locale == locale]
    led_to: set[str] = set()
    for one in documents:
        if one.entry.type != "plain":
            led_to |= (_named(one) | _linked(one, library)) - {one.key}
    alone = [one.path for one in documents if one.entry.type != "plain" and one.key not in led_to]
    assert alone == []


def test_related_pages_name_each_other(library: Library, russian: list[Document]) -> None:
    """A card leads to the guide and the guide to the card: `related` is mutual."""
    one_way = []
    for one in russian:
        for key in one.entry.related if one.entry.type not in OWN_WAY else ():
            other = library.find("ru", key)
            assert other is not None
            if other.entry.type not in OWN_WAY and one.key not in other.entry.related:
                one_way.append(f"{key}: add {one.key}")
    assert sorted(one_way) == []


def test_role_and_its_pair_name_each_other(russian: list[Document]) -> None:
    pairs = {one.key: set(map(str, getattr(one.entry, "pair", ()))) for one in russian}
    one_way = [(a, b) for a, pair in pairs.items() for b in pair if a not in pairs[b]]
    assert one_way == []


def test_a_link_in_a_text_leads_both_ways(library: Library, russian: list[Document]) -> None:
    """Whoever comes from a guide to a card finds the guide on the card, and the other way round."""
    pages = {one.key: one for one in russian if one.entry.type not in OWN_WAY}
    leads = {key: _linked(one, library) for key, one in pages.items()}
    one_way = [
        f"{key}: add {one}"
        for one, keys in leads.items()
        for key in keys & set(pages) - {one}
        if one not in leads[key] | _named(pages[key])
    ]
    assert sorted(one_way) == []
