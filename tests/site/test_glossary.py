"""The glossary as it is built: what a term's page says, and how a page says which terms to link."""

import json

import pytest

from tests.sites import House, Site, of_class

pytestmark = pytest.mark.site


def _foot(site: Site, address: str) -> dict[str, str]:
    """Returns the words of each part below a page's text, by the part's heading."""
    parts = of_class(site.page(address), "kb-foot")
    return {
        part.xpath("string(.//h2)"): " ".join(part.text_content().split()).replace("\u00a0", " ")
        for part in parts
    }


def test_a_term_page_tells_all_about_the_term(site: Site) -> None:
    page = site.page("/glossary/request/")
    (definition,) = of_class(page, "kb-definition__text")
    assert "Просьба что-то предоставить" in definition.text_content()
    assert page.xpath("string(//h1)").strip() == "запрос"
    (other,) = page.xpath("//*[@class='kb-counterpart']/a")
    assert (other.text, other.get("href")) == ("request", "../../en/glossary/request/")
    foot = _foot(site, "/glossary/request/")
    assert "Запрос, претензия и обратная связь" in foot["В сравнениях"]
    assert "Как принять запрос коллеги" in foot["Где используется"]
    assert "претензия" in foot["Рядом"]


def test_where_a_term_is_used_leads_to_the_section(site: Site) -> None:
    (used,) = site.page("/glossary/sla/").xpath("//section[@aria-labelledby='kb-used']")
    targets = used.xpath(".//a/@href")
    assert any("#" in target for target in targets)  # another test checks that the anchors exist


def test_the_index_is_exported_as_data(site: Site) -> None:
    for path, title in (("data/glossary.json", "запрос"), ("en/data/glossary.json", "request")):
        terms = {term["id"]: term for term in json.loads(site.file(path))}
        assert terms["request"]["title"] == title
        assert terms["request"]["url"] == "glossary/request/"


TEXT = "Это бриф.\n\n## Раз\n\nБриф готов.\n\n## Два\n\nБрифы сданы, брифов нет.\n"


def _page(field: str = "", text: str = TEXT, name: str = "try") -> dict[str, str]:
    return {f"docs/ru/about/{name}.md": f"---\ntype: plain\ntitle: Проба\n{field}---\n\n{text}"}


def _links(site: Site, name: str = "try") -> list[str]:
    links = site.page(f"/about/{name}/").xpath("//article//a[@data-term]")
    return [link.text_content().replace("\u00a0", " ") for link in links]


def test_a_page_says_how_often_a_term_is_linked(house: House) -> None:
    fields = {"silent": "", "once": "link: first\n", "often": "link: section\n"}
    for name, field in (fields | {"never": "glossary: false\n"}).items():
        house.write(_page(field, name=name))
    site = house.built()
    numbers = {name: len(_links(site, name)) for name in ("silent", "once", "often", "never")}
    assert numbers == {"silent": 1, "once": 1, "often": 3, "never": 0}


def test_the_configuration_says_how_often_terms_are_linked(house: House) -> None:
    house.write(_page())
    house.edit("mkdocs.yml", "link: first", "link: all")
    assert _links(house.built()) == ["бриф", "Бриф", "Брифы", "брифов"]


def test_a_new_term_is_one_file_and_every_page_links_it(house: House) -> None:
    house.write(_page(text="Ждём попутными баржами.\n"))
    assert _links(house.built()) == []
    term = """\
---
id: barge
type: term
title: попутная баржа
group: process
definition: Судно, которое всё равно идёт в ту сторону.
---
"""
    house.write({"docs/ru/glossary/barge.md": term})
    assert _links(house.built()) == ["попутными баржами"]
