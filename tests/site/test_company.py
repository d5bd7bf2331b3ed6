"""A company's own name, look and pages, in files of its own: an upgrade changes only ours."""

from pathlib import Path

import pytest

from tests.sites import SMALL_NAV, House, Site, of_class, run

pytestmark = pytest.mark.site

COMPANY = f"""INHERIT: mkdocs.yml
extra:
  brand:
    name: ООО «Пекарня»
    logo: assets/company/logo.svg
    owner: Отдел заботы
    colors:
      light: '#7a1fa2'
      dark: '#ce93d8'
    links:
      - title:
          ru: Портал
          en: Portal
        url: https://portal.example.org/
  overlay: company
{SMALL_NAV}  - Мы & <i>партнёры</i>: [company/otpusk.md]
"""

HOLIDAY = """---
type: plain
title: Отпуск
summary: Как уйти и вернуться.
---

Сначала [склад](../roles/sklad.md).
"""


SVG = "xmlns='http://www.w3.org/2000/svg'"


def _company(folder: Path) -> House:
    house = House.make(folder)
    sklad = (folder / "docs/ru/roles/sklad.md").read_text("utf-8")
    house.write(
        {
            "company.yml": COMPANY,
            "company/ru/company/otpusk.md": HOLIDAY,
            "company/ru/roles/sklad.md": sklad.replace("title: Склад", "title: Наш склад"),
            "docs/assets/company/logo.svg": f"<svg {SVG} viewBox='0 0 1 1'/>",
            "company/assets/company/logo.svg": f"<svg {SVG} viewBox='0 0 30 20'/>",
        }
    )
    return house


@pytest.fixture
def company(tmp_path: Path) -> House:
    return _company(tmp_path)


@pytest.fixture(scope="module")
def company_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return _company(tmp_path_factory.mktemp("company")).build()


def test_company_has_its_own_name_logo_colours_links_and_owner(company_site: Site) -> None:
    site = company_site
    assert (site.code, site.warnings) == (0, []), site.log
    for at, page in site.content.items():
        assert "ООО «Пекарня»" in page.xpath("//head/title")[0].text_content()
        logo = page.xpath("//a[contains(@class, 'md-logo')]/img")[0]
        assert logo.get("src").endswith("assets/company/logo.svg")
        assert (logo.get("width"), logo.get("height")) == ("30", "20"), "not that of ours"
        (link,) = page.xpath("//footer//a[@href='https://portal.example.org/']")
        assert link.text_content().strip() == ("Portal" if at.startswith("/en/") else "Портал")
    (sheet,) = [
        one for one in site.page("/").xpath("//link/@href") if "brand" in one and "css" in one
    ]
    colours = site.file(sheet).decode()
    assert "#7a1fa2" in colours
    assert "#ce93d8" in colours
    (colophon,) = of_class(site.page("/guides/kak-prosit/"), "kb-colophon")
    assert "Отдел заботы" in colophon.text_content()
    assert site.broken_links() == []


def test_company_adds_pages_and_replaces_ours(company_site: Site) -> None:
    site = company_site
    assert "Сначала" in site.text("/company/otpusk/")
    assert site.page("/roles/sklad/").xpath("//h1")[0].text_content() == "Наш склад"
    assert site.page("/en/roles/sklad/").xpath("//h1")[0].text_content() == "Store"
    assert site.page("/en/company/otpusk/").xpath("//*[@data-untranslated]")
    links = site.page("/").xpath("//a/@href")
    assert any("company/otpusk/" in link for link in links)


def test_the_titles_of_a_menu_are_text(company_site: Site) -> None:
    page = company_site.page("/company/otpusk/")
    title = "Мы & <i>партнёры</i>"
    for part in ("md-tabs", "md-nav"):
        shown = [one.text_content() for one in of_class(page, part)]
        assert any(title in text for text in shown), part
    assert page.xpath("//i") == []


