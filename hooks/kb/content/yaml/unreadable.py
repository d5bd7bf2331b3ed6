"""Says in Russian why a YAML text cannot be read, and on which line the mistake is."""

import re
from collections.abc import Sequence
from contextlib import suppress

import yaml

_TAB = "отступ сделан табуляцией; замените её пробелами"
_INDENT = "строка сдвинута вправо, а вложенных полей здесь нет; уберите лишние пробелы в её начале"
_LIST_WITHOUT_A_NAME = (
    "строка сдвинута вправо, а списка здесь нет; поставьте её вровень с соседними или верните над"
    " ней имя поля, в котором этот список"
)
_LONE_HYPHEN = "значение из одного дефиса читается как пункт списка; возьмите его в кавычки"
HARD = "здесь неразрывный пробел, а нужен обычный; удалите его и наберите пробел заново"
_NO_COLON = "после имени поля нужны двоеточие и пробел, а у продолжения текста — отступ"
BRACKET = "скобка в начале значения; возьмите всё значение в кавычки"
STRAY_FENCE = "лишняя строка «---» внутри полей; удалите её"
UNCLOSED_QUOTE = "кавычка открыта и не закрыта; закройте её"
_UNEVEN = "отступ не как у соседних строк; поставьте строку вровень с ними"
_TEXT_AFTER = "после кавычки или скобки есть ещё текст; возьмите всё значение в кавычки"
_UNEVEN_OR_TEXT_AFTER = (
    "отступ не как у соседних строк, или после кавычки либо скобки есть ещё текст; "
    "возьмите всё значение в кавычки"
)
CONFLICT = "остаток слияния («<<<<<<<»); оставьте одну из версий"
_OTHER = "строка не читается как «имя: значение»; проверьте отступы, кавычки и двоеточия"

_REASONS = (
    (
        "mapping values are not allowed",
        "лишнее двоеточие; значение с двоеточием возьмите в кавычки: «title: 'Роль: вторая'»",
    ),
    ("could not find expected ':'", _NO_COLON),
    ("found a tab character", _TAB),
    (r"found character '\t' that cannot", "между словами табуляция; замените её пробелом"),
    ("cannot start any token", "значение начинается со служебного знака; возьмите его в кавычки"),
    ("while scanning a quoted scalar", UNCLOSED_QUOTE),
    ("but got '?'", "знак «?» в скобках; возьмите значение в кавычки"),
    (
        "expected ',' or",
        "скобка открыта и не закрыта; пишите списки столбиком, через «- », а текст — в кавычках",
    ),
    ("while parsing a flow", BRACKET),
    (
        "block sequence entries are not allowed",
        "пункт списка «- » стоит в строке с именем поля; начните список с новой строки; если "
        "дефис — часть текста, возьмите всё значение в кавычки",
    ),
    ("mapping keys are not allowed", "значение начинается с «?»; возьмите его в кавычки"),
    (
        "did not find expected '-' indicator",
        "пункт списка должен начинаться с «- » и с того же отступа",
    ),
    ("while scanning an alias", "значение начинается со «*»; возьмите его в кавычки"),
    ("found undefined alias", "значение начинается со «*»; возьмите его в кавычки"),
    ("while scanning an anchor", "значение начинается с «&»; возьмите его в кавычки"),
    ("while scanning a tag", "значение начинается с «!»; возьмите его в кавычки"),
    ("while parsing a tag", "значение начинается с «!»; возьмите его в кавычки"),
    (
        "while scanning a block scalar",
        "после «|» или «>» текст начинается с новой строки с отступом; если этот знак — часть"
        " текста, возьмите всё значение в кавычки",
    ),
    (
        "unknown escape character",
        "в двойных кавычках обратная косая черта; возьмите значение в одинарные кавычки",
    ),
    (
        "invalid Unicode character",
        "в двойных кавычках код знака, которого нет; возьмите значение в одинарные кавычки",
    ),
    ("expected a single document", STRAY_FENCE),
)

_ITEM = re.compile(r"([-–—−•·+]|[0-9]{1,3}[.)])\s*")
"""What editors begin list items with in place of «- »; YAML takes it for text."""

_HARD_SPACE = re.compile(r"[ ]*-?[ ]*[^\S ]|[ ]*(?:-[ ]+)?[A-Za-z_]+\s*:[^\S \n]")
"""A space that YAML does not count as one, where it needs one: before an item, after a colon."""

_NO_SPACE = re.compile(r"([ ]*(?:-[ ]+)?[A-Za-z_]+):(?=[^\s:/])")
"""A field with no space between its colon and its value; not an address."""

_FIELD = re.compile(r"[ ]*(?:-[ ]|[A-Za-z_][\w-]*:(?:[ ]|$))")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_CLOSING = ('"', "'", "]", "}")
_AT_ITEMS = ("could not find expected ':'", "did not find expected '-' indicator")
"""Errors raised at a line that should be an item."""

_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7})(?: |\Z)")
"""A line with which git separates the two versions of a merge conflict."""

_AFTER_A_QUOTE = ("did not find expected key", "did not find expected '-' indicator")
"""Errors raised at what follows a quote that closes an earlier one by mistake."""

