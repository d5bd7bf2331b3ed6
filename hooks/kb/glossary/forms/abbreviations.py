"""Russian endings of abbreviations, and the words that are derived from abbreviations."""

from kb.glossary.lemmas import is_cyrillic

ENDINGS = tuple("а у ом ем е ов ев ам ами ах".split())
"""«По ГОСТу», «CSAT’ом»."""

AFTER_LATIN = tuple("ы и я ю ей ям ями ях".split())
"""«SLAы», «KPIя»: Latin letters may be read aloud in different ways."""

_VOWELS = frozenset("АЕЁИОУЫЭЮЯ")  # «ОСАГО» has no endings

DERIVED = tuple(
    stem + ending
    for stems, endings in {
        "н шн": "ый ая ое ые ого ой ому ую ым ом ых ыми",
        "овск": "ий ая ое ие ого ой ому ую им ом их ими",
        "к шк": "а и е у ой ою ам ами ах",
        "ник шник": " а у ом е и ов ам ами ах",
    }.items()
    for stem in stems.split()
    for ending in endings.split(" ")
)
"""Ends of other words: «SLA-шный», «ООН-овский», «ТЗ-шка», «ТЗ-шник»."""


def endings(abbreviation: str) -> tuple[str, ...]:
    """Returns the endings that an abbreviation may have."""
    last = abbreviation[-1]
    if len(abbreviation) < 2 or not last.isupper() or last in _VOWELS:
        return ()
    if not is_cyrillic(last):
        return ENDINGS + AFTER_LATIN
    return (*ENDINGS, "и" if last in "ГКХЖШЧЩ" else "ы")
