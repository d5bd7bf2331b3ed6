"""Markdown with our extension alone makes a whole page, so the engine can be replaced."""

import re
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import InlineProcessor

from kb.language.text.conversion import convert as prose_of
from kb.markdown import Converter
from kb.markdown.inline import Inline
from tests.bakery import configured, convert, edition, page, tree, words


def test_a_page_is_complete_without_the_engine() -> None:
    root = tree(convert(page("ru/guides/kak-prosit.md")))
    assert [h.text for h in root.xpath("//h2")] == ["Сначала польза", "Потом срок"]
    (box,) = root.xpath("//*[@data-checklist='C01']")
    assert len(box.xpath(".//input[@type='checkbox']")) == 2
    assert root.xpath("//a[@data-term]/@data-term")[:1] == ["brief"]
    assert root.xpath("//a[@data-term]/@href")[:1] == ["../glossary/brief.md"]
    assert "\u00a0" in "".join(root.itertext())


def test_without_a_page_the_extension_changes_nothing() -> None:
    source = "Бриф — в отделе.\n\n- раз"
    assert Markdown(extensions=["kb.markdown"]).convert(source) == Markdown().convert(source)


def test_own_fragment_stands_after_the_lead() -> None:
    tags = [one.tag for one in tree(convert(page("ru/checklists/pered-prosboy.md")))]
    assert tags == ["p", "div", "h2", "p"]


def test_own_fragment_stands_where_the_page_puts_it() -> None:
    text = "Начало.\n\n## Сам список\n\n/// checklist | C01\n///\n\nКонец."
    root = tree(convert(page("ru/checklists/pered-prosboy.md"), text))
    assert len(root.xpath("//*[@data-checklist]")) == 1
    assert [one.tag for one in root] == ["p", "h2", "div", "p"]
    assert root.xpath("//*[contains(@class, 'kb-embed__title')]") == []


@pytest.mark.parametrize(
    ("block", "mark"),
    [
        ("role | R01", "@data-role='R01'"),
        ("checklist | C01", "@data-checklist='C01'"),
        ("comparison | X01", "@data-comparison='X01'"),
        ("template | T01", "@data-template='T01'"),
        ("quiz | Q01", "@data-quiz='Q01'"),
        ("term | sla", "@data-definition='sla'"),
    ],
)
@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_type_can_be_put_into_any_page(locale: str, block: str, mark: str) -> None:
    text = f"Слова.\n\n## Часть\n\n/// {block}\n///\n\nЕщё слова."
    root = tree(convert(page(f"{locale}/about/sources.md"), text))
    assert len(root.xpath(f"//*[{mark}]")) == 1
    (title,) = root.xpath("//*[contains(@class, 'kb-embed__title')]")
    assert title.tag == "h3"
    (target,) = title.xpath("a/@href")
    assert target.startswith("../")
    assert target.endswith(".md")


def test_two_embeds_in_one_page_both_stand_in_their_place() -> None:
    text = "/// role | R02\n///\n\nМежду.\n\n/// term | sla\n///"
    root = tree(convert(page("ru/index.md"), text))
    assert [one.tag for one in root] == ["div", "p", "div"]


def test_an_embed_stands_below_the_pages_own_heading_not_in_the_embed_before_it() -> None:
    text = "## Часть\n\n/// checklist | C01\n///\n\n/// role | R02\n///"
    root = tree(convert(page("ru/index.md"), text))
    titles = root.xpath("//*[contains(@class, 'kb-embed__title')]")
    assert [one.tag for one in titles] == ["h3", "h3"]


def test_a_catalogue_leads_to_its_entries() -> None:
    html = convert(page("ru/index.md"))
    links = tree(html).xpath("//li//a/@href")
    assert "roles/zakazchik.md" in links
    assert "roles/sklad.md" in links
    assert "Вы просите и принимаете." in words(html)


def test_a_block_in_a_code_block_stays_code() -> None:
    html = convert(page("ru/index.md"), "    /// role | R01\n    ///")
    assert tree(html).xpath("//pre/code")
    assert tree(html).xpath("//*[@data-role]") == []


