"""Internal pages: a site for the public has nothing of them, one for the company has them all."""

import gzip
import json
import zipfile
from io import BytesIO

import brotli
import pytest

from kb.content.problems import Location
from tests.fields import in_every_field
from tests.sites import House, Site

pytestmark = pytest.mark.site

INTERNAL = {
    "guides/kak-prosit.md": "G01",
    "checklists/pered-prosboy.md": "C01",
    "templates/zapiska.md": "T01",
    "quizzes/kto-prosit.md": "Q01",
    "glossary/brief.md": "brief",
}
WORD = "Абырвалг"

LEADS_IN = f"""
Читайте, [как просить](../guides/kak-prosit.md), и [о сроке][срок]. {{}}

Ещё раз, <a href="../guides/kak-prosit.md" title="{WORD}">как просить</a>.

[срок]: ../guides/kak-prosit.md#potom-srok "{WORD}"

## Список

/// checklist | C01
///

После списка.
"""


def _marked(text: str, _: Location) -> str:
    return f"{text} {WORD}"


@pytest.fixture(scope="module")
def internal(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The small library with some pages internal, and a marker word in their fields and bodies."""
    house = House.make(tmp_path_factory.mktemp("internal"))
    for path in INTERNAL:
        for locale in ("ru", "en"):
            file = house.folder / "docs" / locale / path
            text = in_every_field(file.read_text("utf-8"), _marked)
            text = text.replace("\n---\n", f"\nvisibility: internal\n---\n\n{WORD}.\n", 1)
            file.write_text(text, "utf-8")
    page = house.folder / "docs/ru/roles/sklad.md"
    page.write_text(page.read_text("utf-8") + LEADS_IN.format("Бриф."), "utf-8")
    house.edit("company.yml", "index.md, guide", "index.md, guides/kak-prosit.md, guide")
    return house


@pytest.fixture(scope="module")
def public_site(internal: House) -> Site:
    site = internal.build()
    assert site.code == 0, site.log
    assert site.warnings == []
    return site


def _unpacked(name: str, content: bytes) -> list[bytes]:
    """Returns a file's contents, unpacked if it is compressed."""
    if content.startswith(b"\x1f\x8b"):
        return [gzip.decompress(content)]
    if content.startswith(b"PK"):
        archive = zipfile.ZipFile(BytesIO(content))
        return [archive.read(one) for one in archive.namelist()]
    return [brotli.decompress(content) if name.endswith(".br") else content]


def test_nothing_of_an_internal_page_is_in_a_public_site(public_site: Site) -> None:
    seen = 0
    for path in public_site.folder.rglob("*"):
        name = path.relative_to(public_site.folder).as_posix()
        addresses = [one.removesuffix(".md") for one in INTERNAL]
        assert not [one for one in addresses if one in name], name
        for content in _unpacked(name, path.read_bytes()) if path.is_file() else ():
            text = content.decode("utf-8", "ignore")
            assert WORD.lower() not in text.lower(), name
            assert not [one for one in addresses if one in text], name
            assert "Грайс" not in text, "a source that only an internal page names"
            seen += 1
    assert seen > 100


def test_links_to_it_leave_their_words_and_embeds_leave_nothing(public_site: Site) -> None:
    text = public_site.text("/roles/sklad/").replace("\u00a0", " ")
    assert "Читайте, как просить, и о сроке. Бриф. Ещё раз, как просить." in text
    assert "Список¶ После списка." in text.replace(" ¶", "¶")
    assert "///" not in text
    assert public_site.page("/roles/zakazchik/").xpath("//article//a[.='бриф']") == []
    assert public_site.page("/roles/sklad/").xpath("//*[@data-term='brief']") == []
    assert public_site.broken_links() == []
    for name in ("checklists", "templates", "quizzes"):
        assert json.loads(public_site.file(f"data/{name}.json")) == []
    (role,) = (one for one in json.loads(public_site.file("data/roles.json")) if one["id"] == "R01")
    assert role["related"] == []
    assert "visibility" not in role


def test_a_site_for_the_company_holds_all(internal: House) -> None:
    internal.edit("company.yml", "mkdocs.yml\n", "mkdocs.yml\nextra: {visibility: internal}\n")
    site = internal.build(strict=False)
    assert site.code == 0, site.log
    for path in INTERNAL:
        page = site.page(f"/{path.removesuffix('.md')}/")
        assert WORD in page.text_content()
        assert page.xpath("//*[@data-visibility='internal']")
    assert site.page("/roles/sklad/").xpath("//*[@data-checklist='C01']")
    assert not site.page("/roles/sklad/").xpath("//*[@data-visibility]")
    assert site.broken_links() == []


def test_unknown_visibility_of_a_site_is_told(house: House) -> None:
    house.edit("company.yml", "mkdocs.yml\n", "mkdocs.yml\nextra: {visibility: secret}\n")
    site = house.build()
    assert site.code == 1
    assert "company.yml:2: поле «extra.visibility»: нужно public или internal" in site.log
