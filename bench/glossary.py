"""Measures the glossary: right and wrong links on the labelled texts, and words per second."""

import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import yaml
from markdown import Markdown
from markdown.extensions import Extension
from snowballstemmer import stemmer

from kb.glossary import GlossaryLinks, Match, Matcher, TermForms
from kb.glossary.lemmas import is_cyrillic
from kb.glossary.linking.links import Finder
from kb.markdown.extension import GLOSSARY

CASES = Path(__file__).parent.parent / "tests" / "cases" / "glossary"
PAGES = Path(__file__).parent.parent / "docs" / "ru"
EXTENSIONS = (
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tilde",
)
_MARKED = re.compile(r"\{([a-z0-9-]+)\|([^{}]*)\}")
_OPEN, _CLOSE = "\ue000", "\ue001"

Span = tuple[int, int, str]
"""Where a term is in a page's text, and its id."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A Markdown text and the occurrences it should have."""

    about: str
    markdown: str
    text: str
    """What a reader sees."""

    spans: frozenset[Span]


@dataclass(frozen=True, slots=True)
class Score:
    """How many occurrences were found correctly, found wrongly, or missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / ((self.right + self.wrong) or 1)

    @property
    def recall(self) -> float:
        return self.right / ((self.right + self.missed) or 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / ((2 * self.right + self.wrong + self.missed) or 1)


def terms(locale: str, kind: str = "labelled") -> list[TermForms]:
    """The terms the texts of `locale` are labelled with."""
    entries = yaml.safe_load((CASES / f"{kind}.terms.{locale}.yml").read_text("utf-8"))
    return [
        TermForms(
            entry["id"],
            entry["names"],
            entry.get("abbreviations", ()),
            entry.get("exact", ()),
            entry.get("never", ()),
        )
        for entry in entries
    ]


def labelled(locale: str, kind: str = "labelled") -> list[Labelled]:
    """The texts of `locale`: `{id|text}` marks an occurrence, ⍽ is a no-break space.

    kind: "labelled", or "homonyms" for the harder ones.
    """
    cases = yaml.safe_load((CASES / f"{kind}.{locale}.yml").read_text("utf-8"))
    return [_labelled(case["about"], case["text"].replace("⍽", "\u00a0")) for case in cases]


def predicted(case: Labelled, finder: Finder) -> frozenset[Span]:
    """Returns what `finder` finds in the case as Markdown converts its text."""
    text, spans = _read(_html(case.markdown, finder))
    if text != case.text:
        raise ValueError(f"{case.about}: the linker changed the text")
    return spans


def score(cases: Sequence[Labelled], finder: Finder) -> Score:
    """Scores `finder` on `cases`: an occurrence is right if its start, end and id all are."""
    right = wrong = missed = 0
    for case in cases:
        spans = predicted(case, finder)
        right += len(spans & case.spans)
        wrong += len(spans - case.spans)
        missed += len(case.spans - spans)
    return Score(right, wrong, missed)


def _labelled(about: str, marked: str) -> Labelled:
    ids = [mark[1] for mark in _MARKED.finditer(marked)]
    signed, _ = _read(_html(_MARKED.sub(rf"{_OPEN}\2{_CLOSE}", marked), None))
    text: list[str] = []
    spans: list[Span] = []
    start = 0
    for sign in signed:
        if sign == _OPEN:
            start = len(text)
        elif sign == _CLOSE:
            spans.append((start, len(text), ids[len(spans)]))
        else:
            text.append(sign)
    if len(spans) != len(ids):
        raise ValueError(f"{about}: a mark stands where Markdown drops it")
    return Labelled(about, _MARKED.sub(r"\2", marked), "".join(text), frozenset(spans))


class _Links(Extension):
    def __init__(self, finder: Finder) -> None:
        super().__init__()
        self.finder = finder

    def extendMarkdown(self, md: Markdown) -> None:
        links = GlossaryLinks(md, self.finder, lambda term_id: f"{term_id}/", link="all")
        md.treeprocessors.register(links, "kb-glossary", GLOSSARY)


def _html(source: str, finder: Finder | None) -> str:
    extensions: list[str | Extension] = [*EXTENSIONS, *([_Links(finder)] if finder else [])]
    return Markdown(extensions=extensions).convert(source)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.spans: list[Span] = []
        self.open: list[tuple[int, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.open.append((len(self.text), dict(attrs).get("data-term")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.open:
            start, term_id = self.open.pop()
            if term_id:
                self.spans.append((start, len(self.text), term_id))

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(html: str) -> tuple[str, frozenset[Span]]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text, frozenset(reader.spans)


class Literal:
    """Finds the names as in the glossary, in any letter case."""

    def __init__(self, terms: Sequence[TermForms]) -> None:
        names = {self.key(name): term.id for term in terms for name in _names(term)}
        self.terms = dict(sorted(names.items(), key=lambda name: -len(name[0])))

    def key(self, word: str) -> tuple[str, ...]:
        return tuple(self.stem(part) for part in re.findall(r"\w+", word.lower()))

    def stem(self, word: str) -> str:
        return word

    def find(self, text: str) -> list[Match]:
        words = [(m.start(), m.end(), self.stem(m[0].lower())) for m in re.finditer(r"\w+", text)]
        longest = max(map(len, self.terms))
        found: list[Match] = []
        at = 0
        while at < len(words):
            for size in range(min(longest, len(words) - at), 0, -1):
                key = tuple(word for _, _, word in words[at : at + size])
                if term_id := self.terms.get(key):
                    found.append(Match(words[at][0], words[at + size - 1][1], term_id))
                    at += size - 1
                    break
            at += 1
        return found


class Stemmed(Literal):
    """Finds the names by Snowball stems, as a search engine would."""

    def __init__(self, terms: Sequence[TermForms]) -> None:
        self.russian, self.english = stemmer("russian"), stemmer("english")
        super().__init__(terms)

    def stem(self, word: str) -> str:
        language = self.russian if is_cyrillic(word) else self.english
        return str(language.stemWord(word))


def _names(term: TermForms) -> list[str]:
    return [*(term.exact or term.names), *term.abbreviations]


def many_terms(number: int) -> list[TermForms]:
    """Returns a glossary of `number` terms: the labelled ones, and made-up pairs of their words."""
    known = terms("ru")
    words = sorted({word for term in known for name in term.names for word in name.split()})
    chance = random.Random(7)  # noqa: S311
    made = [
        TermForms(f"made-{at}", [" ".join(chance.sample(words, 2)) + f" {at}"])
        for at in range(max(0, number - len(known)))
    ]
    return [*known, *made][:number]


def speed(number: int, *, seconds: float = 1.0) -> float:
    """Returns the words per CPU second of a warm matcher of `number` terms on the Russian pages."""
    texts = [page.read_text("utf-8") for page in sorted(PAGES.rglob("*.md"))]
    size = sum(len(text.split()) for text in texts)
    matcher = Matcher(many_terms(number))
    for text in texts:
        matcher.find(text)
    rounds = 0
    start = time.process_time()
    while (spent := time.process_time() - start) < seconds:
        for text in texts:
            matcher.find(text)
        rounds += 1
    return rounds * size / spent


FINDERS: dict[str, Callable[[Sequence[TermForms]], Finder]] = {
    "kb.glossary": Matcher,
    "Snowball": Stemmed,
    "буквально": Literal,
}
"""Our matcher, and those it is compared with."""


def main() -> None:
    """Prints the measurements as plain text."""
    print("Глоссарий: термины в размеченных текстах")
    for kind, locale in product(("labelled", "homonyms"), ("ru", "en")):
        cases = labelled(locale, kind)
        number = sum(len(case.spans) for case in cases)
        print(f"\n  {kind}.{locale}: текстов {len(cases)}, вхождений {number}")
        print(f"  {'':16} {'точность':>9} {'полнота':>9} {'F1':>9}")
        for name, finder in FINDERS.items():
            result = score(cases, finder(terms(locale, kind)))
            print(f"  {name:16} {result.precision:9.3f} {result.recall:9.3f} {result.f1:9.3f}")
    print("\n  терминов  слов в секунду процессора (прогретый, одно ядро)")
    for number in (50, 500, 5000):
        print(f"  {number:8}  {speed(number):14,.0f}".replace(",", " "))


if __name__ == "__main__":
    main()
