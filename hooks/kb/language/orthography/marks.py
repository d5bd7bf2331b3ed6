"""Rules about marks that end or join sentences, in numbers and lists, and about spaces."""

import re
from collections.abc import Iterator

from kb.content.fields.messages import one_line
from kb.language.dictionary.words import Vocabulary
from kb.language.findings import Finding, Mending, error, word_at
from kb.language.text.measures import CYRILLIC, pattern, word_before
from kb.language.text.prose import Passage
from kb.tree.runs import OPAQUE

_DOTS = re.compile(r"\.{3,}|\.\.(?<=[^\W\d_]..|[»”)]..)(?![\w./\\])")
_NUMBER = re.compile(r"[ ]?(?:(?:от|до)[ ])?[0-9]")
"""A price or a page that a row of dots leads to."""

_ROW = 5
"""The fewest dots of such a row; «0....31» is a slip."""

_BEFORE_DOTS = re.compile(r"[A-Za-z0-9)\]]\Z")
_AFTER_ELLIPSIS = re.compile(r"(?<=[^\W\d_])…(?=[^\W\d_])")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 30
_SHORTEST = 3

_PERCENT = re.compile(
    r"""
    ([0-9])%
    (?! -? [A-Za-z0-9_]  # code: `a%b`, `%20`
      # One word: «5%-й», «5%-ный», «20%го».
      | - [а-яё]
      | (?: н? (?: ый | ая | ое | ые | ого | ому | ым | ом | ой | ую | ых | ыми )
          | й | я | е | го | му | м | х | ю ) \b )
    """,
    re.VERBOSE,
)
_IN_FORMULA = re.compile(r"[\w)][*^=<>+/][0-9.,]{1,9}\Z")
_PERCENT_RANGE = re.compile(r"(?<![\w.,-])([0-9]+(?:,[0-9]+)?)%[-–—]([0-9]+(?:,[0-9]+)?) ?%")

_ITEM = re.compile(r"(?:\A|\n[ ]*)(?:[-*+]|([0-9]{1,2})([.)])) +\S")

_NEAR = 8
"""The most characters between a backslash and the first word of an item."""

_POINT = pattern(
    r"""
    (?<! [\w.,] ) ([0-9]+)\.([0-9]+) ␣?
    (?: (?P<time> час (?: а | ов | ам | ами | ах )? \b | ч (?! \w ) | мин (?: ут\w* )? \b )
      | [%‰₽°] | руб | тыс \b | млн | млрд | балл | раза? \b | дня \b | дней \b | процент | градус
      | (?: литр | метр | грамм | тонн | килограмм | километр | сантиметр | миллиметр )
      | (?: [кмс]?м[²³]? | кв\.␣м | куб\.␣м | кг | мг | м?л | га | [кМ]?Вт | [кМГ]?Гц
        | [КМГТ]Б | [КМГ]бит ) (?! [\w²³/] )
      | г (?! [\w.] ) (?<! [0-9]{2}\.[0-9]{2}␣г ) )
    """
)
_CLAUSES = frozenset(
    """
    п пп пункт пункта пункте пункту пункты подпункт раздел раздела разделе разд глава главе гл ст
    статья статье верс версия версии версию вер рис рисунок рисунке табл таблица таблице формула
    формуле приложение приложении v version
    """.split()
)
"""Words before the number of a clause, a version or a figure, which keeps its points."""

