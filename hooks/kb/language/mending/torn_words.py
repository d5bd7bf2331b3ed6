"""Puts together words that a hyphen parts at the end of a line, as in text copied from a PDF."""

from kb.language.text.prose import Prose
from kb.language.text.torn_words import torn_words


def with_words_whole(page: Prose) -> str:
    """Returns the body of a page with each such word whole at the end of its first line."""
    lines = [*page.document.source.body_lines]
    for one in reversed([*torn_words(page)]):
        below = lines[one.line + 1][one.rest.end() :]
        lines[one.line] = lines[one.line][: one.mark] + one.rest["right"] + one.rest["marks"]
        lines[one.line + 1 : one.line + 2] = [one.rest["before"] + below] if below else []
    return "\n".join(lines)
