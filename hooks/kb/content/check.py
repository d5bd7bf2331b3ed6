"""Checks entries against each other: ids, references, languages, embeds, aliases."""

import datetime
import re
from collections.abc import Collection, Iterator

from pydantic import BaseModel

from kb.content.body import EMBEDDED, Embed, block_near
from kb.content.front_matter import Location
from kb.content.library import Document, Library
from kb.content.messages import in_field, near, one_line
from kb.content.model import (
    Comparison,
    Key,
    NotApplicable,
    Reference,
    SourceRef,
    Template,
    Term,
    field_of,
)
from kb.content.problems import Problem, Severity

_LINK = re.compile(r"\]\(([A-Za-z0-9][A-Za-z0-9-]*)\)")
"""A link by id in a field's text: [бриф](T05)."""

_BLANK = re.compile(r"\{([^{}\s]+)\}")


def check(library: Library, *, today: datetime.date, unread: Collection[str] = ()) -> list[Problem]:
    """Returns what is wrong between entries.

    `unread` are the ids of pages and sources that could not be read: a reference to one of them
    is not reported as a second problem.
    """
    return [
        *_duplicate_ids(library),
        *_repeated_ids(library),
        *_slugs(library),
        *_languages(library),
        *_aliases(library),
        *_tables(library),
        *_blanks(library),
        *_overdue(library, today),
        *_references(library, unread),
        *_embeds(library, unread),
    ]


def _problem(document: Document, location: Location, message: str) -> Problem:
    return Problem(document.shown_as, document.line(location), in_field(location, message))


def _duplicate_ids(library: Library) -> Iterator[Problem]:
    first: dict[tuple[str, str], Document] = {}
    for one in library.documents:
        known = first.setdefault((one.locale, one.key), one)
        if known is not one:
            yield _problem(
                one, ("id",), f"«{one.key}» уже занят страницей {known.shown_as}; выберите другой"
            )


def _repeated_ids(library: Library) -> Iterator[Problem]:
    """Finds an id used twice among the items, rows, columns, blanks or questions of one entry."""
    for one in library.documents:
        seen: set[tuple[Location, object]] = set()
        for location, value in one.values:
            if len(location) > 1 and location[-1] == "id":
                among = tuple(step for step in location if isinstance(step, str))
                if (among, value) in seen:
                    yield _problem(one, location, f"«{value}» выше уже есть; дайте другой id")
                seen.add((among, value))


def _slugs(library: Library) -> Iterator[Problem]:
    seen: dict[str, Document] = {}
    for one in library.documents:
        stem = one.path.removesuffix(".md").rsplit("/", 1)[-1]
        slug = one.entry.slug
        if slug is not None and slug != stem:
            yield _problem(
                one,
                ("slug",),
                f"«{slug}» не совпадает с именем файла «{stem}»; адрес задаёт имя файла, "
                "удалите поле или исправьте",
            )
        address = f"{one.locale}/{_address(one.path)}".lower()
        known = seen.setdefault(address, one)
        if known is not one:
            yield Problem(
                one.shown_as,
                1,
                f"адрес страницы уже занят файлом {known.shown_as}; переименуйте один из них",
            )
    by_name: dict[tuple[str, str, str], Document] = {}
    for one in library.documents:
        if one.entry.type != "plain":
            name = one.path.rsplit("/", 1)[-1].lower()
            known = by_name.setdefault((one.locale, one.entry.type, name), one)
            if known is not one and _address(known.path) != _address(one.path):
                yield Problem(
                    one.shown_as,
                    1,
                    f"имя «{name}» уже есть у страницы того же типа: {known.shown_as}; "
                    "переименуйте одну из них",
                )


def _address(path: str) -> str:
    """The page's address without its language: `x.md` and `x/index.md` share one."""
    stem = path.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    return folder if name.lower() in ("index", "readme") else stem


def _references(library: Library, unread: Collection[str]) -> Iterator[Problem]:
    for one in library.documents:
        for location, value in one.values:
            if isinstance(value, SourceRef):
                if value not in library.sources and value not in unread:
                    message = f"источника «{value}» нет в sources.yml{near(value, library.sources)}"
                    yield _problem(one, location, message)
            elif isinstance(value, Reference):
                if value not in unread:
                    yield from _reference(library, one, location, value, value.types)
            elif isinstance(value, str) and not isinstance(value, Key):
                for target in set(_LINK.findall(value)).difference(unread):
                    yield from _reference(library, one, location, target, ())


