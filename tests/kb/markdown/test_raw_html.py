"""Whatever resolves addresses in Markdown also sees and changes those in raw HTML."""

from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from lxml import html
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from kb.markdown import KnowledgeBaseExtension
from tests.bakery import bakery, convert, page


class Engine(Extension):
    """Resolves and notes addresses at the stage where MkDocs does."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Resolving(self.seen), "engine", 0)


class _Resolving(Treeprocessor):
    def __init__(self, seen: list[str]) -> None:
        super().__init__()
        self._seen = seen

    def run(self, root: Element) -> None:
        for one in root.iter():
            if name := {"a": "href", "img": "src"}.get(one.tag):
                self._seen.append(one.attrib[name])
                one.set(name, f"built/{one.attrib[name]}")


def _converted(text: str, *extensions: str, **options: Any) -> tuple[list[str], html.HtmlElement]:
    """Returns the addresses that the engine saw, and the page."""
    engine = Engine()
    ours = KnowledgeBaseExtension(context=page("ru/about/sources.md"))
    used: list[str | Extension] = ["attr_list", "md_in_html", "tables", "admonition", *extensions]
    made = Markdown(extensions=[*used, ours, engine], **options).convert(text)
    return engine.seen, html.fragment_fromstring(made, create_parent="div")


@pytest.mark.parametrize(
    ("text", "path", "address"),
    [
        ('Вот <a href="x.md#y">*он*</a>.', "//p/a[em='он']/@href", "x.md#y"),
        ('<img src="x.png" alt="">', "//p/img[@alt='']/@src", "x.png"),
        ("<IMG SRC = ' x.png ' alt>", "//img/@src", "x.png"),
        ("<img\n  alt='a'\n  src=x.png\n/>", "//img[@alt='a']/@src", "x.png"),
        ('<p align="center"><img src="x.png"></p>', "//p/img/@src", "x.png"),
        ('<video controls src="x.mp4"></video>', "//video[@controls]/@src", "x.mp4"),
        ('<video poster="x.png"></video>', "//video/@poster", "x.png"),
        ('<video><source src="x.webm"></video>', "//video/source/@src", "x.webm"),
        ('<video><track src="x.vtt"></video>', "//video/track/@src", "x.vtt"),
        ('Вот <audio src="x.mp3"></audio>', "//p/audio/@src", "x.mp3"),
        ('- раз\n\n    <div><a href="x.md">он</a></div>', "//li//div/a/@href", "x.md"),
        ('| а |\n|---|\n| <img src="x.png"> |', "//td/img/@src", "x.png"),
        ('> <a href="x.md">он</a>', "//blockquote//a/@href", "x.md"),
        ('!!! note\n\n    <a href="x.md">он</a>', "//div//a/@href", "x.md"),
        ('## <a href="x.md">Он</a>', "//h2/a/@href", "x.md"),
        ('<div markdown>\n*a* <a href="x.md">он</a>\n</div>', "//div/p[em]/a/@href", "x.md"),
        ('<figure markdown><video src="x.mp4"></video></figure>', "//video/@src", "x.mp4"),
        ('<a href="x.md?a=1&amp;b=2">он</a>', "//a/@href", "x.md?a=1&b=2"),
        ('<img src="%D1%85.png"> <img src="х.png">', "//img[1]/@src", "%D1%85.png"),
        ('<img src="%D1%85.png"> <img src="х.png">', "//img[2]/@src", "х.png"),
        ('<img src="x.png" srcset="y.png 2x">', "//img/@src", "x.png"),
        ("<a href='x.md#\"q\"'>он</a>", "//a/@href", 'x.md#"q"'),
        ('<a title=" href=" href="x.md">он</a>', "//a[@title=' href=']/@href", "x.md"),
        ('<a href="../roles/">они</a>', "//a/@href", "../roles/"),
        ('<a href="/roles/">они</a>', "//a/@href", "/roles/"),
        ('<a href="#y">ниже</a>', "//a/@href", "#y"),
    ],
)
def test_address_in_raw_html_is_resolved(text: str, path: str, address: str) -> None:
    seen, root = _converted(text)
    assert address in seen
    assert root.xpath(path) == [f"built/{address}"]
    assert root.xpath("//a[not(node())]") == [], "a stand-in"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('<img src="z.png" alt="" srcset="x.png 1.5x, y.png 2x">', "//p/img/@srcset"),
        ('![а](z.png){ srcset="x.png 1.5x, y.png 2x" }', "//p/img/@srcset"),
        (
            '<picture>\n<source media="print" srcset="x.png 1.5x, y.png 2x">\n'
            '<img src="z.png" alt="">\n</picture>',
            "//p/picture[.//img/@src='built/z.png']/source[@media='print']/@srcset",
        ),
        (
            '<div markdown>\n<picture><source srcset="x.png 1.5x, y.png 2x">![а](z.png)</picture>\n'
            "</div>",
            "//picture[.//img/@src='built/z.png']/source/@srcset",
        ),
    ],
)
def test_each_address_of_a_srcset_is_resolved(text: str, path: str) -> None:
    seen, root = _converted(text)
    assert sorted(seen) == ["x.png", "y.png", "z.png"]
    assert root.xpath(path) == ["built/x.png 1.5x, built/y.png 2x"]
    assert root.xpath("//a") == [], "a stand-in"


@pytest.mark.parametrize(
    ("text", "srcsets"),
    [
        ('<img src="z.png" srcset="../guides/kak-prosit.md 1x, y.png 2x">', ["y.png 2x"]),
        ('<img src="z.png" srcset="y.png, ../guides/kak-prosit.md 2x">', ["y.png"]),
        ('<img src="z.png" srcset="../guides/kak-prosit.md 2x">', []),
    ],
)
def test_an_internal_page_in_a_srcset_is_left_out(text: str, srcsets: list[str]) -> None:
    library = replace(bakery().library, hidden=frozenset({"guides/kak-prosit.md"}))
    public = replace(bakery(), library=library, _editions={}).edition("ru")
    made = convert(page("ru/about/sources.md", public), text)
    root = html.fragment_fromstring(made, create_parent="div")
    assert root.xpath("//img/@srcset") == srcsets
    assert root.xpath("//img/@src") == ["z.png"]


def test_any_number_of_addresses_in_a_srcset_stops_nothing() -> None:
    several = ", ".join(f"x.png {width}w" for width in range(1, 10_000))
    _, root = _converted(f'<img src="x.png" srcset="{several}">')
    assert root.xpath("//img/@srcset") == [several.replace("x.png", "built/x.png")]


@pytest.mark.parametrize(
    "text",
    [
        '`<img src="x.png">`',
        '    <a href="x.md">он</a>',
        '```html\n<a href="x.md">он</a>\n```',
        '<!-- <a href="x.md">он</a> -->',
        '<iframe src="x.html"></iframe>',
        "<img alt='x'> <a>x</a> <a name='x'>x</a>",
        '<a href="https://a.example/x.md">он</a> <a href="//a.example/x.md">он</a>',
        '<a href="mailto:a@b.example">он</a> <a href="javascript:alert(1)">он</a>',
        '<img src="https://a.example/x.png">',
        "R&D &mdash; <b>жирно</b>",
    ],
)
def test_what_leads_nowhere_in_the_site_is_left_as_it_is(text: str) -> None:
    seen, root = _converted(text, "pymdownx.superfences", "pymdownx.highlight")
    assert seen == []
    assert "built/" not in html.tostring(root, encoding="unicode")


def test_numbers_of_lines_of_code_are_no_links_of_an_editor() -> None:
    options = {"pymdownx.highlight": {"linenums": True, "anchor_linenums": True}}
    seen, root = _converted(
        "```python\nx = 1\n```",
        "pymdownx.superfences",
        "pymdownx.highlight",
        extension_configs=options,
    )
    assert root.xpath("//a/@href") == ["#__codelineno-0-1"]
    assert seen == []
