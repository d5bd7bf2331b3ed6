"""The schema: every content type and field there is.

All other code asks here about fields. A new type is one class, one fragment, one folder.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from textwrap import shorten
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    Tag,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from kb.content.front_matter import Location

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
"""Words for a reader; inline Markdown where a fragment renders it. An Excel cell holds at most
32,767 characters."""

Texts = tuple[Text, ...]

Filled = Annotated[Texts, Field(min_length=1)]

Flag = Annotated[bool, Field(strict=True)]
"""true or false and nothing else: `yes` is a word."""


@dataclass(frozen=True)
class Pattern:
    """What a text has to look like, and what is said of one that does not; annotates a field."""

    regex: str
    fault: str
    """Follows the text in the message: «красный» не цвет."""

    advice: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        # pydantic matches in linear time; at an id like AAAA…A! `re` would hang.
        matching = core_schema.custom_error_schema(
            core_schema.str_schema(pattern=self.regex),
            custom_error_type="kb",
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
        "нужны латинские буквы, цифры и дефис: internal-client",
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

    pattern = replace(Key.pattern, regex=r"^[A-Za-z0-9][A-Za-z0-9-]*$")
    types: ClassVar[tuple[str, ...]] = ()
    """The types it may lead to; any if empty."""


class TermRef(Reference):
    types = ("term",)


class RoleRef(Reference):
    types = ("role",)


class SourceRef(Key):
    """The id of a source in docs/sources.yml; it must exist."""


class Digest(Key):
    """The language a page was translated from, and a digest of that text: ru-3f9a0c6b1d2e."""

    pattern = Pattern(
        r"^[a-z]+-[0-9a-f]{12}$", "не отметка перевода", "её ставит «kb translations --accept»"
    )


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
    """On which side of the exchange a role stands."""

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


def _date(value: object) -> object:
    if isinstance(value, datetime.date):
        return value
    told = "не дата; нужен вид ГГГГ-ММ-ДД, например 2026-11-23"
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
        try:
            return datetime.date.fromisoformat(value.strip())
        except ValueError:
            told = "нет в календаре; проверьте месяц и день"
    raise PydanticCustomError("kb", f"«{{value}}» {told}", {"value": shorten(str(value), 60)})


Date = Annotated[datetime.date, BeforeValidator(_date)]


def per_language(default: Any = ()) -> Any:
    """A field whose values, and their number, may differ between the languages of one entry."""
    return Field(default=default, json_schema_extra={"x-per-language": True})


class Part(BaseModel):
    """Anything with named fields; an unknown name is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _one_or_many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class InSearch(Part):
    """How the theme's search treats a page."""

    exclude: Flag = False
    boost: Annotated[float, Field(gt=0, le=100)] = 1


