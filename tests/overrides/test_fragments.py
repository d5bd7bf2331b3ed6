"""Fragments: how each type looks, and that whatever is in a field remains text."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.toc import TocExtension
from pydantic import ValidationError

from kb.content.fields.structure import values
from kb.content.problems import Location
from kb.markdown import KnowledgeBaseExtension
from kb.page import show
from kb.page.lists import (
    bibliography,
    catalogue,
    compare,
    glossary_index,
    my_checklists,
    print_sheet,
)
from tests.bakery import bakery, changed, convert, document, page, tree, with_entry, words
from tests.sites import ROOT

GOLDEN = ROOT / "tests" / "golden"
SHOWN = ["R01", "C01", "X01", "T01", "Q01", "brief"]

FRAGMENTS: dict[str, Callable[[], str]] = {
    **{
        document(key).entry.type: lambda key=key: show(  # type: ignore[misc]
            document(key), page(document(key).src_uri), level=2, embedded=False
        )
        for key in SHOWN
    },
    "role-embedded": lambda: show(document("R01"), page("ru/index.md"), level=3, embedded=True),
    "catalogue": lambda: catalogue(page("ru/index.md"), "role") or "",
    "print-sheet": lambda: print_sheet(page("ru/index.md"), "role") or "",
    "glossary": lambda: glossary_index(page("ru/glossary/index.md")),
    "bibliography": lambda: bibliography(page("ru/about/sources.md")),
    "compare": lambda: compare(page("ru/index.md"), "X01 Кто есть кто") or "",
    "my-checklists": lambda: my_checklists(page("ru/index.md")),
}


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragment_is_its_golden_file(name: str, request: pytest.FixtureRequest) -> None:
    """`pytest --update-golden` writes the files anew; git shows what has changed."""
    html = re.sub(r"\n\s*\n+", "\n", FRAGMENTS[name]().strip()) + "\n"
    tree(html)
    file = GOLDEN / f"{name}.html"
    if request.config.getoption("--update-golden"):
        file.write_text(html, "utf-8")
    assert html == file.read_text("utf-8")


def test_a_source_that_is_not_translated_is_shown_in_another_language() -> None:
    """A preview shows the page while the fault is reported."""
    kb = bakery()
    source = kb.library.sources["grice"]
    half = source.model_copy(
        update={"title": {"ru": "Максимы Грайса"}, "fact": {"en": "Be brief."}}
    )
    library = replace(kb.library, sources={"grice": half})
    for locale, about in (("ru", "ru/about/sources.md"), ("en", "en/about/sources.md")):
        edition = replace(kb, library=library, _editions={}).edition(locale)
        shown = bibliography(page(about, edition))
        assert "Максимы Грайса Be brief." in words(shown)
        marked = [(one.tag, one.get("lang")) for one in tree(shown).xpath("//*[@lang]")]
        assert marked == [("p", "en") if locale == "ru" else ("dt", "ru")]


def test_an_option_with_bold_words_or_code_is_one_piece_of_text() -> None:
    """Words, code and words side by side in a flex box would each be a column."""
    for number in range(3):
        at = ("questions", number, "options", 0, "text")
        marked = with_entry("Q01", changed(document("Q01").entry, at, "**Раз** и `два`"))
        options = tree(convert(page("ru/index.md", marked), "/// quiz | Q01\n///"))
        boxes = options.xpath("//*[@class='kb-option']")
        assert len(boxes) == 7
        for box in boxes:
            assert "".join(box.xpath("./text()")).strip() == ""
            assert [one.tag for one in box if one.tag != "input"] == ["span"]


def test_the_headings_of_a_document_to_fill_in_are_no_parts_of_the_page() -> None:
    """Its readers copy it, and would copy the links to its headings too."""
    text = "# Записка {what}\n\n## Срок\n\n{hour}\n"
    shown = with_entry("T01", changed(document("T01").entry, ("document",), text))
    context = page(document("T01").src_uri, shown)
    ours = KnowledgeBaseExtension(context=context)
    md = Markdown(extensions=[TocExtension(permalink="#"), ours])
    root = tree(md.convert(document("T01").source.body))
    sheet = root.xpath("//*[@data-part='document']")[0]
    assert [one.get("id") for one in sheet.xpath(".//h2 | .//h3")] == [None, None]
    assert sheet.xpath(".//a") == []
    assert [one["name"] for one in md.toc_tokens] == [  # type: ignore[attr-defined]
        "Что в нём заполнить", "Шаблон", "Пример заполнения", "Что менять под себя", "Что оставить",
    ]  # fmt: skip


def test_an_entry_below_the_deepest_heading_has_headings_still() -> None:
    html = convert(page("ru/index.md"), "##### Глубоко\n\n/// checklist | C01\n///")
    assert tree(html).xpath("//*[@class='kb-checklist__group']")[0].tag == "h6"


def test_there_is_no_golden_file_without_a_fragment() -> None:
    assert {path.stem for path in GOLDEN.glob("*.html")} == set(FRAGMENTS)


def _texts() -> list[tuple[str, Location]]:
    """Every place in which an editor may write words, of one entry of each type."""
    return [
        (one.key, at)
        for one in bakery().library.documents
        if one.locale == "ru" and (one.key in SHOWN or one.key == "G01")
        for at, value in values(one.entry)
        if type(value) is str and at[-1] not in ("type", "field")
    ]


def _name(place: tuple[str, Location]) -> str:
    return f"{place[0]} {'.'.join(map(str, place[1]))}"


HOSTILE = "ХОСТ <script>alert(1)</script><img src=x onerror=alert(1)> &lt;b&gt; \"' {: onclick=x }"


def _safe_tree(html: str) -> str:
    """Returns the text of a converted page, having checked that nothing in it is harmful."""
    root = tree(html)
    for one in root.iter():
        assert one.tag not in ("script", "style", "iframe", "object", "base", "meta")
        assert not [name for name in one.attrib if name.startswith("on")]
        for name in ("href", "src", "action"):
            assert not re.match(
                r"[\s\x00-\x20]*(javascript|vbscript|data):", one.get(name, ""), re.IGNORECASE
            )
        assert one.get("src") != "x"
    return " ".join("".join(root.itertext()).split())


@pytest.mark.parametrize("place", _texts(), ids=_name)
def test_hostile_text_in_any_field_comes_out_as_text(place: tuple[str, Location]) -> None:
    key, at = place
    value = HOSTILE + " {what} {hour}" if at == ("document",) else HOSTILE
    hostile = with_entry(key, changed(document(key).entry, at, value))
    own = document(key).src_uri
    shown = _safe_tree(convert(page(own, hostile)))
    if "ХОСТ" in shown:
        assert HOSTILE.replace(" {: onclick=x }", "") in shown
    embed = f"/// {document(key).entry.type} | {key}\n///"
    for text in (embed, "/// catalogue | role\n///", "/// glossary\n///"):
        _safe_tree(convert(page("ru/index.md", hostile), text))


_PIECES = st.sampled_from(
    "** * _ ` [ ]( ) ![ < > & &amp; &#58; &lt; javascript: : // http://a \" ' { } {: {what} | --- "
    "# - 1. \\ \n слово склад бриф SLA T01 R01 <b> </b> <script> onclick= ///".split(" ")
)
_LETTERS = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufffe\uffff"
)
_ANYTHING = st.lists(_PIECES | st.text(_LETTERS, max_size=4), min_size=1, max_size=20).map("".join)


@given(place=st.sampled_from(_texts()), text=_ANYTHING)
def test_any_text_in_any_field_gives_a_well_formed_page(
    place: tuple[str, Location], text: str
) -> None:
    key, at = place
    try:
        entry = changed(document(key).entry, at, text)
    except ValidationError:
        return  # the check reports it; see test_content
    _safe_tree(convert(page(document(key).src_uri, with_entry(key, entry))))
