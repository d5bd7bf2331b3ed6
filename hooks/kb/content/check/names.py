"""Names of terms: each belongs to one term."""

from collections.abc import Iterator

from kb.content.check.ids import Ids
from kb.content.check.own_names import names_of, normal
from kb.content.library import Library
from kb.content.model import Term
from kb.content.problems import Problem


def aliases(library: Library, ids: Ids) -> Iterator[Problem]:
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