class Entry(Part):
    """A page, as far as lists, search, tables and exports need to know it."""

    title: Annotated[Text, Field(max_length=200)]
    slug: Key | None = None
    """Only a reminder: the file name is the slug, and this must equal it."""
    audience: tuple[Audience, ...] = ()
    seed: tuple[SeedId, ...] = ()
    terms: tuple[TermRef, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    related: tuple[Reference, ...] = ()
    owner: Text | None = per_language(None)
    reviewed: Date | None = per_language(None)
    recheck: Date | None = per_language(None)
    """The day by which a page about the law must be read again."""
    translated: Digest | None = per_language(None)
    """Which wording of the original this translation follows; `kb translations` sets it."""
    replaces: Compared | None = per_language(None)
    """With which wording of ours a company has compared this page, which replaces ours; `kb
    replaced` sets it."""

    glossary: Flag = True
    """Whether terms are linked on this page."""
    link: Link | None = None

    visibility: Visibility = Visibility.PUBLIC
    """An internal page is left out of a site that is built for the public."""

    hide: tuple[Literal["navigation", "toc", "path", "footer", "feedback", "tags"], ...] = ()
    icon: Icon | None = None
    status: Key | None = None
    tags: Texts = per_language()
    search: InSearch | None = None


class Page(Entry):
    """An entry other entries refer to by its id."""

    id: PageId
    summary: Annotated[Text, Field(max_length=160)]
    minutes: Annotated[int, Field(ge=1, le=600)] | None = None


class Plain(Entry):
    """A page with no data of its own: home, lists, «О базе»."""

    type: Literal["plain"]
    id: PageId | None = None
    summary: Annotated[Text, Field(max_length=160)] | None = None
    template: PageTemplate | None = None


class Guide(Page):
    """An argument or instruction; its text is the body."""

    type: Literal["guide"]
    section: Section


class Answers(Part):
    """What somebody in a role is responsible for, and what not, item by item."""

    for_: Annotated[Filled, Field(alias="for")]
    not_for: Filled


class Questions(Part):
    """What to ask oneself before acting."""

    title: Text
    items: Filled


class Sounding(Part):
    """The same thing said badly and well."""

    instead: Text
    better: Text


class Nearby(Part):
    """A role next to this one."""

    role: RoleRef
    note: Text


class Role(Page):
    """What a role owes, may do and watches: the eight parts of the card."""

    type: Literal["role"]
    side: Side
    pair: Annotated[tuple[RoleRef, ...], BeforeValidator(_one_or_many)] = ()
    when: Filled
    answers: Answers
    may: Filled
    may_not: Filled
    questions: Questions
    sounds: Annotated[tuple[Sounding, ...], Field(min_length=1)]
    failing: Filled
    watch: Text
    nearby: tuple[Nearby, ...] = ()


class Item(Part):
    """One thing to do, and why."""

    id: Key
    text: Text
    why: Text
    critical: Flag = False
    link: Reference | None = None
    role: RoleRef | None = None


class ItemGroup(Part):
    title: Text
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Checklist(Page):
    """Things to do, in order, in groups."""

    type: Literal["checklist"]
    when: Text
    groups: Annotated[tuple[ItemGroup, ...], Field(min_length=1)]


class Column(Part):
    """A subject being compared; with `ref`, an entry whose fields the rows may draw on."""

    id: Key
    title: Text | None = None
    ref: Reference | None = None

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if self.title is None and self.ref is None:
            raise PydanticCustomError("kb", "у столбца нужен «title» или «ref»")
        return self


class NotApplicable(Part):
    """A cell that is empty on purpose."""

    not_applicable: Text


def _kind_of_cell(value: object) -> str:
    return "<reason>" if isinstance(value, dict | NotApplicable) else "<text>"


Cell = Annotated[
    Annotated[Text, Tag("<text>")] | Annotated[NotApplicable, Tag("<reason>")],
    Discriminator(_kind_of_cell),
]


FieldPath = Annotated[
    str,
    Pattern(r"^[a-z_]+(\.[a-z_]+)*$", "не имя поля", "пример: definition или answers.for"),
]
"""Names of fields, each within the one before."""


class Row(Part):
    """One question; its answers are written here or drawn from the compared entries."""

    id: Key
    criterion: Text
    group: Text | None = None
    note: Text | None = None
    cells: dict[str, Cell] | None = None
    field: FieldPath | None = None

    @model_validator(mode="after")
    def _has_one_origin(self) -> Self:
        if (self.cells is None) == (self.field is None):
            raise PydanticCustomError("kb", "у строки нужно одно из двух: «cells» или «field»")
        return self


class Comparison(Page):
    """Subjects side by side, one question a row."""

    type: Literal["comparison"]
    question: Text
    columns: Annotated[tuple[Column, ...], Field(min_length=2)]
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    takeaway: Text
    mistake: Text


class Blank(Part):
    """A place in a document that its author fills in."""

    id: Key
    label: Text
    hint: Text
    example: Text


class Template(Page):
    """A document to fill in: each blank explained, and an example."""

    type: Literal["template"]
    when: Text
    fields: Annotated[tuple[Blank, ...], Field(min_length=1)]
    document: Text
    """Markdown with {blank-id} where a blank stands."""
    change: Filled
    keep: Filled


class Option(Part):
    text: Text
    ok: Flag = False
    why: Text


class Question(Part):
    """A situation and what may be done; `order` lists its options in the right order."""

    id: Key
    type: Literal["one", "many", "order"]
    text: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _right_options_fit(self) -> Self:
        right = sum(option.ok for option in self.options)
        if self.type == "one" and right != 1:
            raise PydanticCustomError(
                "kb",
                "у вопроса «one» ровно один верный ответ («ok: true»), а здесь {right}",
                {"right": right},
            )
        if self.type == "many" and right < 2:
            raise PydanticCustomError(
                "kb",
                "у вопроса «many» верных ответов два или больше, а здесь {right}",
                {"right": right},
            )
        if self.type == "order" and right:
            raise PydanticCustomError(
                "kb", "у вопроса «order» верен порядок вариантов, а не вариант; уберите «ok»"
            )
        return self


class Quiz(Page):
    """Situations to check oneself with."""

    type: Literal["quiz"]
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Match(Part):
    """How to tell a term from words that look like it."""

    exact: Texts = ()
    """Only these forms, as written, are occurrences."""
    never: Texts = ()
    """Forms and phrases that are not occurrences."""


class Term(Entry):
    """One word of the trade, explained once."""

    type: Literal["term"]
    id: Key
    group: Group
    abbr: Text | None = per_language(None)
    definition: Annotated[Text, Field(max_length=300)]
    aliases: Texts = per_language()
    """Other names, which are looked for in texts; each belongs to one term."""
    see_from: Texts = per_language()
    """Shown in the index as «см.», not looked for in texts."""
    match: Match | None = per_language(None)
    avoid: Texts = per_language()
    note: Text | None = per_language(None)

    @property
    def summary(self) -> str:
        return self.definition


AnyEntry = Plain | Guide | Role | Checklist | Comparison | Template | Quiz | Term

TYPES: dict[str, type[AnyEntry]] = {
    "plain": Plain,
    "guide": Guide,
    "role": Role,
    "checklist": Checklist,
    "comparison": Comparison,
    "template": Template,
    "quiz": Quiz,
    "term": Term,
}


class Source(Part):
    """A work that was read, and what we take from it."""

    level: Literal["A", "B", "C"]
    title: dict[str, Text]
    fact: dict[str, Text]
    where: Text
    recheck: Date | None = None


def values(part: object, at: Location = ()) -> Iterator[tuple[Location, object]]:
    """Yields every plain value of an entry with its location in the front matter."""
    if isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            if value is not None:  # most fields of most pages are None
                yield from values(value, (*at, field.alias or name))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from values(value, (*at, key))
    elif isinstance(part, tuple):
        for index, value in enumerate(part):
            yield from values(value, (*at, index))
    elif part is not None:
        yield at, part


def field_of(part: object, path: str) -> object:
    """Returns what an entry holds at a dotted path such as `answers.for`, or None."""
    found: object = part
    for name in path.split("."):
        if not isinstance(found, BaseModel):
            return None
        found = next(
            (
                getattr(found, own)
                for own, field in type(found).model_fields.items()
                if name == (field.alias or own)
            ),
            None,
        )
    return found


def names_at(model: type[BaseModel], location: Location) -> list[str]:
    """Returns the names of the fields allowed in the part that `location` leads to."""
    for step in location:
        field = next(
            (one for own, one in model.model_fields.items() if step == (one.alias or own)), None
        )
        if field is not None:
            model = next(parts_of(field.annotation), model)
    return [field.alias or own for own, field in model.model_fields.items()]


def parts_of(annotation: object) -> Iterator[type[BaseModel]]:
    """Yields the models that a field's annotation mentions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from parts_of(inner)
