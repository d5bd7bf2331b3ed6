"""Words that the dictionaries lack: newer Russian ones, and regular formations.

Newer words are in simplemma's list; formations, which anybody may make, follow rules:
«госномер», «полстраницы», «пересоберём», “unused”, “subfolder”.

Of random typos in our pages, pymorphy3 takes 5.3 % for words, the list and the rules 0.4 % more.
"""

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache

from kb.morphology import is_known, is_listed, parses

_WITH_FIRST_PART = re.compile(
    r"""
    (?: авиа | авто | агро | аква | анти | аудио | аэро | био | вело | взаимо | видео | гео | гидро
      | гипер | глав | гос | евро | жил | зам | зоо | инфо | кибер | кино | клин | контр | космо
      | макро | мед | медиа | меж | мета | метео | микро | мини | моно | мото | мульти | нано
      | нарко | нейро | пиро | полит | полу | пост | пред | проф | псевдо | радио | рентген
      | ретро | сан | само | сверх | сель | соц | спец | спорт | стом | строй | суб | супер
      | такс[ио] | теле | термо | тех | транс | турбо | ультра | фарм | физ | фин | фото | хим
      | управ | хоз | эко | экс | экстра | электро | энерго | эпид | этно | юр )
    (?P<rest> [а-яё]{5,} )
    """,
    re.VERBOSE,
)
"""«Госномер», «видеовстреча», «физраствор»."""

_COUNTED = re.compile(
    r"""
    (?: двух | дву | тр[её]х | четыр[её]х | пяти | шести | семи | восьми | девяти | десяти
      | [а-яё]+(?:дцати|десяти) | одно | много | мало | обще | внутри )
    (?P<rest> [а-яё]{5,} )
    """,
    re.VERBOSE,
)
"""«Двенадцатиперстный»: adjectives only."""

_RELATED = re.compile(
    r"(?:без(?![кпстфхцчшщ])|бес(?=[кпстфхцчшщ])|вне|около|после|при)(?P<rest>[а-яё]{5,})"
)
"""«Беззалоговый», «внегарантийный»: no quality, as in «послеплохого», where a space was lost."""

_TOGETHER = re.compile(r"со(?!щ|[вжзсш][бвгджзклмнпрстфхцчшщ])(?P<rest>[а-яё]{5,})")
"""«Созаёмщик»: people only, and not «сосмежником», where a space was lost."""

_AGAIN = re.compile(r"(?:пере|недо)(?P<rest>[а-яё]{5,})")
_ACTION = re.compile(
    r"[а-яё]+ (?: (?:ни|ци)(?:[еийюя]|е[йм]|ям|ями|ях) | к(?:[аиеу]|ой|ам|ами|ах) | [оеё]к )",
    re.VERBOSE,
)
"""«Пересоберём», «перевыставление», «пересборка»: verbs and nouns of action."""

_NOT = re.compile(r"не(?P<rest>[а-яё]{5,})")
"""«Неустанавливаемый»: participles only, «невнутренний» is rather two words."""

_BORROWED = re.compile(r"(?P<stem>[а-яё]{3,})(?P<ending>ир(?:ова|у)[а-яё]*?)(?:с[ья])?")
"""«Эскалировать», where the dictionary has «эскалация»."""

_MORE = re.compile(r"до(?!пере)(?P<rest>[а-яё]{5,})")
"""«Допоставить», «доотправим»: verbs, before which no preposition can stand."""

_DONE_BY = re.compile(r"(?:вы|до|за|на|от|про|раз|рас|с)(?P<rest>[а-яё]{3,}р(?:ова|у)[а-яё]*)")
"""«Отсканировать», «склонируйте»: verbs of this kind are borrowed without a prefix."""

_LIKE = re.compile(r"[а-яё]{3,}[сц]ки")
"""«По-редакторски», where the dictionary has «редакторский»."""

_SHORT = re.compile(r"(?P<stem>[а-яё]{4,})ён")
"""«Уведомлён», where the dictionary has «уведомлен» only."""

_SHE = re.compile(r"(?P<man>[а-яё]{4,}[нрт])к(?:[аиеу]|о[йю]|ам|ами|ах)")
"""«Авторка», «дизайнеркам»: companies differ, and either form is right."""

_HALF = re.compile(r"пол(?P<rest>[бвгджзкмнпрстфхцчшщ][а-яё]{2,})")
_QUALITY = re.compile(r"(?P<stem>[а-яё]{4,}[внмт])о(?P<st>ст(?:[ьи]|ью|ей|ям|ями|ях))?")
"""«Документируемость», «пошагово», but not «сделанно»: no adverb is made from a participle."""

_ENGLISH = re.compile(r"(?:un(?=[a-z]+(?:ed|able)\Z)|micro|mid|multi|sub)(?P<rest>[a-z]{4,})")
_BRITISH = re.compile(r"is(?=(?:e[ds]?|ing|ations?)\Z)")
_VOWEL = re.compile(r"[аеёиоуыэюя]\Z")

_NAMED = frozenset({"NOUN", "ADJF"})
_QUALITIES = frozenset({"ADJF", "PRTF"})
_SERVING = frozenset({"COMP", "CONJ", "NPRO", "PRCL", "PREP"})
_DONE = frozenset({"VERB", "INFN", "PRTF", "PRTS", "GRND"})
_NO_RELATION = frozenset({"Anum", "Apro", "Qual"})
_NO_PART = frozenset({"Abbr", "Apro", "Infr", "Name", "Surn"})


