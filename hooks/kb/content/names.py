"""A term's own names, and the form in which names are compared."""

from kb.content.model import Term
from kb.content.problems import Location


def normal(name: str) -> str:
    """Returns a name in the form used to compare it: case folded, ё as е, single spaces."""
    return " ".join(name.casefold().replace("ё", "е").split())


def names_of(term: Term) -> list[tuple[Location, str]]:
    """Returns a term's own names and their locations, without its `see_from`."""
    names: list[tuple[Location, str]] = [(("title",), term.title)]
    if term.abbr:
        names.append((("abbr",), term.abbr))
    return names + [(("aliases", n), alias) for n, alias in enumerate(term.aliases)]
