"""The real site: every page of both languages, as it was built."""

import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html

from kb.content.body.blocks import EMBEDDED
from kb.content.body.embeds import embeds
from kb.content.model import TYPES
from tests.sites import ROOT, Site, addresses, build, loaded, of_class, outline

pytestmark = pytest.mark.site

LANGUAGES = {"ru": "/", "en": "/en/"}


def _locale(address: str) -> str:
    return "en" if address.startswith("/en/") else "ru"


def _counterpart(address: str) -> str:
    return address.removeprefix("/en") if _locale(address) == "en" else f"/en{address}"


def _file(address: str) -> str:
    """The text of the page's file; of the Russian one if it is not translated yet."""
    inner = address.removeprefix("/en").strip("/")
    paths = [
        ROOT / "docs" / locale / name
        for locale in (_locale(address), "ru")
        for name in (f"{inner}.md", f"{inner}/index.md".lstrip("/"))
    ]
    return next(path for path in paths if path.is_file()).read_text("utf-8")


def _front(address: str) -> str:
    return _file(address).split("---\n")[1]


def _type(address: str) -> str:
    found = re.search(r"^type: (\w+)$", _front(address), re.MULTILINE)
    assert found is not None
    return found[1]


def test_strict_build_has_no_warning(site: Site) -> None:
    assert site.warnings == []
    assert "Traceback" not in site.log


def test_building_again_gives_the_same_bytes(site: Site, tmp_path: Path) -> None:
    again = build(tmp_path / "again")
    assert again.code == 0, again.log
    files = {path.relative_to(site.folder) for path in site.folder.rglob("*") if path.is_file()}
    others = {path.relative_to(again.folder) for path in again.folder.rglob("*") if path.is_file()}
    assert files == others
    changed = [path for path in files if site.file(str(path)) != again.file(str(path))]
    assert changed == []


