"""A company's brand: it is read in one language, and its faults are reported in Russian."""

from typing import Any

import pytest

from kb.content.fields.messages import FieldsError
from kb.settings.brand import Brand

BLOCK: dict[str, Any] = {
    "name": {"ru": "Пекарня", "en": "Bakery"},
    "logo": "assets/logo.svg",
    "favicon": "assets/favicon.svg",
    "owner": "Пекарь",
    "links": [{"title": {"ru": "Портал", "en": "Portal"}, "url": "https://portal.example.org/"}],
}


def test_every_text_may_be_given_a_language_each() -> None:
    brand = Brand.read(BLOCK, "en")
    assert (brand.name, brand.owner, brand.links[0].title) == ("Bakery", "Пекарь", "Portal")


def test_colours_become_properties_of_both_schemes() -> None:
    sheet = Brand.read({**BLOCK, "colors": {"light": "#112233"}}, "ru").style_sheet
    assert sheet.count("#112233") == 2
    sheet = Brand.read(
        {**BLOCK, "colors": {"light": "#112233", "dark": "#ddeeff"}}, "ru"
    ).style_sheet
    assert sheet.count("#112233") == sheet.count("#ddeeff") == 1
    assert Brand.read(BLOCK, "ru").style_sheet == ""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"colors": {"light": "red"}}, "поле «extra.brand.colors.light»: «red» не цвет; нужен вид"),
        ({"colors": {"light": "#123;} body{display:none"}}, "не цвет"),
        ({"logo": None}, "поле «extra.brand.logo»: после двоеточия ничего нет"),
        ({"name": {"ru": "x", "RU": "y"}}, "поле «extra.brand.name.RU»: язык пишут строчными"),
        (
            {"links": [{"title": {"Ru": "Портал"}, "url": "/"}]},
            "поле «extra.brand.links[1].title.Ru»: язык пишут строчными буквами: ru, en",
        ),
        (
            {"links": [{"title": {"en": "Portal"}, "url": "/"}]},
            "поле «extra.brand.links[1].title»: нет текста на языке «ru»; допишите его или",
        ),
        ({"nmae": "x"}, "поле «extra.brand.nmae»: неизвестное поле; может быть, «name»?"),
        (
            {"colors": {"lihgt": "#112233"}},
            "поле «extra.brand.colors.lihgt»: неизвестное поле; может быть, «light»?",
        ),
        (
            {"links": [{"title": "x", "url": "javascript:alert(1)"}]},
            "поле «extra.brand.links[1].url»: «javascript:alert(1)» не адрес",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_field(change: dict[str, Any], told: str) -> None:
    with pytest.raises(FieldsError) as error:
        Brand.read({**BLOCK, **change}, "ru")
    assert told in str(error.value)


def test_a_missing_field_is_told() -> None:
    with pytest.raises(FieldsError, match=r"поле «extra\.brand\.name»: обязательное поле"):
        Brand.read({key: value for key, value in BLOCK.items() if key != "name"}, "ru")
