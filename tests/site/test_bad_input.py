"""Broken and hostile input in the real build: one clear message, or a page with it as text."""

import csv
import json
import os
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html

from kb.content.problems import Location
from tests.bad_input import Case, cases
from tests.builder import Rebuilder
from tests.disk import edit
from tests.fields import in_every_field
from tests.sites import House, Site, addresses, loaded

pytestmark = pytest.mark.site

STOPPING = [case for case in cases() if case.stops]
HARMLESS = [case for case in cases() if not case.stops]


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_all_that_stops_a_build_is_told_at_once_and_the_old_site_stays(
    house: House, bakery_site: Site
) -> None:
    shutil.copytree(bakery_site.folder, house.folder / "site")
    whole = [case for case in STOPPING if "docs/sources.yml" not in case.content.get("files", {})]
    for case in whole:
        case.put(house.folder)
    site = house.build(strict=False)
    assert site.code == 1
    assert "Traceback" not in site.log
    told = Counter(line for line in site.log.splitlines() if re.match(r"docs/.*?:\d+: ", line))
    missing = [(case.name, line) for case in whole for line in case.problems if line not in told]
    assert missing == []
    assert sum(told.values()) == len({line for case in whole for line in case.problems})
    assert _bytes(site.folder) == _bytes(bakery_site.folder)


def test_a_preview_explains_each_page_that_stops_a_build_and_shows_the_others(house: House) -> None:
    for case in STOPPING:
        case.put(house.folder)
    os.mkfifo(house.folder / "docs/ru/bad/pipe.md")
    os.mkfifo(house.folder / "docs/ru/bad/pipe.png")
    edit(house.folder / "company.yml", "[role]", "[role, roles/nikto.md, {Никто: nikto.md}]")
    preview = Rebuilder(house.folder / "company.yml", house.folder / "preview", {})
    try:
        site = preview.build()
    finally:
        preview.end()
    assert "Привезли муку" in site["roles/sklad/index.html"].decode().replace("\u00a0", " ")
    for page, told in {
        "cp1251": "файл не в кодировке UTF-8 (похоже на cp1251)",
        "nothing": "это ссылка в никуда",
        "outside": "это ссылка за пределы папки",
        "pipe": "это не файл и не папка",
        "unknown-icon": "такого нет в теме: нет файла .icons/",
        "unknown-page-template": "такого нет в теме: нет файла",
    }.items():
        explained = site[f"bad/{page}/index.html"].decode()
        assert "Страница не собирается" in explained, page
        assert told in explained.replace("\u00a0", " "), page
    assert "assets/outside.png" not in site
    assert "икто" not in site["index.html"].decode()
    assert [one for one in site if one.startswith(("bad/loop/", "bad/pipe.png"))] == []


