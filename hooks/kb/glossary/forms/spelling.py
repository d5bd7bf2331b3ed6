"""The other spelling of an English word: the American one of a British word, and the reverse.

Names of terms are nouns, so what distinguishes a noun from a verb in British English (“practice”)
is kept. Endings in -is- are replaced in any word long enough; all others only after the listed
stems, as “for” is not “four”, nor “filing” “filling”.
"""

import re
from functools import lru_cache

_PAIRS: tuple[tuple[str, str, str, str], ...] = (
    # What precedes, British, American, what follows.
    (r"\w{3}", "is", "iz", r"(?:ed|er|ing|able|ation|ational)"),
    (r"\w{3}", "ys", "yz", r"(?:ed|er|ing)"),
    (
        r"(?:arm|behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|parl|rum|tum|val|vap|vig)",
        "our",
        "or",
        r"\w*",
    ),
    # A meter measures: only a longer word (“kilometre”) has both spellings.
    (r"(?:calib|cent|fib|lit|\wmet|spect|theat)", "re", "er", ""),
    (r"(?:anal|catal|dial|epil|monol|prol)", "ogue", "og", ""),
    (r"(?:def|lic|off|pret)en", "c", "s", "e"),
    (
        r"(?:cance|channe|counse|dia|fue|labe|leve|marve|mode|pane|signa|tota|trave|tunne)l",
        "l",
        "",
        r"(?:ed|er|ing|or|ous)",
    ),
    (r"(?:enrol|fulfil|instal|skil)", "", "l", r"(?:ful|ment)?"),
    (r"(?:judg|acknowledg)", "e", "", "ment"),
    (r"program", "me", "", ""),
    (r"learn", "t", "ed", ""),
    (r"\bag", "e", "", "ing"),
    (r"\bgr", "e", "a", "y"),
    (r"\bs", "c", "k", r"eptic\w*"),
    (r"\bart", "e", "i", "fact"),
    (r"(?:\ban|gyn|orthop|\bp)", "ae", "e", r"(?:col|di|sth)\w*"),
)

_RULES = tuple(
    (re.compile(rf"(?P<before>{before}){one}(?={follows}(?:'?s)?\Z)"), rf"\g<before>{other}")
    for before, british, american, follows in _PAIRS
    for one, other in ((british, american), (american, british))
)


@lru_cache(maxsize=20_000)
def spellings(word: str) -> tuple[str, ...]:
    """Returns other spellings of a lower-case English word, perhaps with ’s; usually none."""
    found = (rule.sub(other, word, count=1) for rule, other in _RULES)
    return tuple(dict.fromkeys(one for one in found if one != word))
