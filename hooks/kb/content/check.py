"""Checks entries against each other: ids, references, languages, embeds, aliases."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from kb.content.blanks import BLANK
from kb.content.body import EMBEDDED, Embed, block_near
from kb.content.front_matter import Location
from kb.content.library import Document, Library
from kb.content.links import ids_linked
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
from kb.content.problems import Problem
from kb.render import address


def check(library: Library, *, today: datetime.date, unread: Collection[str] = ()) -> list[Problem]:
    """Returns what is wrong between entries.

    `unread` are the ids of pages and sources that could not be read: a reference to one of them
    is not reported as a second problem.
    """
    ids = _Ids(library)
    unread = {*unread, *ids.doubtful}
    return [
        *_duplicate_ids(ids),
        *_repeated_ids(library),
        *_slugs(library, ids),
        *_languages(library, ids),
        *_aliases(library, ids),
        *_tables(library, unread),
        *_blanks(library),
        *_dates(library, today),
        *_references(library, unread),
        *_embeds(library, unread),
    ]


@dataclass(frozen=True)
class _Ids:
    """Which page an id belongs to, where pages or languages disagree about that."""

    library: Library

    @cached_property
    def others(self) -> Mapping[Document, tuple[Document, ...]]:
        """The pages at the same path in the other languages."""
        at: dict[str, list[Document]] = {}
        for one in self.library.documents:
            at.setdefault(one.path, []).append(one)
        return {
            one: tuple(other for other in group if other is not one)
            for group in at.values()
            for one in group
        }

    @cached_property
    def duplicates(self) -> Mapping[Document, tuple[Document, bool]]:
        """Pages with another page's id: that page, and whether it is the one that may keep it.

        A page may that has the same id in another language, if it is the only such one.
        """
        groups: dict[tuple[str, str], list[Document]] = {}
        for one in self.library.documents:
            groups.setdefault((one.locale, one.key), []).append(one)
        found: dict[Document, tuple[Document, bool]] = {}
        for group in groups.values():
            if len(group) > 1:
                ours = [one for one in group if self.library.is_ours(one)]
                rightful = [one for one in ours or group if self._is_shared(one)]
                is_known = len(rightful) == 1
                owner = rightful[0] if is_known else (ours or group)[0]
                found |= {one: (owner, is_known) for one in group if one is not owner}
        return found

    def _is_shared(self, one: Document) -> bool:
        return any(other.key == one.key for other in self.others[one])

    @cached_property
    def moved(self) -> Mapping[Document, Document]:
        """A company's pages with the id of a page of ours that lies elsewhere, and that page.

        They stood in its place before it moved, unless a company has chosen an id of ours.
        """
        return {
            one: owner
            for one, (owner, _) in self.duplicates.items()
            if self.library.is_ours(owner)
            and not self.library.is_ours(one)
            and one.entry.type == owner.entry.type
            and not any(self.library.is_ours(other) for other in self.others[one])
        }

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """Ids that two pages have, or that a page has in one language and not in another."""
        twice = {one.key for one in self.duplicates}
        differing = {
            key
            for one, others in self.others.items()
            for other in others
            if one.key != other.key
            for key in (one.key, other.key)
            if key not in (one.path, other.path)
        }
        return frozenset(twice | differing)

    @cached_property
    def named(self) -> frozenset[str]:
        """The ids that pages in the default language refer to."""
        library = self.library
        own = [one for one in library.documents if one.locale == library.default_locale]
        named = {target for one in own for _, target, _ in _named(one)}
        return frozenset(named | {embed.id for one in own for embed in one.embeds})


def _problem(document: Document, location: Location, message: str) -> Problem:
    return Problem(document.shown_as, document.line(location), in_field(location, message))


def _duplicate_ids(ids: _Ids) -> Iterator[Problem]:
    for one, (owner, is_known) in ids.duplicates.items():
        if one in ids.moved:
            place = one.shown_as.removesuffix(one.src_uri) + owner.src_uri
            yield _problem(
                one,
                ("id",),
                f"«{one.key}» — наша страница {owner.shown_as}; если ваша её заменяет, перенесите "
                f"файл в {place}, если нет, дайте ей свой id",
            )
            continue
        todo = "выберите другой" + ("" if is_known else " для одной из двух")
        for other in ids.others[one]:
            if other.entry.id not in (None, one.key):
                todo = f"верните «{other.entry.id}», как в {other.shown_as}"
        yield _problem(one, ("id",), f"«{one.key}» уже занят страницей {owner.shown_as}; {todo}")


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


def _slugs(library: Library, ids: _Ids) -> Iterator[Problem]:
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
        known = seen.setdefault(f"{one.locale}/{_address(one)}", one)
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
            is_told = ids.moved.get(one) is known or ids.moved.get(known) is one
            if known is not one and _address(known) != _address(one) and not is_told:
                yield Problem(
                    one.shown_as,
                    1,
                    f"имя «{name}» уже есть у страницы того же типа: {known.shown_as}; "
                    "переименуйте одну из них",
                )


def _address(document: Document) -> str:
    """The page's address, in small letters: for some file systems `X.md` is `x.md`."""
    return address(document.path).lower()


