"""The rules about «-тся», «более лучший», «согласно приказа», «обоих» for «обеих», and commas.

These are the commonest slips of grammar that spelling cannot show: both words are right alone.
"""

import re
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
      | [Бб]уд(?: у | ет | ем | ете | ешь | ут )
      | [Нн]ача(?: л[аи]? | ть ) | [Сс]та(?: л[аи]? | ть ) | [Рр]ешил[аи]? | [Уу]спел[аи]?
      | [Сс]мо(?: г | гл[аи] | жет | гут | жем | жете ) | [Уу]ме(?: ет | ют | ем | ете | ю )
      | [Пп]рид[её]тся | [Пп]риходится | [Пп]рос(?: им | ит | ят ) | [Пп]рошу
      | [Рр]екоменду(?: ем | ю | ет | ют ) | [Сс]овету(?: ем | ю | ет | ют )
      | [Пп]ыта(?: ется | ются | емся | юсь | лся | лась | лись ) )
    ␣ (?: (?: было | будет | бы ) ␣ )? (?: не ␣ )?
    (?: (?P<how> [а-яё]+ ) ␣ )? (?P<verb> [а-яё]+ тся ) (?! [\w-] )
    """
)

_INFINITIVE = pattern(r"ться (?<= [а-яё]{3} .... ) (?! [\w-] )")
_SUBJECT = pattern(r"(?<! [\w-] ) (?P<who> [А-ЯЁа-яё]+ ) ␣ (?: не ␣ )? (?P<verb> [а-яё]+ ) \Z")
_CLAUSE_ENDS = re.compile(r"[.!?…,;:—–()«»„“\n]")
_WORD = re.compile(r"[А-ЯЁа-яё]+")
_IMPERSONAL = frozenset("нравиться казаться приходиться хотеться удаваться".split())
_PERSONAL = frozenset("он она оно кто который которая которое".split())
_GOVERN = frozenset("VERB PRED ADJS PRTS GRND COMP".split())
_CALL_FOR_INFINITIVE = frozenset("чтобы чтоб если бы как пусть лишь где куда зачем чем ли".split())
_LONGEST_CLAUSE = 100

_MORE = pattern(r"(?<! [\w-] ) [Бб]олее ␣ (?P<what> [а-яё]+ ) (?! [\w-] )")
_BEST = re.compile(r"(?:лучш|худш)(?:ий|ая|ее|ие|его|ему|им|ем|ей|ую|их|ими)")

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


def finite(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """«Клиенту нравиться», «он учиться здесь»: nothing in the clause calls for an infinitive."""
    text = passage.text
    for match in _INFINITIVE.finditer(text):
        end = match.end()
        found = _SUBJECT.search(text, max(0, end - _LONGEST_CLAUSE), end)
        if not found:
            continue
        who, verb = found["who"].lower(), found["verb"]
        right = verb.replace("ться", "тся")
        if is_known(verb) and is_known(right) and _is_subject(who, verb):
            before = _CLAUSE_ENDS.split(text[max(0, end - _LONGEST_CLAUSE) : found.start()])[-1]
            after = _CLAUSE_ENDS.split(text[end : end + _LONGEST_CLAUSE])[0]
            begins, ends = found.start() - len(before), end + len(after)
            marks = text[max(0, begins - 1) : begins] + text[ends : ends + 1]
            if not re.search("[?:—–]", marks) and not _calls(before + after, who in _PERSONAL):
                told = f"«{verb}»: здесь не нужен мягкий знак; напишите «{right}»"
                yield Finding(found.start("verb"), told)


def _is_subject(who: str, verb: str) -> bool:
    tags = [one.tag for one in parses(who)]
    is_to_whom = any(tag.case == "datv" and tag.POS in ("NOUN", "NPRO") for tag in tags)
    return who in _PERSONAL or (verb in _IMPERSONAL and is_to_whom)


def _calls(clause: str, personal: bool) -> bool:
    """Whether a word of a clause may call for an infinitive, or be its verb."""
    called = {*_GOVERN, "INFN"} if personal else _GOVERN
    return any(
        word in _CALL_FOR_INFINITIVE or any(one.tag.POS in called for one in parses(word))
        for word in _WORD.findall(clause.lower())
    )


def compared(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """«Более лучший», «более быстрее»: compared twice; «тем более лучше» is not."""
    for match in _MORE.finditer(passage.text):
        what, start = match["what"], match.start()
        is_twice = _BEST.fullmatch(what) or all(one.tag.POS == "COMP" for one in parses(what))
        if is_twice and passage.text[max(0, start - 4) : start].strip().lower() != "тем":
            yield Finding(start, f"«{match[0]}»: уберите «{match[0].split()[0]}»")


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
