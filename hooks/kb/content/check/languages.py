"""Translations: each has the same id, references and number of parts as the original."""

from collections.abc import Collection, Iterable, Iterator

from pydantic import BaseModel

from kb.content.check.ids import Ids
from kb.content.fields.marks import is_per_language
from kb.content.fields.messages import one_line
from kb.content.library import Document, Library
from kb.content.model import NotApplicable
from kb.content.problems import Location, Problem


def languages(
    library: Library, ids: Ids, dangling: Collection[tuple[str, int]]
) -> Iterator[Problem]:
    """Yields an error for each place where a translation and its original differ.

    The `dangling` references of originals, given by file and line, are skipped: they are reported
    there, and the translation may well be right.
    """
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
            yield one.error(
                ("type",),
                f"в {original.shown_as} тип «{original.entry.type}», а здесь «{one.entry.type}»; "
                "они должны совпадать",
            )
        else:
            for location, message in _differences(original.entry, one.entry, ()):
                if (original.shown_as, original.line(location)) in dangling:
                    continue
                if location != ("id",):
                    yield one.error(location, f"{message} (сверено с {original.shown_as})")
                elif ids.duplicates.keys().isdisjoint((original, one)):
                    yield _id_changed(original, one, message, ids.referred_to)


def _other_than_our_translation(original: Document, one: Document) -> Iterator[Problem]:
    """Reports how a company's replacement of our page differs from our translation."""
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
        yield original.error(location, f"{message} ({whose})")


def _id_changed(original: Document, one: Document, message: str, named: Collection[str]) -> Problem:
    """Reports a changed id in that file whose id no other page refers to."""
    if one.key in named and original.key not in named:
        here = f"здесь «{original.entry.id}»" if original.entry.id else "здесь его нет"
        told = f"{here}, а в переводе {one.shown_as} и в ссылках «{one.key}»"
        todo = f"верните «{one.key}» или замените его всюду"
        return original.error(("id",), f"{told}; {todo}")
    return one.error(("id",), f"{message} (сверено с {original.shown_as})")


def _differences(
    original: object, own: object, at: Location, *, there: str = "в оригинале"
) -> Iterator[tuple[Location, str]]:
    """Yields where and how two languages of a page differ; `there` says where the first one is."""
    if {type(original), type(own)} == {str, NotApplicable}:
        yield at, "в одном языке текст, а в другом «not_applicable»; они должны совпадать"
    elif isinstance(original, BaseModel) and isinstance(own, BaseModel):
        for name, field in type(original).model_fields.items():
            if not is_per_language(field):
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