_BEGUN_EARLIER = (
    "while scanning a quoted scalar",
    "while scanning a simple key",
    "while parsing a flow",
)
"""Errors raised lines after the mistake: they are reported where the construct began."""


def mistake(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """Returns the line of the mistake in `text`, counted from 0, and what to do about it."""
    told = str(error)
    mark = getattr(error, "problem_mark", None)
    if any(begun in told for begun in _BEGUN_EARLIER):
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        return 0, _OTHER
    lines = f"{text}\n".split("\n")
    typed = lines[mark.line]
    before = typed[: mark.column + 1]
    if _CONFLICT.match(typed):
        return mark.line, CONFLICT
    if "\t" in before and not before.strip():
        return mark.line, _TAB
    if told_of_item := _no_item(typed, told):
        return mark.line, told_of_item
    for at in (mark.line, mark.line - 1):  # YAML takes the upper line for the end of a text
        if at >= 0 and "\t" not in lines[at] and _HARD_SPACE.match(lines[at]):
            return at, HARD
    if any(one in told for one in _AFTER_A_QUOTE):
        start = _opened_above(text, lines, mark)
        if start is not None:
            return start, UNCLOSED_QUOTE
    if "block sequence entries are not allowed" in told and typed.rstrip().endswith(": -"):
        return mark.line, _LONE_HYPHEN
    if "mapping values are not allowed" in told and re.fullmatch(r" +- +[^\s:]+:", before):
        return mark.line, _LIST_WITHOUT_A_NAME
    if "mapping values are not allowed" in told and (name := re.fullmatch(r"( *)[^\s:]+:", before)):
        if name[1] and (told_of_item := no_item(lines[mark.line - 1].lstrip(" "))):
            return mark.line - 1, told_of_item
        return (mark.line, _INDENT) if name[1] else (mark.line - 1, _NO_COLON)
    if any(one in told for one in _AFTER_A_QUOTE) and not _is_item(typed[mark.column :], told):
        return mark.line, _uneven(lines, mark)
    return mark.line, next((say for piece, say in _REASONS if piece in told), _OTHER)


def _is_item(rest: str, told: str) -> bool:
    """Whether YAML has stopped at an item of a list among the items of another."""
    return rest.startswith("-") and "'-' indicator" in told


def _uneven(lines: Sequence[str], mark: yaml.Mark) -> str:
    """Says why nothing may begin at a mark: its line is indented wrong, or a value has ended."""
    if lines[mark.line][: mark.column].strip():
        return _TEXT_AFTER
    above = next((one for one in reversed(lines[: mark.line]) if one.strip()), "")
    return _UNEVEN_OR_TEXT_AFTER if above.rstrip().endswith(_CLOSING) else _UNEVEN


def no_item(line: str) -> str:
    """Returns what keeps a line from being an item of a list; empty if it is not meant as one."""
    mark = _ITEM.match(line)
    if not mark or mark[0] == "- ":
        return ""
    if mark[1] != "-":
        return f"пункт списка начинают с дефиса и пробела, «- », а здесь «{mark[1]}»"
    space = "неразрывный пробел, а нужен обычный" if mark[0] != "-" else "нет пробела"
    return f"пункт списка начинают с дефиса и пробела, «- », а здесь после дефиса {space}"


def readable(line: str) -> str:
    """Returns a line with the space fixed that YAML stopped at; the same line if that was not why.

    So what is wrong further down can be reported as well.
    """
    text = line.lstrip(" ")
    if no_item(text):
        return line[: len(line) - len(text)] + _ITEM.sub("- ", text, count=1)
    if _HARD_SPACE.match(line):
        return re.sub(r"\s", " ", line)
    return _NO_SPACE.sub(r"\1: ", line, count=1)


def indent(line: str) -> int:
    """Returns the column of the field or item in a line, to the right of its dashes."""
    return len(line) - len(line.lstrip(" -"))


def swallows(lines: Sequence[str], start: int, end: int) -> bool:
    """Whether a quoted text, from one line to another, contains fields of the page.

    If so, its quote is not closed: the lines of a text are indented deeper than its field.
    """
    return any(
        _FIELD.match(one) and indent(one) <= indent(lines[start])
        for one in lines[start + 1 : end + 1]
    )


def _opened_above(text: str, lines: Sequence[str], mark: yaml.Mark) -> int | None:
    """Returns the line of an unclosed quote, if the quote before a mark closes it by mistake."""
    tokens = yaml.scan(text, _LOADER)
    with suppress(yaml.YAMLError):
        for one in (it for it in tokens if isinstance(it, yaml.ScalarToken)):
            start, end = one.start_mark.line, one.end_mark
            if (end.line, end.column) == (mark.line, mark.column):
                return start if swallows(lines, start, end.line) else None
    return None


def _no_item(typed: str, told: str) -> str:
    """What keeps a line from being an item, if that is why YAML has stopped."""
    line = typed.lstrip(" ")
    if line.startswith("* ") and "alias" in told:
        return "пункт списка начинают с дефиса и пробела, «- », а здесь «*»"
    return no_item(line) if any(one in told for one in _AT_ITEMS) else ""
