"""What a field may hold: texts, names, references, choices, dates."""

import datetime
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from textwrap import shorten
from typing import Annotated, Any, ClassVar

from pydantic import (
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
"""Words for a reader; inline Markdown where a fragment renders it. An Excel cell holds at most
32,767 characters."""

Texts = tuple[Text, ...]

Filled = Annotated[Texts, Field(min_length=1)]

Flag = Annotated[bool, Field(strict=True)]
"""true or false and nothing else: `yes` is a word."""


NO_ID = "no_id"
"""The type of the error in a reference that cannot be a page's id; that of our others is `kb`."""


@dataclass(frozen=True)
class Pattern:
    """What a field's text has to look like, and the message if it does not; an annotation."""

    regex: str
    fault: str
    """Follows the text in the message: «красный» не цвет."""

    advice: str
    kind: str = "kb"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        # pydantic matches in linear time; at an id like AAAA…A! `re` would hang.
        matching = core_schema.custom_error_schema(
            core_schema.str_schema(pattern=self.regex),
            custom_error_type=self.kind,
            custom_error_message=f"«{{input}}» {self.fault}; {self.advice}",
        )
        return core_schema.chain_schema([handler(source), matching])

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "pattern": self.regex}


class Key(str):
    """A name that is the same in every language; not words for a reader."""

    pattern: ClassVar[Pattern] = Pattern(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        "не годится",
        "нужны строчные латинские буквы, цифры и дефис: internal-client",
    )

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        text = Annotated[str, StringConstraints(strip_whitespace=True), cls.pattern]
        return core_schema.no_info_after_validator_function(cls, handler(text))


class PageId(Key):
    """The id of a page: one or more capitals and a number, G10 or ACME-7."""

    pattern = Pattern(
        r"^[A-Z]+(-?[A-Z]+)*-?[0-9]+$",
        "не номер страницы",
        "нужны заглавные латинские буквы и число: G10, ACME-7",
    )


class SeedId(Key):
    """A numbered fact of the concept text: S1 to S75."""

    pattern = Pattern(r"^S[1-9][0-9]?$", "не номер факта", "нужен вид S1 … S99")


class Icon(Key):
    """The name of one of the theme's icons: material/account; it must exist."""

    pattern = Pattern(r"^[a-z0-9]+(/[a-z0-9-]+)+$", "не имя значка", "нужен вид material/account")


class PageTemplate(Key):
    """The name of a page template: home.html; it must exist."""

    pattern = Pattern(r"^[a-z0-9]+(-[a-z0-9]+)*\.html$", "не имя шаблона", "пример: home.html")


class Reference(Key):
    """The id of another entry; it must exist."""

    pattern = Pattern(
        r"^[A-Za-z0-9][A-Za-z0-9-]*$",
        "не id страницы",
        "нужен id из первой строки её полей: R01, internal-client",
        NO_ID,
    )
    types: ClassVar[tuple[str, ...]] = ()
    """The types it may lead to; any if empty."""


class TermRef(Reference):
    types = ("term",)


class RoleRef(Reference):
    types = ("role",)


class SourceRef(Key):
    """The id of a source in docs/sources.yml; it must exist."""

    pattern = replace(Key.pattern, fault="не id источника", advice="возьмите его из sources.yml")


class Digest(Key):
    """The language a page was translated from, and a digest of that text: ru-3f9a0c6b1d2e."""

    pattern = Pattern(
        r"^[a-z]+-[0-9a-f]{12}$", "не отметка перевода", "её ставит «kb translations --accept»"
    )


FieldPath = Annotated[
    str,
    Pattern(r"^[a-z_]+(\.[a-z_]+)*$", "не имя поля", "пример: definition или answers.for"),
]
"""Names of fields, each within the one before."""


class Compared(Digest):
    """The language and the digest of the text that a company's page was compared with."""

    pattern = replace(
        Digest.pattern, fault="не отметка замены", advice="её ставит «kb replaced --accept»"
    )


class Audience(StrEnum):
    """Who a page is written for."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    FRONTLINE = "frontline"
    LD = "ld"
    SERVICE = "service"


class Section(StrEnum):
    """The stage at which a guide helps."""

    START = "start"
    UNDERSTAND = "understand"
    DO = "do"
    EXTERNAL = "external"
    AGREE = "agree"
    MANAGE = "manage"


class Side(StrEnum):
    """The side of the exchange that a role is on."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    TEAM = "team"


class Group(StrEnum):
    """The part of the glossary a term belongs to."""

    BASICS = "basics"
    PROCESS = "process"
    TALK = "talk"
    EXTERNAL = "external"
    METRICS = "metrics"
    CULTURE = "culture"
    DATA = "data"


class Link(StrEnum):
    """How many occurrences of a term a page links."""

    FIRST = "first"
    SECTION = "section"
    ALL = "all"


class Visibility(StrEnum):
    """Who may read a page, and who a site is built for."""

    PUBLIC = "public"
    INTERNAL = "internal"


def _by_language(value: object) -> object:
    if isinstance(value, str):
        told = "нужен текст на каждом языке: ниже, с отступом, «ru: …» и «en: …»"
        raise PydanticCustomError("kb", told)
    return value


ByLanguage = BeforeValidator(_by_language)
"""Annotates texts by language, of which an editor may write one instead."""


def _date(value: object) -> object:
    told = "не дата; нужен вид ГГГГ-ММ-ДД, например 2026-11-23"
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
        try:
            return datetime.date.fromisoformat(value.strip())
        except ValueError:
            told = "нет в календаре; проверьте месяц и день"
    if isinstance(value, list | dict):
        raise PydanticCustomError("date_type", "no single value")
    raise PydanticCustomError("kb", f"«{{value}}» {told}", {"value": shorten(str(value), 60)})


Date = Annotated[datetime.date, BeforeValidator(_date)]
