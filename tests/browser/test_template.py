"""Document templates as a person fills them in: type, copy, download a file."""

import io
import json
import re
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from playwright.sync_api import Dialog, Download, Locator, Page, expect

from tests.sites import House, Site

pytestmark = pytest.mark.browser

BRIEF = "/templates/brif-zaprosa/"  # T05: nine blanks in paragraphs
AGREEMENT = "/templates/soglashenie-ob-urovne-servisa/"  # T01: nine of its blanks in a table
HOSTILE = "<img src=x onerror=alert(1)> *не* | {deadline} </w:t> & [x](y)"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small library; its guide shows the template twice."""
    house = House.make(tmp_path_factory.mktemp("templates"))
    for locale in ("ru", "en"):
        once = "/// template | T01\n///\n"
        path = house.folder / f"docs/{locale}/guides/kak-prosit.md"
        path.write_text(f"{path.read_text('utf-8')}\n\n{once}\n{once}", "utf-8")
        path = house.folder / f"docs/{locale}/templates/zapiska.md"
        form = path.read_text("utf-8")
        within = "{hour}\n\n      1. {what}, раз\n      2. два\n"
        path.write_text(form.replace("{hour}\n", within), "utf-8")
    return house.built()


def _field(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def _document(page: Page) -> Locator:
    return page.locator("[data-part=document]")


def _words(locator: Locator) -> str:
    return " ".join(locator.inner_text().replace("\u00a0", " ").split())


def _press(page: Page, name: str) -> Download:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value


def _content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def test_what_one_types_stands_in_the_document(sized: Page) -> None:
    sized.goto(BRIEF)
    before = _words(_document(sized))
    assert "Запрос: ‹Что нужно›." in before
    _field(sized, "Что нужно").fill("памятка")
    expect(_document(sized)).to_contain_text("Запрос: памятка.")
    _field(sized, "Что нужно").fill("  ")
    assert _words(_document(sized)) == before
    assert sized.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_field_has_a_name_a_hint_and_an_example(page: Page) -> None:
    page.goto(BRIEF)
    field = _field(page, "Причина срока")
    expect(field).to_have_accessible_description("Что случится, если позже.")
    expect(field).to_have_attribute(
        "placeholder", "в 15:00 курьеров собирают на инструктаж, второго до выхода не будет"
    )
    box = field.bounding_box()
    assert box is not None
    assert box["height"] >= 24


def test_the_keyboard_goes_from_field_to_field(page: Page) -> None:
    page.goto(BRIEF)
    _field(page, "Что нужно").focus()
    page.keyboard.type("раз")
    page.keyboard.press("Tab")
    page.keyboard.type("два")
    expect(_field(page, "Зачем")).to_have_value("два")
    blank = _document(page).locator("[data-blank=purpose]")
    expect(blank).to_have_class("kb-blank kb-blank--now kb-blank--filled")
    page.emulate_media(media="print")  # a browser may take the focus from what is not printed
    blank.evaluate("one => one.classList.add('kb-blank--now')")
    expect(blank).to_have_css("box-shadow", "none")


def test_a_click_on_a_blank_leads_to_its_field(page: Page) -> None:
    page.goto(BRIEF)
    _document(page).locator("[data-blank=owner]").click()
    expect(_field(page, "Кто принимает")).to_be_focused()


def test_nothing_is_stored_or_sent(page: Page) -> None:
    page.goto(BRIEF, wait_until="networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    _field(page, "Что нужно").fill("тайна")
    assert _content(_press(page, "Скачать заполненное (MD)"))
    assert [url for url in sent if not url.startswith("blob:")] == []
    stored = page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])"
    )
    assert "тайна" not in stored
    assert "T05" not in stored
    page.reload()
    expect(_field(page, "Что нужно")).to_have_value("")


def test_the_filled_document_as_markdown(page: Page) -> None:
    page.goto(BRIEF)
    _field(page, "Что нужно").fill("памятка\nв две строки")
    _field(page, "Кто принимает").fill(HOSTILE)
    buttons = page.locator(".kb-buttons .md-button")
    assert len(set(buttons.evaluate_all("all => all.map(one => one.offsetTop)"))) == 1
    download = _press(page, "Скачать заполненное (MD)")
    assert download.suggested_filename == "Бриф запроса.md"
    text = _content(download).decode()
    assert text.startswith("**Запрос:** памятка  \nв две строки.\n\n**Зачем.** ‹Зачем›\n\n")
    literal = r"\<img src=x onerror=alert(1)> \*не\* | {deadline} \</w:t> & \[x\](y)"
    assert f"**Принимает работу.** {literal}\n" in text
    expect(page.locator("[data-part=status]")).to_have_text("Файл готов. Осталось заполнить: 7.")


def test_what_is_typed_stays_in_its_cell(page: Page) -> None:
    page.goto(AGREEMENT)
    _field(page, "Услуга (1)").fill("раз | два\nтри")
    text = _content(_press(page, "Скачать заполненное (MD)")).decode()
    assert r"| раз \| два три | ‹Срок ответа (1)› | ‹Срок решения (1)› |" in text


def test_the_filled_document_for_word(page: Page) -> None:
    page.goto(AGREEMENT)
    _field(page, "Кто оказывает услуги").fill(f"{HOSTILE}\x01\nвторая строка")
    _field(page, "Услуга (1)").fill("ноутбук")
    download = _press(page, "Скачать заполненное (DOCX)")
    assert download.suggested_filename == "Внутреннее соглашение об уровне сервиса.docx"
    word = docx.Document(io.BytesIO(_content(download)))
    assert word.tables[0].cell(1, 1).text == ""  # a field not filled in adds no text to the cell
    fields = {
        one.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): one
        for one in word.element.body.iter(qn("w:sdt"))
    }
    assert "kb-hints" not in fields
    provider, client = fields["provider"], fields["client"]
    assert [one.text for one in provider.iter(qn("w:t"))] == [HOSTILE, "вторая строка"]
    assert len(list(provider.iter(qn("w:br")))) == 1
    assert not list(provider.iter(qn("w:showingPlcHdr")))
    assert [one.text for one in client.iter(qn("w:t"))] == ["‹Кто их получает›"]
    assert list(client.iter(qn("w:showingPlcHdr")))
    assert "".join(one.text or "" for one in fields["service-1"].iter(qn("w:t"))) == "ноутбук"


def test_the_browser_asks_before_what_was_typed_is_lost(page: Page) -> None:
    page.goto(BRIEF)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    _field(page, "Что нужно").click()
    page.keyboard.type("отчёт")
    page.evaluate("document.querySelector('.md-path a').click()")
    expect(_field(page, "Что нужно")).to_have_value("отчёт")
    assert asked == ["beforeunload"]
    _press(page, "Скачать заполненное (MD)")
    page.evaluate("document.querySelector('.md-path a').click()")
    expect(page).not_to_have_url(re.compile(BRIEF))
    assert asked == ["beforeunload"]


def test_a_form_that_does_not_come_is_told(page: Page, complaints: list[str]) -> None:
    page.goto(BRIEF)
    page.route("**/*.docx", lambda route: route.abort())
    page.get_by_role("button", name="Скачать заполненное (DOCX)").click()
    expect(page.locator("[data-part=status]")).to_contain_text("Бланк для Word не загрузился.")
    assert len(complaints) == 1
    complaints.clear()


def test_the_document_is_copied_with_its_bold_words_and_without(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(AGREEMENT)
    _field(page, "Кто оказывает услуги").fill("ИТ <b>\nТимур")
    _field(page, "Услуга (1)").fill("ноутбук")
    linked = "one => (one.innerHTML += ' <a href=\"../../roles/\">Роли</a>')"
    page.locator("[data-part=document] > p").last.evaluate(linked)
    page.get_by_role("button", name="Скопировать заполненное").click()
    expect(page.locator("[data-part=status]")).to_contain_text("Документ скопирован.")
    read = """async (type) => {
      const [item] = await navigator.clipboard.read();
      return (await item.getType(type)).text();
    }"""
    text = page.evaluate(read, "text/plain")
    assert text.startswith(
        "Соглашение об уровне сервиса\n\nУслуги оказывает: ИТ <b>\nТимур.\n\nУслуги получает:"
    )
    assert "Услуга\tСрок ответа\tСрок решения\nноутбук\t‹Срок ответа (1)›" in text
    html = page.evaluate(read, "text/html")
    assert "<strong>Услуги оказывает:</strong>" in html
    assert "ИТ &lt;b&gt;<br>Тимур." in html
    assert "<table" in html
    roles = f"{page.evaluate('location.origin')}/roles/"
    assert text.endswith(f" Роли ({roles})")
    assert f'<a href="{roles}">Роли</a>' in html


def test_without_a_clipboard_the_text_is_there_to_be_copied(page: Page) -> None:
    page.add_init_script(
        "delete Navigator.prototype.clipboard; document.execCommand = () => false;"
    )
    page.goto(BRIEF)
    page.get_by_role("button", name="Скопировать заполненное").click()
    expect(page.locator("[data-part=status]")).to_contain_text("скопируйте его сами")
    area = page.get_by_role("textbox", name="Текст для копирования")
    expect(area).to_be_focused()
    assert area.input_value().startswith("Запрос: ‹Что нужно›.\n\nЗачем. ‹Зачем›")


def test_without_javascript_the_fields_are_explained_and_the_files_are_there(
    scriptless: Page, site: Site
) -> None:
    scriptless.goto(BRIEF)
    expect(scriptless.get_by_text("Два-три признака, которые можно проверить.")).to_be_visible()
    expect(scriptless.locator("textarea")).to_have_count(10)
    for control in scriptless.locator("textarea, [data-do]").all():
        expect(control).to_be_hidden()
    with scriptless.expect_download() as waiting:
        scriptless.get_by_role("link", name="Word (DOCX)").first.click()
    assert waiting.value.suggested_filename == "Бриф запроса.docx"
    assert _content(waiting.value) == site.file("data/templates/T05.docx")
    assert scriptless.locator(".kb-template__files a").count() == 4


def test_every_template_can_be_filled_for_word(page: Page, site: Site) -> None:
    """The script relies on the layout of our archives, so it is tried on all of them."""
    page.goto(BRIEF)
    forms = sorted((site.folder / "data/templates").glob("T??.docx"))
    forms += sorted((site.folder / "en/data/templates").glob("T??.docx"))
    assert len(forms) >= 16
    for form in forms:
        filled = page.evaluate(
            """async ([address, base, script]) => {
              const { filled } = await import(base + script);
              const any = new Proxy({}, { get: () => "ЗДЕСЬ" });
              const blob = await filled(base + address, { get: (tag) => any[tag] });
              return [...new Uint8Array(await blob.arrayBuffer())];
            }""",
            [
                f"/{form.relative_to(site.folder).as_posix()}",
                page.evaluate("location.origin"),
                site.asset("assets/js/word.js"),
            ],
        )
        word = docx.Document(io.BytesIO(bytes(filled)))
        text = "".join(one.text or "" for one in word.element.body.iter(qn("w:t")))
        assert "‹" not in text, form
        assert text.count("ЗДЕСЬ") >= 5, form


def test_a_template_shown_twice_is_two_forms(at_small: Page) -> None:
    at_small.goto("/small/guides/kak-prosit/")
    first, second = (at_small.locator("[data-template]").nth(index) for index in (0, 1))
    first.get_by_role("textbox", name="Что нужно").fill("мука")
    expect(first.locator("[data-part=document]")).to_contain_text("Привезите мука")
    expect(second.locator("[data-part=document]")).to_contain_text("Привезите ‹Что нужно›")
    ids = at_small.evaluate(
        "JSON.stringify([...document.querySelectorAll('[id]')].map((e) => e.id))"
    )
    assert len(set(json.loads(ids))) == len(json.loads(ids))


def test_a_list_within_a_list_keeps_its_signs_and_its_lines(at_small: Page) -> None:
    at_small.context.grant_permissions(["clipboard-read", "clipboard-write"])
    at_small.goto("/small/templates/zapiska/")
    _field(at_small, "Что нужно").fill("мука\nи рис")
    _field(at_small, "К какому часу").fill("6:00")
    at_small.get_by_role("button", name="Скопировать заполненное").click()
    expect(at_small.locator("[data-part=status]")).to_contain_text("Документ скопирован.")
    text = at_small.evaluate("navigator.clipboard.readText()")
    assert text.endswith("• Срок: 6:00\n    1. мука\nи рис, раз\n    2. два")
    markdown = _content(_press(at_small, "Скачать заполненное (MD)")).decode()
    assert markdown.endswith("- Срок: 6:00\n\n    1. мука  \n    и рис, раз\n    2. два\n")
