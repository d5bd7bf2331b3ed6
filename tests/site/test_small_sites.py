"""Small sites, each built to show one thing that happens to editors."""

import gzip
import json
import re
import shutil

import pytest

from tests.builder import Rebuilder
from tests.sites import ROOT, House, Site, of_class

pytestmark = pytest.mark.site


def _built(house: House) -> Site:
    site = house.build()
    assert site.code == 0, site.log
    assert site.warnings == []
    return site


def _bytes(site: Site) -> dict[str, bytes]:
    return {
        path.relative_to(site.folder).as_posix(): path.read_bytes()
        for path in site.folder.rglob("*")
        if path.is_file()
    }


def test_untranslated_page_is_shown_in_the_original_with_a_notice(house: House) -> None:
    (house.folder / "docs/en/guides/kak-prosit.md").unlink()
    house.edit("docs/ru/guides/kak-prosit.md", "title: Как просить", "title: Как просить о хлебе")
    site = _built(house)
    page = site.page("/en/guides/kak-prosit/")
    assert len(page.xpath("//*[@data-untranslated]")) == 1
    assert page.get("lang") == "en"
    (heading,) = page.xpath("//h1")
    assert heading.text_content() == "Как просить о\u00a0хлебе"
    assert "Как просить о\u00a0хлебе" in site.file(f"en/{SEARCHED}").decode()
    assert heading.xpath("ancestor::*[@lang][1]/@lang") == ["ru"]
    assert "Чем короче" in site.text("/en/guides/kak-prosit/")
    for at in ("/", "/en/", "/guides/kak-prosit/", "/en/roles/zakazchik/"):
        assert site.page(at).xpath("//*[@data-untranslated]") == []
    assert "guides/kak-prosit/" in " ".join(site.page("/en/").xpath("//a/@href"))
    assert site.broken_links() == []


def test_every_page_has_its_title_and_no_other_heading_of_the_first_level(house: House) -> None:
    path = "docs/ru/guides/kak-prosit.md"
    text = (house.folder / path).read_text("utf-8")
    house.write({path: f"{text}\n# Потом\n\n<h1>И ещё</h1>\n\nСлова.\n"})
    for one in ("docs/ru/index.md", "docs/en/index.md"):
        house.edit(one, "type: plain\n", "type: plain\ntemplate: home.html\n")
    house.edit("company.yml", "[index.md,", "[Домой: index.md,")
    site = _built(house)
    assert site.page("/").xpath("//h1/text()") == ["Пекарня"]
    page = site.page("/guides/kak-prosit/")
    (heading,) = page.xpath("//h1")
    assert heading.text_content() == "Как просить"
    assert heading.getparent().xpath("p[@class='kb-kind']")
    assert {"Потом", "И ещё"} < set(page.xpath("//h2/text()"))
    toc = of_class(page, "md-nav--secondary")[0]
    assert "Потом" in toc.text_content()


def test_failed_check_leaves_the_old_site_untouched_and_tells_everything(
    house: House, bakery_site: Site
) -> None:
    before = _bytes(bakery_site)
    shutil.copytree(bakery_site.folder, house.folder / "site")
    house.edit("docs/ru/roles/sklad.md", "side: team", "side: teem")
    house.edit("docs/ru/roles/zakazchik.md", "title: Заказчик", "title: Заказчик: кто он")
    house.edit("docs/en/checklists/pered-prosboy.md", "link: G01", "link: G99")
    house.write({"docs/ru/policy.hr.md": "---\ntype: plain\ntitle: Правила\n---\n"})
    site = house.build(strict=False)
    assert site.code == 1
    assert "Traceback" not in site.log
    told = [
        line.partition(":")[0] for line in site.log.splitlines() if re.match(r"docs/.*:\d", line)
    ]
    assert told == [
        "docs/en/checklists/pered-prosboy.md",
        "docs/en/checklists/pered-prosboy.md",
        "docs/ru/policy.hr.md",
        "docs/ru/roles/sklad.md",
        "docs/ru/roles/zakazchik.md",
    ]
    assert _bytes(site) == before


