"""A course package, as an LMS unpacks it: what is in it, and what keeps it from being written."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import Result
from lxml import etree, html

from tests.command import kb
from tests.course import PLAN
from tests.disk import room
from tests.sites import LIBRARY, House, Site, loaded

pytestmark = pytest.mark.site

CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"


def _course(site: Site, folder: Path, plan: str = PLAN, out: str = "out") -> Result:
    path = folder / "kurs.yml"
    path.write_text(plan, "utf-8")
    places = ["--docs", str(LIBRARY), "--site", str(site.folder), "--out", str(folder / out)]
    return kb("course", str(path), *places)


@pytest.fixture(scope="module")
def packages(bakery_site: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("course")
    done = _course(bakery_site, folder)
    assert done.exit_code == 0, done.output
    return {path.stem: path for path in sorted((folder / "out").iterdir())}


@pytest.fixture(scope="module")
def files(packages: Mapping[str, Path]) -> dict[str, bytes]:
    with zipfile.ZipFile(packages["kurs-ru"]) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _chapter(files: Mapping[str, bytes], key: str) -> html.HtmlElement:
    return html.document_fromstring(files[f"chapters/{key}.html"].decode())


def test_each_language_of_the_title_has_a_package(packages: Mapping[str, Path]) -> None:
    assert list(packages) == ["kurs-en", "kurs-ru"]


def test_names_are_what_every_lms_can_read(files: Mapping[str, bytes]) -> None:
    assert next(iter(files)) == "imsmanifest.xml"
    assert all(name.isascii() and "\\" not in name for name in files)


def test_the_manifest_lists_every_file_once(files: Mapping[str, bytes]) -> None:
    manifest = etree.fromstring(files["imsmanifest.xml"])
    listed = [one.get("href") for one in manifest.iter(f"{CP}file")]
    assert sorted(listed) == sorted({*files} - {"imsmanifest.xml"})


def test_the_manifest_is_one_sco_by_the_schema_of_scorm_12(files: Mapping[str, bytes]) -> None:
    manifest = etree.fromstring(files["imsmanifest.xml"])
    metadata, organizations, resources = manifest
    assert [(one.tag, one.text) for one in metadata] == [
        (f"{CP}schema", "ADL SCORM"),
        (f"{CP}schemaversion", "1.2"),
    ]
    (organization,) = organizations
    assert organizations.get("default") == organization.get("identifier")
    title, item = organization
    assert title.text == "Как просить & отвечать"
    assert [one.tag for one in item] == [f"{CP}title", f"{ADL}masteryscore"]
    assert item.findtext(f"{ADL}masteryscore") == "60"
    (resource,) = resources
    assert item.get("identifierref") == resource.get("identifier")
    wanted = {"type": "webcontent", f"{ADL}scormtype": "sco", "href": "index.html"}
    assert {**resource.attrib, **wanted} == dict(resource.attrib)
    ids = [one.get("identifier") for one in manifest.iter() if one.get("identifier")]
    assert len(ids) == len(set(ids)) == 4


def test_nothing_is_asked_of_the_network_and_no_script_is_inline(
    files: Mapping[str, bytes],
) -> None:
    for name in [name for name in files if name.endswith(".html")]:
        page = html.document_fromstring(files[name].decode())
        for path in loaded(page):
            assert str(Path(name).parent / path).replace("chapters/../", "") in files, path
        assert page.xpath("//script[not(@src)] | //style | //@style | //@onclick") == []


def test_links_lead_to_chapters_or_nowhere(files: Mapping[str, bytes]) -> None:
    for name in [name for name in files if name.startswith("chapters/")]:
        for link in _chapter(files, Path(name).stem).xpath("//main//a/@href"):
            target = link.partition("#")[0]
            assert not target or f"chapters/{target}" in files or target.startswith("../"), link


def test_a_term_keeps_its_definition_without_a_link(files: Mapping[str, bytes]) -> None:
    guide = _chapter(files, "G01")
    (term,) = guide.xpath("//*[@data-term='brief']")[:1]
    assert (term.tag, term.get("href"), term.get("tabindex")) == ("span", None, "0")
    assert guide.xpath(f"//*[@id='{term.get('aria-describedby')}']")


def test_the_last_chapter_is_the_questions_and_the_rule(files: Mapping[str, bytes]) -> None:
    final = _chapter(files, "Q01")
    words = final.find("body/main").text_content()
    assert "нужно 60 % верных ответов" in words
    assert "никуда не отправляются" not in words  # not true in a course
    assert len(final.xpath("//*[@data-question]")) == 3


def test_chapters_stand_in_the_order_of_the_plan(files: Mapping[str, bytes]) -> None:
    wrapper = html.document_fromstring(files["index.html"].decode())
    assert wrapper.xpath("//nav//a/@data-key") == ["G01", "R01", "C01", "Q01"]


def test_one_site_gives_the_same_bytes(
    bakery_site: Site, packages: Mapping[str, Path], tmp_path: Path
) -> None:
    assert _course(bakery_site, tmp_path).exit_code == 0
    again = tmp_path / "out/kurs-ru.zip"
    assert again.read_bytes() == packages["kurs-ru"].read_bytes()


def test_links_out_of_the_course_lead_to_the_published_site(tmp_path: Path) -> None:
    address = "https://intranet.test/k&b/"
    house = House.make(tmp_path)
    config = (tmp_path / "company.yml").read_text("utf-8")
    house.write({"company.yml": f"{config}\nsite_url: {address}\n"})
    place = "docs/ru/guides/kak-prosit.md"
    text = (tmp_path / place).read_text("utf-8")
    picture = '![зал](../../assets/a.svg){ srcset="../../assets/b.svg 2x" }'
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    house.write({place: f"{text}\n{picture}\n", "docs/assets/a.svg": svg, "docs/assets/b.svg": svg})
    built = house.build()
    sitemap = etree.fromstring(built.file("sitemap.xml"))
    named = {str(one) for one in sitemap.xpath("//*[local-name()='loc']/text() | //@href")}
    assert f"{address}en/roles/sklad/" in named
    assert all(one.startswith(address) for one in named), "escaped once"
    assert _course(built, tmp_path).exit_code == 0
    with zipfile.ZipFile(tmp_path / "out/kurs-ru.zip") as archive:
        guide = html.document_fromstring(archive.read("chapters/G01.html").decode())
    (shown,) = guide.xpath("//img[@alt='зал']")
    assert (shown.get("src"), shown.get("srcset")) == ("../assets/a.svg", None)
    (term,) = guide.xpath("//a[@data-term='brief']")[:1]
    assert term.get("href") == f"{address}glossary/brief/"
    assert (term.get("target"), term.get("rel")) == ("_blank", "noopener")
    assert [one for one in loaded(guide) if "//" in one] == []


def test_a_faulty_plan_is_told_and_writes_nothing(bakery_site: Site, tmp_path: Path) -> None:
    done = _course(bakery_site, tmp_path, PLAN.replace("- R01", "- R99"))
    assert done.exit_code == 1
    (line,) = done.output.splitlines()
    assert "kurs.yml:7: поле «pages[2]»: нет страницы с id «R99»" in line
    assert not (tmp_path / "out").exists()


def test_without_a_built_site_one_is_told_to_build_it(tmp_path: Path) -> None:
    done = _course(Site(tmp_path / "nothing", 0, ""), tmp_path)
    assert done.exit_code == 1
    assert done.output.startswith("В папке ")
    assert done.output.endswith("сначала: make site\n")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told_in_one_line(
    bakery_site: Site, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("файл", "utf-8")
    done = _course(bakery_site, tmp_path, out="out/below")
    assert done.exit_code == 1
    (line,) = done.output.splitlines()
    assert line.startswith(f"{tmp_path / 'out/below'}: ")


def test_a_plan_that_is_not_there_is_told_in_russian(bakery_site: Site, tmp_path: Path) -> None:
    places = ["--docs", str(LIBRARY), "--site", str(bakery_site.folder)]
    done = kb("course", str(tmp_path / "kurs.yml"), *places)
    assert done.exit_code == 1
    told = f"{(tmp_path / 'kurs.yml').as_posix()}:1: файл не читается: нет такого файла или папки\n"
    assert done.output == told


def test_on_a_full_disk_the_older_package_stays_and_nothing_beside_it(
    bakery_site: Site, tmp_path: Path
) -> None:
    target = tmp_path / "out/kurs-ru.zip"
    target.parent.mkdir()
    target.write_bytes(b"PK")
    with room(5000):
        done = _course(bakery_site, tmp_path)
    assert (done.exit_code, done.output) == (
        1,
        f"{target}: на диске кончилось место; освободите его\n",
    )
    assert {path.name: path.read_bytes() for path in target.parent.iterdir()} == {
        "kurs-ru.zip": b"PK"
    }


def test_more_chapters_than_an_lms_can_remember_are_refused(
    bakery_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.course.package._LONGEST_SUSPENDED", 30)
    done = _course(bakery_site, tmp_path)
    assert done.exit_code == 1
    assert done.output.startswith("В курсе слишком много глав (4)")
