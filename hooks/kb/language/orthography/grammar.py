"""The rules about «-тся», «согласно» with the genitive, «обоих» for «обеих», and commas.

These are the commonest slips of grammar that spelling cannot show: both words are right alone.
"""

from collections.abc import Iterator

from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding
from kb.language.text.measures import pattern
from kb.language.text.prose import Passage
from kb.morphology import is_known, parses

# Not «может», which is often «может быть»: «может получится»; and in «всё, что нужно хранится тут»,
# it is a comma that is missing.
_MUST = pattern(
    r"""
    (?<! [\w-] ) (?<! [Чч]то␣ )
    (?P<must> [Нн](?: адо | ужно | ельзя ) | [Мм]о(?: жно | гу | ж(?: ем | ете | ешь ) | гут
      | г | гл[аи] ) | [Дд]олж(?: ен | на | ны ) | [Оо]бязан[аы]? | [Сс]ледует
      | [Хх]о(?: чу | чет | чешь | тим | тите | тят | тел[аи]? )
      | [Бб]уд(?: у | ет | ем | ете | ешь | ут ) )
    ␣ (?: не ␣ )? (?: (?P<how> [а-яё]+ ) ␣ )? (?P<verb> [а-яё]+ тся ) (?! [\w-] )
    """
)

_ACCORDING = pattern(r"(?: [Сс]огласно | [Вв]опреки ) ␣ (?P<what> [а-яё]+ ) (?! [\w-] )")
_BOTH = pattern(r"[Оо]бо (?<! [\w-] ... ) (?P<cut> их | ими? ) ␣ (?P<whom> [а-яё]+ ) (?! [\w-] )")
_CLAUSE = pattern(
    r"""
    (?<! [\w-] ) (?P<before> [А-ЯЁа-яё]+ ) (?P<gap> ␣ )
    (?P<joins> чтобы | если (?! ␣ не ␣ [^.!?…]{1,80}, ␣ (?: а | то ) \b )
      | котор (?: ый | ая | ое | ые ) (?! ␣ (?: раз | час | день | месяц | год | сутки ) \b ) )
    (?! [\w-] )
    """
)
"""Not «клиент который день ждёт»."""

_NO_COMMA = frozenset({"быть", "есть", "случае", "случай", "частности", "числе"})
"""«То есть если», «на случай если», «в том числе если»."""

_ASKS = frozenset({"надо", "нужно", "важно"})
_WHOSE = frozenset({"его", "её", "ее", "их"})


def infinitives(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """«Нужно вернутся», «должен срочно обратится»: a word that calls for an infinitive."""
    for match in _MUST.finditer(passage.text):
        verb, how = match["verb"], match["how"]
        infinitive = verb.removesuffix("ся") + "ься"
        if not is_known(verb) or not is_known(infinitive):
            continue
        if how and all(one.tag.POS != "ADVB" for one in parses(how)):
            continue
        told = f"«{verb}» после «{match['must']}»: нужен мягкий знак; напишите «{infinitive}»"
        yield Finding(match.start("verb"), told)


def according(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """«Согласно приказа»: only a word that is in the genitive and cannot be in the dative."""
    for match in _ACCORDING.finditer(passage.text):
        what = match["what"]
        cases = {one.tag.case for one in parses(what)}
        if is_known(what) and what not in _WHOSE and "gent" in cases and "datv" not in cases:
            how = match[0].split()[0].lower()
            told = f"«{match[0]}»: {how} чему, а не чего; поставьте дательный падеж"
            yield Finding(match.start(), told)


def both(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """«С обоих сторон»: the masculine before a noun that can only be feminine."""
    for match in _BOTH.finditer(passage.text):
        whom = match["whom"]
        if is_known(whom) and all({"NOUN", "femn", "plur"} in one.tag for one in parses(whom)):
            right = f"{match[0][0]}бе{match['cut']} {whom}"
            yield Finding(match.start(), f"«{match[0]}»: слово женского рода; напишите «{right}»")


def commas(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """«Просит чтобы», «звоните если», «клиент который ждёт»: after a word that ends a clause.

    Not «которого», which may depend on the noun: «дом, крыша которого». Nor «того чтобы».
    """
    for match in _CLAUSE.finditer(passage.text):
        before, joins = match["before"], match["joins"]
        wanted = {"NOUN"} if joins.startswith("котор") else {"INFN", "NOUN", "VERB"}
        lower = before.lower()
        if lower in _NO_COMMA or not is_known(lower):
            continue
        is_asking = joins == "чтобы" and lower in _ASKS
        if is_asking or all(one.tag.POS in wanted for one in parses(lower)):
            told = f"перед «{joins}» нужна запятая; напишите «{before}, {joins}»"
            yield Finding(match.start("gap"), told)
