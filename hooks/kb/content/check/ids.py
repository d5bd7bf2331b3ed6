"""Ids and addresses: each belongs to one page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kb.content.library import Document, Library
from kb.content.problems import Location, Problem
from kb.urls import address


@dataclass(frozen=True)
class Ids:
    """Which page owns an id, where pages or languages disagree."""

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
        """Pages with the id of another page: that page, and whether it is sure to be the owner.

        It is if it alone has the same id in another language.
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
        """A company's pages that have the id of our page at another path, and that page.

        They replaced it before it moved, unless the company has happened to choose our id.
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
        """Ids that two pages share, or that a page has in one language but not in another."""
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
    def referred_to(self) -> frozenset[str]:
        """The ids that pages in the default language refer to."""
        library = self.library
        own = [one for one in library.documents if one.locale == library.default_locale]
        targets = {target for one in own for _, target, _ in one.named}
        return frozenset(targets | {embed.id for one in own for embed in one.embeds})


def duplicate_ids(ids: Ids) -> Iterator[Problem]:
    """Yields an error for each page with the id of another page in its language."""
    for one, (owner, is_known) in ids.duplicates.items():
        if one in ids.moved:
            place = one.beside(owner.src_uri)
            told = f"«{one.key}» — наша страница {owner.shown_as}; если ваша её заменяет"
            todo = f"перенесите файл в {place}, если нет, дайте ей свой id"
            yield one.error(("id",), f"{told}, {todo}")
            continue
        todo = "выберите другой" + ("" if is_known else " для одной из двух")
        for other in ids.others[one]:
            if other.entry.id not in (None, one.key):
                todo = f"верните «{other.entry.id}», как в {other.shown_as}"
        yield one.error(("id",), f"«{one.key}» уже занят страницей {owner.shown_as}; {todo}")


def repeated_ids(library: Library) -> Iterator[Problem]:
    """Yields an error for each id that two items, rows, columns, blanks or questions share."""
    for one in library.documents:
        seen: set[tuple[Location, object]] = set()
        for location, value in one.keys:
            if len(location) > 1 and location[-1] == "id":
                among = tuple(step for step in location if isinstance(step, str))
                if (among, value) in seen:
                    yield one.error(location, f"«{value}» выше уже есть; дайте другой id")
                seen.add((among, value))


def repeated_values(library: Library) -> Iterator[Problem]:
    """Yields a warning for each id or choice that is in one list twice."""
    for one in library.documents:
        seen: set[tuple[Location, object]] = set()
        for location, value in one.keys:
            if isinstance(location[-1], int):
                if (location[:-1], value) in seen:
                    yield one.warning_in_field(location, f"«{value}» выше уже есть; удалите повтор")
                seen.add((location[:-1], value))


def addresses(library: Library, ids: Ids) -> Iterator[Problem]:
    """Yields an error for each address or file name that two pages share, and for a wrong slug."""
    seen: dict[str, Document] = {}
    for one in library.documents:
        stem = one.path.removesuffix(".md").rsplit("/", 1)[-1]
        slug = one.entry.slug
        if slug is not None and slug != stem:
            told = f"«{slug}» не совпадает с именем файла «{stem}»; адрес задаёт имя файла"
            yield one.error(("slug",), f"{told}, удалите поле или исправьте")
        known = seen.setdefault(f"{one.locale}/{_address(one)}", one)
        if known is not one:
            told = f"адрес страницы уже занят файлом {known.shown_as}; переименуйте один из них"
            yield Problem(one.shown_as, 1, told)
    by_name: dict[tuple[str, str, str], Document] = {}
    for one in library.documents:
        if one.entry.type != "plain":
            name = one.path.rsplit("/", 1)[-1].lower()
            known = by_name.setdefault((one.locale, one.entry.type, name), one)
            is_told = ids.moved.get(one) is known or ids.moved.get(known) is one
            if known is not one and _address(known) != _address(one) and not is_told:
                told = f"имя «{name}» уже есть у страницы того же типа: {known.shown_as}"
                yield Problem(one.shown_as, 1, f"{told}; переименуйте одну из них")


def _address(document: Document) -> str:
    """The page's address in lower case: to some file systems, `X.md` is `x.md`."""
    return address(document.path).lower()
