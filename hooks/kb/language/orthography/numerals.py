"""The rule about the endings of numbers: «1-ый», «10-ти», «2-х этажный»."""

import re
from collections.abc import Iterator

from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding
from kb.language.text.measures import pattern
from kb.language.text.prose import Passage
from kb.morphology import is_known, parses

_ENDING = pattern(
    r"""
    [0-9] -
    (?: (?P<stem> [бвмрт]{0,2} )
        (?P<ordinal> ый | ий | ой | ая | ое | ые | ого | его | ому | ему | ым | им | ом | ых | их
          | ыми | ими | ую )
      | т?ью? | ти | р?[её]х | ух | мя )
    (?! [\w-] )
    (?P<month> ␣ (?: января | февраля | марта | апреля | мая | июня | июля | августа | сентября
      | октября | ноября | декабря ) \b )?
    """
)
_PART = pattern(r"[0-9] -? (?P<ending> х | ти | ми | и ) (?P<gap> ␣ | - ) (?P<rest> [а-яё]{4,} )")
_CASES = {"х": {"gent", "loct", "accs"}, "ми": {"ablt"}}
_CASES["ти"] = _CASES["и"] = {"gent", "datv", "loct"}
_NUMBER = pattern(r"(?<! [\w.,:/№+–—-] ) [0-9]{0,6} \Z")
_LONGEST_NUMBER = 8


def numerals(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """An ordinal keeps its last letter, and the consonant before it; a cardinal has no ending."""
    text = passage.text
    told_of = set()
    for match in (*_PART.finditer(text), *_ENDING.finditer(text)):
        last = match.start()
        number = _NUMBER.search(text, max(0, last - _LONGEST_NUMBER), last)
        if not number or last in told_of:
            continue
        found, whole = match.groupdict(), number[0] + text[last]
        if "rest" in found:
            if not _is_compound(match):
                continue
            right = f"{whole}-{match['rest']}"
        elif match["ordinal"] and not match["month"]:
            if match["stem"] and _is_noun(match["stem"] + match["ordinal"]):
                continue
            right = f"{whole}-{_shortest(match['ordinal'])}"
        else:
            right = whole + (match["month"] or "")
        told_of.add(last)
        yield Finding(number.start(), f"«{number[0]}{match[0]}»: напишите «{right}»")


def _shortest(ending: str) -> str:
    return ending[-1] if ending[-2] in "аеиоуы" else ending[-2:]


def _is_noun(word: str) -> bool:
    """Whether what follows the hyphen may be a word: «5-том»."""
    return is_known(word) and any(one.tag.POS == "NOUN" for one in parses(word))


def _is_compound(match: re.Match[str]) -> bool:
    """Whether a number cannot count what an adjective describes: «2-х этажный»."""
    forms = [one.tag for one in parses(match["rest"])]
    if all(tag.POS != "ADJF" for tag in forms):
        return False
    counted = _CASES[match["ending"]]
    return match["gap"] == "-" or all(
        tag.number != "plur" or tag.case not in counted for tag in forms
    )
