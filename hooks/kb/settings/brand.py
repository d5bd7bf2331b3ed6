"""A company's brand in the configuration: name, logo, colours, links."""

from typing import Annotated, Any, ClassVar

from pydantic import ValidationError

from kb.content.fields.kinds import Pattern, Text
from kb.content.fields.messages import FieldsError, explain
from kb.content.model import Part
from kb.content.problems import Location
from kb.settings.contrast import legible

Colour = Annotated[str, Pattern(r"^#[0-9a-fA-F]{6}$", "не цвет", "нужен вид «#1a2b3c», в кавычках")]
AssetPath = Annotated[
    str,
    Pattern(
        r"^[\w-]+([./][\w-]+)*$",
        "не картинка из папки сайта",
        "пример: assets/company/logo.svg",
    ),
]
Address = Annotated[
    str,
    Pattern(r"^(https?://|mailto:|tel:|/|\.)", "не адрес", "нужен полный, с https:// или mailto:"),
]

_BLOCK = ("extra", "brand")

BACKGROUNDS = {"default": "#f3efe6", "slate": "#1f2b2f"}
"""Each scheme's background with the least contrast to a company's colour: --kb-tint in kb.css."""


class BrandLink(Part):
    """A company link in the footer."""

    title: Text
    url: Address


class Colors(Part):
    """The company's colour on a light and on a dark page."""

    light: Colour | None = None
    dark: Colour | None = None


class Brand(Part):
    """Name, logo, colours and links in one language."""

    PATH: ClassVar[str] = "assets/brand.css"

    name: Text
    logo: AssetPath
    favicon: AssetPath
    owner: str = ""
    copyright: str = ""
    colors: Colors = Colors()
    links: tuple[BrandLink, ...] = ()

    @classmethod
    def read(cls, block: Any, locale: str) -> "Brand":
        """Reads the configuration's block; a value is for all languages, or given by language.

        Raises `FieldsError`.
        """
        try:
            return cls.model_validate(_in_locale(block, locale, _BLOCK))
        except ValidationError as error:
            raise FieldsError(*explain(error, cls, _BLOCK)) from error

    @property
    def style_sheet(self) -> str:
        """The colours as custom properties of the theme; empty if none are given.

        A colour in which text would be illegible, such as the light scheme's on a dark page, is
        made darker or lighter until it is legible.
        """
        given = {"default": self.colors.light, "slate": self.colors.dark or self.colors.light}
        shades = {
            scheme: legible(colour, BACKGROUNDS[scheme])
            for scheme, colour in given.items()
            if colour
        }
        return "".join(
            f'[data-md-color-scheme="{scheme}"]{{--kb-brand:{shade}}}\n'
            for scheme, shade in shades.items()
        )


def _in_locale(value: Any, locale: str, at: Location) -> Any:
    """Chooses the language's text where a value is given as {ru: …, en: …}.

    Raises `FieldsError` if there is none, and for {RU: …}: our own `ru` beside it would win.
    """
    if isinstance(value, dict):
        names = {key: str(key).lower() for key in value}
        if names and all(len(name) == 2 for name in names.values()):
            if locale not in names.values():
                told = f"нет текста на языке «{locale}»; допишите его или оставьте один на все"
                raise FieldsError((at, told))
            if wrong := [(*at, key) for key, name in names.items() if key != name]:
                raise FieldsError(*((one, "язык пишут строчными буквами: ru, en") for one in wrong))
            return value[locale]
        return {key: _in_locale(inner, locale, (*at, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_in_locale(inner, locale, (*at, place)) for place, inner in enumerate(value)]
    return value
