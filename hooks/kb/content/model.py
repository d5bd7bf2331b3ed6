"""The schema: every content type and field there is.

A new type is one class, one fragment, one folder.
"""

from typing import Annotated, ClassVar, Literal, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from kb.content.fields.kinds import (
    Audience,
    ByLanguage,
    Compared,
    Date,
    Digest,
    FieldPath,
    Filled,
    Flag,
    Group,
    Icon,
    Key,
    Link,
    PageId,
    PageTemplate,
    Reference,
    RoleRef,
    Section,
    SeedId,
    Side,
    SourceRef,
    TermRef,
    Text,
    Texts,
    Visibility,
)
from kb.content.fields.marks import SITE, THEME, per_language


class Part(BaseModel):
    """Anything with named fields; an unknown name is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _one_or_many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class InSearch(Part):
    """How the theme's search treats a page."""

    exclude: Flag = False
    boost: Annotated[float, Field(gt=0, le=100)] = 1
    words: Texts = per_language()
    """What else readers call the page, or how they ask for it; need not occur on the page."""


class Entry(Part):
    """A page, as far as lists, search, tables and exports need to know it."""

    folder: ClassVar = ""
    """The folder of the type's pages below a language's; empty if they may be anywhere."""

    letter: ClassVar = ""
    """What the ids of the type begin with; empty if an id is a word."""

    title: Annotated[Text, Field(max_length=200)]
    slug: Annotated[Key | None, SITE] = None
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
    translated: Annotated[Digest | None, SITE] = per_language(None)
    """Which wording of the original this translation follows; `kb translations` sets it."""
    replaces: Annotated[Compared | None, SITE] = per_language(None)
    """Which wording of ours a company has compared its replacement with; `kb replaced` sets it."""

    glossary: Annotated[Flag, SITE] = True
    """Whether terms are linked on this page."""
    link: Annotated[Link | None, SITE] = None

    visibility: Annotated[Visibility, SITE] = Visibility.PUBLIC
    """An internal page is left out of a site that is built for the public."""

    hide: Annotated[
        tuple[Literal["navigation", "toc", "path", "footer", "feedback", "tags"], ...], THEME
    ] = ()
    icon: Annotated[Icon | None, THEME] = None
    status: Annotated[Key | None, THEME] = None
    tags: Annotated[Texts, THEME] = per_language()
    search: Annotated[InSearch, THEME] = InSearch()


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
    template: Annotated[PageTemplate | None, THEME] = None


class Guide(Page):
    """An argument or instruction; its text is the body."""

    folder = "guides"
    letter = "G"

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

    folder = "roles"
    letter = "R"

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

    folder = "checklists"
    letter = "C"

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

    folder = "comparisons"
    letter = "X"

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

    folder = "templates"
    letter = "T"

    type: Literal["template"]
    when: Text
    fields: Annotated[tuple[Blank, ...], Field(min_length=1)]
    document: Text
    """Markdown with {blank-id} in place of each blank."""
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
        told = ""
        if self.type == "one" and right != 1:
            told = "ровно один верный ответ («ok: true»), а здесь {right}"
        elif self.type == "many" and right < 2:
            told = "верных ответов два или больше, а здесь {right}"
        elif self.type == "order" and right:
            told = "верен порядок вариантов, а не вариант; уберите «ok»"
        elif len({one.text for one in self.options}) < len(self.options):
            told = "два одинаковых варианта; допишите, чем они различаются"
        if told:
            context = {"type": self.type, "right": right}
            raise PydanticCustomError("kb", f"у вопроса «{{type}}» {told}", context)
        return self


class Quiz(Page):
    """Situations to check oneself with."""

    folder = "quizzes"
    letter = "Q"

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

    folder = "glossary"

    type: Literal["term"]
    id: Key
    group: Group
    abbr: Text | None = per_language(None)
    definition: Annotated[Text, Field(max_length=300)]
    aliases: Texts = per_language()
    """Other names, which are looked for in texts; each belongs to one term."""
    see_from: Texts = per_language()
    """Shown in the index as «см.», not looked for in texts."""
    match: Annotated[Match | None, SITE] = per_language(None)
    avoid: Texts = per_language()
    note: Text | None = per_language(None)

    @property
    def summary(self) -> str:
        return self.definition

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else it is called: its abbreviation, its aliases and its «см.» names."""
        return (*((self.abbr,) if self.abbr else ()), *self.aliases, *self.see_from)


AnyEntry = Plain | Guide | Role | Checklist | Comparison | Template | Quiz | Term

TYPES: dict[str, type[AnyEntry]] = {
    get_args(one.model_fields["type"].annotation)[0]: one for one in get_args(AnyEntry)
}


class Source(Part):
    """A work that was read, and what we take from it."""

    level: Literal["A", "B", "C"]
    title: Annotated[dict[str, Text], ByLanguage]
    fact: Annotated[dict[str, Text], ByLanguage]
    where: Text
    recheck: Date | None = None
