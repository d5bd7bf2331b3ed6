"""PDF: the built site printed by `kb pdf`, read back as a PDF viewer would."""

import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fontTools.ttLib import TTFont
from lxml import html
from lxml.html import HtmlElement
from pypdf import PdfReader
from pypdf.generic import Destination

from kb.content.library import Library
from kb.edition import KnowledgeBase
from kb.handbook.book import Chapter, compose
from kb.handbook.pages import _NEEDS_A_SCREEN, Page, read
from kb.handbook.pages import Site as Built
from kb.handbook.pdf import PdfError, sheaves, write_sheaf
from kb.urls import absolute
from tests.command import kb
from tests.disk import room
from tests.paper import Sheet, comparison, sheets
from tests.sites import EPOCH, ROOT, House, Site

pytestmark = pytest.mark.site

DAY = date(2026, 11, 23)
HANDBOOK, CHECKLISTS = "ru/handbook.pdf", "ru/checklists.pdf"
"""Printed of the real site here, as are all cards of roles; other books differ in their pages."""


NAMED = {"roles/", "roles/zakazchik/", "comparisons/vnutrenniy-i-vneshniy-klient/"}
"""Pages that the tests ask for by name."""


def _excerpt(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Returns short pages that together have every section, every kind and every letter.

    WeasyPrint takes a third of a second for a page, and the site has almost two hundred.
    """
    texts = {
        page: "".join(map(HtmlElement.text_content, (page.text, *page.asides))) for page in pages
    }
    has = {page: {page.sections, page.kind, *text} for page, text in texts.items()}
    wanted = set[object]().union(*has.values())
    chosen = {page for page in pages if page.address.removeprefix("en/") in NAMED}
    while wanted:
        most = max(pages, key=lambda page: len(has[page] & wanted) / (len(texts[page]) + 1))
        chosen.add(most)
        wanted -= has[most]
    return tuple(page for page in pages if page in chosen)


def _write(sites: Iterable[Built], out: Path, only: Collection[str]) -> list[Path]:
    kb = KnowledgeBase(Library((), {}, ()), (), (ROOT / "overrides",))
    return [
        write_sheaf(sheaf, site, out, edition=words, day=DAY)
        for site in sites
        for words in [kb.edition(site.locale)]
        for sheaf in sheaves(site, words)
        if sheaf.path in only
    ]


@pytest.fixture(scope="module")
def real(site: Site) -> dict[str, Built]:
    """What is read of the real site to be printed, by language."""
    return {one.locale: one for one in read(site.folder)}


def _cards(real: dict[str, Built], locale: str) -> list[str]:
    """The file of each role of the real site."""
    roles = [page.address for page in real[locale].pages if page.kind == "role"]
    return [f"{locale}/{address.removeprefix('en/').rstrip('/')}.pdf" for address in roles]


@pytest.fixture(scope="module")
def excerpt(real: dict[str, Built]) -> Built:
    """A part of the Russian site."""
    return replace(real["ru"], pages=_excerpt(real["ru"].pages))


@pytest.fixture(scope="module")
def printed(
    real: dict[str, Built], excerpt: Built, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, PdfReader]:
    out = tmp_path_factory.mktemp("printed")
    files = _write(real.values(), out, {CHECKLISTS, *_cards(real, "ru"), *_cards(real, "en")})
    files += _write([excerpt], out, {HANDBOOK})
    return {path.relative_to(out).as_posix(): PdfReader(path) for path in files}


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small library, with a page that holds one of everything paper has to cope with."""
    house = House.make(tmp_path_factory.mktemp("bakery"))
    config = (house.folder / "company.yml").read_text("utf-8")
    own = 'site_url: https://intranet.test/kb/\nextra: {brand: {colors: {light: "#990000"}}}\n'
    house.write({"company.yml": f"{config}\n{own}"})
    for locale in ("ru", "en"):
        path = house.folder / f"docs/{locale}/guides/kak-prosit.md"
        path.write_text(f"{path.read_text('utf-8')}\n{EVERYTHING}", "utf-8")
    house.write({"docs/ru/comparisons/wide.md": comparison("X07", ["согласованность"] * 12)})
    return house.built()


EVERYTHING = """
## Всё сразу

[Чужой сайт](https://example.org/a?b=c) и [роль](../roles/zakazchik.md) &lt;script&gt;.

??? note "Закрытое"

    Открытое на бумаге.

=== "Первая вкладка"

    Текст первой.

=== "Вторая вкладка"

    Текст второй.

- [ ] не сделано
- [x] сделано

Сноска[^1].

[^1]: Внизу.

/// comparison | X07
///
"""


@cache
def _sheets(reader: PdfReader) -> list[Sheet]:
    reader.stream.seek(0)
    return sheets(reader.stream.read())


def _text(reader: PdfReader) -> str:
    return " ".join(" ".join(sheet.text for sheet in _sheets(reader)).split())


def _squeezed(text: str) -> str:
    """Returns the text without spaces and without the hyphens that may end a line."""
    return re.sub(r"[\s\u00a0\u00ad\u2010-]", "", text)


def _outline(items: list[Any], level: int = 1) -> Iterator[tuple[int, Destination]]:
    for item in items:
        if isinstance(item, list):
            yield from _outline(item, level + 1)
        else:
            yield level, item


def _fonts(reader: PdfReader) -> dict[str, Any]:
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            found[font.get_object()["/BaseFont"]] = font.get_object()
    return found


def _links(reader: PdfReader) -> Iterator[dict[str, Any]]:
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            yield annotation.get_object()


def test_each_file_is_there(printed: dict[str, PdfReader], real: dict[str, Built]) -> None:
    assert set(printed) == {HANDBOOK, CHECKLISTS, *_cards(real, "ru"), *_cards(real, "en")}


def test_each_file_is_tagged_and_says_its_language_and_title(printed: dict[str, PdfReader]) -> None:
    for path, reader in printed.items():
        root = reader.trailer["/Root"]
        assert root["/Lang"] == path[:2]  # type: ignore[index]
        assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
        assert root["/StructTreeRoot"]["/K"]  # type: ignore[index]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
        assert reader.metadata is not None
        assert reader.metadata.title
        assert reader.metadata.get("/CreationDate", "").startswith("D:20261123")
        assert {page.mediabox.width for page in reader.pages} <= {595.275591, 841.889764}


def test_headings_lists_and_tables_are_tagged_as_such(printed: dict[str, PdfReader]) -> None:
    tags: set[str] = set()
    pending = [printed[CHECKLISTS].trailer["/Root"]["/StructTreeRoot"]["/K"]]  # type: ignore[index]
    while pending:
        node = pending.pop().get_object()
        if isinstance(node, list):
            pending += node
        elif isinstance(node, dict):
            tags.add(str(node.get("/S")))
            pending += [node["/K"]] if "/K" in node else []
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= tags


def test_every_letter_is_embedded_and_drawn(printed: dict[str, PdfReader]) -> None:
    for path, reader in printed.items():
        fonts = _fonts(reader)
        names = " ".join(fonts)
        assert "Onest-Cyrillic" in names or path.startswith("en/")
        assert "Onest-Latin" in names
        for name, font in fonts.items():
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            program = TTFont(io.BytesIO(descriptor["/FontFile2"].get_data()))
            glyphs = program["maxp"].numGlyphs
            mapping = font["/ToUnicode"].get_data().decode()
            letters = mapping.partition("endcodespacerange")[2]
            used = [int(one, 16) for one in re.findall(r"^<(\w+)> <\w+>$", letters, re.MULTILINE)]
            assert used, name
            assert 0 < min(used) <= max(used) < glyphs, f"{path}: {name} has no sign for a letter"


def test_every_page_is_read_that_does_not_need_a_screen(real: dict[str, Built], site: Site) -> None:
    for one in real.values():
        addresses = {page.address for page in one.pages}
        for at, page in site.pages.items():
            if page.get("lang") == one.locale and at.lstrip("/") not in addresses:
                assert page.xpath(_NEEDS_A_SCREEN) or at.endswith("404.html"), at


def test_the_handbook_holds_every_page_of_its_site(
    printed: dict[str, PdfReader], excerpt: Built
) -> None:
    text = _squeezed(_text(printed[HANDBOOK]))
    assert len(excerpt.pages) > 15
    for page in excerpt.pages:
        assert _squeezed(page.title) in text, page.address
        for paragraph in page.text.xpath("./p")[:1]:
            assert _squeezed(paragraph.text_content())[:40] in text, page.address


def test_no_letter_of_the_site_is_lost(
    printed: dict[str, PdfReader], real: dict[str, Built]
) -> None:
    for locale, files in (("ru", [HANDBOOK]), ("en", _cards(real, "en"))):
        kinds = {"role"} if locale == "en" else None
        pages = [one for one in real[locale].pages if kinds is None or one.kind in kinds]
        chapters = compose(pages, "", sections=False)
        written = {
            letter
            for chapter in chapters
            for letter in html.fromstring(str(chapter.text)).text_content()
            if not letter.isspace()
        }
        shown = {letter for file in files for letter in _text(printed[file])}
        assert written - shown <= {"\u00ad", "\u200b"}, locale


def test_bookmarks_follow_the_navigation(printed: dict[str, PdfReader]) -> None:
    reader = printed[HANDBOOK]
    entries = list(_outline(reader.outline))
    assert [one.title for level, one in entries if level == 1] == [
        "Начать",
        "Гайды",
        "Роли",
        "Чек-листы и шаблоны",
        "Сравнения",
        "Глоссарий",
        "О базе",
    ]
    assert all(after[0] - before[0] <= 1 for before, after in pairwise(entries))
    numbers = [reader.get_destination_page_number(one) for _, one in entries]
    assert numbers == sorted(numbers)  # type: ignore[type-var]


def test_the_contents_give_the_page_on_which_a_chapter_begins(
    printed: dict[str, PdfReader],
) -> None:
    reader = printed[HANDBOOK]
    contents = _squeezed("".join(sheet.text for sheet in _sheets(reader)[1:6]))
    begins = {
        str(one.title).replace("\u00a0", " "): (reader.get_destination_page_number(one) or 0) + 1
        for _, one in _outline(reader.outline)
    }
    for title in ("Роли", "Чек-листы", "Источники", "Внутренний и внешний клиент"):
        assert re.search(rf"{_squeezed(title)}\.+{begins[title]}(?!\d)", contents), title


def test_the_running_head_names_the_book_and_the_chapter(printed: dict[str, PdfReader]) -> None:
    reader = printed[HANDBOOK]
    (place,) = (
        one
        for _, one in _outline(reader.outline)
        if str(one.title).replace("\u00a0", " ") == "Внутренний клиент — заказчик"
    )
    number = reader.get_destination_page_number(place)
    assert number is not None
    text = _sheets(reader)[number].text.replace("\u00a0", " ")
    assert text.count("Внутренний клиент — заказчик") >= 2
    assert "Клиент: внутри и снаружи" in text
    assert str(number + 1) in text.split()


def test_links_lead_inside_the_file_or_to_another_site(printed: dict[str, PdfReader]) -> None:
    for path, reader in printed.items():
        places = reader.named_destinations
        seen = 0
        for link in _links(reader):
            if "/Dest" in link:
                assert link["/Dest"] in places, (path, link["/Dest"])
                seen += 1
            elif "/A" in link:
                assert re.match(r"https?://|mailto:", link["/A"]["/URI"]), link["/A"]["/URI"]
        assert seen > 20 or "/roles/" in path


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_a_role_card_is_one_sheet(
    printed: dict[str, PdfReader], real: dict[str, Built], locale: str
) -> None:
    cards = _cards(real, locale)
    assert len(cards) > 10
    assert {path: len(printed[path].pages) for path in cards} == dict.fromkeys(cards, 1)


def test_a_checklist_has_its_boxes_and_all_its_items(
    printed: dict[str, PdfReader], real: dict[str, Built]
) -> None:
    text = _squeezed(_text(printed[CHECKLISTS]))
    for page in real["ru"].pages:
        if page.kind == "checklist":
            items = page.text.xpath(".//*[@data-item]//*[@class='kb-item__text']")
            assert len(items) >= 5
            for item in items:
                assert _squeezed(item.text_content()) in text


def test_nothing_that_only_a_screen_can_use_is_printed(printed: dict[str, PdfReader]) -> None:
    text = _text(printed[HANDBOOK])
    for words in ("Скопировать", "Скачать таблицу", "¶", "Мои чек-листы собирает", "↩"):
        assert words not in text


# ---------------------------------------------------------------- a small site


@pytest.fixture(scope="module")
def bound(bakery: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the small library's handbook."""
    out = tmp_path_factory.mktemp("book")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        (path,) = _write(read(bakery.folder), out, {"ru/handbook.pdf"})
    return path


@pytest.fixture(scope="module")
def book(bound: Path) -> PdfReader:
    return PdfReader(bound)


def test_what_is_closed_or_behind_a_tab_is_open_on_paper(book: PdfReader) -> None:
    text = _text(book)
    for words in (
        "Закрытое",
        "Открытое на бумаге.",
        "Первая вкладка",
        "Текст первой.",
        "Вторая вкладка",
        "Текст второй.",
        "Внизу.",
    ):
        assert text.count(words) == 1, words


def test_the_cover_has_the_companys_colour(book: PdfReader) -> None:
    assert b"0.6 0 0 rg" in book.pages[0].get_contents().get_data()  # type: ignore[union-attr]


def test_a_wide_comparison_within_a_guide_runs_off_no_sheet(book: PdfReader) -> None:
    (sheet,) = [one for one in _sheets(book) if "согласо" in (text := one.text) and "роль" in text]
    assert sheet.rightmost < sheet.size[0] - 60  # the margin


def test_markup_that_is_text_stays_text(book: PdfReader) -> None:
    assert "<script>" in _text(book)


def test_links_to_the_published_site_and_to_others_are_addresses(book: PdfReader) -> None:
    found = {link["/A"]["/URI"] for link in _links(book) if "/A" in link}
    assert "https://example.org/a?b=c" in found
    assert {urlsplit(one).hostname for one in found} == {"example.org", "intranet.test"}
    assert "page-roles-zakazchik" in {link.get("/Dest") for link in _links(book)}


def test_the_same_site_gives_the_same_bytes(
    bakery: Site, bound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    (again,) = _write(read(bakery.folder), tmp_path, {"ru/handbook.pdf"})
    assert again.read_bytes() == bound.read_bytes()


def test_a_picture_of_another_host_is_not_fetched(bakery: Site, tmp_path: Path) -> None:
    page = bakery.folder / "roles/zakazchik/index.html"
    before = page.read_text("utf-8")
    try:
        page.write_text(
            before.replace("<h2", "<img src='http://127.0.0.1:9/x.png'><h2", 1), "utf-8"
        )
        with pytest.raises(PdfError, match="disallowed protocol"):
            _write(read(bakery.folder), tmp_path, {"ru/roles/zakazchik.pdf"})
    finally:
        page.write_text(before, "utf-8")
    assert list(tmp_path.rglob("*.pdf")) == []


def test_the_command_writes_all_files_and_counts_them(bakery: Site, tmp_path: Path) -> None:
    arguments = ["--site", str(bakery.folder), "--out", str(tmp_path)]
    arguments += ["--theme", str(ROOT / "overrides")]
    result = kb("pdf", *arguments)
    assert result.exit_code == 0, result.output
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.pdf")}
    assert files == {
        f"{locale}/{name}.pdf"
        for locale in ("ru", "en")
        for name in (
            "handbook",
            "roles",
            "checklists",
            "roles/zakazchik",
            "roles/sklad",
            "checklists/pered-prosboy",
        )
    }
    assert result.output.splitlines()[-1] == f"Записано файлов: {len(files)}."
    assert len(PdfReader(tmp_path / "en/roles.pdf").pages) == 4  # cover, contents and two cards


def test_without_a_built_site_the_command_says_what_to_do(tmp_path: Path) -> None:
    result = kb("pdf", "--site", str(tmp_path), "--theme", str(ROOT / "overrides"))
    assert result.exit_code == 1
    assert result.output == f"В папке {tmp_path} нет собранного сайта; сначала: make site\n"


def test_a_folder_that_cannot_be_written_is_told_in_one_line(bakery: Site, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("файл", "utf-8")
    places = ["--site", str(bakery.folder), "--out", str(tmp_path / "out/below")]
    result = kb("pdf", *places, "--theme", str(ROOT / "overrides"))
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert line.startswith(str(tmp_path / "out/below"))


def test_a_full_disk_leaves_the_old_file_whole(bakery: Site, tmp_path: Path) -> None:
    sheet = "ru/roles/zakazchik.pdf"
    _write(read(bakery.folder), tmp_path, {sheet})
    before = (tmp_path / sheet).read_bytes()
    with room(len(before) // 2), pytest.raises(OSError, match="too large"):
        _write(read(bakery.folder), tmp_path, {sheet})
    assert (tmp_path / sheet).read_bytes() == before
    assert [path.name for path in (tmp_path / sheet).parent.iterdir()] == ["zakazchik.pdf"]


def test_pages_link_to_the_files_only_if_the_operator_says_so(bakery: Site, house: House) -> None:
    assert not [page for page in bakery.content.values() if ".pdf" in html.tostring(page).decode()]
    house.edit("mkdocs.yml", "pdf: false", "pdf: true")
    built = house.build(strict=False)
    links = {
        at: {absolute(link, at.lstrip("/")) for link in page.xpath("//a/@href") if ".pdf" in link}
        for at, page in built.content.items()
    }
    assert links["/roles/zakazchik/"] == {"pdf/ru/roles/zakazchik.pdf", "pdf/ru/handbook.pdf"}
    assert links["/en/roles/zakazchik/"] == {"pdf/en/roles/zakazchik.pdf", "pdf/en/handbook.pdf"}
    assert links["/guides/kak-prosit/"] == {"pdf/ru/handbook.pdf"}


def test_chapters_stand_in_the_sections_of_the_navigation(bakery: Site) -> None:
    site = read(bakery.folder)[0]
    chapters = compose(site.pages, site.address, sections=True)

    def titles(of: list[Chapter]) -> list[Any]:
        return [(one.title, titles(one.children)) if one.children else one.title for one in of]

    assert [one.title for one in chapters] == [
        "Начать",
        "Роли",
        "Чек-листы",
        "Сравнения",
        "Слова",
        "О базе",
    ]
    assert titles(chapters)[-2] == ("Слова", ["бриф", "соглашение об\u00a0уровне сервиса"])
    assert {one.level for one in chapters} == {1}
    anchors = [one.anchor for chapter in chapters for one in (chapter, *chapter.children)]
    assert len(set(anchors)) == len(anchors)
