"""The rule about Russian words that need a hyphen, or no hyphen.

Only those that cannot be two words, as «по прежнему адресу», «кто либо прав, либо нет» can.
"""

import re
from collections.abc import Iterator

from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding
from kb.language.text.measures import pattern
from kb.language.text.prose import Passage
from kb.morphology import ADJECTIVE, is_known, parses

# Each begins with a letter and looks behind only from there, which is several times faster.
_PARTED = pattern(
    r"""
    [кизвтопКИЗВТОП] (?<! [\w-] . )
    (?: (?<= [кК] ) о[ей] ␣
          (?= (?: кто | кого | кому | кем | что | чего | чему | чем | где | куда | когда | как
            | как(?: ой | ая | ое | ие | ого | ому | им | ими | ую | их ) ) (?! [\w-] ) )
      | (?<= [иИ] ) з ␣ (?= (?: за | под ) ␣ (?! и ␣ ) )
      | (?: (?<= [вВ] ) с[её] | (?<= [тТ] ) ак | (?<= [оО] ) пять | (?<= [пП] ) рямо ) ␣
          (?= таки (?! [\w-] ) )
      | (?<= [пП] ) о ␣ (?= (?P<how> [а-яё]+ [сц]ки ) (?! [\w-] ) )
      | (?<= [вВ] ) о ␣ (?= (?: первых | вторых ) , ) | (?<= [вВ] ) ␣ (?= третьих , ) )
    (?P<rest> [а-яё]+ )
    """
)
_SOME = pattern(r"то (?<= [а-яё] ␣ .. ) ␣ (?P<next> [а-яё]+ ) (?! [\w-] )")
_SOMEONE = pattern(
    r"""
    (?: (?P<begins> (?: \A | [.!?…] ␣ ) )
      | (?<! [\w-] ) (?: [Ее]сли | [Кк]огда | чтобы | ли | уже | ещё | еще | но | вдруг | опять
          | снова | вроде | там | тут | здесь | будто | пока
          | (?<! , ␣ ) (?: с | у | о | к | в | на | для | за | от ) ) ␣ )
    (?P<who> [А-ЯЁа-яё]+ ) ␣ \Z
    """
)
_WHO = re.compile(
    "кто|кого|кому|кем|ком|что|чего|чему|чем|чём|где|куда|откуда|когда|почему|зачем|как|сколько"
    "|как(?:ой|ая|ое|ие|их|ого|ому|им|ую)",
    re.IGNORECASE,
)
_THAT = frozenset("же самое есть и ли".split())
_ENDS = re.compile(r"[.!?…]")
_NEARBY = 200
_ANY = pattern(r"нибудь (?<= [а-яё] ␣ нибудь ) (?! [\w-] )")
_LAST_WORD = pattern(r"[а-яёА-ЯЁ]+ ␣ \Z")
_WORD_BEFORE = pattern(r"(?<! [\w-] ) [а-яёА-ЯЁ]{2,} \Z")
_LONGEST_WORD = 30

_JOINED = pattern(
    r"""
    - (?: (?P<particle> бы | же | ли ) | что | как | есть | будто | равно | поводу | этому )
    (?! [\w-] )
    """
)
_TWO_WORDS = frozenset(
    "потому-что так-что так-как то-есть как-будто все-равно всё-равно по-поводу по-этому".split()
)

_PREFIXED = pattern(r"[Пп]о (?<! [\w-] .. ) л? - (?P<rest> [а-яё]+ ) (?! [\w-] )")
_HALF = pattern(
    r"""
    [Пп]ол (?<! [\w-] ... ) ␣ (?P<rest> бутылки | века | года | дня | килограмма | месяца
      | метра | минуты | недели | пачки | процента | стакана | ставки | таблетки | тонны | часа )
    (?! [\w-] | ␣ (?: дв[ае] | полтор[аы] | пять | три | четыре | [0-9] ) )
    """
)
"""Not «мыли пол часа два»."""


def hyphens(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """«Кое кто», «как нибудь», «из за», «во первых,», «как-бы», «пол-часа»."""
    text = passage.text
    for match in _PARTED.finditer(text):
        if match["how"] and not _is_manner(match["how"].lower()):
            continue
        first, rest = match[0][: -len(match["rest"]) - 1], match["rest"]
        told = f"«{first} {rest}» пишут через дефис: «{first}-{rest}»"
        yield Finding(match.start(), told)
    for match in _ANY.finditer(text):
        start = match.start()
        if word := _LAST_WORD.search(text, max(0, start - _LONGEST_WORD), start):
            first = word[0][:-1]
            told = f"«{first} нибудь» пишут через дефис: «{first}-нибудь»"
            yield Finding(word.start(), told)
    for match in _SOME.finditer(text):
        start = match.start()
        who = _SOMEONE.search(text, max(0, start - _LONGEST_WORD), start)
        if who and _WHO.fullmatch(who["who"]) and _is_some(match, begins=who["begins"] is not None):
            said = who["who"]
            yield Finding(who.start("who"), f"«{said} то» пишут через дефис: «{said}-то»")
    for match in _JOINED.finditer(text):
        start = match.start()
        if word := _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start):
            said = word[0] + match[0]
            if match["particle"] or said.lower() in _TWO_WORDS:
                yield Finding(word.start(), f"«{said}» пишут без дефиса")
    prefixed = (match for match in _PREFIXED.finditer(text) if _is_prefixed(match))
    for match in (*prefixed, *_HALF.finditer(text)):
        first, rest = match[0][: -len(match["rest"]) - 1], match["rest"]
        yield Finding(match.start(), f"«{match[0]}» пишут слитно: «{first}{rest}»")


def _is_some(match: re.Match[str], *, begins: bool) -> bool:
    """Whether «то» belongs to the word before it: not «Где то письмо?», «что то же самое»."""
    end = match.end()
    stops = _ENDS.search(match.string, end, end + _NEARBY)
    if (stops and stops[0] == "?" and begins) or match["next"] in _THAT:
        return False
    tags = [one.tag for one in parses(match["next"])]
    return not any(tag.gender == "neut" and tag.POS in {"NOUN", *ADJECTIVE} for tag in tags)


def _is_prefixed(word: re.Match[str]) -> bool:
    """Whether «по-» is before a comparative, or «пол-» before a noun that needs no hyphen."""
    rest, found = word["rest"], parses(word["rest"])
    if "л" not in word[0][:3]:
        return is_known(rest) and found[0].tag.POS == "COMP"
    is_half = any({"NOUN", "sing", "gent"} in one.tag for one in found)
    return is_half and rest[0] not in "аеёиоуыэюял"


def _is_manner(word: str) -> bool:
    """Whether a word in «ски» is made from an adjective: «русски», but not «доски», «носки»."""
    if is_known(word):
        return all(one.tag.POS == "ADVB" for one in parses(word))
    return is_known(f"{word}й") and any(one.tag.POS == "ADJF" for one in parses(f"{word}й"))