FAILING_HOOK = """
def on_post_page(output, page, config):
    if config["edition"].locale == "en":
        raise ValueError("чужая ошибка")
"""
WARNING_HOOK = """
import logging

def on_post_build(config):
    logging.getLogger("mkdocs.plugins").warning("чужое предупреждение")
"""


LATE_FAULTS: list[tuple[dict[str, str], str]] = [
    ({"docs/ru/about/late.md": "[Никуда](nikuda.md)"}, "nikuda.md"),
    ({"docs/en/about/late.md": "[Nowhere](../index.md#nowhere)"}, "#nowhere"),
    ({"docs/en/about/late.md": "", "theirs.py": FAILING_HOOK}, "чужая ошибка"),
    ({"docs/en/about/late.md": "", "theirs.py": WARNING_HOOK}, "strict mode"),
    ({"docs/en/about/late.md": "[Nowhere](nowhere.md)", "theirs.py": ""}, "nowhere.md"),
]


def test_a_build_that_fails_late_leaves_the_old_site_untouched(house: House) -> None:
    front = "---\ntype: plain\ntitle: Late\n---\n\n"
    house.write({"docs/ru/about/gone.md": front})
    _built(house)
    before = {one: one.stat() for one in (house.folder / "site").rglob("*")}
    (house.folder / "docs/ru/about/gone.md").unlink()
    settings = house.read("mkdocs.yml")
    for files, told in LATE_FAULTS:
        for path, text in files.items():
            house.write({path: f"{front}{text}\n" if path.endswith(".md") else text})
        if "theirs.py" in files:
            hook = "  - hooks/preview.py\n"
            house.edit("mkdocs.yml", hook, f"{hook}  - theirs.py\n")
        site = house.build()
        assert site.code == 1, told
        assert told in site.log
        after = {one: one.stat() for one in site.folder.rglob("*")}
        assert set(after) == set(before), told
        changed = [one for one in before if after[one].st_mtime_ns != before[one].st_mtime_ns]
        assert changed == [], told
        for path in files:
            (house.folder / path).unlink()
        house.write({"mkdocs.yml": settings})


def test_overdue_page_does_not_stop_a_strict_build(house: House) -> None:
    house.edit("docs/ru/glossary/sla.md", "abbr: SLA", "abbr: SLA\nrecheck: 2026-01-01")
    site = _built(house)
    assert "docs/ru/glossary/sla.md:7: предупреждение: поле «recheck»" in site.log


def test_dead_link_in_a_text_fails_the_strict_build(house: House) -> None:
    house.edit("docs/ru/guides/kak-prosit.md", "Назовите день", "Назовите [день](../net.md)")
    site = house.build()
    assert site.code == 1
    assert any("net.md" in line for line in site.warnings)
    assert site.log.count("исправьте то, о чём предупреждает сборка; строки страниц назовёт") == 1


EMPTY_TERM = """---
id: {id}
type: term
title: {id}
group: basics
definition: Её просят.
note: =
---{end}"""


def test_page_without_a_text_of_its_own_still_shows_its_fields(house: House) -> None:
    """MkDocs would print the front matter of the first page, and Markdown would skip the others."""
    ends = {"flour": "", "sugar": "\n", "salt": "\n\n"}
    house.write(
        {
            f"docs/ru/glossary/{name}.md": EMPTY_TERM.format(id=name, end=end)
            for name, end in ends.items()
        }
    )
    house.edit("docs/ru/templates/zapiska.md", "example: 6:00", "example: 2026-02-31")
    site = _built(house)
    for name in ends:
        page = site.page(f"/glossary/{name}/")
        (definition,) = page.xpath(f"//*[@data-definition='{name}']")
        assert "Её просят." in definition.text_content().replace("\u00a0", " ")
    for at in site.content:
        assert "type: " not in site.text(at), at
    assert "2026-02-31" in site.text("/templates/zapiska/")