@pytest.fixture(scope="module")
def bad_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small library with every harmless case in it, and markup in every field of its pages."""
    house = House.make(tmp_path_factory.mktemp("bad"))
    for path in (house.folder / "docs").rglob("*.md"):
        path.write_text(in_every_field(path.read_text("utf-8"), _hostile), "utf-8")
    for case in HARMLESS:
        case.put(house.folder)
    built = house.build(strict=False)
    assert built.code == 0, built.log[-3000:]
    assert "Traceback" not in built.log
    return built


HOSTILE = (
    "=1 </title></style></script><img src=x onerror=alert(1)> {{7*7}} [a](javascript:alert(1))"
)


def _hostile(text: str, location: Location) -> str:
    """Returns the text with markup before it that no page may carry out."""
    # In a document {{7*7}} would be a blank of that name.
    return f"{HOSTILE.replace('7*7', '7 * 7') if location[-1] == 'document' else HOSTILE} {text}"


def test_no_page_has_a_script_that_an_editor_typed(bad_site: Site, bakery_site: Site) -> None:
    ours = set(_scripts(bakery_site))
    assert ours
    assert [one for one in _scripts(bad_site) if one not in ours] == []


def _scripts(site: Site) -> Iterator[tuple[str, str]]:
    """Yields every script: its address, or its text without the addresses that differ by page."""
    for at, page in site.pages.items():
        for script in page.iter("script"):
            source = script.get("src", "")
            text = re.sub(r'"(?:\.\.?/)*\.?"|"(?:\.\.?/)+', '"', script.text or "")
            yield urlsplit(urljoin(f"http://site.test{at}", source)).path if source else "", text


_RUNS = re.compile(r"\W*(java|vb)script:|data:", re.IGNORECASE)


def test_no_page_runs_or_loads_what_an_editor_typed(bad_site: Site) -> None:
    for at, page in bad_site.pages.items():
        assert page.xpath("//@*[starts-with(name(), 'on')]") == [], at
        run = [one for one in addresses(page) if _RUNS.match(one)]
        assert run == [], at
        fetched = [one for one in loaded(page) if urlsplit(one.replace("\\", "/")).netloc]
        assert fetched == [], at
        assert page.xpath("//iframe | //object | //embed | //base | //frame | //applet") == [], at
        assert page.xpath("//meta[@http-equiv] | //@srcdoc | //@formaction") == [], at
        for article in page.xpath("//article"):
            assert article.xpath(".//style | .//link | .//meta | .//@style[contains(., '(')]") == []
            ids = article.xpath(".//@id")
            ours = [one for one in ids if one != "__content"]  # where the skip link leads
            assert [one for one in ours if re.match("__(?!tabbed)", one)] == [], at
            assert len(ours) >= len(ids) - 1, at
            assert article.xpath(".//@*[starts-with(name(), 'data-md-')]") == [], at
            typed = article.xpath(".//input[not(ancestor::form[contains(@class, 'kb-filter')])]")
            assert {one.get("type") for one in typed} <= {"checkbox", "radio"}, at


def test_no_page_loses_its_frame(bad_site: Site, bakery_site: Site) -> None:
    """Tags left open, or closed once too often, affect nothing but the text."""
    assert _frame(bakery_site.page("/about/sources/")) == _frame(bakery_site.page("/"))
    for case in HARMLESS:
        if "page" in case.content:
            page = bad_site.page(f"/bad/{case.slug}/")
            assert _frame(page) == _frame(bakery_site.page("/")), case.name


def _frame(page: html.HtmlElement) -> list[str]:
    """Returns the elements around the text, outermost last, and the children of the body."""
    (article,) = page.xpath("//article")
    around = [f"{one.tag}.{one.get('class', '').split(' ')[0]}" for one in article.iterancestors()]
    below = (one.tag for one in page.find("body") if one.tag != "script")
    return [*around, *(tag for tag in below if isinstance(tag, str))]


@pytest.mark.parametrize(
    "case", [one for one in HARMLESS if "shows" in one.content], ids=lambda one: one.name
)
def test_what_is_not_done_is_shown_as_it_was_typed(case: Case, bad_site: Site) -> None:
    assert case.content["shows"] in bad_site.text(f"/bad/{case.slug}/").replace("\u00a0", " ")


def test_comments_and_other_files_are_nowhere(bad_site: Site) -> None:
    for name, content in _bytes(bad_site.folder).items():
        text = content.decode("utf-8", "ignore")
        assert "тайна-в-" not in text, name
        assert "root:x:0" not in text, name


def test_template_language_is_not_run(bad_site: Site) -> None:
    for at, page in bad_site.pages.items():
        assert "49" not in page.xpath("string(//article)"), at
        assert "49" not in page.xpath("string(//title)"), at


def test_data_for_other_programs_can_be_read(bad_site: Site) -> None:
    kinds: Counter[str] = Counter()
    for name, content in _bytes(bad_site.folder).items():
        kind = name.rpartition(".")[2]
        kinds[kind] += 1
        if kind == "json":
            json.loads(content)
        elif kind in ("xml", "svg"):
            etree.fromstring(content)
        elif kind in ("docx", "xlsx"):
            for part in zipfile.ZipFile(BytesIO(content)).infolist():
                if part.filename.endswith((".xml", ".rels")):
                    tree = etree.fromstring(zipfile.ZipFile(BytesIO(content)).read(part))
                    assert tree.xpath("//*[local-name()='f']") == [], "a formula"
        elif kind == "csv":
            rows = list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
            assert [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")] == []
    assert min(kinds[kind] for kind in ("json", "docx", "xlsx", "csv")) > 0


BROKEN_CONFIGS = {
    "extra.brand": "extra:\n  brand: null\n",
    "extra.brand.owner": "extra:\n  brand:\n    owner: [1]\n",
    "extra.brand.logo": "extra:\n  brand:\n    logo: ../../../etc/passwd\n",
    "extra.brand.links[1].url": (
        "extra:\n  brand:\n    links:\n      - {title: да, url: 'javascript:alert(1)'}\n"
    ),
    "extra.overlay": "extra:\n  overlay: [1]\n",
}


@pytest.mark.parametrize("field", BROKEN_CONFIGS)
def test_broken_company_file_is_told_by_its_field(house: House, field: str) -> None:
    broken = f"INHERIT: mkdocs.yml\n{BROKEN_CONFIGS[field]}"
    house.write({"company.yml": broken})
    site = house.build()
    assert site.code == 1
    last = len(broken.splitlines())
    assert f"company.yml:{last}: поле «{field}»: " in site.log
    assert "Traceback" not in site.log
    assert not site.folder.exists()
