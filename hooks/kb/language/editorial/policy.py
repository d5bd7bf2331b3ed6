"""Rules about what is not published: figures without a known source, personal data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.content.problems import Problem
from kb.language.dictionary.words import Vocabulary
from kb.language.editorial.phones import phones
from kb.language.findings import Finding
from kb.language.text.prose import Passage, Prose, fields, typed
from kb.language.text.sentences import sentences


@dataclass(frozen=True)
class _Figure:
    """A claim that spreads from page to page: a sentence that has all the marks."""

    claim: str
    marks: tuple[re.Pattern[str], ...]
    """To be found in a text in lower case, which is faster than to ignore case; rarest first."""


def _figure(claim: str, *marks: str) -> _Figure:
    return _Figure(claim, tuple(map(re.compile, marks)))


_CLIENT = r"клиент|покупател|потребител|customer|client|buyer|consumer"
_TIMES = r"(?:5|6|7|10|11|пять|пяти|шесть|семь|десять|five|six|seven|ten)"

_FIGURES = (
    _figure("96 % недовольных молчат", r"\b96 ?(?:%|процент|per ?cent)", _CLIENT),
    _figure("жалуется один из 26", r"(?:\bодин|\b1|\bone) (?:из|in|out of) 2[67]\b"),
    _figure(
        "привлечь клиента в пять раз дороже",
        rf"\b{_TIMES}(?: ?[–-] ?[0-9]+)? (?:раз|times)",
        r"дорож|дешевл|стоит|обход|costs?\b|expensive|cheap",
        _CLIENT,
    ),
    _figure("+5 % удержания дают +25–95 % прибыли", r"\b25 ?[–-] ?95 ?%"),
    _figure(
        "недовольный расскажет девяти",
        r"недовол|unhappy|dissatisf|angry",
        r"\b(?:9 ?[–-] ?10|20|девят|десят|двадцат|nine|ten|twenty)",
        r"расска[жз]|\btells?\b|\btold\b",
        r"знаком|друзь|люд|человек|people|friends",
    ),
    _figure(
        "цепочка Sears: 5 → 1,3 → 0,5",
        r"\b1[,.]3\b",
        r"\b0[,.]5\b",
        rf"{_CLIENT}|сотрудник|персонал|выручк|employee|staff|revenue",
    ),
    _figure(
        "«хороший» NPS или CSAT",
        r"\b(?:e?nps|csat)\b",
        r"\b(?:хорош|отличн|норм[аы]\b|good|excellent|benchmark)",
        r"\b(?:выше|больше|от|above|over|at least) [0-9]",
    ),
    _figure(
        "размер штрафа",
        r"\bштраф|\bfines?\b|\bfined\b",
        r"[0-9][0-9 ]* ?(?:₽|руб|тыс|млн|rouble|thousand|million)",
    ),
)
"""Section 8 of the editors' notes on sources: no primary source, or a number that changes often."""


def figures(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """Figures from the list of those we do not publish."""
    lower = passage.text.lower()
    likely = [one for one in _FIGURES if all(mark.search(lower) for mark in one.marks)]
    for at, sentence in sentences(passage.text) if likely else ():
        lower = sentence.lower()
        for one in likely:
            if all(mark.search(lower) for mark in one.marks):
                yield Finding(
                    at,
                    f"цифра из списка непроверенных ({one.claim}); уберите её "
                    "или сошлитесь на первоисточник",
                )


_MAIL = re.compile(
    r"""
    (?<! [\w.+-] ) (?! git@ )  # the user of every Git server
    [\w.+-]+@(?P<host> [\w-]+(?:\.[\w-]+)*\.(?: xn--[\w-]+ | [^\W\d_]{2,} ) )
    (?! [\w-] | \.\w | :[\w~/:] )  # «deploy@vektor.ru:site/» is a place on a server
    """,
    re.VERBOSE,
)
_FILE = re.compile(
    r"\.(?:avif|gif|html?|jpe?g|jsx?|md|pdf|png|service|socket|svg|target|timer|webp|ya?ml|zip)\Z",
    re.IGNORECASE,
)
"""The end of names such as «logo@2x.png», which are not e-mail addresses."""

_SERVER = re.compile(r"(?:://[^\s/@]*|\b(?:ssh|scp|sftp|rsync|mosh)\b[^\n]*)\Z")
"""What precedes a user of a server: «ssh://site@vektor.ru», «ssh -p 2222 site@vektor.ru»."""

_EXAMPLE_HOST = re.compile(
    r"(?:.+\.)?(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)\Z", re.IGNORECASE
)
"""Hosts that belong to nobody: RFC 2606, RFC 6761."""


def personal_data(page: Prose) -> Iterator[Problem]:
    """Warns of phone numbers and e-mail addresses that may be real, even in code and links."""
    for at, message in _personal_data(page.source.body):
        yield page.warning_in_body(at, message, "personal-data")
    for location, text in fields(page.document):
        for at, message in _personal_data(text):
            passage = typed(page.document, location, text)  # findings are rare, places slow to find
            yield page.warning(passage, at, message, "personal-data")


def _personal_data(text: str) -> Iterator[tuple[int, str]]:
    for at, number in phones(text):
        yield at, f"«{number}» похоже на настоящий телефон; напишите +7 900 000-00-00"
    for match in _MAIL.finditer(text):
        if not is_example(match[0]) and not _is_no_mail(match):
            told = f"«{match[0]}» похоже на настоящую почту; напишите адрес на example.com"
            yield match.start(), told


def is_example(mail: str) -> bool:
    """Whether an e-mail address is at a host that belongs to nobody."""
    return bool(_EXAMPLE_HOST.match(mail.rpartition("@")[2]))


def _is_no_mail(match: re.Match[str]) -> bool:
    """Whether it is the name of a file, or a user in the address of a server."""
    before = match.string[max(0, match.start() - 100) : match.start()]
    return bool(_FILE.search(match["host"]) or _SERVER.search(before))
