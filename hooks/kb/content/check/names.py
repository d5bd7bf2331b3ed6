"""Names of terms: each belongs to one term."""

from collections.abc import Iterator

from kb.content.check.ids import Ids
from kb.content.library import Document, Library
from kb.content.model import Term
from kb.content.names import names_of, normal
from kb.content.problems import Location, Problem


def aliases(library: Library, ids: Ids) -> Iterator[Problem]:
    """Yields an error for each name that its term has twice, or that is another term's."""
    terms = [
        (one, one.entry)
        for one in library.documents
        if isinstance(one.entry, Term) and one not in ids.moved
    ]
    # A title stays with its term: only another name can be moved to `see_from`.
    owners = {(one.locale, normal(term.title)): one for one, term in reversed(terms)}
    for one, term in sorted(terms, key=lambda it: not library.is_ours(it[0])):
        own: set[str] = set()
        for location, name in names_of(term):
            if normal(name) in own:
                yield one.error(location, f"«{name}» у этого термина уже есть; удалите повтор")
                continue
            own.add(normal(name))
            known = owners.setdefault((one.locale, normal(name)), one)
            if known is not one:
                yield _taken(name, location, one, known, library)


def _taken(
    name: str, location: Location, one: Document, owner: Document, library: Library
) -> Problem:
    """Reports that a name is another term's: in the company's page if one of the two is ours."""
    if library.is_ours(one) == library.is_ours(owner):
        told = "оставьте у одного, у другого перенесите в see_from"
        return one.error(location, f"«{name}» уже принадлежит термину {owner.shown_as}; {told}")
    ours, theirs = (one, owner) if library.is_ours(one) else (owner, one)
    told = f"«{name}» — название нашего термина {ours.shown_as}"
    location = next(at for at, its in names_of(theirs.entry) if normal(its) == normal(name))
    return theirs.error(location, f"{told}; назовите свой иначе или перенесите это в see_from")
