"""Set phrases in which a noun has lost its meaning: «за счёт фирмы» is not about an account.

Only those that are rarely anything else: «в порядке» and «в процессе» may well be about an order or
a process.
"""

from kb.glossary.lemmas import fold
from kb.glossary.matching.context import Context

_PHRASES = """
    за счет, в счет, в конечном счете, по большому счету
    в целях, с целью, в качестве, в результате, в отношении, по отношению к
    в случае, на случай, в таком случае, в любом случае, в крайнем случае, в лучшем случае
    в худшем случае, в противном случае, на всякий случай, в ряде случаев
    на основании, на основе, по мере, по крайней мере, по меньшей мере, в полной мере
    в равной мере, в силу, в виде, под видом, в ходе, во время, в то же время
    в настоящее время, в последнее время, в свое время, при помощи, с помощью, при условии
    за исключением, в рамках, в пределах, на протяжении, в пользу, от имени, во имя, в лице
    в первую очередь, в последнюю очередь, в свою очередь, в том числе, в числе прочего
    таким образом, главным образом, некоторым образом, как правило, к примеру
    на самом деле, в самом деле, на деле, в конце концов, в итоге, в принципе, по причине
    со стороны, с одной стороны, с другой стороны, с точки зрения, в области, в сфере
    имеет место, имеет смысл, все в порядке, с учетом, без учета, в расчете на, из расчета
    в связи с, в связи со, в соответствии с, в соответствии со, в зависимости от, в отличие от
    по сравнению с, по сравнению со, в ответ на, по части, в честь
    in order to, in order that, in case, in the case of, in the event of, of course
    in the course of, as a matter of course, as a matter of fact, in terms of, on account of
    into account, as a result, in the end, at the end of the day, in fact, as a rule
    for example, on the one hand, on the other hand, in view of, in the light of, in light of
    by the way, by means of, in line with, in place of, in the first place, in charge
    in response to, on the part of, on behalf of, in favour of, in favor of, in addition to
    out of the question, with regard to, with respect to, in respect of, for the sake of
    in accordance with, in the long run, point of view, points of view, in turn, no matter
    take place, takes place, took place, taking place, taken place
    make sense, makes sense, made sense, making sense
"""


def _by_word() -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for phrase in _PHRASES.replace("\n", ",").split(","):
        words = tuple(phrase.split())
        for at, word in enumerate(words):
            found.setdefault(word, []).append((at, words))
    return found


_BY_WORD = _by_word()
"""For each word, its place in each phrase that has it, and the phrase."""


def is_in_phrase(word: str, context: Context) -> bool:
    """Whether `word`, with the words around it, is part of a set phrase."""
    word = fold(word)
    for at, phrase in _BY_WORD.get(word, ()):
        around = (*context.left[:at][::-1], word, *context.right[: len(phrase) - at - 1])
        if tuple(map(fold, around)) == phrase:
            return True
    return False