def test_problem_in_a_company_page_is_told_with_its_path(company: House) -> None:
    company.edit("company/ru/company/otpusk.md", "type: plain", "type: plan")
    site = company.build()
    assert site.code == 1
    assert "company/ru/company/otpusk.md:2: поле «type»: «plan» не тип страницы" in site.log


def test_a_site_is_not_built_where_pages_would_be_lost(company: House) -> None:
    company.write({"company.yml": f"site_dir: company\n{COMPANY}"})
    done = run("mkdocs", "build", "--config-file", "company.yml", folder=company.folder)
    assert done.returncode == 1
    told = "company.yml:1: поле «site_dir»: сюда собирать нельзя: это место пересекается с папкой "
    assert f"{told}company, где лежат страницы" in done.stdout
    assert company.read("company/ru/company/otpusk.md") == HOLIDAY
    company.write({"company.yml": f"site_dir: letters\n{COMPANY}", "letters/mine.txt": "дом"})
    done = run("mkdocs", "build", "--config-file", "company.yml", folder=company.folder)
    assert done.returncode == 1
    told = f"company.yml:1: поле «site_dir»: папку {company.folder / 'letters'} занимает не сайт, "
    assert f"{told}сборка удалила бы из неё «mine.txt»" in done.stdout
    assert company.read("letters/mine.txt") == "дом"


def test_wrong_brand_stops_the_build_and_names_the_field(company: House) -> None:
    company.edit("company.yml", "light: '#7a1fa2'", "light: red")
    company.edit("company.yml", "url: https://portal", "url: portal")
    site = company.build()
    assert site.code == 1
    assert "company.yml:8: поле «extra.brand.colors.light»: «red» не цвет" in site.log
    assert "company.yml:14: поле «extra.brand.links[1].url»" in site.log
    assert "Traceback" not in site.log


def test_logo_that_does_not_exist_is_told_with_its_line(company: House) -> None:
    company.edit("company.yml", "logo: assets/company/logo.svg", "logo: assets/company/znak.svg")
    site = company.build()
    assert site.code == 1
    told = "company.yml:5: поле «extra.brand.logo»: нет файла assets/company/znak.svg"
    assert told in site.log


def test_page_that_replaces_ours_needs_none_of_its_headings(company: House) -> None:
    company.edit("docs/ru/index.md", "\n---\n", "\n---\n\n[Как](roles/sklad.md#prezhneye)\n")
    company.edit("docs/ru/roles/sklad.md", "\n---\n", "\n---\n\n## Прежнее\n")
    site = company.build()
    assert site.code == 0, site.log
    assert "ru/index.md: на вашей странице ru/roles/sklad.md нет места «#prezhneye»" in site.log
    checked = run("kb", "check", "--docs", "docs", "--docs", "company", folder=company.folder)
    assert "prezhneye" not in checked.stdout
    company.edit("company/ru/company/otpusk.md", "sklad.md)", "sklad.md#prezhneye)")
    assert "#prezhneye" in company.build().log, "the company's own link is for it to mend"
    checked = run("kb", "check", "--docs", "docs", "--docs", "company", folder=company.folder)
    assert "otpusk.md:7" in checked.stdout
    assert "prezhneye" in checked.stdout


def test_what_editors_and_merges_leave_behind_is_not_published(company: House) -> None:
    left = "otpusk.md~ otpusk.md.orig otpusk.bak ~$otpusk.docx Thumbs.db otpusk.md.tmp".split()
    company.write({f"company/ru/company/{name}": "Втайне." for name in left})
    company.write({f"docs/ru/{name}": "Втайне." for name in left})
    site = company.build()
    assert site.code == 0, site.log
    assert not [path for path in site.folder.rglob("*") if path.name in left]


