"""How to write a rule, and the rules that do not depend on the language."""

import re
from collections.abc import Callable, Iterable, Iterator

from kb.tree.runs import OPAQUE

NBSP = "\u00a0"

LINE = "\u2028"
"""A line break that the reader sees."""

BLOCK = "\u2029"
"""A separator of two unrelated texts."""

Rule = Callable[[str], Iterable[int]]
"""Returns places in a text at which a line must not break; only the spaces there matter."""


def pattern(verbose: str) -> re.Pattern[str]:
    """Compiles a verbose expression in which `␣` is one space of any kind, bound or not.

    An expression that begins with a character or a class is matched many times faster than one
    that begins with a lookbehind; so the rules look behind over what they have just matched.
    """
    return re.compile(verbose.replace("␣", r"[\ \n\u00a0\u202f]"), re.VERBOSE | re.DOTALL)


def each(verbose: str, *, needs: str = "") -> Rule:
    """Returns the rule that binds the space with which a match of the expression ends.

    `needs` are words, separated by spaces, one of which is in every match: a text without any of
    them, as most are, is not searched.
    """
    return _rule(verbose, needs, lambda match: (match.end() - 1,))


def before(verbose: str, *, needs: str = "") -> Rule:
    """Returns the rule that binds the space right before a match; `needs` as in `each`."""
    return _rule(verbose, needs, lambda match: (match.start() - 1,))


def within(verbose: str, *, needs: str) -> Rule:
    """Returns the rule that binds every space in a match; `needs` as in `each`."""
    return _rule(verbose, needs, lambda match: range(*match.span()))  # only spaces are bound


def _rule(verbose: str, needs: str, places: Callable[[re.Match[str]], Iterable[int]]) -> Rule:
    compiled, needed = pattern(verbose), needs.split() or [""]

    def rule(text: str) -> Iterator[int]:
        if any(one in text for one in needed):
            for match in compiled.finditer(text):
                yield from places(match)

    return rule


def after(abbreviations: str, *, unless: str = "(?!)") -> str:
    """Returns an expression that looks behind, over `. `, for one of the abbreviations.

    They may begin with a capital. `unless` is what must not precede them.
    """
    same_length: dict[int, list[str]] = {}
    for word in abbreviations.split():
        same_length.setdefault(len(word), []).append(f"[{word[0]}{word[0].upper()}]{word[1:]}")
    return "(?: {} )".format(
        " | ".join(
            rf"(?<= (?<! [\w-] ) (?<! {unless} ) (?: {' | '.join(words)} ) \. ␣ )"
            for words in same_length.values()
        )
    )


# G10, COVID-19 and addresses are not numbers; 24/7, 9–10, 3.2.4, 0,5, 15:00, 5-й and 100+ are.
NUMBER = r"""
    [\d½¼¾] (?<! \w . ) (?<! \w [-‑./@] . ) (?<! \d [,:×–] . )
    \d* (?: [.,:/×–‑-] \d+ )* (?: [½¼¾] | -[а-яё]{1,3} | \+ )?
"""
_SIGNS = "% ‰ ° ℃ ₽ € $ £ ¥"
SIGN = f"[{_SIGNS.replace(' ', '')}]"

_STANDARDS = "ГОСТ GOST ISO ИСО IEC МЭК СНиП СанПиН"
STANDARD = r"""
    [ГGIИМС] (?<! \w . ) (?: (?<= Г ) ОСТ | (?<= G ) OST | (?<= I ) (?: SO | EC ) | (?<= И ) СО
      | (?<= М ) ЭК | (?<= С ) (?: НиП | анПиН ) )
    (?: ␣ [РR] )? (?: (?: ␣ | / ) (?: ИСО | ISO | МЭК | IEC | ЕН | EN | МС ) ){0,3} ␣
"""
"""What precedes the number of a standard: «ГОСТ Р ИСО», “ISO/IEC”."""

COMMON: tuple[Rule, ...] = (
    # Before a dash…
    before(r"[—–] (?<= \S ␣ . ) (?: [\s,.…?!»“”)] | \Z )"),
    # …and after one that opens a line.
    each(
        rf"""
        [—–] ␣ (?= \S )
        (?: (?<= \A .. ) | (?<= \A \s .. ) | (?<= [«„“‘(\[{OPAQUE}{LINE}{BLOCK}] .. )
          | (?<= [{LINE}{BLOCK}] \s .. ) )
        """
    ),
    # Between groups of digits: the first group, or a further one.
    each(
        r"""
        \d (?: (?<! [\w.,:/] . ) (?<! \w- . ) (?<! 0 ) \d{0,2} | (?<= \d ␣ . ) \d{2} )
        ␣ (?= \d{3} (?! \d ) )
        """
    ),
    each(rf"{NUMBER} ␣ (?= {SIGN} )", needs=_SIGNS),
    each(r"[№§©] ␣ (?= \S )", needs="№ § ©"),
    each(r"[≥≤±≈] ␣ (?= \d )", needs="≥ ≤ ± ≈"),
    each(r"[<>~€$£¥] (?<! [\d)] ␣ . ) ␣ (?= \d )", needs="< > ~ € $ £ ¥"),  # not «5 < 10», «5 € 10»
    # Between the sides of a thing: 5 × 5. An equation breaks at its signs.
    within(
        r"\d ␣ × ␣ \d (?: [\d.,]* ␣ × ␣ \d )? (?! [\d.,]* ␣? [%=÷×+−] )",
        needs="×",
    ),
    # In the designation of a standard, and in a telephone number.
    within(rf"{STANDARD} \d", needs=_STANDARDS),
    within(
        r"""
        [+8(]
        (?: (?<= \+ ) \d{1,3} (?: ␣ | - )
            (?: \( \d{2,5} \) | \d{2,5} ) (?: (?: ␣ | - ) \d{2,4} ){2,3}
          | (?<= 8 ) (?<! [\w.,:/+–-] . ) (?: ␣ | - )
            (?: \( \d{3,5} \) | \d{3,5} ) (?: (?: ␣ | - ) \d{2,3} ){2,3}
          | (?<= \( ) \d{3,5} \) ␣ \d{1,3} - \d\d - \d\d
        ) (?! [\w-] )
        """,
        needs="+ 8 (",
    ),
)
