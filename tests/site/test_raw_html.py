"""In a built site, raw HTML leads where Markdown with the same address does."""

import re

import pytest

from tests.sites import House, Site, run

pytestmark = pytest.mark.site

LINKS = (
    "kak-prosit.md",
    "kak-prosit.md#potom-srok",
    "kak-prosit.md?a=1&b=2#potom-srok",
    "./../guides/kak-prosit.md#net",
    "../roles/",
    "../roles/sklad",
    "/roles/sklad/",
    "../../assets/план%201.pdf",
    "net.md",
    "?a=1",
    "#net",
    "mailto:help@a.example",
    "//a.example/x.md",
    "https://a.example/x.md",
)
PICTURES = (
    "../assets/ru.svg",
    "../../assets/схема.svg",
    "../../assets/%D1%81%D1%85%D0%B5%D0%BC%D0%B0.svg#only-light",
    "../../../assets/схема.svg",
    "../../assets/brand/logo.svg",
    "/assets/схема.svg",
    "net.png",
)
FRONT = "---\ntype: plain\ntitle: Слово\nsummary: Слово.\n---\n\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'


def _typed(address: str) -> str:
    return address.replace("&", "&amp;")


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A page with all addresses in Markdown, one with raw HTML in lines, one with it in blocks."""
    house = House.make(tmp_path_factory.mktemp("raw"))
    texts = {
        "markdown": (
            "\n\n".join(f"[слово](<{one}>)" for one in LINKS),
            "\n\n".join(f"![слово](<{one}>)" for one in PICTURES),
        ),
        "lines": (
            "\n\n".join(f'И <a href="{_typed(one)}">слово</a>' for one in LINKS),
            "\n\n".join(f"<img src='{_typed(one)}' alt='слово'>" for one in PICTURES),
        ),
        "blocks": (
            "\n".join(f'<p><a href="{_typed(one)}">слово</a></p>' for one in LINKS),
            "\n".join(f'<p><img src="{_typed(one)}" alt="слово"></p>' for one in PICTURES),
        ),
    }
    for name, (links, pictures) in texts.items():
        for locale in ("ru", "en"):
            house.write({f"docs/{locale}/guides/{name}.md": f"{FRONT}{links}\n\n{pictures}\n"})
    house.write({"docs/assets/схема.svg": SVG, "docs/ru/assets/ru.svg": SVG})
    house.write({"docs/assets/план 1.pdf": "%PDF"})
    return house


@pytest.fixture(scope="module")
def raw_site(raw: House) -> Site:
    return raw.built()


def _led(site: Site, at: str) -> list[tuple[str | None, ...]]:
    (article,) = site.page(at).xpath("//article")
    shown = article.xpath(".//a[.='слово'] | .//img[@alt='слово']")
    return [tuple(one.get(name) for name in ("href", "src", "width", "height")) for one in shown]


@pytest.mark.parametrize("way", ["lines", "blocks"])
@pytest.mark.parametrize("start", ["/", "/en/"])
def test_addresses_are_resolved_like_those_of_markdown(
    raw_site: Site, start: str, way: str
) -> None:
    expected = _led(raw_site, f"{start}guides/markdown/")
    assert len(expected) == len(LINKS) + len(PICTURES)
    assert ("../kak-prosit/#potom-srok", None, None, None) in expected
    assert _led(raw_site, f"{start}guides/{way}/") == expected


@pytest.mark.parametrize("way", ["lines", "blocks"])
@pytest.mark.parametrize("locale", ["ru", "en"])
def test_the_build_tells_of_them_as_of_those_of_markdown(
    raw_site: Site, locale: str, way: str
) -> None:
    def told(name: str) -> list[str]:
        page = f"{locale}/guides/{name}.md"
        return sorted(one.replace(page, "page") for one in raw_site.warnings if f"'{page}'" in one)

    assert len(told("markdown")) >= 8
    assert told(way) == told("markdown")


@pytest.mark.parametrize("way", ["lines", "blocks"])
def test_the_check_tells_of_them_on_the_same_lines(raw: House, way: str) -> None:
    def told(name: str) -> list[tuple[int, str]]:
        page = f"docs/ru/guides/{name}.md"
        log = run("kb", "check", page, folder=raw.folder).stdout
        found = re.findall(rf"^{re.escape(page)}:(\d+):\d+: (.*)$", log, re.MULTILINE)
        line = (raw.folder / page).read_text("utf-8").split("\n")
        return [(line[int(at) - 1].count("слово"), message) for at, message in found]

    expected = told("markdown")
    assert len(expected) >= 8
    assert told(way) == expected


def test_a_page_that_stands_in_for_a_translation_keeps_its_addresses(house: House) -> None:
    house.write(
        {
            "docs/ru/guides/word.md": f'{FRONT}<a href="kak-prosit.md">а</a>'
            '<p><img src="../assets/ru.svg" alt="б"></p>\n',
            "docs/ru/assets/ru.svg": SVG,
        }
    )
    site = house.build()
    assert site.code == 0, site.log
    (page,) = site.page("/en/guides/word/").xpath("//article")
    assert page.xpath(".//a[.='а']/@href") == ["../kak-prosit/"]
    assert page.xpath(".//img[@alt='б']/@src") == ["../../../assets/ru.svg"]
    assert site.broken_links() == []


def test_what_is_played_is_found_and_told_too(house: House) -> None:
    media = (
        '<video controls poster="../assets/start.svg"><source src="../assets/film.mp4"></video>'
        '<audio src="../assets/net.mp3"></audio>'
    )
    pages = {"raw": media, "markdown": f"<div markdown>{media}</div>"}
    house.write({f"docs/ru/guides/{name}.md": FRONT + text for name, text in pages.items()})
    house.write({"docs/ru/assets/start.svg": SVG, "docs/ru/assets/film.mp4": ""})
    site = house.built()
    log = run("kb", "check", folder=house.folder).stdout
    for name in pages:
        (article,) = site.page(f"/guides/{name}/").xpath("//article")
        assert article.xpath(".//video/@poster") == ["../../assets/start.svg"]
        assert article.xpath(".//video/source/@src") == ["../../assets/film.mp4"]
        assert article.xpath(".//video/@height | .//video/@width") == []
        (told,) = {one for one in site.warnings if f"'ru/guides/{name}.md'" in one}
        assert "contains a link '../assets/net.mp3'" in told
        assert f"docs/ru/guides/{name}.md:7:" in log
        assert "файла «../assets/net.mp3» нет" in log
