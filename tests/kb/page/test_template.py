"""Document templates: every blank is filled, and nothing but the blanks."""

from typing import Any

from kb.content.model import Template
from kb.page.template import fill, fill_html
from tests.bakery import document


def _template(**changes: Any) -> Template:
    entry = document("T01").entry
    assert isinstance(entry, Template)
    return entry.model_copy(update=changes)


def test_blanks_are_filled_by_the_example() -> None:
    text = fill(_template(), lambda blank: blank.example)
    assert text == "Привезите **мука, 20 кг**.\n\n- Срок: 6:00"


def test_a_blank_may_stand_more_than_once() -> None:
    text = fill(_template(document="{hour} и {hour}, {what}"), lambda blank: str(blank.id))
    assert text == "hour и hour, what"


def test_braces_that_are_no_blank_stay() -> None:
    untouched = "{нет такого} {} {{ config }} { hour } {{hour"
    assert fill(_template(document=untouched), lambda _: "!") == untouched


def test_what_is_put_in_is_not_filled_again() -> None:
    text = fill(_template(document="{what} {hour}"), lambda _: "{hour}")
    assert text == "{hour} {hour}"


def test_a_bar_in_a_blank_does_not_break_a_table() -> None:
    table = "| Что | Срок |\n|---|---|\n| {what} | {hour} |"
    text = fill(_template(document=table), lambda _: "раз | два\nтри")
    assert text.splitlines()[-1] == "| раз \\| два три | раз \\| два три |"


def test_a_blank_of_the_page_is_a_span_that_a_script_finds() -> None:
    html = "<p>Привезите <strong>{what}</strong> к {hour}, {hour} и {кому}.</p>"
    assert fill_html(_template(), html, lambda blank: f"<em>{blank.label}</em>") == (
        '<p>Привезите <strong><span class="kb-blank" data-blank="what"><em>Что нужно</em></span>'
        '</strong> к <span class="kb-blank" data-blank="hour"><em>К какому часу</em></span>, '
        '<span class="kb-blank" data-blank="hour"><em>К какому часу</em></span> и {кому}.</p>'
    )


def test_what_stands_in_a_blank_of_the_page_is_not_filled_again() -> None:
    assert "{hour}" in fill_html(_template(), "<p>{what}</p>", lambda _: "{hour}")


def test_what_is_escaped_in_a_document_stays_so() -> None:
    html = "<p>&lt;b&gt; &amp;amp; <code>{what}</code></p>"
    shown = fill_html(_template(), html, lambda _: "&lt;i&gt;")
    assert shown.startswith("<p>&lt;b&gt; &amp;amp; <code><span")
    assert "&lt;i&gt;</span></code></p>" in shown