# Those around a hyphen or a dash between two words are reported or corrected together with it.
_SPACES = pattern(r"(?<= \S ) (?<! ␣ [-–] ) (?<! ␣-- ) ␣{2,} (?= \S ) (?! (?: --? | – ) ␣+ \S )")
_NO_BREAK = re.compile(r"[\u00a0\u202f]")
_NO_WIDTH = re.compile(r"[\u200b\u2060\ufeff]")
# A mark that ends a clause or a sentence: not « .env», not « ...», not a smile « ;)».
_BEFORE_MARK = pattern(
    r"""
    (?: (?<= [\w»”%] ) | (?<= [а-яё]{2}\) ) ) ␣+
    ( , (?! , ) | ; | : (?! ␣ [\W\d]* ␣? [)(] ) | [?!]+ (?: \.\. )? | \. (?! ␣?\. ) )
    (?= [\s»”] | \Z )
    """
)
_ON_THE_WRONG_SIDE = pattern(
    r"""
    [,;.] (?<= [а-яё»”)] ␣ . )
    (?: (?<= [,;] ) (?= [«„]?[а-яё]{2} ) | (?<= \. ) (?= [А-ЯЁ][а-яё] ) )
    """
)
_ABOUT_MARKS = re.compile(
    r"(?:знак|символ|клавиш|кнопк|запят|точк|разделител|вопрос|восклиц|букв)\w*"
    r"|через|вместо|или|и|либо|а|перед|после|на|в|во|с|со|к|по|за|без|между|до|от",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"(?<![\w\]])\([^()\n]*\)")
_SPACED_BRACKET = re.compile(r"\( +| +\)")
_RUSSIAN_WORD = re.compile(r"[а-яё]{2}", re.IGNORECASE)
_STUCK_DASH = pattern(
    r"""
    (?: (?<= [^\W\d_] ) | (?<= [»”)] ) )
    (?: ␣+ — (?= [^\W\d_] | [«“„(] ) | — ␣+ (?= [^\W\d_] | [«“„(] ) )
    """
)
_PARTICLE = re.compile(r"(?:то|либо|нибудь|ка|таки|де|с)\b", re.IGNORECASE)
_PREFIX = re.compile(r"\b(?:кое|кой|по|из|во|в)\Z", re.IGNORECASE)


