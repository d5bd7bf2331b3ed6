"""A Word document becomes a page that passes the check; whatever it cannot keep is reported."""

import io
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import docx
import pypandoc
import pytest
from docx.document import Document as Word
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import html as parser

from kb.content.yaml.front_matter import SourceText, parse
from kb.docx.losses import losses
from kb.language import convert_body
from tests.command import kb
from tests.disk import room


def _imported(word: Word | None = None, *options: str) -> tuple[str, list[str]]:
    """The body of the page, and the warnings; the page must pass the check."""
    if word is not None:
        word.save("Приём заказа.docx")
    result = kb("import-docx", "Приём заказа.docx", *options)
    assert result.exit_code == 0, result.output
    page = Path(result.output.splitlines()[-1].removeprefix("Записано: ").partition(",")[0])
    checked = kb("check").output.splitlines()
    assert [line for line in checked if page.name in line and "предупреждение" not in line] == []
    assert checked[-1].startswith("Ошибок: 0,")
    source = parse(page.read_text("utf-8"))
    assert isinstance(source, SourceText)
    told = [line.partition("предупреждение: ")[2] for line in result.output.splitlines()]
    return source.body.strip(), [line for line in told if line]


def _png() -> io.BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\xff\0\0" * 2) * 2)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + parts)


def test_what_a_page_has_is_kept(docs: Path) -> None:
    """Pandoc makes the document from Markdown: real footnotes, links and nested lists."""
    written = """Пекарь ждёт[^1] **бриф** и *вводные*: см. [сайт](https://example.org/a).

# Раздел

- Раз
    - Вложенный
- Два

1. Первый
2. Второй

## Глубже

| Что | Кто |
|---|---|
| Срок \\| час | Склад |

> Цитата.

[^1]:  Сноска о муке.
"""
    command = [
        pypandoc.get_pandoc_path(),
        "--from=markdown",
        "--to=docx",
        "-o",
        "Приём заказа.docx",
    ]
    subprocess.run(command, input=written.encode(), check=True)
    body, warnings = _imported(None, "--title", "Приём заказа")
    assert warnings == []
    assert (
        body
        == """Пекарь ждёт[^1] **бриф** и *вводные*: см. [сайт](https://example.org/a).

## Раздел

-   Раз
    -   Вложенный
-   Два

<!-- -->

1.  Первый
2.  Второй

### Глубже

| Что         | Кто   |
|-------------|-------|
| Срок \\| час | Склад |

> Цитата.

[^1]:  Сноска о муке."""
    )
    front = (docs / "ru/guides/priyom-zakaza.md").read_text("utf-8").partition("\n\n")[0]
    assert front == (
        "---\nid: G02\ntype: guide\ntitle: Приём заказа\n"
        "summary: 'Пекарь ждёт бриф и вводные: см. сайт.'\nsection: do\n---"
    )


def test_a_page_in_a_companys_folder_gets_a_number_of_its_own(docs: Path) -> None:
    (docs.parent / "company").mkdir()
    word = docx.Document()
    word.add_paragraph("Пекарь ждёт бриф.")
    _imported(word, "--docs", "docs", "--docs", "company")
    page = docs.parent / "company/ru/guides/priyom-zakaza.md"
    assert "\nid: COMPANY-G01\n" in page.read_text("utf-8")


@pytest.mark.usefixtures("docs")
def test_what_nobody_sees_is_removed_or_told() -> None:
    word = docx.Document()
    word.add_paragraph("Пекарь\u2028ждёт \u202aбриф\u202c.")
    word.add_paragraph().add_run("Это для себя.").font.hidden = True
    body, warnings = _imported(word)
    assert body == "Пекарь ждёт бриф.\n\nЭто для себя."
    assert warnings == [
        "скрытый текст перенесён и будет виден: 1; удалите лишнее",
        "невидимые служебные знаки убраны: 2",
    ]