def test_an_unknown_entry_is_shown_as_it_was_written() -> None:
    html = convert(page("ru/index.md"), "/// role | R99\n///")
    assert words(html) == "/// role | R99"


def test_an_untranslated_page_has_its_own_language_and_its_terms() -> None:
    context = page("ru/guides/kak-prosit.md", edition("en"))
    root = tree(convert(context, "Прочтите бриф и SLA. Handover of the brief."))
    linked = {link.text: link.get("href") for link in root.xpath("//a[@data-term]")}
    assert linked == {"бриф": "../glossary/brief.md", "SLA": "../glossary/sla.md"}
    assert "\u00a0" in "".join(root.itertext())


def test_pattern_that_nobody_knows_is_tried_on_every_text() -> None:
    class Marks(Extension):
        def extendMarkdown(self, md: Markdown) -> None:
            pattern = SimpleTagInlineProcessor("(=)([^=]+)=", "mark")
            md.inlinePatterns.register(pattern, "mark", 175)

    html = Markdown(extensions=["kb.markdown", Marks()]).convert("Это =важно= и `=нет=`.")
    assert html == "<p>Это <mark>важно</mark> и <code>=нет=</code>.</p>"


def test_only_patterns_that_may_match_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = InlineProcessor._InlineProcessor__applyPattern  # type: ignore[attr-defined]
    tried: list[str] = []

    def noted(self: InlineProcessor, pattern: Any, *rest: Any) -> Any:
        tried.append(type(pattern).__name__)
        return theirs(self, pattern, *rest)

    monkeypatch.setattr(InlineProcessor, "_InlineProcessor__applyPattern", noted)
    md = Markdown(extensions=["kb.markdown", "footnotes"])
    assert md.convert("Просто — текст, и не больше!") == "<p>Просто — текст, и не больше!</p>"
    assert tried == []
    assert md.convert("Это **важно**.") == "<p>Это <strong>важно</strong>.</p>"
    assert set(tried) == {"Emphasis"}


def test_only_processors_whose_block_it_may_be_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Marked(HashHeaderProcessor):
        def test(self, parent: Element, block: str) -> bool:
            asked.append("derived")
            return False

    class More(Extension):
        def extendMarkdown(self, md: Markdown) -> None:
            md.parser.blockprocessors.register(Marked(md.parser), "marked", 200)

    theirs = HashHeaderProcessor.test

    def noted(self: HashHeaderProcessor, parent: Element, block: str) -> bool:
        asked.append("stock")
        return theirs(self, parent, block)

    monkeypatch.setattr(HashHeaderProcessor, "test", noted)
    md = Markdown(extensions=["kb.markdown", More()])
    assert md.convert("Текст.\n\n# Заголовок") == "<p>Текст.</p>\n<h1>Заголовок</h1>"
    assert asked.count("stock") == 1
    assert asked.count("derived") == 3  # the last block of a text is empty


@pytest.mark.parametrize("marker", ["[TOC]", "", "[[Содержание]]"])
@pytest.mark.parametrize(
    "source",
    ["# Раз\n\n## Два", "[TOC]\n\n# Раз\n\n## Два", "# Раз\n\n> [[Содержание]]\n\nИ *всё*."],
)
def test_table_of_contents_stands_where_markdown_itself_puts_it(source: str, marker: str) -> None:
    options = {"toc": {"marker": marker, "title": "На странице"}}
    theirs = Markdown(extensions=["toc"], extension_configs=options)
    ours = Markdown(extensions=["toc", "kb.markdown"], extension_configs=options)
    assert ours.convert(source) == theirs.convert(source)
    assert ours.toc_tokens == theirs.toc_tokens  # type: ignore[attr-defined]


def test_table_of_contents_is_only_made_for_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def noted(_: TocTreeprocessor, tokens: list[Any]) -> Element:
        made.append(tokens[0]["name"])
        return Element("nav")

    monkeypatch.setattr(TocTreeprocessor, "build_toc_div", noted)
    md = Markdown(extensions=["toc", "kb.markdown"])
    assert md.convert("# Раз") == '<h1 id="_1">Раз</h1>'
    assert made == []
    assert md.reset().convert("[TOC]\n\n# Два") == '<nav></nav><h1 id="_1">Два</h1>'
    assert made == ["Два"]