def dots(passage: Passage, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Three dots instead of the ellipsis, or two after a word."""
    text = passage.text
    is_russian = bool(CYRILLIC.search(text))
    for match in _DOTS.finditer(text):
        before = text[max(0, match.start() - 1) : match.start()]
        after = text[match.end() : match.end() + 1]
        is_latin = after.isascii() and after.isalnum()
        if "/" in (before, after) or "\\" in (before, after):
            continue  # a path
        if len(match[0]) == 2:
            yield Finding(match.start(), "две точки; оставьте одну или напишите «…»")
        elif len(match[0]) > 3:
            if len(match[0]) < _ROW or not _NUMBER.match(text, match.end()):
                told = "точек больше трёх; напишите один знак «…»"
                yield Finding(match.start(), told)
        elif is_russian and before and before in "?!":
            yield error(match.start(), "после «?» и «!» ставят две точки; напишите «?..» или «!..»")
        elif is_latin and (is_russian or _BEFORE_DOTS.search(before)):
            told = "три точки; напишите один знак «…», а код возьмите в обратные кавычки"
            yield Finding(match.start(), told)
        else:
            right = "… " if _parts_words(text, match, vocabulary) else "…"
            mending = Mending(match.start(), match.end(), match[0], right)
            yield error(match.start(), "три точки; напишите один знак «…»", mending)


def after_ellipsis(passage: Passage, vocabulary: Vocabulary) -> Iterator[Finding]:
    """An ellipsis between two words without a space."""
    for match in _AFTER_ELLIPSIS.finditer(passage.text):
        if _parts_words(passage.text, match, vocabulary):
            mending = Mending(match.start(), match.end(), "…", "… ")
            yield error(match.start(), "после «…» нужен пробел", mending)


def _parts_words(text: str, dots: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Whether an ellipsis is between two Russian words, and not in a drawn-out or stuttered one:
    «Н…нет», «по…почему», «вни…мание»."""
    left = _LAST_WORD.search(text, max(0, dots.start() - _LONGEST_WORD), dots.start())
    right = _FIRST_WORD.match(text, dots.end())
    if not left or not right or not CYRILLIC.search(left[0]) or not CYRILLIC.search(right[0]):
        return False
    if len(left[0]) == 1 or right[0].lower().startswith(left[0].lower()):
        return False
    return vocabulary.has_russian(left[0]) and vocabulary.has_russian(right[0])


def decimals(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A decimal point in a Russian number with a unit; dates, versions and clauses have none."""
    for match in _POINT.finditer(passage.text):
        if word_before(passage.text, match.start()).lower() in _CLAUSES:
            continue
        whole, part = match[1], match[2]
        told = f"в дроби нужна запятая; напишите «{whole},{part}»"
        if match["time"] and len(part) == 2 and int(part) < 60 and int(whole) <= 24:
            told = f"время пишут «{whole}:{part}», а дробь — «{whole},{part}»; выберите"
        elif len(part) == len("000") and whole != "0":  # «5.000 руб.»
            told = f"тысячи пишут «{whole} {part}», а дробь — «{whole},{part}»; выберите"
        yield Finding(match.start(), f"«{whole}.{part}»: {told}")


def percent(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """A number and % without a space in between."""
    told_of: set[int] = set()
    for match in _PERCENT_RANGE.finditer(passage.text):
        told = f"«{match[0]}»: знак % пишут один раз; напишите «{match[1]}–{match[2]} %»"
        yield error(match.start(), told)
        told_of.update(range(*match.span()))
    for match in _PERCENT.finditer(passage.text):
        start = match.start()
        if start in told_of or _IN_FORMULA.search(passage.text, max(0, start - 10), start + 1):
            continue
        mending = Mending(start, match.end(), match[0], f"{match[1]} %")
        yield error(start, "перед знаком % нужен пробел: «60 %»", mending)


def lists(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """List items right after a paragraph, or in it: Markdown takes them for its next lines.

    A single number at a line's beginning may be a sentence's end: «в классе⏎12. Потом».
    """
    items = list(_ITEM.finditer(passage.text))
    numbers = [match[1] for match in items if match[1]]
    is_numbered = bool(numbers) and numbers[0] in ("0", "1")
    for match in items:
        if match[1] and (not is_numbered or _is_bold(passage, match.start(1))):
            continue
        begins = match.start() == 0
        if match[2] == ")" and (not begins or len(numbers) > 1):
            told = "«1)» не станет списком; напишите «1.»"
            told += "" if begins else " и оставьте перед первым пунктом пустую строку"
        elif begins:
            continue
        else:
            told = "это не станет списком; оставьте перед первым пунктом пустую строку"
            if _is_escaped_item(passage, match):
                told += " и уберите у пунктов «\\»"
        yield Finding(word_at(passage.text, match.end() - 1), told)
        return


def _is_escaped_item(passage: Passage, item: re.Match[str]) -> bool:
    """Whether a backslash keeps a line from being an item: «1\\. Слово»."""
    word = passage.placed.origin(word_at(passage.text, item.end() - 1))
    return passage.alignment.source[max(0, word - _NEAR) : word].rstrip()[-2:-1] == "\\"


def _is_bold(passage: Passage, at: int) -> bool:
    """Whether a number is marked: «**1.** Слово» is no item."""
    origin = passage.placed.origin(at)
    return passage.alignment.source[max(0, origin - 2) : origin] in ("**", "__")


def spaces(passage: Passage, _: Vocabulary) -> Iterator[Finding]:
    """Two spaces, a space before a mark, or a no-break space, which the build would insert."""
    text = passage.text
    found = [*_before_marks(text), *_in_brackets(text), *_around_dashes(text)]
    yield from found
    mendings = [one.mending for one in found if one.mending]
    taken = {at for one in mendings for at in range(one.start, one.end)}
    for match in _SPACES.finditer(text):
        if _is_between_columns(passage, match):
            continue  # a list or table from Word, reported as such
        if OPAQUE not in text[match.start() - 1 : match.end() + 1] and _is_free(match, taken):
            mending = _around(match, match[0], " ")
            taken.update(range(*match.span()))
            yield Finding(
                match.start(), "лишний пробел между словами; оставьте один", mending=mending
            )
    if unseen := _NO_WIDTH.search(text):
        word = word_before(text, unseen.start()) or text[unseen.end() :].partition(" ")[0]
        told = f"после «{one_line(word)}» невидимый пробел (U+{ord(unseen[0]):04X}); удалите его"
        yield Finding(unseen.start(), told)
    for match in _NO_BREAK.finditer(text):
        if _is_free(match, taken):
            yield Finding(
                match.start(),
                "неразрывный пробел; поставьте обычный: неразрывные расставляет сборка",
                mending=_around(match, match[0], " "),
            )


def _is_between_columns(passage: Passage, spaces: re.Match[str]) -> bool:
    """Whether the spaces are a tab, and the line above or below has one too."""
    source = passage.alignment.source
    if "\t" not in source:
        return False
    number = source.count("\n", 0, passage.placed.origin(spaces.end()))
    lines = source.split("\n")
    near = lines[max(0, number - 1) : number] + lines[number + 1 : number + 2]
    return "\t" in lines[number] and any("\t" in line for line in near)


def _is_free(match: re.Match[str], taken: set[int]) -> bool:
    """Whether no other correction takes these spaces."""
    return taken.isdisjoint(range(*match.span()))


def _before_marks(text: str) -> Iterator[Finding]:
    """A space before a comma or another mark, but not where the text is about marks.

    French has one before «?», «!» and «;», and code before any: a Russian word makes it certain.
    """
    for match in _ON_THE_WRONG_SIDE.finditer(text):
        if not _ABOUT_MARKS.fullmatch(word_before(text, match.start())):
            yield Finding(match.start() - 1, f"пробел стоит перед «{match[0]}», а нужен после")
    for match in _BEFORE_MARK.finditer(text):
        mark = match[1]
        word = word_before(text, match.start())
        last = text[match.start() - 1]
        inside = text[match.start() - 2] if last in "»”)" else last
        is_russian = bool(CYRILLIC.match(inside))
        if mark == ":" and len(word) < _SHORTEST:
            continue  # «а : б»
        if _ABOUT_MARKS.fullmatch(word) or (mark not in ",." and not is_russian):
            continue
        if mark == "." and not is_russian and not last.isalpha():
            continue
        mending = _around(match, match[0], mark) if is_russian else None
        yield Finding(match.start(), f"лишний пробел перед «{mark}»; уберите", mending=mending)


def _in_brackets(text: str) -> Iterator[Finding]:
    """Spaces just inside brackets around Russian words; `f( x )` and «( )» may be intended."""
    for match in _BRACKETS.finditer(text):
        if _RUSSIAN_WORD.search(match[0]):
            for spaced in _SPACED_BRACKET.finditer(text, *match.span()):
                mending = _around(spaced, spaced[0], spaced[0].strip(" "))
                yield Finding(spaced.start(), "лишний пробел у скобки; уберите", mending=mending)


def _around_dashes(text: str) -> Iterator[Finding]:
    """A dash with a space on one side only; «кто —то» should rather have a hyphen."""
    for match in _STUCK_DASH.finditer(text):
        if _PARTICLE.match(text, match.end()) or _PREFIX.search(
            text[max(0, match.start() - 5) : match.start()]
        ):
            continue
        nearby = text[match.start() - 1] + text[match.end()]
        is_russian = all(CYRILLIC.match(one) or one in "«»“„”()" for one in nearby)
        mending = _around(match, match[0], " — ") if is_russian else None
        yield Finding(
            match.start(), "у тире пробел только с одной стороны; напишите « — »", mending=mending
        )


def _around(match: re.Match[str], wrong: str, right: str) -> Mending:
    return Mending(match.start(), match.end(), wrong, right)
