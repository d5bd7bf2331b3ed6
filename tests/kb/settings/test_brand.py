"""A company's brand: it is read in one language, and its faults are reported in Russian."""

import re
from itertools import product
from typing import Any

import pytest

from kb.content.fields.messages import FieldsError
from kb.settings.brand import BACKGROUNDS, Brand
from kb.settings.contrast import LEAST, contrast
from tests.sites import ROOT

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


def _colours(**given: str) -> list[str]:
    return re.findall(
        r"--kb-brand:(\S+)}", Brand.read({**BLOCK, "colors": given}, "ru").style_sheet
    )


def test_colours_become_properties_of_both_schemes() -> None:
    assert _colours(light="#112233", dark="#ddeeff") == ["#112233", "#ddeeff"]
    assert _colours(dark="#ddeeff") == ["#ddeeff"]
    assert _colours() == []
    assert Brand.read(BLOCK, "ru").style_sheet == ""


def test_a_colour_in_which_nobody_could_read_is_made_darker_or_lighter() -> None:
    """A company's single colour is often too light for one scheme and too dark for the other."""
    for colour in (
        f"#{red}{green}{blue}" for red, green, blue in product(("00", "80", "ff"), repeat=3)
    ):
        light, dark = _colours(light=colour)
        for shade, background in zip((light, dark), BACKGROUNDS.values(), strict=True):
            assert contrast(shade, background) >= LEAST
            assert (shade == colour) == (contrast(colour, background) >= LEAST)
    assert _colours(light="#ffcc00") == ["#856a00", "#ffcc00"]


def test_contrast_is_counted_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_the_backgrounds_are_those_of_the_style_sheet() -> None:
    sheet = (ROOT / "overrides" / "assets" / "css" / "kb.css").read_text(encoding="utf-8")
    for scheme, background in BACKGROUNDS.items():
        rule = sheet.partition(f'[data-md-color-scheme="{scheme}"] {{')[2].partition("}")[0]
        assert f"--kb-tint: {background};" in rule


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"colors": {"light": "red"}}, "поле «extra.brand.colors.light»: «red» не цвет; нужен вид"),
        ({"colors": {"light": "#123;} body{display:none"}}, "не цвет"),
        ({"logo": None}, "поле «extra.brand.logo»: после двоеточия ничего нет"),
        ({"name": {"ru": "", "en": "x"}}, "поле «extra.brand.name»: пустой текст; напишите"),
        (
            {"links": [{"title": " ", "url": "/"}]},
            "поле «extra.brand.links[1].title»: пустой текст; напишите",
        ),
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