def test_somebody_elses_table_of_contents_stays() -> None:
    class Counted(TocTreeprocessor):
        def set_level(self, elem: Element) -> None:
            elem.set("data-level", elem.tag)

    class Theirs(TocExtension):
        TreeProcessorClass = Counted

    md = Markdown(extensions=[Theirs(), "kb.markdown"])
    assert md.convert("# Раз") == '<h1 data-level="h1" id="_1">Раз</h1>'


def test_converter_is_only_for_extensions_that_forget() -> None:
    ours: dict[str, Any] = {"kb.markdown": {}, "footnotes": {}}
    assert Converter.fits(["tables", "markdown.extensions.toc", "kb.markdown"], ours)
    assert not Converter.fits(["tables", "company.markdown", "kb.markdown"], ours)
    assert not Converter.fits(["footnotes"], {"footnotes": {"UNIQUE_IDS": True}})


def test_converter_forgets_what_the_last_page_had() -> None:
    converter = Converter(["attr_list", "md_in_html", "tables", "kb.markdown"], {"kb.markdown": {}})
    pages = ["ru/guides/kak-prosit.md", "ru/glossary/brief.md", "en/guides/kak-prosit.md"]
    for source in [*pages, *reversed(pages)]:
        context = page(source)
        assert context.document is not None
        html = converter.turned_to(context).convert(context.document.source.body)
        assert html == convert(context)


@pytest.mark.parametrize(
    ("source", "path", "value"),
    [
        ("<help@a.example>", "//a/@href", "mailto:help@a.example"),
        (r"[x](https://a.example/a\_b)", "//a/@href", "https://a.example/a_b"),
        (r"![на \_экране](../assets/zapros\_1.png)", "//img/@src", "../assets/zapros_1.png"),
        (r"![на \_экране](../assets/x.png)", "//img/@alt", "на _экране"),
        ("| [x](https://a.example/?a\\|b) |\n|---|\n", "//a/@href", "https://a.example/?a|b"),
        (r"[x](javascript\:alert)", "//span", "x"),
        (r"[x](javascript\:alert)", "count(//a)", "0.0"),
    ],
)
def test_what_markdown_escapes_in_an_address_stays_in_it(
    source: str, path: str, value: str
) -> None:
    found = tree(convert(page("ru/guides/kak-prosit.md"), source)).xpath(path)
    (one,) = found if isinstance(found, list) else [found]
    assert (one if isinstance(one, str) else getattr(one, "text", str(one))) == value


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("download", {"download": ""}),
        ("download='план'", {"download": "план"}),
        ("onclick", {}),
        ("id", {}),
    ],
)
def test_an_attribute_may_be_typed_without_a_value(typed: str, kept: dict[str, str]) -> None:
    root = tree(convert(page("ru/guides/kak-prosit.md"), f"[x](../assets/plan.docx){{: {typed} }}"))
    (link,) = root.xpath("//a")
    assert link.attrib == {"href": "../assets/plan.docx", **kept}


def test_a_place_is_called_as_its_heading_reads() -> None:
    context = page("ru/guides/kak-prosit.md")
    heading = "Ключ <b>жирный</b> &mdash; и `a<b && c`, R&D, <mail@x.example>"
    convert(context, f"## {heading}\n\nБриф.")
    place = list(context.edition.usage["brief"])[-1]
    assert place.heading == "Ключ жирный — и a<b && c, R&D, mail@x.example"


