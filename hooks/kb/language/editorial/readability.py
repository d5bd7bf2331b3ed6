"""A rule about pages that are hard to read because their sentences are long."""

from collections.abc import Iterator

from kb.content.problems import Problem
from kb.language.text.prose import Kind, Prose
from kb.language.text.sentences import Readability, readability

LONGEST_AVERAGE = 14
"""Words per sentence, averaged over a page; style guide, section 2."""


def hard_to_read(page: Prose) -> Iterator[Problem]:
    """Warns of a page whose sentences are too long on average."""
    measured = measure(page)
    average = measured.words_a_sentence
    if average > LONGEST_AVERAGE and measured.is_meaningful:
        told = (
            f"в среднем слов в предложении: {average:.1f}, а нужно не больше "
            f"{LONGEST_AVERAGE}; разбейте длинные"
        ).replace(".", ",", 1)
        line = page.document.line(("title",))
        yield page.document.warning(line, told, rule="readability")


def measure(page: Prose) -> Readability:
    """Returns how hard a page's running text is to read; tables and headings are left out."""
    return readability(one.text for one in page.passages if one.kind is Kind.TEXT)
