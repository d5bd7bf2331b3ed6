"""The rule about Russian words that need a hyphen, or no hyphen, and «в течении» of time.

Only those that cannot be two words, as «по прежнему адресу», «кто либо прав, либо нет» can.
"""

from collections.abc import Iterator

from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding
from kb.language.text.measures import pattern
from kb.language.text.prose import Passage
from kb.morphology import is_known, parses

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

_DURING = pattern(
    r"""
    [Вв] (?<! [\w-] . ) ␣ течении ␣
    (?: [0-9] | (?: [а-яё]+ ␣ )? (?: минут | час[ао] | дн[яе] | сут | недел | месяц | квартал | год
      | лет\b | смены | срок ) )
    """
)


def hyphens(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """«Кое кто», «как нибудь», «из за», «по русски», «во первых,», «как-бы», «в течении дня»."""
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
    for match in _JOINED.finditer(text):
        start = match.start()
        if word := _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start):
            said = word[0] + match[0]
            if match["particle"] or said.lower() in _TWO_WORDS:
                yield Finding(word.start(), f"«{said}» пишут без дефиса")
    for match in _DURING.finditer(text):
        yield Finding(match.start(), "«в течении» — о реке; о времени напишите «в течение»")


def _is_manner(word: str) -> bool:
    """Whether a word in «ски» is made from an adjective: «русски», but not «доски», «носки»."""
    if is_known(word):
        return all(one.tag.POS == "ADVB" for one in parses(word))
    return is_known(f"{word}й") and any(one.tag.POS == "ADJF" for one in parses(f"{word}й"))