def _reference(
    library: Library, one: Document, location: Location, target: str, types: tuple[str, ...]
) -> Iterator[Problem]:
    found = library.find(one.locale, target)
    if found is None:
        yield _problem(one, location, f"нет страницы с id «{target}»{_hint(target, library)}")
    elif types and found.entry.type not in types:
        yield _problem(
            one,
            location,
            f"«{target}» — это {found.entry.type}, а здесь нужен {', '.join(types)}; исправьте id",
        )
    elif found is one or found.key == one.key:
        yield _problem(one, location, f"«{target}» — это сама страница; уберите ссылку на себя")


def _hint(target: str, library: Library) -> str:
    for locale in library.locales:
        if one := library.translated(locale, target):  # a translation whose original is gone
            return f" на этом языке; переведите {one.shown_as}"
    return near(target, (one.key for one in library.documents))


def _embeds(library: Library, unread: Collection[str]) -> Iterator[Problem]:
    for one in library.documents:
        for embed in one.embeds:
            fault = "" if embed.id in unread else _embed_fault(embed, one.locale, library)
            if fault:
                line = one.source.body_line + embed.line
                yield Problem(one.shown_as, line, f"блок «{embed}»: {fault}")


def _embed_fault(embed: Embed, locale: str, library: Library) -> str:
    """Returns what is wrong with a block; empty if nothing is, or if the block is not ours."""
    if embed.type not in EMBEDDED:
        name = block_near(embed.type)
        return "" if name in ("", embed.type) else f"такого блока нет; может быть, «/// {name}»?"
    found = library.find(locale, embed.id)
    if not embed.id:
        return f"не назван id; нужен вид «/// {embed.type} | ID»"
    if found is None:
        return f"нет страницы с таким id{_hint(embed.id, library)}"
    if found.entry.type != embed.type:
        return f"это {found.entry.type}; напишите «/// {found.entry.type} | {embed.id}»"
    return ""


def _languages(library: Library) -> Iterator[Problem]:
    """A translation has the same id, references and number of parts as the original."""
    originals = {one.path: one for one in library.documents if one.locale == library.default_locale}
    for one in library.documents:
        if one.locale == library.default_locale:
            continue
        original = originals.get(one.path)
        if original is None:
            known = library.translated(library.default_locale, str(one.entry.id or ""))
            if known is not None:
                yield Problem(
                    one.shown_as,
                    1,
                    f"перевод страницы {known.shown_as} должен лежать по тому же пути: "
                    f"{one.locale}/{known.path}",
                )
        elif original.entry.type != one.entry.type:
            yield _problem(
                one,
                ("type",),
                f"в {original.shown_as} тип «{original.entry.type}», а здесь «{one.entry.type}»; "
                "они должны совпадать",
            )
        else:
            for location, message in _differences(original.entry, one.entry, ()):
                yield _problem(one, location, f"{message} (сверено с {original.shown_as})")


def _differences(original: object, own: object, at: Location) -> Iterator[tuple[Location, str]]:
    if {type(original), type(own)} == {str, NotApplicable}:
        yield at, "в одном языке текст, а в другом «not_applicable»; они должны совпадать"
    elif isinstance(original, BaseModel) and isinstance(own, BaseModel):
        for name, field in type(original).model_fields.items():
            extra = field.json_schema_extra
            if not (isinstance(extra, dict) and extra.get("x-per-language")):
                yield from _differences(
                    getattr(original, name), getattr(own, name), (*at, field.alias or name)
                )
    elif isinstance(original, dict) and isinstance(own, dict):
        if set(original) != set(own):
            yield (
                at,
                f"имена не те же, что в оригинале: {', '.join(sorted(set(original) ^ set(own)))}",
            )
        for key in sorted(set(original) & set(own)):
            yield from _differences(original[key], own[key], (*at, key))
    elif isinstance(original, tuple) and isinstance(own, tuple):
        if len(original) != len(own):
            yield (
                at,
                f"в оригинале пунктов {len(original)}, а здесь {len(own)}; они должны совпадать",
            )
        else:
            for index, (theirs, ours) in enumerate(zip(original, own, strict=True)):
                yield from _differences(theirs, ours, (*at, index))
    elif (original is None) != (own is None):
        yield at, "поле есть только в одном из языков; добавьте его или удалите"
    elif type(original) is not str and original != own:
        yield (
            at,
            f"в оригинале «{one_line(original)}», а здесь «{one_line(own)}»; они должны совпадать",
        )


