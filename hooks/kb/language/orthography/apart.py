"""The rule about one word written as two: «что бы помочь», «ни чего нет», «по быстрее», «от куда».

Each may also be two words: «что бы ни случилось», «ни кого, ни чего», «не где купить, а когда».
"""

import re
from collections.abc import Iterator

from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding
from kb.language.text.measures import pattern
from kb.language.text.prose import Passage
from kb.language.text.sentences import sentences
from kb.morphology import ADJECTIVE, case_of, is_known, parses

_INFINITIVE = r"[а-яё]+ (?: ть | ти | чь ) (?: ся | сь )?"
_NEXT = r"(?: (?= ␣ (?P<{}> [а-яё]+ ) ) )?"

_PAIR = pattern(
    rf"""
    [ВДИНОПСТЧвдинопстч] (?<! [\w-] . )
    (?: (?<= [Дд] ) о ␣ нельзя
      | (?<= [Нн] ) а ␣ (?: всегда | против | лево )
      | (?<= [Пп] ) о ␣ (?: мимо | среди )
      | (?<= [Оо] ) т ␣ (?: куда | туда | сюда )
      | (?<= [Ии] ) з ␣ (?: далека | давна )
      | (?<= [Сс] ) ␣ (?: нова | горяча | наружи )
      | (?<= [Вв] ) (?: ␣ замен | о ␣ вне )
      | (?<= [Пп] ) о ␣ (?P<how> [а-яё]{{3,}} [ей] ) (?! [\w-] ) {_NEXT.format("described")}
      | (?<= [Нн] ) и ␣ (?P<none> кто | кого | кому | кем | чего | чему | чем | как | где | куда
          | откуда | когда | сколько | как(?: ой | ая | ое | ие | их | ого | ому | им | ими | ую ) )
      | (?<= [Нн] ) е ␣ (?P<nobody> кто | где | куда | откуда | когда ) (?= ␣ не ␣ )
      | (?<= [Нн] ) е ␣ (?P<lack> кому | кого | чего | чем | где | куда | откуда | когда | зачем )
          (?= ␣ {_INFINITIVE} (?! [\w-] ) )
      | (?<= [Чч] ) то ␣ (?P<aim> бы ) (?= ␣ (?: не ␣ )? {_INFINITIVE} (?! [\w-] ) )
      | (?<= [Чч] ) то ␣ (?P<wish> бы ) (?! ␣ ни \b )
      | (?<= [Тт] ) ак ␣ (?P<also> же )
          (?= ␣ (?: про(?: шу | сим ) | сообща(?: ю | ем ) | напомина(?: ю | ем )
            | предлага(?: ю | ем ) | рекоменду(?: ю | ем ) | уведомля(?: ю | ем ) ) \b )
      | (?<= [Тт] ) ак ␣ (?P<and> же ) {_NEXT.format("added")}
    )
    (?! [\w-] )
    """
)
_NEGATION = re.compile(r"\b(?:не|нет|нельзя|без)\b", re.IGNORECASE)
_NEITHER = re.compile(r"\bни\b", re.IGNORECASE)
_BUT = re.compile(r"\b(?:а|но|вопрос|важно|главное|дело|понятно|ясно)\b", re.IGNORECASE)
_WISHES = re.compile(
    r"""
    (?: \b(?: хо(?:чу|чет|чешь|тим|тите|тят|тел[аи]?) | прос(?:ит|ят|им|ил[аи]?) | прошу
      | требу(?:ет|ют|ем|ю) | нужно | надо | важно | желательно | необходимо | для\ того
      | вместо\ того ),? )
    [ ] \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOT_COMPARED = frozenset({"более", "менее", "уже"})


def apart(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A pair of words that the sentence shows to be one."""
    if not _PAIR.search(passage.text):
        return
    for at, sentence in sentences(passage.text):
        for match in _PAIR.finditer(sentence):
            if _is_one_word(sentence, match):
                first, second = match[0].split()
                first = first.replace("е", "и") if match["nobody"] else first
                told = f"«{match[0]}» пишут слитно: «{first}{second}»"
                yield Finding(at + match.start(), told)


def _is_one_word(sentence: str, pair: re.Match[str]) -> bool:
    before, after = sentence[: pair.start()], sentence[pair.end() :]
    if pair["how"]:
        return _is_compared(pair["how"], pair["described"])
    if pair["none"]:
        return len(_NEITHER.findall(sentence)) == 1 and bool(_NEGATION.search(before + after))
    if pair["nobody"] or pair["lack"]:
        return not _BUT.search(before + after)
    if pair["aim"] and not before.strip("«„“"):
        return "," in after and "?" not in after
    if pair["aim"] or pair["wish"]:
        return bool(_WISHES.search(before)) and "?" not in after
    if pair["also"]:
        return not before
    if pair["and"]:
        return before.endswith((", а ", " а ")) and _is_noun(pair["added"])
    return True


def _is_compared(word: str, following: str | None) -> bool:
    """Whether «по» is a part of a comparative: «по быстрее», but not «по позже сданным»."""
    if word in _NOT_COMPARED or not is_known(f"по{word}"):
        return False
    tags = [one.tag for one in parses(word)]
    described = [one.tag.POS for one in parses(following or "-")]
    return (
        any(tag.POS == "COMP" for tag in tags)
        and not any(case_of(tag) in ("accs", "datv", "loct") for tag in tags)
        and {"NUMR", *ADJECTIVE}.isdisjoint(described)
    )


def _is_noun(word: str | None) -> bool:
    return bool(word) and all(one.tag.POS == "NOUN" for one in parses(word or ""))
