"""The Markdown of fields: what an editor may write is shown, what could do harm is text."""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from kb.render import Fragments, Href, blocks_html, inline_html
from kb.urls import absolute, address, file_at, relative, resolved, safe, without_index
from tests.bakery import tree, words

Convert = Callable[[str, Href], Markup]


def _same(target: str) -> str:
    return target


def test_alignment_in_a_field_is_a_class_since_servers_forbid_styles_in_attributes() -> None:
    html = blocks_html("| Срок |\n|---:|\n| 3 |", lambda _: None)
    assert '<td class="kb-align-right">3</td>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**важно** и *не очень*", "<strong>важно</strong> и <em>не очень</em>"),
        ("`код & <b>`", "<code>код &amp; &lt;b&gt;</code>"),
        ("[бриф](T01)", '<a href="T01">бриф</a>'),
        (
            "[портал](https://a.example/?x=1&y=2)",
            '<a href="https://a.example/?x=1&amp;y=2">портал</a>',
        ),
        ("<https://a.example/>", '<a href="https://a.example/">https://a.example/</a>'),
        ("![схема](../assets/a.svg)", '<img alt="схема" src="../assets/a.svg" />'),
        ("две\n  строки", "две строки"),
        ("к\u00a0*сроку*,\n5\u00a0дней", "к\u00a0<em>сроку</em>, 5\u00a0дней"),
        ("- не список", "- не список"),
        ("# не заголовок", "# не заголовок"),
        ("    не код", "не код"),
        ("| не | таблица |", "| не | таблица |"),
    ],
)
def test_a_field_has_inline_markup_and_no_blocks(source: str, html: str) -> None:
    assert inline_html(source, _same) == html


def test_a_mail_address_becomes_a_link() -> None:
    (link,) = tree(inline_html("<help@bakery.example>", _same))
    assert link.get("href") == "mailto:help@bakery.example"
    assert link.text == "help@bakery.example"


def test_a_mail_address_of_other_letters_is_well_formed() -> None:
    (link,) = tree(inline_html("<käse@bäckerei.example>", _same))
    assert link.get("href") == "mailto:käse@bäckerei.example"
    assert link.text == "käse@bäckerei.example"


def test_blocks_are_allowed_where_a_document_stands() -> None:
    source = "## Срок\n\n- раз\n- два\n\n> слова\n\n| а | б |\n|---|---|\n| 1 | 2 |"
    root = tree(blocks_html(source, _same))
    assert [child.tag for child in root] == ["h2", "ul", "blockquote", "table"]


HARMLESS_TEXTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- скрыто -->",
    "<b onclick=alert(1)>слово</b>",
    "слово {: onclick=alert(1) }",
    "слово {: .no-glossary }",
    "a&nbsp;b &copy; &lt;b&gt; &#60;b&#62; &#x3c; &bogus; &#1; & &amp;amp;",
    "<?php echo 1 ?>",
    "<![CDATA[x]]>",
    "]]> --> </div></p></td>",
    "{{ config }} {% raw %}",
    "[x]: javascript:alert(1)",
    "wzxhzdk:0 klzzwxh:0001",
]


@pytest.mark.parametrize("text", HARMLESS_TEXTS)
@pytest.mark.parametrize("markdown", [inline_html, blocks_html], ids=["inline", "blocks"])
def test_markup_that_is_not_ours_stays_text(markdown: Convert, text: str) -> None:
    html = markdown(text, _same)
    assert words(html) == text
    assert {one.tag for one in tree(html).iter()} <= {"div", "p"}


@pytest.mark.parametrize(
    "text",
    [
        '<http://x/&LT;img src="q" onerror="alert(1)"/&GT;>',
        "<http://x/&LT;script&GT;alert(1)&LT;/script&GT;>",
        "<http://x/&LT;b&GT;>",
        "<http://x/?a=1&lt=2&amp;b>",
    ],
)
@pytest.mark.parametrize("markdown", [inline_html, blocks_html], ids=["inline", "blocks"])
def test_an_address_in_angle_brackets_is_its_own_text(markdown: Convert, text: str) -> None:
    html = markdown(text, _same)
    assert words(html) == text[1:-1]
    assert {one.tag for one in tree(html).iter()} <= {"div", "p", "a"}


RUNNING = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3A;alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "\\javascript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "blob:x",
]


@pytest.mark.parametrize("address", RUNNING)
@pytest.mark.parametrize(
    "pattern", ["[x]({})", "[x](<{}>)", '[x]({} "название")', "![x]({})", "<{}>"]
)
def test_address_that_runs_something_is_no_link(pattern: str, address: str) -> None:
    html = inline_html(pattern.format(address), _same)
    for one in tree(html).iter():
        assert "src" not in one.attrib
        assert not re.match(
            r"\s*(javascript|vbscript|data|file|blob):", one.get("href", ""), re.IGNORECASE
        )


def test_an_address_spelled_by_entities_twice_stays_a_harmless_name() -> None:
    html = inline_html("[x](javascript&amp;#58;alert(1))", _same)
    assert ":" not in tree(html)[0].get("href", "")


def test_a_picture_of_another_host_is_not_asked_for() -> None:
    for other in ("https://a.example/x.png", "//a.example/x.png", "HTTPS://a.example/x.png"):
        html = inline_html(f"![схема]({other})", _same)
        assert tree(html).xpath("//img") == []
        assert words(html) == "схема"


