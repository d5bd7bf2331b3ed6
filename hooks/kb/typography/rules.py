"""Turns the spaces at which a line must not break into no-break spaces; changes nothing else.

What a language keeps together is in `kb.typography.russian` and `kb.typography.english`; any other
language gets only what both share, `kb.typography.spaces.COMMON`.
"""

from kb.typography import english, russian
from kb.typography.spaces import COMMON, NBSP

_RULES = {"ru": COMMON + russian.RULES, "en": COMMON + english.RULES}


def typeset(text: str, locale: str) -> str:
    """Returns `text` with no-break spaces; its length and every other character stay the same.

    Only a single space, or a single newline inside a paragraph, is ever replaced. A space that is
    already bound still counts as one, so a second call changes nothing. `kb.tree.runs.OPAQUE`
    counts as a word; after `spaces.LINE` and `spaces.BLOCK` a new line begins.
    """
    bound: list[str] = []
    for rule in _RULES.get(locale, COMMON):
        for at in rule(text):
            if text[at] in " \n":
                bound = bound or list(text)
                bound[at] = NBSP
    return "".join(bound) if bound else text