@pytest.mark.usefixtures("docs")
def test_document_without_text_is_told() -> None:
    _, warnings = _imported(docx.Document())
    assert warnings == ["текста в документе нет; может быть, он на картинке"]


@pytest.mark.usefixtures("docs")
def test_what_only_looks_like_a_heading_or_a_list_is_made_one() -> None:
    word = docx.Document()
    word.core_properties.title = "Приём заказа"
    word.add_paragraph('Пекарь сказал: "пишите «бриф» - и точка". Он ждет ответа.')
    word.add_paragraph().add_run("Как начать").bold = True
    thought = "Это длинная мысль, выделенная жирным, а вовсе не заголовок."
    word.add_paragraph().add_run(thought).bold = True
    word.add_heading("Раздел", 1)
    word.add_heading("Два уровня ниже", 3)
    word.add_paragraph("Раз", style="List Bullet")
    word.add_paragraph("Вложенный", style="List Bullet 2")
    word.add_paragraph("Два", style="List Bullet")
    body, warnings = _imported(word)
    assert "Пекарь сказал: «пишите" in body
    assert "## Как начать" in body
    assert f"**{thought}**" in body
    assert "-   Раз\n    -   Вложенный\n-   Два" in body
    assert warnings == [
        "«Как начать» выделено жирным, сделан заголовок; проверьте его уровень",
        "заголовок «Два уровня ниже» перескакивал через уровень; поднят",
    ]


@pytest.mark.usefixtures("docs")
def test_a_break_at_the_end_of_bold_words_stands_after_them() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph()
    run = paragraph.add_run(" УТВЕРЖДАЮ ")
    run.bold = True
    run.add_break()
    paragraph.add_run("Директор")
    body, _ = _imported(word)
    assert body == "**УТВЕРЖДАЮ**  \nДиректор"


@pytest.mark.usefixtures("docs")
def test_typed_markdown_is_told_in_one_line() -> None:
    word = docx.Document()
    for text in ("## Раз", "**Срок:** день", "| --- | --- |", "Слово ** и #"):
        word.add_paragraph(text)
    _, told = _imported(word)
    assert sum("знаки Markdown" in one for one in told) == 1


@pytest.mark.usefixtures("docs")
def test_a_first_heading_that_is_not_the_title_stays() -> None:
    word = docx.Document()
    word.add_heading("Приём заказа", 0)
    word.add_paragraph("Для новых смен", style="Subtitle")
    word.add_heading("Кто принимает", 1)
    word.add_paragraph("Пекарь.")
    body, _ = _imported(word)
    assert body == "Для новых смен\n\n## Кто принимает\n\nПекарь."


@pytest.mark.usefixtures("docs")
def test_quotation_marks_become_ours_but_inches_do_not_and_no_title_is_repeated() -> None:
    word = docx.Document()
    word.add_heading('Закупка "Ромашка"', level=1)
    word.add_paragraph('Монитор 19" и стол "Север" 2" толщиной.')
    word.add_paragraph("Акт “Приёмка”; „Отгрузка“ и «Заказы «Юга»».")
    body, _ = _imported(word)
    assert body.startswith('Монитор 19" и стол «Север» 2" толщиной.\n\nАкт «Приёмка»; «Отгрузка» и')
    assert "«Заказы „Юга“»" in body


@pytest.mark.usefixtures("docs")
def test_a_bold_line_that_is_too_long_is_no_heading() -> None:
    word = docx.Document()
    word.add_paragraph("Начало.")
    thought = "Пекарь ждёт ответа от склада до полудня и не начинает месить тесто раньше времени"
    assert len(thought) > 80
    word.add_paragraph().add_run(thought).bold = True
    assert _imported(word) == (f"Начало.\n\n**{thought}**", [])