@pytest.mark.parametrize(
    ("table", "labels"),
    [
        ("| Кто | Что | Когда |\n|-|-|-|\n| Я | хлеб | утром |", ["Что", "Когда"]),
        ("| Кто | **Что** и `чем` |  |\n|-|-|-|\n| Я | месит | рукой |", ["Что и чем"]),
        ("| Вместо | Лучше |\n|-|-|\n| скоро | к 12:00 |", []),
        ("| Кто | Что | Когда |\n|-|-|-|\n| Я | хлеб |", ["Что", "Когда"]),
        (f"| Кто | Что | {'а' * 101} |\n|-|-|-|\n| Я | хлеб | утром |", []),
        ("| Оценка | Сейчас | Было |\n|-|-|-|\n| 5 | 18 | 6 |", []),
        ("| Час | Что | Кто |\n|-|-|-|\n| 9:00 | хлеб | я |", ["Час", "Что", "Кто"]),
        (f"| Час {'| Шт. ' * 6}|\n{'|-' * 7}|\n| 9 {'| 5 ' * 6}|", ["Час", *["Шт."] * 6]),
    ],
)
def test_a_cell_of_a_wide_table_knows_its_column(table: str, labels: list[str]) -> None:
    root = tree(convert(page("ru/guides/kak-prosit.md"), table))
    assert [*map(str, root.xpath("//@data-label"))] == labels
    assert root.xpath("//th[@data-label]") == []
    assert bool(root.xpath("//table[@data-cards]")) == bool(labels)


def test_somebody_elses_processor_of_inline_markup_stays() -> None:
    class Theirs(InlineProcessor):
        """Does what nobody here knows."""

    md = Markdown()
    md.treeprocessors.register(Theirs(md), "inline", 20)
    Inline.replace(md)
    assert isinstance(md.treeprocessors["inline"], Theirs)


@pytest.mark.parametrize(
    "opening",
    ["plain text", 'js title="меню.js" {1,3}', "rust,ignore", "bash -x", 'hl_lines="1"', "js:a.js"],
)
def test_whatever_opens_a_fence_it_holds_code(opening: str) -> None:
    extensions, options = configured()
    options["kb.markdown"]["context"] = page("ru/about/sources.md")
    md = Markdown(extensions=extensions, extension_configs=options)
    html = md.convert(f'```{opening}\n# "раз" -- 2...\n```\n\nСлово.')
    (code,) = tree(html.replace("<span></span>", "")).xpath("//pre")
    assert "".join(code.itertext()) == '# "раз" -- 2...\n'


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("```js\nраз\n````\n\nСлово.\n\n```sh\nдва\n```\n", ["раз", "два"]),
        ("~~~\nраз\n~~~~\n\nСлово.\n", ["раз"]),
        ("> ```js\n> раз\n> ````\n", ["раз"]),
        ("```md\n````\nраз\n````\n```\n", ["````\nраз\n````"]),
        ("````md\n```js\nраз\n```\n````\n", ["```js\nраз\n```"]),
        ("```md\n~~~~\nраз\n~~~~\n```\n", ["~~~~\nраз\n~~~~"]),
        ("```\nраз\n ```\n\nСлово.\n\n```\nдва\n```\n", ["раз", "два"]),
        ("- раз\n\n    ```sh\n    два\n   ```\n\nСлово.\n", ["два"]),
        ("```md\n- раз\n  ```sh\n  два\n  ```\n```\n", ["- раз\n  ```sh\n  два\n  ```"]),
        ("```\n- раз\n  ```\n  два\n  ```\n```\n", ["- раз\n  ```\n  два\n  ```"]),
        (
            "```md\n- раз\n\n    ```\n    два\n    ```\n```\n",
            ["- раз\n\n    ```\n    два\n    ```"],
        ),
    ],
)
def test_a_longer_or_shifted_fence_ends_code_too(typed: str, codes: list[str]) -> None:
    found = tree(prose_of(typed).html).xpath("//pre")
    assert ["".join(one.itertext()).strip() for one in found] == codes


def test_a_box_of_a_task_list_is_named_by_its_line() -> None:
    extensions, options = configured()
    md = Converter(extensions, options).turned_to(page("ru/about/sources.md"))
    text = "- [x] Раз **два&lt;**\n    - [ ] три\n- четыре\n\n"
    text += "И:\n\n- [ ] пять\n\n    Ниже.\n\n- [ ] **шесть&lt;**"
    shown = tree(re.sub(r" disabled( checked)?>", "/>", md.convert(text)))
    assert [" ".join("".join(one.itertext()).split()) for one in shown.xpath("//label[input]")] == [
        "Раз два<",
        "три",
        "пять",
        "шесть<",
    ]
    wrong = "//label//*[self::ul or self::p or self::label] | //input[not(parent::label)]"
    assert shown.xpath(wrong) == []
