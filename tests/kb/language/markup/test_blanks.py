"""Blanks of a form: Markdown takes their underscores for emphasis and drops them."""

import pytest

from kb.content.library import Document
from kb.content.model import Plain
from kb.content.yaml.front_matter import SourceText, parse
from kb.language import prose
from kb.language.markup.blanks import blanks

FRONT = "---\ntype: plain\ntitle: Слово\n---\n"


def _places(body: str) -> list[str]:
    source = parse(FRONT + body)
    assert isinstance(source, SourceText)
    entry = Plain.model_validate(source.front.data)
    found = list(blanks(prose(Document("ru", "page.md", "page.md", entry, source))))
    told = "подчёркивания бланка пропадут: Markdown примет их за выделение; "
    told += "поставьте «\\» перед каждым"
    assert {one.message for one in found} <= {told}
    return [f"{one.line}:{one.column}" for one in found]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("Подпись ________, дата «__» ________ 20__ г.\n", ["5:9"]),
        ("Раз.\n\nДва\nи дата __.__.____ г.\n\nТел. (___) ___-__-__\n", ["8:8", "10:7"]),
        ("- Раз\n- Дата «__» ________ 20__ г.\n", ["6:9"]),
        ("| Дата | Имя |\n| --- | --- |\n| «__» ________ 20__ г. | ____ |\n", ["7:4"]),
        ("> «___» ________ 20___ г.\n", ["5:4"]),
    ],
)
def test_blank_whose_underscores_are_lost_is_told(body: str, places: list[str]) -> None:
    assert _places(body) == places


@pytest.mark.parametrize(
    "body",
    [
        "Имя ____________________ и ______\n",
        "Дата «\\_\\_» \\_\\_\\_\\_ 20\\_\\_ г.\n",
        "__Важно:__ имя ________, __«Слово»__ и _слово_\n",
        "**:** и **, и** имя ________\n",
        "`«__» __ 20__`\n\n    «__» ________ 20__ г.\n\n```\n«__» ________ 20__ г.\n```\n",
    ],
)
def test_blank_that_is_shown_and_emphasis_are_no_problem(body: str) -> None:
    assert _places(body) == []