@pytest.mark.usefixtures("docs")
@pytest.mark.parametrize(
    ("target", "kept", "warnings"),
    [
        ("mailto:pekar@example.org", "[пекарю](mailto:pekar@example.org)", []),
        ("tel:+74951234567", "[пекарю](tel:+74951234567)", []),
        ("file:///C:/pekar.docx", "пекарю", ["ссылка «пекарю» никуда не ведёт; оставлен её текст"]),
        ("#_Toc123456", "пекарю", []),
    ],
    ids="почта телефон диск оглавление".split(),
)
def test_a_link_stays_if_it_leads_somewhere(target: str, kept: str, warnings: list[str]) -> None:
    word = docx.Document()
    link = word.part.relate_to(target, RT.HYPERLINK, is_external=True)
    inner = f'<w:hyperlink r:id="{link}"><w:r><w:t>пекарю</w:t></w:r></w:hyperlink>'
    word.add_paragraph("Пишите ")._p.append(
        parse_xml(inner.replace(" ", f" {nsdecls('w', 'r')} ", 1))
    )
    assert _imported(word) == (f"Пишите {kept}", warnings)


@pytest.mark.usefixtures("docs")
def test_nothing_in_a_document_becomes_markup() -> None:
    word = docx.Document()
    hostile = [
        "<script>alert(1)</script> <img src=x onerror=alert(1)>",
        "Слово {: onclick=alert(1) } и {#id .class}",
        "[ссылка](javascript:alert(1)) ![картинка](x)",
        "/// checklist | C01",
        "!!! note",
        '??? note "Скрыто"',
        '=== "Вкладка"',
        ": определение",
        "~~~",
        "# не заголовок",
        "1. не список",
        "- не пункт",
        "    код",
        "&lt;b&gt; &amp; {{ 7*7 }} {% x %}",
        "[^1]: не сноска",
        "| a | b |",
        r"\\server\hr и C:\*.exe \_",
        "Так ==два слова==, ~~три~~, H~2~O, x^2^, ++ctrl+s++, :smile:, ~5 минут, C++, 10:30:45",
    ]
    for text in ["Начало.", *hostile]:
        word.add_paragraph(text)
    table = word.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "<b onclick=alert(1)>жирно</b>"
    table.cell(1, 0).text = "раз\nдва"
    body, _ = _imported(word, "--title", "Приём <b>заказа</b>: {{ x }}")
    html = convert_body(body).html
    tree = parser.fragment_fromstring(html, create_parent="div")
    assert {node.tag for node in tree.iter()} <= set(
        "div p table thead tbody tr th td br".split()
    ), html
    assert not tree.xpath("//@onclick | //@onerror | //@href | //@id | //@class | //@style")
    shown = " ".join(tree.text_content().split())
    for text in hostile:
        written = text.replace("# — не", "# не").replace('"Скрыто"', "«Скрыто»")
        assert " ".join(written.replace('"Вкладка"', "«Вкладка»").split()) in shown


def test_pictures_lie_with_the_other_pictures(docs: Path) -> None:
    word = docx.Document()
    word.add_paragraph("Вот печь.")
    word.add_picture(_png())
    word.add_picture(_png())
    word.inline_shapes[1]._inline.docPr.set("descr", "Печь с открытой дверцей")
    body, warnings = _imported(word)
    folder = docs / "assets/images/priyom-zakaza"
    assert sorted(path.name for path in folder.iterdir()) == ["1.png", "2.png"]
    assert "![](../../assets/images/priyom-zakaza/1.png)" in body
    assert "![Печь с открытой дверцей](../../assets/images/priyom-zakaza/2.png)" in body
    assert [line for line in warnings if "нет описания" in line] == [
        "у картинки 1.png нет описания; напишите его в скобках: ![…]"
    ]


WORD = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "v": "urn:schemas-microsoft-com:vml",
}
NAMES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in WORD.items())