def _references(library: Library, unread: Collection[str]) -> Iterator[Problem]:
    sources = {*library.sources, *unread}
    for one in library.documents:
        for location, value in one.values:
            if isinstance(value, SourceRef) and value not in sources:
                message = f"источника «{value}» нет в sources.yml{near(value, library.sources)}"
                yield _problem(one, location, message)
        for location, target, types in _named(one):
            if target not in unread:
                yield from _reference(library, one, location, target, types)


def _named(document: Document) -> Iterator[tuple[Location, str, tuple[str, ...]]]:
    """Yields the ids that a page's fields refer to, with their place and the types they may be."""
    for location, value in document.values:
        if isinstance(value, Reference):
            yield location, value, value.types
        elif isinstance(value, str) and not isinstance(value, Key):
            for target in ids_linked(value):
                yield location, target, ()


def _reference(
    library: Library, one: Document, location: Location, target: str, types: tuple[str, ...]
) -> Iterator[Problem]:
    found = library.find(one.locale, target)
    if found is None:
        hint = _hint(target, one.locale, library)
        yield _problem(one, location, f"нет страницы с id «{target}»{hint}")
    elif types and found.entry.type not in types:
        yield _problem(
            one,
            location,
            f"«{target}» — это {found.entry.type}, а здесь нужен {', '.join(types)}; исправьте id",
        )
    elif found is one or found.key == one.key:
        yield _problem(one, location, f"«{target}» — это сама страница; уберите ссылку на себя")


def _hint(target: str, locale: str, library: Library) -> str:
    """Returns the end of a message about an id that no page in this language has."""
    for other in library.locales:
        if one := library.translated(other, target):  # a translation whose original is gone
            if locale != library.default_locale:
                return f" на этом языке; переведите {one.shown_as}"
            original = f"{one.shown_as.removesuffix(one.src_uri)}{locale}/{one.path}"
            return f" на этом языке; верните страницу {original} или исправьте ссылку"
    return near(target, (one.key for one in library.documents))


def _embeds(library: Library, unread: Collection[str]) -> Iterator[Problem]:
    for one in (*library.documents, *library.bodies):
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
        return f"нет страницы с таким id{_hint(embed.id, locale, library)}"
    if found.entry.type != embed.type:
        return f"это {found.entry.type}; напишите «/// {found.entry.type} | {embed.id}»"
    return ""


def _languages(library: Library, ids: _Ids) -> Iterator[Problem]:
    """A translation has the same id, references and number of parts as the original."""
    originals = {one.path: one for one in library.documents if one.locale == library.default_locale}
    for one in library.documents:
        if one.locale == library.default_locale:
            continue
        original = originals.get(one.path)
        if original and library.is_ours(one) and not library.is_ours(original):
            yield from _other_than_our_translation(original, one)
        elif original is None:
            if one in ids.moved:
                continue
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
                if location != ("id",):
                    yield _problem(one, location, f"{message} (сверено с {original.shown_as})")
                elif ids.duplicates.keys().isdisjoint((original, one)):
                    yield _id_changed(original, one, message, ids.named)


def _other_than_our_translation(original: Document, one: Document) -> Iterator[Problem]:
    """Says how a page that a company has put in the place of ours departs from our translation."""
    place = original.shown_as.removesuffix(original.src_uri) + one.src_uri
    whose = f"перевод наш, {one.shown_as}; свой кладут в {place}"
    found: Iterable[tuple[Location, str]] = [
        (
            ("type",),
            f"в переводе «{one.entry.type}», а здесь «{original.entry.type}»; они должны совпадать",
        )
    ]
    if one.entry.type == original.entry.type:
        found = _differences(one.entry, original.entry, (), there="в переводе")
    for location, message in found:
        yield _problem(original, location, f"{message} ({whose})")


