"""Says in Russian why a YAML text cannot be read, and on which line the mistake is."""

import re

import yaml

_TAB = "отступ сделан табуляцией; замените её пробелами"
_INDENT = "строка сдвинута вправо, а вложенных полей здесь нет; уберите лишние пробелы в её начале"
_NO_COLON = "после имени поля нужны двоеточие и пробел, а у продолжения текста — отступ"
STRAY_FENCE = "лишняя строка «---» внутри полей; удалите её"
_UNEVEN = "отступ не как у соседних строк; поставьте строку вровень с ними"
_TEXT_AFTER = (
    "отступ не как у соседних строк, или после кавычки либо скобки есть ещё текст; "
    "возьмите всё значение в кавычки"
)
_OTHER = "строка не читается как «имя: значение»; проверьте отступы, кавычки и двоеточия"

_REASONS = (
    (
        "mapping values are not allowed",
        "лишнее двоеточие; значение с двоеточием возьмите в кавычки: «title: 'Роль: вторая'»",
    ),
    ("could not find expected ':'", _NO_COLON),
    ("found a tab character", _TAB),
    ("cannot start any token", "значение начинается со служебного знака; возьмите его в кавычки"),
    ("while scanning a quoted scalar", "кавычка открыта и не закрыта; закройте её"),
    (
        "expected ',' or",
        "скобка открыта и не закрыта; пишите списки столбиком, через «- », а текст — в кавычках",
    ),
    ("while parsing a flow", "скобка в начале значения; возьмите всё значение в кавычки"),
    (
        "block sequence entries are not allowed",
        "пункт списка «- » стоит в строке с именем поля; начните список с новой строки",
    ),
    ("did not find expected key", _TEXT_AFTER),
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
        "после «|» или «>» текст начинается с новой строки с отступом",
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

_BEGUN_EARLIER = (
    "while scanning a quoted scalar",
    "while scanning a simple key",
    "while parsing a flow",
)
"""Errors raised lines after the mistake: they are reported where the construct began."""


def why(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """Returns the line of the mistake in `text`, counted from 0, and what to do about it."""
    told = str(error)
    mark = getattr(error, "problem_mark", None)
    if any(begun in told for begun in _BEGUN_EARLIER):
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        return 0, _OTHER
    typed = f"{text}\n".split("\n")[mark.line]
    before = typed[: mark.column + 1]
    if "\t" in before and not before.strip():
        return mark.line, _TAB
    if "mapping values are not allowed" in told and (name := re.fullmatch(r"( *)[^\s:]+:", before)):
        return (mark.line, _INDENT) if name[1] else (mark.line - 1, _NO_COLON)
    if "did not find expected '-' indicator" in told and not typed[mark.column :].startswith("-"):
        return mark.line, _TEXT_AFTER if typed[: mark.column].strip() else _UNEVEN
    return mark.line, next((say for piece, say in _REASONS if piece in told), _OTHER)