def _p(*runs: str, style: str = "Normal") -> str:
    inner = "".join(f"<w:r>{one}</w:r>" for one in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def _said(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def _drawing(inner: str, kind: str, *, floats: bool) -> str:
    place = "anchor" if floats else "inline"
    return (
        f'<w:drawing><wp:{place}><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="Рисунок 1"/>'
        f'<a:graphic><a:graphicData uri="{WORD[kind]}">{inner}</a:graphicData></a:graphic>'
        f"</wp:{place}></w:drawing>"
    )


def _box(inner: str) -> str:
    return f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>"


def _old_box(inner: str) -> str:
    text = f"<w:txbxContent>{inner}</w:txbxContent>"
    return f"<w:pict><v:shape><v:textbox>{text}</v:textbox></v:shape></w:pict>"


def _twice(new: str, old: str) -> str:
    """Returns the XML that Word writes for what Word 2007 does not know, with a fallback for it."""
    choice = f'<mc:Choice Requires="wps">{new}</mc:Choice>'
    return f"<mc:AlternateContent>{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"


NUMBER = '<w:fldChar w:fldCharType="{}"/>'
CAPTION = _p(
    _said("Рисунок "),
    NUMBER.format("begin"),
    "<w:instrText> SEQ Рисунок \\* ARABIC </w:instrText>",
    NUMBER.format("separate"),
    _said("1"),
    NUMBER.format("end"),
    _said(". Печь"),
    style="Caption",
)
PIC = (
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="a.png"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{image}"/></pic:blipFill><pic:spPr/></pic:pic>'
)
OLD_PIC = '<v:shape><v:imagedata r:id="{image}"/></v:shape>'
INLINE = _drawing(PIC, "pic", floats=False)
FLOATING = _drawing(PIC, "pic", floats=True)
CAPTION_BOX = _twice(_drawing(_box(CAPTION), "wps", floats=True), _old_box(CAPTION))
INSIDE = _p(INLINE) + CAPTION
GROUP = _drawing(f"<wpg:wgp>{PIC}{_box(CAPTION)}</wpg:wgp>", "wpg", floats=True)


def _word(written: str) -> Word:
    """Returns a document with this XML between two paragraphs; `{image}` is the id of a picture."""
    word = docx.Document()
    word.add_paragraph("Начало.")
    image, _ = word.part.get_or_add_image(_png())
    end = word.add_paragraph("Конец.")
    for one in parse_xml(f"<w:body {NAMES}>{written.format(image=image)}</w:body>"):
        end._p.addprevious(one)
    return word


@pytest.mark.parametrize(
    "written",
    [
        _p(INLINE) + CAPTION,
        CAPTION + _p(INLINE),
        _p(f"<w:pict>{OLD_PIC}</w:pict>") + CAPTION,
        _p(FLOATING, CAPTION_BOX),
        _p(FLOATING) + _p(CAPTION_BOX),
        _p(INLINE, _old_box(CAPTION)),
        _p(_twice(_drawing(_box(INSIDE), "wps", floats=True), _old_box(INSIDE))),
        _p(_twice(GROUP, f"<w:pict>{OLD_PIC}</w:pict>")),
    ],
    ids=[
        "below",
        "above",
        "an old picture",
        "in a box beside a floating picture",
        "in a box of the next paragraph",
        "in an old box",
        "in a box with the picture",
        "in a group with the picture",
    ],
)
def test_a_picture_comes_with_its_caption(docs: Path, written: str) -> None:
    body, warnings = _imported(_word(written))
    assert body == (
        "Начало.\n\n![](../../assets/images/priyom-zakaza/1.png)\n\nРисунок 1. Печь\n\nКонец."
    )
    assert len(list((docs / "assets/images/priyom-zakaza").iterdir())) == 1
    boxed = ["надписи (текст в рамке) стали абзацами: 1; проверьте, там ли они стоят"]
    assert warnings == [
        *(boxed if "txbxContent" in written else []),
        "у картинки 1.png нет описания; напишите его в скобках: ![…]",
    ]


@pytest.mark.usefixtures("docs")
@pytest.mark.parametrize(
    "inner", [_p(INLINE) + CAPTION, _p(FLOATING, CAPTION_BOX)], ids=["below", "in a box"]
)
def test_a_picture_in_a_cell_comes_with_its_caption(inner: str) -> None:
    cells = "".join(f"<w:tc><w:tcPr/>{one}</w:tc>" for one in (inner, _p(_said("Текст"))))
    grid = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    body, _ = _imported(_word(f"<w:tbl><w:tblPr/>{grid}<w:tr>{cells}</w:tr></w:tbl>"))
    assert 'src="../../assets/images/priyom-zakaza/1.png"' in body
    assert "Рисунок 1. Печь" in body


@pytest.mark.usefixtures("docs")
def test_words_around_a_box_and_in_boxes_stay_in_order() -> None:
    number = f'<w:fldSimple w:instr=" SEQ Рисунок ">{_said("Два")}</w:fldSimple>'
    inner = _p(_said("Раз")) + _p(_old_box(_p(number))) + _p(_said("Три"))
    word = _word(_p(_old_box(inner), _said("Хозяин"), _old_box(_p(_said("Четыре")))))
    body, _ = _imported(word)
    assert body.split() == ["Начало.", "Хозяин", "Раз", "Два", "Три", "Четыре", "Конец."]


@pytest.mark.usefixtures("docs")
def test_a_picture_that_fills_a_shape_is_told() -> None:
    fill = '<wps:spPr><a:blipFill><a:blip r:embed="{image}"/></a:blipFill></wps:spPr>'
    word = _word(_p(_drawing(f"<wps:wsp>{fill}</wps:wsp>", "wps", floats=True)))
    body, warnings = _imported(word)
    assert body == "Начало.\n\nКонец."
    assert warnings == ["картинки не перенесены: 1; вставьте их сами"]


@pytest.mark.usefixtures("docs")
def test_a_caption_of_a_table_stands_above_it_and_is_no_markup() -> None:
    word = _word(_p(_said("/// checklist {{: onclick=x }}"), style="Caption"))
    table = word.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "Что", "Мука"
    word.element.body.insert(2, table._tbl)
    word.add_table(1, 1).cell(0, 0).text = "Одна клетка — рамка."
    body, _ = _imported(word)
    caption = "&#47;// checklist &#123;: onclick=x &#125;"
    table_and_frame = "| Что  |\n|------|\n| Мука |\n\nКонец.\n\n> Одна клетка — рамка."
    assert body == f"Начало.\n\n{caption}\n\n{table_and_frame}"


def _numbered(word: Word, *items: tuple[str, int, str]) -> None:
    """Adds items of one list that Word numbers: «1.», «1.1.», «а)»; each with its style."""
    forms = (("decimal", "%1."), ("decimal", "%1.%2."), ("russianLower", "%3)"), ("none", ""))
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(forms)
    )
    lists = word.part.numbering_part.element
    lists.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>')
    )
    number = f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
    lists.append(parse_xml(number))
    for text, level, style in items:
        place = f'<w:ilvl w:val="{level}"/><w:numId w:val="90"/>'
        paragraph = word.add_paragraph(text, style=style)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f"<w:numPr {nsdecls('w')}>{place}</w:numPr>")
        )


