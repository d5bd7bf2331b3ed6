"""What is done to a page for paper, and what the style sheet of paper does."""

from typing import Any

import pytest
from lxml import html

from kb.handbook.paper import prepare
from tests.paper import sheets
from tests.sites import ROOT


def _prepared(source: str) -> str:
    whole = html.fromstring(f"<div>{source}</div>")
    text = str(html.tostring(prepare(whole, 3, "text{}"), encoding="unicode"))
    return text.removeprefix("<div>").removesuffix("</div>")


@pytest.mark.parametrize(
    ("screen", "paper"),
    [
        ("<h2>А</h2><h3>Б</h3><h6>В</h6>", "<h3>А</h3><h4>Б</h4><h6>В</h6>"),
        ("до <a class='headerlink' href='#x'>¶</a> после", "до  после"),
        ("<p hidden>нет</p><p>да</p>", "<p>да</p>"),
        ("<label><input type='checkbox'> дело</label>", '<span class="box"></span> дело'),
        ("<li><input type='checkbox' checked>", '<li><span class="box box--done"></span></li>'),
        (
            "<details><summary>Имя</summary>Текст</details>",
            '<div><p class="admonition-title">Имя</p>Текст</div>',
        ),
        (
            "<svg class='kb-diagram__wide'></svg><svg class='kb-diagram__tall'></svg>",
            '<svg class="kb-diagram__wide"><style>text{}</style></svg>',
        ),
    ],
)
def test_a_page_is_made_fit_for_paper(screen: str, paper: str) -> None:
    assert _prepared(screen) == paper


def test_answers_of_a_quiz_stand_below_its_questions() -> None:
    answer = "<details><summary>Ответ</summary>{0}!</details>"
    question = f"<div data-question><h2>{{0}}</h2><p>?</p>{answer}</div>"
    quiz = f"<div data-quiz>{question.format('Раз')}{question.format('Два')}</div>"
    words = html.fromstring(_prepared(quiz)).text_content()
    assert words == "Раз?Два?ОтветРазРаз!ДваДва!"


def _printed(body: str) -> Any:
    from weasyprint import CSS, HTML  # slow to load

    style = CSS(ROOT / "overrides/assets/paper/handbook.css")
    return HTML(string=body).render(stylesheets=[style])


@pytest.mark.parametrize("example", ["<blockquote><p>А<br>Б</p></blockquote>", "<pre>А\nБ</pre>"])
def test_an_example_stands_on_the_sheet_of_the_line_that_announces_it(example: str) -> None:
    body = f"<div style='height: 243mm'>Выше</div><p>Вот так:</p>{example}"
    first, second = (one.text for one in sheets(_printed(body).write_pdf()))
    assert "так" not in first
    assert "так" in second


def test_a_picture_larger_than_a_sheet_is_made_smaller() -> None:
    svg = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 5'/>"
    body = f'<h1>Выше</h1><img src="{svg}" width=1600 height=4000><p>Ниже</p>'
    (sheet,) = _printed(body).pages
    (picture,) = [one for one in sheet._page_box.descendants() if one.element_tag == "img"]
    assert picture.width < sheet.width - 2 * picture.position_x + 1


def test_only_a_box_takes_the_place_of_a_bullet() -> None:
    todo = '<li class="task-list-item"><span class="box"></span>Раз</li>'
    body = f'<ul class="task-list">{todo}<li>Два</li></ul>'
    (sheet,) = _printed(body).pages
    items = [one for one in sheet._page_box.descendants() if one.element_tag == "li"]
    signs = {one.element: one.style["list_style_type"] for one in items}
    assert list(signs.values()) == ["none", "disc"]