@lru_cache(maxsize=20_000)
def is_newer(word: str) -> bool:
    """Whether a Russian word in lower case, without hyphens, is a newer word or formed by rule."""
    return _is_formed(word) or is_listed(word, "ru")


def is_formed_english(word: str) -> bool:
    """Whether an English word in lower case is a listed one with a prefix, or in British spelling.

    “Unused”, “monetisation”.
    """
    found = _ENGLISH.fullmatch(word)
    return is_listed(found["rest"] if found else _BRITISH.sub("iz", word), "en")


def is_first_part(part: str) -> bool:
    """Whether a Russian word in lower case may begin a compound: «юридическо», «человеко».

    A hyphen and another word follow.
    """
    stem, vowel = part[:-1], part[-1:]
    return vowel in {"о", "е"} and (
        _is(f"{stem}ий", _QUALITIES) or _is(f"{stem}ый", _QUALITIES) or _is(stem, {"NOUN"})
    )


def compounds(word: str) -> Iterator[tuple[str, str]]:
    """Yields the ways to part a Russian word in lower case that is a compound formed by rule.

    The second part is in the dictionary: «фото» and «отчет», «трех» and «значный».
    """
    for written, pos in ((_WITH_FIRST_PART, _NAMED), (_COUNTED, _QUALITIES)):
        if (found := written.fullmatch(word)) and _is(found["rest"], pos):
            yield word[: found.start("rest")], found["rest"]
    for at in range(4, len(word) - 4):
        if word[at - 1] in "ое" and _may_begin(word[:at]) and _is(word[at:], _NAMED):
            yield word[:at], word[at:]


def _is_formed(word: str) -> bool:
    """Whether a word is a regular formation from one of the dictionary's words."""
    return (
        _is_reflexive(word)
        or _is_of_two(word)
        or any(is_so(found) for written, is_so in _RULES if (found := written.fullmatch(word)))
    )


def _is_done_again(found: re.Match[str]) -> bool:
    rest = found["rest"]
    return _is(rest, _DONE) or (bool(_ACTION.fullmatch(rest)) and _is(rest, _NAMED))


def _is_of_two(word: str) -> bool:
    """«Узкопрофильный», «клиентоориентированный»: adjectives and participles only."""
    return any(
        word[at] in "ое" and _may_begin(word[: at + 1]) and _is(word[at + 1 :], _QUALITIES)
        for at in range(3, len(word) - 5)
    )


def _may_begin(part: str) -> bool:
    """Whether it is an adverb made from an adjective, or a noun with «о»."""
    if is_known(part):
        found = {one.tag.POS for one in parses(part)}
        return not found.isdisjoint({"ADVB", "ADJS"}) and found.isdisjoint(_SERVING)
    return len(part) > 4 and part[-1] == "о" and _is(part[:-1], {"NOUN"})


def _is_borrowed(found: re.Match[str]) -> bool:
    # All verbs of this kind are conjugated as «планировать» is.
    return _is(f"{found['stem']}ация", {"NOUN"}) and is_known(f"план{found['ending']}")


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (_WITH_FIRST_PART, lambda found: _is(found["rest"], _NAMED)),
    (_SHORT, lambda found: _is(f"{found['stem']}ен", {"PRTS"})),
    (_SHE, lambda found: _has(found["man"], "NOUN", "anim", "nomn")),
    (_HALF, lambda found: _has(found["rest"], "NOUN", "gent", "sing")),
    (_QUALITY, lambda found: _is(f"{found['stem']}ый", _QUALITIES if found["st"] else {"ADJF"})),
    (_MORE, lambda found: _is_only(found["rest"], {"VERB", "INFN"})),
    (_DONE_BY, lambda found: _is(found["rest"], _DONE)),
    (_LIKE, lambda found: _is(f"{found[0]}й", _NAMED)),
    (_COUNTED, lambda found: _is(found["rest"], _QUALITIES)),
    (_RELATED, lambda found: _is_only(found["rest"], {"ADJF"})),
    (_TOGETHER, lambda found: _has(found["rest"], "NOUN", "anim")),
    (_NOT, lambda found: _is(found["rest"], {"PRTF"})),
    (_AGAIN, _is_done_again),
    (_BORROWED, _is_borrowed),
)
"""How each formation is written, and the condition on its parts."""


def _is_reflexive(word: str) -> bool:
    """«Подмениться»: a transitive verb with «сь» after a vowel and «ся» after other letters."""
    verb, ending = word[:-2], word[-2:]
    if ending != ("сь" if _VOWEL.search(verb) else "ся") or not is_known(verb):
        return False
    return any(one.tag.transitivity == "tran" and one.tag.POS in _DONE for one in parses(verb))


def _is(word: str, pos: Collection[str]) -> bool:
    """Whether the dictionary has a word as one of the parts of speech, but not as a pronoun."""
    return is_known(word) and any(
        one.tag.POS in pos and _NO_PART.isdisjoint(map(str, one.tag.grammemes))
        for one in parses(word)
    )


def _is_only(word: str, pos: Collection[str]) -> bool:
    """Whether the dictionary has no other readings of a word; neither a quality nor a pronoun."""
    tags = [one.tag for one in parses(word)] if is_known(word) else []
    return bool(tags) and all(
        tag.POS in pos and _NO_RELATION.isdisjoint(map(str, tag.grammemes)) for tag in tags
    )


def _has(word: str, *grammemes: str) -> bool:
    """Whether the dictionary has a reading of a word with all the grammemes."""
    return is_known(word) and any(set(grammemes) in one.tag for one in parses(word))