@pytest.mark.usefixtures("docs")
def test_the_numbers_of_an_interrupted_list_go_on() -> None:
    word = docx.Document()
    word.add_paragraph("Раз", style="List Number")
    word.add_paragraph("Пекарь ждёт.")
    word.add_paragraph("Два", style="List Number")
    body, warnings = _imported(word)
    assert body == "1.  Раз\n\nПекарь ждёт.\n\n2.  Два"
    assert warnings == []


@pytest.mark.parametrize(
    ("items", "is_told"),
    [
        ([("Раз", 0, "Normal")], False),
        ([("Раз", 0, "Normal"), ("Пекарь", 1, "Normal")], True),
        ([("Раз", 2, "Normal")], True),
        ([("Раз", 0, "Heading 1")], True),
        ([("Раз", 3, "Heading 1")], False),
    ],
)
def test_numbers_that_only_word_can_count_are_told(
    items: list[tuple[str, int, str]], is_told: bool
) -> None:
    word = docx.Document()
    _numbered(word, *items, ("Пекарь ждёт.", 0, "Normal"))
    saved = io.BytesIO()
    word.save(saved)
    told = [*losses(saved.getvalue())]
    assert any("номера, которые ставил Word" in one for one in told) == is_told


def test_a_title_of_the_documents_own_is_told_and_a_number_is_no_summary(docs: Path) -> None:
    word = docx.Document()
    word.add_heading("Регламент", 1)
    word.add_paragraph("1.1. Пекарь ждёт заказ.")
    _, warnings = _imported(word, "--title", "Приём заказа")
    assert warnings == ["название документа, «Регламент», заменено вашим"]
    page = (docs / "ru/guides/priyom-zakaza.md").read_text("utf-8")
    assert "\nsummary: Пекарь ждёт заказ.\n" in page


