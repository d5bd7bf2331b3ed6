"""Names of terms: each belongs to one term."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kb.content.library import Library
from kb.content.model import Term
from kb.content.problems import Location, Problem

if TYPE_CHECKING:
    from kb.content.check.ids import Ids


def normal(name: str) -> str:
    """Returns a name in the form used to compare it: case folded, ё as е, single spaces."""
    return " ".join(name.casefold().replace("ё", "е").split())


def names_of(term: Term) -> list[tuple[Location, str]]:
    """Returns the names that a term has for itself, and where they stand: not its `see_from`."""
    names: list[tuple[Location, str]] = [(("title",), term.title)]
    if term.abbr:
        names.append((("abbr",), term.abbr))
    return names + [(("aliases", n), alias) for n, alias in enumerate(term.aliases)]


def aliases(library: Library, ids: "Ids") -> Iterator[Problem]:
    """Yields an error for each name that its term has twice, or that is another term's."""
    terms = [
        (one, one.entry)
        for one in library.documents
        if isinstance(one.entry, Term) and one not in ids.moved
    ]
    # A title stays with its term: only another name can be moved to `see_from`.
    owners = {(one.locale, normal(term.title)): one for one, term in reversed(terms)}
    for one, term in terms:
        own: set[str] = set()
        for location, name in names_of(term):
            if normal(name) in own:
                yield one.error(location, f"«{name}» у этого термина уже есть; удалите повтор")
                continue
            own.add(normal(name))
            known = owners.setdefault((one.locale, normal(name)), one)
            if known is not one:
                yield one.error(
                    location,
                    f"«{name}» уже принадлежит термину {known.shown_as}; оставьте у одного, "
                    "у другого перенесите в see_from",
                )