def normal(name: str) -> str:
    """Returns a name in the form used to compare it: case folded, ё as е, single spaces."""
    return " ".join(name.casefold().replace("ё", "е").split())


def _aliases(library: Library) -> Iterator[Problem]:
    owners: dict[tuple[str, str], Document] = {}
    for one in library.documents:
        term = one.entry
        if not isinstance(term, Term):
            continue
        names: list[tuple[Location, str]] = [(("title",), term.title)]
        if term.abbr:
            names.append((("abbr",), term.abbr))
        names += [(("aliases", n), alias) for n, alias in enumerate(term.aliases)]
        own: set[str] = set()
        for location, name in names:
            if normal(name) in own:
                yield _problem(one, location, f"«{name}» у этого термина уже есть; удалите повтор")
                continue
            own.add(normal(name))
            known = owners.setdefault((one.locale, normal(name)), one)
            if known is not one:
                yield _problem(
                    one,
                    location,
                    f"«{name}» уже принадлежит термину {known.shown_as}; оставьте у одного, "
                    "у другого перенесите в see_from",
                )


def _tables(library: Library) -> Iterator[Problem]:
    for one in library.documents:
        table = one.entry
        if not isinstance(table, Comparison):
            continue
        columns = {column.id for column in table.columns}
        for index, row in enumerate(table.rows):
            if row.cells is not None:
                for missing in sorted(columns - set(row.cells)):
                    yield _problem(
                        one,
                        ("rows", index, "cells"),
                        f"нет ячейки «{missing}»; заполните её "
                        "или напишите «not_applicable: почему»",
                    )
                for extra in sorted(set(row.cells) - columns):
                    yield _problem(
                        one,
                        ("rows", index, "cells", extra),
                        "такого столбца нет; проверьте «columns»",
                    )
                continue
            for column in table.columns:
                target = library.find(one.locale, column.ref or "")
                if column.ref is None:
                    yield _problem(
                        one,
                        ("rows", index, "field"),
                        f"у столбца «{column.id}» нет «ref»: взять поле неоткуда; "
                        "добавьте «ref» или напишите «cells»",
                    )
                elif target is not None and not is_text(field_of(target.entry, row.field or "")):
                    yield _problem(
                        one,
                        ("rows", index, "field"),
                        f"на странице {target.shown_as} в поле «{row.field}» нет текста; "
                        "назовите другое поле или напишите «cells»",
                    )


def is_text(value: object) -> bool:
    """Whether a field's value may stand in a table: a text, or a list of texts."""
    if isinstance(value, tuple):
        return bool(value) and all(type(item) is str for item in value)
    return type(value) is str


def _blanks(library: Library) -> Iterator[Problem]:
    for one in library.documents:
        if not isinstance(one.entry, Template):
            continue
        declared = {blank.id: n for n, blank in enumerate(one.entry.fields)}
        used = set(_BLANK.findall(one.entry.document))
        for name in sorted(used - set(declared)):
            message = f"место «{{{name}}}» не описано в «fields»; опишите его или уберите"
            yield _problem(one, ("document",), message)
        for name in sorted(set(declared) - used):
            yield _problem(
                one,
                ("fields", declared[name]),
                f"«{name}» не встречается в «document»; вставьте {{{name}}} или удалите описание",
            )


def _overdue(library: Library, today: datetime.date) -> Iterator[Problem]:
    for one in library.documents:
        due = one.entry.recheck
        if due is not None and due < today:
            yield Problem(
                one.shown_as,
                one.line(("recheck",)),
                in_field(
                    ("recheck",),
                    f"срок перепроверки прошёл {due}; сверьте страницу с источниками "
                    "и поставьте новую дату",
                ),
                Severity.WARNING,
            )