@pytest.mark.usefixtures("docs")
def test_what_is_lost_is_told() -> None:
    word = docx.Document()
    word.add_paragraph("Начало.").add_run().add_break(WD_BREAK.PAGE)
    names = nsdecls("w") + ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    for inner in (
        '<w:ins w:id="1" w:author="a"><w:r><w:t>вставка</w:t></w:r></w:ins>',
        '<w:del w:id="2" w:author="a"><w:r><w:delText>стёрто</w:delText></w:r></w:del>',
        '<w:r><w:commentReference w:id="0"/></w:r>',
        "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>",
        '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>',
        '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>жёлтое</w:t></w:r>',
    ):
        word.element.body.insert(1, parse_xml(f"<w:p {names}>{inner}</w:p>"))
    table = word.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "вместе"
    body, warnings = _imported(word)
    assert "вставка" in body
    assert "стёрто" not in body
    for said in (
        "исправления",
        "удалённое",
        "примечания",
        "формулы",
        "разрывы",
        "оглавление",
        "цвет",
    ):
        assert any(line.startswith(said) for line in warnings), (said, warnings)
    assert any("объединёнными" in line for line in warnings)


@pytest.mark.usefixtures("docs")
def test_a_row_that_begins_further_in_keeps_its_cells_in_their_columns() -> None:
    word = docx.Document()
    table = word.add_table(2, 3)
    for cell, text in zip(table._cells, ["", "Пн", "Вт", "Утро", "да", "нет"], strict=True):
        cell.text = text
    row = table.rows[0]._tr
    row.remove(row.tc_lst[0])
    row.get_or_add_trPr().append(parse_xml(f"<w:gridBefore {nsdecls('w')} w:val='1'/>"))
    body, warnings = _imported(word)
    assert [line.split() for line in body.split("\n")][::2] == [
        ["|", "|", "Пн", "|", "Вт", "|"],
        ["|", "Утро", "|", "да", "|", "нет", "|"],
    ]
    assert warnings == []


@pytest.mark.usefixtures("docs")
def test_words_that_pandoc_passes_over_are_kept_or_told() -> None:
    word = docx.Document()
    word.add_paragraph("Начало.")
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>сверху</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>снизу</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    for inner in (
        '<w:customXml w:element="a"><w:r><w:t>Один</w:t></w:r></w:customXml>',
        '<w:bdo w:val="ltr"><w:r><w:t>Два</w:t></w:r></w:bdo>',
        "<w:r><w:t>Три</w:t><w:cr/><w:t>четыре</w:t></w:r>",
        '<w:r><w:t>Пять:</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>'
        '<w:result w:val="1"/><w:listEntry w:val="Шесть"/><w:listEntry w:val=" Семь"/></w:ddList>'
        "</w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:default w:val="1"/>'
        '<w:listEntry w:val="Восемь"/><w:listEntry w:val="Девять"/></w:ddList></w:ffData>'
        '</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:r><w:rPr><w:highlight w:val="white"/></w:rPr><w:t>Десять</w:t></w:r>',
        '<w:r><w:pict><v:shape><v:textpath string="Образец"/></v:shape></w:pict></w:r>',
        f"<w:r><w:t>Слово:</w:t></w:r>{ruby}",
        '<w:moveFrom w:id="1" w:author="a"><w:r><w:t>Отсюда</w:t></w:r></w:moveFrom>',
    ):
        names = f"{nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'"
        word.element.body.insert(-1, parse_xml(f"<w:p {names}>{inner}</w:p>"))
    word.sections[0].header.paragraphs[0].text = "Начало. Версия"
    word.sections[0].footer.paragraphs[0].text = "Страница 1 из 5"
    body, warnings = _imported(word)
    assert body == (
        "Начало.\n\nОдин\n\nДва\n\nТри  \nчетыре\n\n"
        "Пять: Семь\n\nДевять\n\nДесять\n\nОбразец\n\nСлово:"
    )
    assert warnings == [
        "слова не перенесены: 1 («сверхуснизу»); впишите их",
        "колонтитулы не перенесены («Версия»); впишите нужное в текст",
    ]


