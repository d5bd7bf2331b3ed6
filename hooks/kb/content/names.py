"""The own names of a page, and the form in which names are compared."""

from kb.content.model import Entry, Term
from kb.content.problems import Location


def normal(name: str) -> str:
    """Returns a name in the form used to compare it: case folded, ё as е, single spaces."""
    return " ".join(name.casefold().replace("ё", "е").split())


def names_of(entry: Entry) -> list[tuple[Location, str]]:
    """Returns a page's title and a term's other names, without its `see_from`, with locations."""
    names: list[tuple[Location, str]] = [(("title",), entry.title)]
    if isinstance(entry, Term):
        names += [(("abbr",), entry.abbr)] if entry.abbr else []
        names += [(("aliases", n), alias) for n, alias in enumerate(entry.aliases)]
    return names