def test_windows_file_is_built_like_any_other(house: House, bakery_site: Site) -> None:
    plain = _bytes(bakery_site)
    for path in (house.folder / "docs").rglob("*.md"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    again = _bytes(_built(house))
    assert [name for name in plain if plain[name] != again.get(name)] == []


def test_files_that_an_editor_has_locked_are_built(house: House, bakery_site: Site) -> None:
    """Emacs notes who has opened a file in a symbolic link that leads nowhere."""
    (house.folder / "overrides").unlink()
    shutil.copytree(ROOT / "overrides", house.folder / "overrides")
    for path in (
        "docs/.#sources.yml",
        "docs/ru/guides/.#kak-prosit.md",
        "overrides/.#main.html",
        "overrides/fragments/.#role.html",
        "overrides/assets/js/.#search.js",
    ):
        (house.folder / path).symlink_to("editor@host.123:456")
    assert _bytes(_built(house)) == _bytes(bakery_site)
    preview = Rebuilder(house.folder / "company.yml", house.folder / "preview", {})
    try:
        assert "roles/sklad/index.html" in preview.build()
    finally:
        preview.end()


SEARCHED = "pagefind/vocabulary.json"
HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(2)> &amp; \"' 9–10 и всё"
"""A space in it must not break a line: what changes a title must not lose that it is escaped."""


def test_hostile_titles_stay_text_on_the_whole_site(house: House) -> None:
    for path in (house.folder / "docs").rglob("*.md"):
        text = path.read_text("utf-8")
        quoted = HOSTILE.replace("'", "''")
        for field in ("title", "summary", "definition"):
            text = re.sub(
                rf"^{field}: (.*)$", rf"{field}: '\1 {quoted}'", text, count=1, flags=re.MULTILINE
            )
        path.write_text(text, "utf-8")
    site = _built(house)
    for at, page in site.pages.items():
        assert page.xpath("//img[@src='x'] | //@onerror | //script[contains(., 'alert(')]") == [], (
            at
        )
    page = site.page("/roles/sklad/")
    assert " ".join(page.xpath("//h1")[0].text_content().split()) == f"Склад {HOSTILE}"
    assert page.xpath("//h1/span[@class='kb-whole']")[0].text == "9–10"
    assert f"Склад {HOSTILE}" in page.xpath("//head/title")[0].text_content()
    menu = of_class(page, "md-nav--primary")[0].xpath(".//a")
    assert f"Склад {HOSTILE}" in [" ".join(one.text_content().split()) for one in menu]
    # The search shows all its data as text, so the data must hold titles as they are read.
    title = f"Склад {HOSTILE}".replace("и всё", "и\u00a0всё")
    (known,) = json.loads(site.file(SEARCHED))["parts"]
    titles = [one[3] for one in known]
    assert title in titles
    fragments = [one.read_bytes() for one in site.folder.rglob("*.pf_fragment")]
    said = [json.loads(gzip.decompress(one)[len("pagefind_dcd") :]) for one in fragments]
    assert title in [one["meta"]["title"] for one in said]


def test_the_site_works_in_any_folder_of_a_host(bakery_site: Site) -> None:
    for at, page in bakery_site.content.items():
        assert [link for link in page.xpath("//@href | //@src") if link.startswith("/")] == [], at


def test_page_types_without_pages_leave_no_empty_tab(house: House) -> None:
    shutil.rmtree(house.folder / "docs/ru/comparisons")
    shutil.rmtree(house.folder / "docs/en/comparisons")
    page = _built(house).page("/")
    tabs = [" ".join(tab.text_content().split()) for tab in of_class(page, "md-tabs__link")]
    assert tabs == ["Начать", "Роли", "Чек-листы", "Слова", "О базе"]


def test_drawing_that_is_not_there_is_a_problem(house: House) -> None:
    house.write(
        {"docs/ru/about/try.md": "---\ntype: plain\ntitle: Проба\n---\n\n/// diagram | x\n///\n"}
    )
    site = house.build()
    assert site.code == 1
    assert "docs/ru/about/try.md:6: блок «/// diagram | x»: нет такого рисунка" in site.log