def _id_changed(original: Document, one: Document, message: str, named: Collection[str]) -> Problem:
    """Says in which file the id has been changed: that is not the one that pages refer to."""
    if one.key in named and original.key not in named:
        here = f"здесь «{original.entry.id}»" if original.entry.id else "здесь его нет"
        told = f"{here}, а в переводе {one.shown_as} и в ссылках «{one.key}»"
        todo = f"верните «{one.key}» или замените его всюду"
        return _problem(original, ("id",), f"{told}; {todo}")
    return _problem(one, ("id",), f"{message} (сверено с {original.shown_as})")


def _differences(
    original: object, own: object, at: Location, *, there: str = "в оригинале"
) -> Iterator[tuple[Location, str]]:
    """Yields where two languages of a page differ, and how; `there` is where the first one is."""
    if {type(original), type(own)} == {str, NotApplicable}:
        yield at, "в одном языке текст, а в другом «not_applicable»; они должны совпадать"
    elif isinstance(original, BaseModel) and isinstance(own, BaseModel):
        for name, field in type(original).model_fields.items():
            extra = field.json_schema_extra
            if not (isinstance(extra, dict) and extra.get("x-per-language")):
                yield from _differences(
                    getattr(original, name),
                    getattr(own, name),
                    (*at, field.alias or name),
                    there=there,
                )
    elif isinstance(original, dict) and isinstance(own, dict):
        if set(original) != set(own):
            yield (
                at,
                f"имена не те же, что {there}: {', '.join(sorted(set(original) ^ set(own)))}",
            )
        for key in sorted(set(original) & set(own)):
            yield from _differences(original[key], own[key], (*at, key), there=there)
    elif isinstance(original, tuple) and isinstance(own, tuple):
        if len(original) != len(own):
            yield (
                at,
                f"{there} пунктов {len(original)}, а здесь {len(own)}; они должны совпадать",
            )
        else:
            for index, (theirs, ours) in enumerate(zip(original, own, strict=True)):
                yield from _differences(theirs, ours, (*at, index), there=there)
    elif (original is None) != (own is None):
        yield at, "поле есть только в одном из языков; добавьте его или удалите"
    elif type(original) is not str and original != own:
        yield (
            at,
            f"{there} «{one_line(original)}», а здесь «{one_line(own)}»; они должны совпадать",
        )


def normal(name: str) -> str:
    """Returns a name in the form used to compare it: case folded, ё as е, single spaces."""
    return " ".join(name.casefold().replace("ё", "е").split())


def _aliases(library: Library, ids: _Ids) -> Iterator[Problem]:
    owners: dict[tuple[str, str], Document] = {}
    for one in library.documents:
        term = one.entry
        if not isinstance(term, Term) or one in ids.moved:
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


def _tables(library: Library, unread: Collection[str]) -> Iterator[Problem]:
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
                known = None if column.ref in unread else column.ref
                target = library.find(one.locale, known or "")
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
        used = set(BLANK.findall(one.entry.document))
        for name in sorted(used - set(declared)):
            message = f"место «{{{name}}}» не описано в «fields»; опишите его или уберите"
            yield _problem(one, ("document",), message)
        for name in sorted(set(declared) - used):
            yield _problem(
                one,
                ("fields", declared[name]),
                f"«{name}» не встречается в «document»; вставьте {{{name}}} или удалите описание",
            )


def _dates(library: Library, today: datetime.date) -> Iterator[Problem]:
    tomorrow = today + datetime.timedelta(days=1)  # where the sun rises earlier it is the day
    for one in library.documents:
        due, reviewed = one.entry.recheck, one.entry.reviewed
        if reviewed is not None and reviewed > tomorrow:
            told = f"день {reviewed} ещё не наступил; поставьте тот, когда страницу перечитали"
            yield one.warning(one.line(("reviewed",)), in_field(("reviewed",), told))
        if due is not None and due < today:
            told = (
                f"срок перепроверки прошёл {due}; сверьте страницу с источниками "
                "и поставьте новую дату"
            )
            yield one.warning(one.line(("recheck",)), in_field(("recheck",), told))
