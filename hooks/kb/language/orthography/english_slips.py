"""The rule about English words that are right alone and wrong together: “a hour”, “should of”."""

import re
from collections.abc import Iterator

from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding
from kb.language.text.prose import Passage
from kb.morphology import is_listed

_SLIPS = re.compile(
    r"""
    [BCFIMORSTWbcfimorstw] (?<! [\w’'-] . )
    (?: (?: (?<= [CcWw] ) ould | (?<= [Ss] ) hould | (?<= [Mm] ) (?: ight | ust ) ) (?: n[’']t )?
          [ ] (?P<have> of ) (?= [ ] (?! course | late\b ) [a-z] )
      | (?<= [Tt] ) (?P<there> heir ) (?= [ ] (?: is | are | was | were ) \b )
      | (?: (?<= [Oo] ) [fn] | (?<= [Ii] ) n | (?<= [Ff] ) rom | (?<= [Ww] ) ith | (?<= [Bb] ) y )
          [ ] (?P<its> it[’']s ) (?= [ ] (?! (?: a | an | the | not | been | that ) \b ) [a-z] )
      | (?<= [Ii] ) (?P<it_is> ts ) (?= [ ] (?: a | an | the | been | not | because ) [ ] [a-z] )
      | (?: (?<= [Rr] ) ather | (?: (?<= [Mm] ) ore | (?<= [Ll] ) ess | (?<= [Ff] ) ewer )
            (?= [ ] then [ ] [0-9] ) )
          [ ] (?P<than> then ) (?= [ ] )
    )
    (?! [\w’'-] )
    """,
    re.VERBOSE,
)
_MEANT = {"have": "have", "there": "here", "its": "its", "it_is": "t’s", "than": "than"}

_ARTICLE = re.compile(
    r"\b(?:(?<![\w’'.-])a|(?:(?<=\A)|(?<=[.!?] ))A)n? (?P<word>[a-z]{3,})(?![\w’'-]|\.\w|\()"
)
_VOWEL = re.compile(
    r"""
    [ai] | e (?! u | we ) | o (?! nc?e \Z )
    | u (?! s[aeiu] | t[eio] | ni (?! [nm] | de | ll ) | nani | nary | bi | r[ai] | rl \Z | [kv] )
    | hour | hones | hono | heir
    """,
    re.VERBOSE,
)
"""Words that sound as if they began with a vowel."""

_EITHER = re.compile(r"h(?:erb|ist|otel|abit|erit|allu|yp)|[^aeiouy]+\Z")
_NO_NOUN = frozenset(
    "and are also alone any all else each have has had how if import into instead is isn its only"
    " other ours out over unless until under upon uses".split()
)
"""What may follow the letter a: “between a and b”."""


def english_slips(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """“Should of”, “their is”, “of it’s own”, “its a pity”, “rather then”, “an university”."""
    for match in _SLIPS.finditer(passage.text):
        kind = str(match.lastgroup)
        start = match.start(kind) - match.start()
        right = match[0][:start] + _MEANT[kind]
        yield Finding(match.start(), f"«{match[0]}»: напишите «{right}»")
    for match in _ARTICLE.finditer(passage.text):
        word, article = match["word"], match[0].split()[0]
        if word in _NO_NOUN or _EITHER.match(word) or not is_listed(word, "en"):
            continue
        right = article[0] + ("n" if _VOWEL.match(word) else "")
        if right != article:
            yield Finding(match.start(), f"«{article} {word}»: напишите «{right} {word}»")