def test_all_lines_of_a_title_are_kept(docs: Path) -> None:
    word = docx.Document()
    for text, style in (
        ("", "Title"),
        ("Регламент", "Title"),
        ("приёма заказа", "Title"),
        ("Пекарня", "Subtitle"),
        ("Версия два", "Subtitle"),
        ("Начало.", "Normal"),
    ):
        word.add_paragraph(text, style=style)
    body, warnings = _imported(word)
    assert body == "Пекарня\n\nВерсия два\n\nНачало."
    assert warnings == []
    page = (docs / "ru/guides/priyom-zakaza.md").read_text("utf-8")
    assert "\ntitle: Регламент приёма заказа\n" in page


def test_a_formula_in_the_title_is_its_words(docs: Path) -> None:
    word = docx.Document()
    math = nsdecls("w") + ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    formula = parse_xml(f"<m:oMath {math}><m:r><m:t>x+1</m:t></m:r></m:oMath>")
    word.add_heading("Выбор ", 1)._p.append(formula)
    word.add_paragraph("Начало.")
    body, _ = _imported(word)
    assert body == "Начало."
    assert "title: Выбор x + 1\n" in (docs / "ru/guides/priyom-zakaza.md").read_text("utf-8")


@pytest.mark.usefixtures("docs")
def test_a_picture_that_is_only_linked_is_told() -> None:
    word = docx.Document()
    word.add_paragraph("Начало.")
    word.add_picture(_png())
    (blip,) = word.element.body.xpath(".//a:blip")
    linked = word.part.relate_to("file:///C:/pech.png", RT.IMAGE, is_external=True)
    blip.set(qn("r:link"), linked)
    _, warnings = _imported(word)
    assert not any("по ссылке" in line for line in warnings), "it is in the document, too"
    del blip.attrib[qn("r:embed")]
    body, warnings = _imported(word, "--out", "docs/ru/guides/pech.md")
    assert body == "Начало."
    assert warnings == [
        "картинки по ссылке на файл не перенесены: 1; вставьте их в документ",
    ]


def _zip(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)
    return file.getvalue()


