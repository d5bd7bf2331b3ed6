"""Translations: each has the same id, references and number of parts as the original."""

from collections.abc import Collection, Iterator
from functools import lru_cache

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
                told = f"перевод страницы {known.shown_as} должен лежать по тому же пути"
                yield Problem(one.shown_as, 1, f"{told}: {one.locale}/{known.path}")
        elif original.entry.type != one.entry.type:
            told = f"в {original.shown_as} тип «{original.entry.type}», а здесь «{one.entry.type}»"
            yield one.error(("type",), f"{told}; они должны совпадать")
        else:
            for location, message in _between(original, one):
                if (original.shown_as, original.line(location)) in dangling:
                    continue
                if location != ("id",):
                    yield one.error(location, f"{message} (сверено с {original.shown_as})")
                elif ids.duplicates.keys().isdisjoint((original, one)):
                    yield _id_changed(original, one, message, ids.referred_to)


def _other_than_our_translation(original: Document, one: Document) -> Iterator[Problem]:
    """Reports how a company's replacement of our page differs from our translation."""
    whose = f"перевод наш, {one.shown_as}; свой кладут в {original.beside(one.src_uri)}"
    if one.entry.type != original.entry.type:
        told = f"в переводе «{one.entry.type}», а здесь «{original.entry.type}»"
        yield original.error(("type",), f"{told}; они должны совпадать ({whose})")
        return
    for location, message in _between(one, original, there="в переводе"):
        yield original.error(location, f"{message} ({whose})")


def _id_changed(original: Document, one: Document, message: str, named: Collection[str]) -> Problem:
    """Reports a changed id in that file whose id no other page refers to."""
    if one.key in named and original.key not in named:
        here = f"здесь «{original.entry.id}»" if original.entry.id else "здесь его нет"
        told = f"{here}, а в переводе {one.shown_as} и в ссылках «{one.key}»"
        todo = f"верните «{one.key}» или замените его всюду"
        return original.error(("id",), f"{told}; {todo}")
    return one.error(("id",), f"{message} (сверено с {original.shown_as})")


@lru_cache(maxsize=10_000)  # a preview compares the same pages at every save
def _between(
    original: Document, own: Document, *, there: str = "в оригинале"
) -> tuple[tuple[Location, str], ...]:
    """Returns where and how two languages of a page differ; `there` says where the first one is."""
    return tuple(_differences(original.entry, own.entry, (), there))


def _differences(
    original: object, own: object, at: Location, there: str
) -> Iterator[tuple[Location, str]]:
    if told := _difference(original, own, there):
        yield at, told
    for step, theirs, ours in _parts(original, own):
        if not type(theirs) is type(ours) is str:  # words differ anyway
            yield from _differences(theirs, ours, (*at, step), there)


def _difference(original: object, own: object, there: str) -> str:
    """Says how two values differ; empty if they do not, or if only their parts may."""
    if {type(original), type(own)} == {str, NotApplicable}:
        return "в одном языке текст, а в другом «not_applicable»; они должны совпадать"
    if isinstance(original, BaseModel) and isinstance(own, BaseModel):
        return ""
    if isinstance(original, dict) and isinstance(own, dict):
        odd = ", ".join(sorted(set(original) ^ set(own)))
        return f"имена не те же, что {there}: {odd}" if odd else ""
    if isinstance(original, tuple) and isinstance(own, tuple):
        if len(original) == len(own):
            return ""
        return f"{there} пунктов {len(original)}, а здесь {len(own)}; они должны совпадать"
    if (original is None) != (own is None):
        return "поле есть только в одном из языков; добавьте его или удалите"
    if type(original) is not str and original != own:
        return f"{there} «{one_line(original)}», а здесь «{one_line(own)}»; они должны совпадать"
    return ""


def _parts(original: object, own: object) -> Iterator[tuple[int | str, object, object]]:
    """Yields the parts that both values have and that must agree, with their places."""
    if isinstance(original, BaseModel) and isinstance(own, BaseModel):
        for name, field in type(original).model_fields.items():
            if not is_per_language(field):
                yield field.alias or name, getattr(original, name), getattr(own, name)
    elif isinstance(original, dict) and isinstance(own, dict):
        yield from ((key, original[key], own[key]) for key in sorted(set(original) & set(own)))
    elif isinstance(original, tuple) and isinstance(own, tuple) and len(original) == len(own):
        yield from zip(range(len(own)), original, own, strict=True)