def test_a_link_that_leads_nowhere_is_its_words() -> None:
    assert inline_html("[бриф](T99)") == "<span>бриф</span>"


@pytest.mark.parametrize(
    "address", [*RUNNING[:4], *RUNNING[9:], "http://[::1 ]/", "//[::1\\]/", "\\\\a\\b"]
)
def test_an_address_that_may_run_something_is_not_safe(address: str) -> None:
    assert not safe(address)


@pytest.mark.parametrize(
    "address", ["T01", "a.md#b", "https://a", "mailto:a@b", "tel:1", "/x", "?x:y"]
)
def test_an_address_that_only_leads_somewhere_is_safe(address: str) -> None:
    assert safe(address)


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("roles/a.md", "roles/b.md", "a.md"),
        ("roles/a.md", "index.md", "roles/a.md"),
        ("index.md", "roles/b.md", "../index.md"),
        ("glossary/a.md", "guides/deep/b.md", "../../glossary/a.md"),
    ],
)
def test_a_link_is_relative_and_leads_back_to_its_target(target: str, page: str, link: str) -> None:
    assert relative(target, page) == link
    assert resolved(link, page) == target


def test_a_word_named_like_a_method_of_its_dict_is_the_word(tmp_path: Path) -> None:
    (tmp_path / "fragments").mkdir()
    (tmp_path / "fragments/x.html").write_text("<p>{{ t.clear }} {{ t.items }}</p>", "utf-8")
    words = {"clear": "Убрать", "items": "Пункты"}
    assert Fragments([tmp_path]).render("x", t=words) == "<p>Убрать Пункты</p>"


def test_a_fragment_that_names_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "fragments").mkdir()
    (tmp_path / "fragments/x.html").write_text("<p>{{ t.claer }}</p>", "utf-8")
    with pytest.raises(UndefinedError):
        Fragments([tmp_path]).render("x", t={"clear": "Убрать"})


def test_fragments_are_compiled_at_once_and_a_broken_one_only_fails_where_it_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fragments" / "deep").mkdir(parents=True)
    (tmp_path / "fragments/deep/x.html").write_text("<p>{{ t }}</p>", "utf-8")
    (tmp_path / "fragments/broken.html").write_text("<p>{{ t", "utf-8")
    (tmp_path / "fragments/old.html").write_bytes("<p>клиент</p>".encode("cp1251"))
    fragments = Fragments([tmp_path])
    fragments.load()
    with pytest.raises(TemplateSyntaxError):
        fragments.render("broken", t=1)
    monkeypatch.delattr(Environment, "compile")
    assert fragments.render("deep/x", t="Да") == "<p>Да</p>"


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("../sklad/#srok", "roles/sklad/#srok"),
        ("../../", ""),
        ("#srok", "roles/zakazchik/#srok"),
        ("/assets/plan.png", "assets/plan.png"),
        ("https://a.example/x", "https://a.example/x"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_link_of_a_built_page_leads_somewhere_from_the_root(link: str, leads: str) -> None:
    assert absolute(link, "roles/zakazchik/") == leads


_MARKDOWN = st.sampled_from(
    "** * _ ` [ ]( ) ![ < > & &amp; &#58; &lt; javascript: : // http://a \" ' { } {: | --- # - "
    "1. \\ \n \t слово <b> </b> <script> onclick= = \u00a0 \u200b 😀 wzxhzdk:0".split(" ")
)
_FIELDS = st.lists(_MARKDOWN | st.text(max_size=4), max_size=25).map("".join)


@given(_FIELDS)
def test_any_field_gives_well_formed_html_that_runs_nothing(text: str) -> None:
    if re.search("[\ud800-\udfff]", text):
        text = text.encode("utf-8", "replace").decode()
    for markdown in (inline_html, blocks_html):
        for one in tree(markdown(text, _same)).iter():
            assert one.tag not in ("script", "style", "iframe", "object")
            assert not [name for name in one.attrib if name.startswith("on")]
            for name in ("href", "src"):
                assert safe(one.get(name, ""))
        assert escape("<script>") not in escape(words(markdown("&lt;script&gt;", _same)))


@given(_FIELDS | st.text(alphabet="абВz1 ,.;:?()«»„“”’'\"/%№§+=—–-_", max_size=12))
def test_a_line_without_marks_is_what_markdown_would_make_of_it(text: str) -> None:
    if re.search("[\ud800-\udfff]", text):
        text = text.encode("utf-8", "replace").decode()
    short = inline_html(text, _same)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kb.render._MARKED", re.compile(""))
        assert inline_html(text, _same) == short


@pytest.mark.parametrize(
    ("path", "folder", "file"),
    [
        ("index.md", "", "index.html"),
        ("roles/index.md", "roles/", "roles/index.html"),
        ("roles/sklad.md", "roles/sklad/", "roles/sklad.html"),
        ("roles/reindex.md", "roles/reindex/", "roles/reindex.html"),
    ],
)
def test_an_address_is_that_of_a_folder_or_of_a_file(path: str, folder: str, file: str) -> None:
    assert address(path) == folder
    assert address(path, directories=False) == file
    assert file_at(folder) == f"{folder}index.html"
    assert file_at(file) == file
    assert without_index(file) == (folder if path.endswith("/index.md") or not folder else file)