def _bomb() -> bytes:
    """A document that claims to contain two pictures of 100 MB each."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", b"<a/>")
        for name in ("word/media/image1.png", "word/media/image2.png"):
            archive.writestr(name, b"")
            archive.getinfo(name).file_size = 100_000_000  # written down when the archive is closed
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "это не документ Word"),
        (b"plain text", "это не документ Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "файл закрыт паролем или"),
        (b"PK\x03\x04 broken", "это не документ Word"),
        (_zip("other.xml", b"<a/>"), "это не документ Word"),
        (_zip("word/document.xml", b"<a><b>"), "документ Word повреждён"),
        (_zip("word/document.xml", b"<a/>"), "pandoc не смог прочитать"),
        (_bomb(), "файл слишком велик"),
    ],
    ids="пусто текст пароль обрыв чужое xml не_word бомба".split(),
)
def test_a_file_that_is_no_document_is_told_in_one_line(
    docs: Path, content: bytes, told: str
) -> None:
    before = sorted(docs.rglob("*"))
    Path("x.docx").write_bytes(content)
    result = kb("import-docx", "x.docx")
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert line.startswith(f"x.docx: {told}")
    assert sorted(docs.rglob("*")) == before


@pytest.mark.usefixtures("docs")
def test_a_damaged_picture_is_told_in_one_line() -> None:
    _word(_p(FLOATING, CAPTION_BOX)).save("x.docx")
    raw = bytearray(Path("x.docx").read_bytes())
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        one = archive.getinfo("word/media/image1.png")
    at = one.header_offset + 30 + len(one.filename) + one.compress_size // 2
    raw[at : at + 4] = bytes(4)
    Path("x.docx").write_bytes(raw)
    result = kb("import-docx", "x.docx")
    assert result.exit_code == 1
    assert result.output == "x.docx: это не документ Word (.docx) или он повреждён\n"


def test_nothing_is_overwritten(docs: Path) -> None:
    page = docs / "ru/guides/kak-prosit.md"
    before = page.read_bytes()
    word = docx.Document()
    word.add_paragraph("Начало.")
    word.add_picture(_png())
    word.save("x.docx")
    result = kb("import-docx", "x.docx", "--out", "docs/ru/guides/kak-prosit.md")
    assert result.exit_code == 1
    assert "файл уже есть" in result.output
    assert page.read_bytes() == before
    assert not (docs / "assets").exists()


@pytest.mark.parametrize(
    "out", ["x.txt", "docs/ru/guides", "docs/ru/guides/x", "x.MD", "x.md.docx"]
)
def test_a_page_is_refused_a_name_by_which_no_site_would_find_it(docs: Path, out: str) -> None:
    before = sorted(docs.rglob("*"))
    docx.Document().save("x.docx")
    result = kb("import-docx", "x.docx", "--out", out)
    assert result.exit_code == 1
    assert result.output == f"{out}: имя страницы кончается на .md; исправьте --out\n"
    assert sorted(docs.rglob("*")) == before


@pytest.mark.usefixtures("docs")
def test_a_document_that_would_be_published_too_is_told() -> None:
    told = "x.docx лежит среди страниц и попадёт на сайт; уберите его оттуда"
    docx.Document().save("x.docx")
    docx.Document().save("docs/ru/x.docx")
    assert told not in kb("import-docx", "x.docx", "--title", "Раз").output
    assert f"предупреждение: docs/ru/{told}" in kb("import-docx", "docs/ru/x.docx").output


def test_a_page_outside_the_folders_of_pages_is_told(docs: Path) -> None:
    docx.Document().save("x.docx")
    told = "на сайт она не попадёт: перенесите её в папку docs/ru, в один из разделов"
    for out, seen in (("x.md", False), ("docs/x.md", False), ("docs/ru/guides/x.md", True)):
        result = kb("import-docx", "x.docx", "--out", out)
        assert result.exit_code == 0
        assert (f"{out}: предупреждение: {told}" in result.output.splitlines()) is not seen
    assert (docs / "ru/guides/x.md").exists()


def test_what_the_system_refuses_is_told_in_russian(docs: Path) -> None:
    word = docx.Document()
    word.add_paragraph("Начало. " * 500)
    word.save("x.docx")
    name = f"docs/ru/guides/{'x' * 300}.md"
    result = kb("import-docx", "x.docx", "--out", name)
    assert result.exit_code == 1
    assert result.output == f"{name}: не записать: слишком длинное имя\n"
    with room(100):
        result = kb("import-docx", "x.docx")
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert line.endswith("на диске кончилось место; освободите его")
    assert not (docs / "ru/guides/x.md").exists()


def test_what_cannot_be_chosen_is_no_option() -> None:
    """A Word text becomes a guide: the other types have fields instead of a text."""
    assert "--section" in kb("import-docx", "--help").output
    assert "--type" not in kb("import-docx", "--help").output
