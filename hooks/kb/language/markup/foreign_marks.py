"""Warns about marks that only other programs understand: on the page they would be plain text.

Marks that an extension of Markdown may support, such as `$…$`, are left out: a company may have
turned it on.
"""

import re
from collections.abc import Iterator

from kb.content.fields.messages import one_line
from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding, is_escaped, word_at
from kb.language.text.prose import Kind, Passage
from kb.language.text.tab_tables import NO_TABLE
from kb.tree.runs import OPAQUE

_BEGINS = r"(?:\A|\n)[ ]*"
_OF_OTHERS = "это команда другой программы, здесь она останется текстом; уберите её"
_KIND = r"(?i:note|tip|hint|info|warning|caution|danger|error|important|success|question|details)\b"
_NOTE = 'напишите «!!! note "Название"» и сдвиньте текст под ним на четыре пробела'
_NO_HEADING = "это не заголовок, а текст; раздел начинают с «## », подраздел — с «### »"
_SEEN = "читатели увидят; примечание для себя пишут так: <!-- … -->"

_MARKS = tuple(
    (re.compile(pattern), told)
    for pattern, told in (
        (r"\A(?P<mark>\[!\w+\])", f"это не врезка, а текст: {_NOTE}"),
        (
            rf"{_BEGINS}(?P<mark>:{{3,}}[ ]?(?:{_KIND}|\{{\.?(?:callout-)?{_KIND}[^{{}}\n]*\}}))",
            f"это не врезка, а текст: {_NOTE}",
        ),
        (
            rf"{_BEGINS}(?P<mark>:{{3,}}[ ]?(?!{_KIND}|writing\{{)"
            rf"(?:[A-Za-z][\w-]*|\{{\.?(?!(?:callout-)?{_KIND})[A-Za-z][^{{}}\n]*\}}))",
            _OF_OTHERS,
        ),
        (
            rf"(?:(?<=\])|(?<={OPAQUE}))(?P<mark>\{{[ ]?(?:[#.][\w-]|(?:width|height)=)"
            r"[^{}]{0,300}\})",
            f"{_OF_OTHERS}, а у слов — и скобки вокруг них",
        ),
        (
            rf"{_BEGINS}(?P<mark>\{{%[^%\n]*%\}}|\{{\{{[<%][^{{}}\n]*[>%]\}}\}}"
            r"|\{(?:info|note|tip|warning|code|panel|toc|noformat|expand)(?::[^}\n]*)?\})",
            _OF_OTHERS,
        ),
        (
            r"(?P<mark>\{#T\})",
            "названия страницы сайт сюда не поставит; напишите его сами",
        ),
        (
            r"\A(?P<mark>\[\[_?TOC_?\]\]|\[toc\]|\[\[toc\]\]|\$\{toc\})[ ]*\Z",
            "оглавление сайт ставит сам; удалите эту строку",
        ),
        (
            r"\A(?P<mark>import\s[^\n]{1,200}?\sfrom\s+['\"“][^\n]{1,200}|import\s+['\"][^\n]{1,200})",
            _OF_OTHERS,
        ),
        (
            r"(?<=[^\s\^])(?P<mark>\^\[)(?=[^\[\]\n]*[^\W\d_]{2})[^\[\]\n]{1,300}\]",
            "это не сноска, а текст; напишите [^1], а в конце страницы — строку «[^1]: …»",
        ),
        (
            r"(?<=\s)(?P<mark>\^(?=[0-9-]{0,64}[A-Za-z])[A-Za-z0-9-]{1,64})\Z",
            "это метка абзаца из Obsidian, здесь она останется текстом; уберите её",
        ),
        (
            r"(?P<mark>(?<!\S)%%(?=\s*[^%\n]*[^\W\d_])[^%]+%%(?!\w)"
            r"|\A%%(?=[ ]*(?:\Z|\n(?![^%]*%%))))",
            f"то, что между «%%», {_SEEN}",
        ),
        (
            rf"{_BEGINS}(?P<mark>h[1-6]\.)[ ]\S",
            _NO_HEADING,
        ),
        (
            rf"{_BEGINS}(?P<mark>(?P<level>={{2,6}})[ ][^=\n]+[ ](?P=level))[ ]*(?=\n|\Z)",
            _NO_HEADING,
        ),
        (
            r"(?P<mark>\[/(?i:b|i|u|s|p|url|img|quote|code|list|user|color|size|table)\])",
            _OF_OTHERS,
        ),
        (
            r"\n[ ]*(?P<mark>\*{2,5})[ ]+(?=\S)",
            "«**» в начале строки — не вложенный пункт; сдвиньте его на четыре пробела под пунктом"
            " и начните с «- »",
        ),
        (
            rf"(?P<mark>\[[^\[\]|\n]+\|{OPAQUE}+)",
            "это не ссылка, а текст; напишите [текст](адрес)",
        ),
        (
            r"\A(?P<mark>\[(?:[хХ]|[ ]+[xXхХ][ ]*|[xXхХ][ ]+|)\])[ ]+\S",
            "это не квадратик, а текст: в скобках нужен один знак, пробел или латинская x",
        ),
        (
            r"\A(?P<mark>\[[ xX]\])(?=[«„]?[^\W\d_])",
            "это не квадратик, а текст: после скобки нужен пробел",
        ),
        (
            r"\A(?P<mark>\[[/<>~-]\])[ ]+\w",
            "это не квадратик, а текст: состояний здесь два, «[ ]» и «[x]»",
        ),
        (
            rf"{_BEGINS}(?P<mark>\+(?:[-=]{{3,}}\+)+|\{{\|(?=[^\n|]*\n)|\|\|(?:[^|\n]+\|\|){{2,}}"
            r"|\^(?:[ ][^^\n]+\^){2,}(?=[ ]*\n))",
            NO_TABLE,
        ),
    )
)


def foreign_marks(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """Marks of Obsidian, Confluence, Docusaurus, Hugo and others; each kind once in a passage."""
    if passage.location or passage.kind is Kind.NAME:
        return
    for pattern, told in _MARKS:
        match = pattern.search(passage.text)
        if match and not is_escaped(passage, *match.span("mark")):
            mark = one_line(match["mark"].replace(OPAQUE, ""))
            shown = f"«{mark}»: " if any(map(str.isalpha, mark)) and OPAQUE not in told else ""
            yield Finding(_place(passage.text, match.start("mark")), f"{shown}{told}")


def _place(text: str, at: int) -> int:
    """The mark itself if a word precedes it in its line, else the first word after it."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return at if any(map(str.isalnum, line)) else word_at(text, at)