def test_what_a_company_excludes_is_added_to_what_we_do(company: House) -> None:
    excluded = "exclude_docs: |\n  assets/internal/\n  !*.bak\n"
    company.write(
        {
            "company.yml": excluded + COMPANY,
            "company/assets/internal/plan.txt": "Втайне.",
            "company/ru/company/otpusk.md.bak": "Втайне.",
            "docs/ru/otpusk.md.bak": "Втайне.",
        }
    )
    site = company.build()
    assert site.code == 0, site.log
    left = {"plan.txt", "otpusk.md.bak", "sources.yml", "synonyms.yml", "words.yml"}
    assert [path for path in site.folder.rglob("*") if path.name in left] == []


def test_a_page_is_not_excluded_while_others_link_to_it(company: House) -> None:
    company.write({"company.yml": f"{COMPANY}exclude_docs: ru/roles/sklad.md\n"})
    site = company.build()
    assert site.code == 1
    line = len(COMPANY.splitlines()) + 1
    told = "поле «exclude_docs»: страница company/ru/roles/sklad.md пропала бы, а ссылки на неё нет"
    assert f"company.yml:{line}: {told}" in site.log


def test_a_menu_may_be_left_to_the_engine(company: House) -> None:
    company.write({"company.yml": COMPANY.partition("nav:")[0] + "nav:\n"})
    site = company.build()
    assert site.code == 0, site.log
    assert "Traceback" not in site.log


def test_a_menu_that_leads_nowhere_stops_the_build(company: House) -> None:
    company.write({"company.yml": f"{COMPANY}  - Команда: [role side=internel, roles/sklat.md]\n"})
    site = company.build()
    assert site.code == 1
    line = len(COMPANY.splitlines()) + 1
    assert f"company.yml:{line}: поле «nav»: «role side=internel»: так страниц не" in site.log
    assert "нет страницы «roles/sklat.md»; может быть, «roles/sklad.md»?" in site.log


def test_settings_that_would_be_lost_stop_the_build(company: House) -> None:
    company.write({"company.yml": COMPANY + "extra:\n  pdf: true\n"})
    site = company.build()
    assert site.code == 1
    assert f"company.yml:{len(COMPANY.splitlines()) + 1}: поле «extra» указано" in site.log
    assert "Traceback" not in site.log


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("extra: {review_months: десять}", "поле «extra.review_months»: нужно число месяцев"),
        ("extra: {review_months: 100000}", "поле «extra.review_months»: нужно число месяцев"),
        ("extra: {review_months: }", "поле «extra.review_months»: нужно число месяцев"),
        (
            "extra_css: [assets/css/kb.css, assets/a.css]\nextra_javascript: [https://a.test/a.js]",
            "поле «extra_css[2]»: на сайте нет файла «assets/a.css»; путь считают от папки со",
        ),
        (
            "site_url: !ENV [NOT_SET, 'https://a.example:99999/']",
            "поле «site_url»: «https://a.example:99999/» не адрес; проверьте имя сервера и порт",
        ),
        ("plugins: [search]", "поле «plugins»: нет «i18n»; свой список заменяет наш целиком"),
    ],
)
def test_setting_that_cannot_be_is_told_in_one_line(house: House, settings: str, told: str) -> None:
    before = house.read("company.yml")
    house.write({"company.yml": f"{before}{settings}\n"})
    site = house.build()
    assert site.code == 1
    assert f"company.yml:{before.count(chr(10)) + 1}: {told}" in site.log
    assert "Traceback" not in site.log


def test_one_language_may_be_published_alone(house: House) -> None:
    own = "plugins:\n  i18n:\n    build_only_locale: en\n"
    house.write({"company.yml": house.read("company.yml") + own})
    house.edit("docs/sources.yml", "    ru: Максимы Грайса\n", "")  # its readers need no other
    site = house.build()
    assert (site.code, site.warnings) == (0, []), site.log
    assert {one.get("lang") for one in site.pages.values()} == {"en"}
    assert "/roles/sklad/" in site.pages
    assert site.page("/").xpath("//a[@hreflang]") == []
    assert site.broken_links() == []
