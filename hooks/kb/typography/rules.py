"""Turns the spaces at which a line must not break into no-break spaces; changes nothing else.

What is kept together in a language: `kb.typography.russian`, `kb.typography.english`; in any
other language only what both have in common, `kb.typography.spaces.COMMON`.
"""

from kb.typography import english, russian
from kb.typography.spaces import COMMON, NBSP

_RULES = {"ru": COMMON + russian.RULES, "en": COMMON + english.RULES}


def bind(text: str, locale: str) -> str:
    """Returns `text` with no-break spaces; its length and every other character stay.

    Only a single space, or a single newline inside a paragraph, is ever replaced. What is bound
    already counts as a space, so that a second time changes nothing. `kb.runs.OPAQUE` counts as
    a word; after `spaces.LINE` and `spaces.BLOCK` a new line begins.
    """
    bound: list[str] = []
    for rule in _RULES.get(locale, COMMON):
        for at in rule(text):
            if text[at] in " \n":
                bound = bound or list(text)
                bound[at] = NBSP
    return "".join(bound) if bound else text


def typeset(text: str, locale: str) -> str:
    """Returns a plain string, such as a title, set as the text of a page is; see `bind`."""
    return bind(text, locale)
