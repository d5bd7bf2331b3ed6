"""References: each leads to an existing entry of a suitable type."""

from collections.abc import Collection, Iterator

from kb.content.body.blocks import EMBEDDED, block_near
from kb.content.body.embeds import Embed
from kb.content.check.titles import meant
from kb.content.fields.kinds import SourceRef
from kb.content.fields.messages import near
from kb.content.library import Document, Library
from kb.content.problems import Location, Problem


def references(library: Library, unread: Collection[str]) -> Iterator[Problem]:
    """Yields an error for each field with a wrong id of a page or source, unless it is `unread`."""
    sources = {*library.sources, *unread}
    for one in library.documents:
        for location, value in one.keys:
            if isinstance(value, SourceRef) and value not in sources:
                message = f"источника «{value}» нет в sources.yml{near(value, library.sources)}"
                yield one.error(location, message)
        for location, target, types in one.named:
            if target not in unread:
                yield from _reference(library, one, location, target, types)


def _reference(
    library: Library, one: Document, location: Location, target: str, types: tuple[str, ...]
) -> Iterator[Problem]:
    found = library.find(one.locale, target)
    if found is None:
        hint = _hint(target, one.locale, library, types)
        yield one.error(location, f"нет страницы с id «{target}»{hint}")
    elif types and found.entry.type not in types:
        told = f"«{target}» — это {found.entry.type}, а здесь нужен {', '.join(types)}"
        yield one.error(location, f"{told}; исправьте id")
    elif found is one or found.key == one.key:
        yield one.error(location, f"«{target}» — это сама страница; уберите ссылку на себя")


def _hint(target: str, locale: str, library: Library, types: Collection[str]) -> str:
    """Returns the end of a message about an id that no page in this language has."""
    for other in library.locales:
        if one := library.translated(other, target):  # a translation whose original is gone
            if locale != library.default_locale:
                return f" на этом языке; переведите {one.shown_as}"
            original = one.beside(f"{locale}/{one.path}")
            return f" на этом языке; верните страницу {original} или исправьте ссылку"
    return meant(target, library, types) or near(target, (one.key for one in library.documents))


def embeds(library: Library, unread: Collection[str]) -> Iterator[Problem]:
    """Yields an error for each `///` block with a wrong id, unless the page is `unread`."""
    for one in (*library.documents, *library.bodies):
        for embed in one.embeds:
            fault = "" if embed.id in unread else _embed_fault(embed, one.locale, library)
            if fault:
                yield one.error_in_block(embed, fault)


def _embed_fault(embed: Embed, locale: str, library: Library) -> str:
    """Returns what is wrong with a block; empty if nothing is, or if the block is not ours."""
    if embed.type not in EMBEDDED:
        name = block_near(embed.type)
        return "" if name in ("", embed.type) else f"такого блока нет; может быть, «/// {name}»?"
    found = library.find(locale, embed.id)
    if not embed.id:
        return f"не назван id; нужен вид «/// {embed.type} | ID»"
    if found is None and embed.id.endswith("///"):
        return "закрывающие «///» пишут отдельной строкой, под этой"
    if found is None:
        return f"нет страницы с таким id{_hint(embed.id, locale, library, (embed.type,))}"
    if found.entry.type != embed.type:
        return f"это {found.entry.type}; напишите «/// {found.entry.type} | {embed.id}»"
    return ""