def test_every_page_file_is_a_page_in_both_languages(site: Site) -> None:
    files = {
        locale: {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
        for locale in LANGUAGES
        for folder in [ROOT / "docs" / locale]
    }
    assert files["ru"] == files["en"], "a page waits for its translation"
    for locale, start in LANGUAGES.items():
        published = files["ru"] - {"about/report.md"}  # for editors, until it is switched on
        expected = {start + re.sub(r"(^|/)index\.md$|\.md$", "/", one) for one in published}
        expected = {re.sub("/+$", "/", address) for address in expected}
        assert expected == {at for at in site.content if _locale(at) == locale}


def test_every_page_has_its_counterpart_and_a_switch_to_it(site: Site) -> None:
    for at, page in site.content.items():
        other = _counterpart(at)
        assert other in site.content
        locale = _locale(other)
        links = page.xpath(f"//a[@hreflang='{locale}']/@href")
        assert {urljoin(at, link) for link in links} == {other}, at
        assert not any(link.startswith("/") for link in links), "the site may lie in a folder"


def test_every_page_has_a_language_a_title_and_one_heading(site: Site) -> None:
    titles: dict[str, str] = {}
    for at, page in site.content.items():
        assert page.get("lang") == _locale(at)
        (title,) = page.xpath("//head/title")
        assert title.text_content().strip()
        assert titles.setdefault(f"{_locale(at)} {title.text_content()}", at) == at
        assert len(page.xpath("//h1")) == 1, at
        assert page.xpath("//meta[@name='description']/@content")[0].strip(), at


def test_a_heading_says_the_title_as_it_is_written(site: Site) -> None:
    for address, title in (
        ("/guides/ld-programma/", "L&D: программа из этих материалов за день"),
        ("/roles/ld-partnyor/", "L&D-партнёр"),
    ):
        page = site.page(address)
        assert page.xpath("string(//h1/text())").replace("\u00a0", " ").strip() == title
        assert page.xpath("string(//title)").startswith(f"{title} — ")


def test_headings_go_down_one_level_at_a_time(site: Site) -> None:
    for at, page in site.content.items():
        levels = outline(page)
        assert levels[0] == 1, at
        assert [step for step in pairwise(levels) if step[1] - step[0] > 1] == [], at


def test_every_deeper_page_has_breadcrumbs(site: Site) -> None:
    for at, page in site.content.items():
        if at.strip("/").count("/") >= 1 and at.strip("/") != "en" and _type(at) != "plain":
            assert page.xpath("//nav[contains(@class, 'md-path')]//a"), at


def test_every_entry_names_its_owner_and_review_date(site: Site) -> None:
    for at, page in site.content.items():
        front = _front(at)
        if _type(at) == "plain":
            continue
        (colophon,) = of_class(page, "kb-colophon")
        reviewed = re.search(r"^reviewed: (\S+)$", front, re.MULTILINE)
        assert [one.get("datetime") for one in colophon.xpath(".//time")][:1] == (
            [reviewed[1]] if reviewed else []
        ), at
        assert {"ru": "Редакция базы знаний", "en": "The editors"}[
            _locale(at)
        ] in colophon.text_content(), at


def test_every_source_of_a_page_stands_at_its_foot(site: Site) -> None:
    seen = 0
    for at, page in site.content.items():
        named = re.search(r"^sources:\n((?:  - \S+\n)+)", _front(at), re.MULTILINE)
        wanted = re.findall(r"- (\S+)", named[1]) if named else []
        links = page.xpath("//section[.//*[@id='kb-sources']]//a/@href")
        assert [link.partition("#")[2] for link in links] == wanted, at
        seen += len(wanted)
    assert seen > 100


def test_no_link_and_no_anchor_is_broken(site: Site) -> None:
    assert site.broken_links() == []


def test_nothing_is_loaded_from_another_host(site: Site) -> None:
    for at, page in site.pages.items():
        for target in loaded(page):
            assert not re.match(r"[a-z]+:|//", target) or target.startswith("data:"), (at, target)
        for style in page.xpath("//style | //@style"):
            text = style if isinstance(style, str) else style.text_content()
            assert _foreign(text) == [], at
    for path in site.folder.rglob("*.css"):
        assert _foreign(path.read_text("utf-8")) == [], path


def _foreign(css: str) -> list[str]:
    return re.findall(r"(?:url\(|@import)\s*['\"]?\s*(?:https?:)?//[^)'\"]*", css)


def test_no_page_runs_what_an_address_says(site: Site) -> None:
    for at, page in site.pages.items():
        assert page.xpath("//article//@*[starts-with(name(), 'on')]") == [], at
        bad = [
            one
            for one in addresses(page)
            if re.match(r"\s*(javascript|vbscript|data):", one, re.IGNORECASE)
        ]
        assert bad == [], at


def test_ids_are_unique_on_a_page(site: Site) -> None:
    for at, page in site.pages.items():
        ids = page.xpath("//@id")
        assert sorted(one for one in set(ids) if ids.count(one) > 1) == [], at


def test_heading_anchors_are_latin(site: Site) -> None:
    for at, page in site.content.items():
        for anchor in page.xpath("//article//*[self::h2 or self::h3 or self::h4]/@id"):
            assert re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", anchor), (at, anchor)


MARKS = {
    "role": "//*[@data-role='{id}']",
    "checklist": "//*[@data-checklist='{id}']//*[@data-item]//input[@type='checkbox']",
    "comparison": "//table[@data-comparison='{id}']//td[@data-subject and @data-criterion]",
    "quiz": "//*[@data-quiz='{id}']//*[@data-question]",
    "template": "//*[@data-template='{id}']",
    "term": "//*[@data-definition='{id}']",
}


def test_every_entry_carries_its_mark(site: Site) -> None:
    seen = set()
    for at, page in site.content.items():
        kind = _type(at)
        found = re.search(r"^id: (\S+)$", _front(at), re.MULTILINE)
        if kind in MARKS and found:
            assert page.xpath(MARKS[kind].format(id=found[1])), at
            seen.add(kind)
    assert seen == set(MARKS)
    assert seen | {"plain", "guide"} == set(TYPES)


def test_comparison_tables_can_be_read_aloud(site: Site) -> None:
    tables = [
        (at, table)
        for at, page in site.content.items()
        for table in page.xpath("//table[@data-comparison]")
    ]
    assert tables
    for at, table in tables:
        assert table.xpath("caption"), at
        assert all(th.get("scope") in ("col", "row", "rowgroup") for th in table.xpath(".//th")), at
        columns = len(table.xpath("thead//th")) - 1
        for row in table.xpath("tbody/tr[td]"):
            assert len(row.xpath("td")) == columns, at
            assert all(cell.text_content().strip() for cell in row.xpath("td")), at


def test_embedded_entries_carry_their_marks_and_lead_to_their_pages(site: Site) -> None:
    seen = 0
    for at, page in site.content.items():
        for embed in (one for one in embeds(_file(at)) if one.type in EMBEDDED):
            assert page.xpath(MARKS[embed.type].format(id=embed.id)), (at, embed)
            titles = of_class(page, "kb-embed__title")
            assert any(one.xpath(".//a") for one in titles), (at, embed)
            seen += 1
    assert seen
    assert not any(of_class(page, "kb-missing") for page in site.pages.values())


def test_terms_are_linked_where_they_occur(site: Site) -> None:
    page = site.page("/guides/prinyat-zapros/")
    for link in page.xpath("//article//a[@data-term]"):
        term = link.get("data-term")
        assert f"glossary/{term}/" in link.get("href")
    assert "brief" in page.xpath("//article//a/@data-term")
    found = sum(len(one.xpath("//article//@data-term")) for one in site.content.values())
    assert found > 300


def test_terms_are_not_linked_in_headings_links_and_code(site: Site) -> None:
    for at, page in site.content.items():
        inside = (
            "self::h1 or self::h2 or self::h3 or self::h4 or self::a or self::code or self::pre"
        )
        assert page.xpath(f"//*[@data-term][ancestor::*[{inside}]]") == [], at


def test_a_term_page_says_where_the_term_is_used(site: Site) -> None:
    links = site.page("/glossary/brief/").xpath("//section[.//*[@id='kb-used']]//a/@href")
    assert any("guides/prinyat-zapros" in link for link in links)


def test_data_is_exported_in_both_languages(site: Site) -> None:
    files = ("glossary.json", "roles.json", "checklists.json", "comparisons.json")
    for locale, start in LANGUAGES.items():
        for name in files:
            records = json.loads(site.file(f"{start}data/{name}"))
            assert records, name
            for record in records:
                assert record["locale"] == locale
                assert f"{start}{record['url']}" in site.content, record["id"]
        for record in json.loads(site.file(f"{start}data/comparisons.json")):
            table = site.file(f"{start}data/comparisons/{record['id']}.csv").decode("utf-8")
            assert table.startswith("\ufeff")
            assert table.count("\r\n") > len(record["rows"])


def test_unfinished_and_inner_files_are_not_published(site: Site) -> None:
    published = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*")}
    assert not [path for path in published if path.endswith((".yml", ".yaml", ".py"))]
    assert not [path for path in published if path.endswith(".md") and "data/" not in path]
    assert not [path for path in published if path.startswith(("i18n", "fragments", "partials"))]


@pytest.mark.parametrize(("locale", "start"), LANGUAGES.items())
def test_the_404_page_speaks_the_language_and_leads_on(site: Site, locale: str, start: str) -> None:
    page = site.page(f"{start}404.html")
    assert page.get("lang") == locale
    assert (
        page.xpath("//h1")[0].text_content()
        == {
            "ru": "Такой страницы нет",
            "en": "Page not found",
        }[locale]
    )
    assert urljoin(start, page.xpath("//article//a/@href")[0]) == start
    switch = page.xpath("//a[@hreflang]/@href")
    assert [urljoin("/", link) for link in switch] == ["/", "/en/"]


def test_russian_typography_is_applied_to_prose_and_not_to_code(site: Site) -> None:
    bound = 0
    for at, page in site.content.items():
        if _locale(at) == "ru":
            bound += page.xpath("//article")[0].text_content().count("\u00a0")
        code = page.xpath("//article//code | //article//pre")
        assert not any("\u00a0" in one.text_content() for one in code), at
    assert bound > 1000


def test_no_title_in_the_menu_or_below_a_text_leaves_a_preposition_at_a_lines_end(
    site: Site,
) -> None:
    for at in ("/guides/kto-vash-klient/", "/glossary/internal-client/"):
        links = site.content[at].xpath(
            "//nav[contains(@class, 'md-nav')]//a | //*[contains(@class, 'kb-foot')]//a"
        )
        loose = re.compile(r"(?<![\w-])[авиоску] ", re.IGNORECASE)
        assert [
            it for it in (one.text_content().strip() for one in links) if loose.search(it)
        ] == []
        assert len(links) > 40


def test_both_languages_say_the_interface_in_their_own_words(site: Site) -> None:
    for at, page in site.content.items():
        if _locale(at) != "en":
            continue
        for text in _interface(page):
            assert not re.search(r"[А-Яа-яё]", text), (at, text)


def _interface(page: html.HtmlElement) -> list[str]:
    """Names that a reader hears or sees around the text."""
    labels = page.xpath("//@aria-label | //@title | //@placeholder | //@alt")
    around = page.xpath("//nav[contains(@class, 'md-tabs')]//a | //footer")
    return [*labels, *(one.text_content() for one in around)]
