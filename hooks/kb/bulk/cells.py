"""Turns front-matter values into the text of cells, and what an editor left there into values."""

import datetime
import json
import re
from typing import Any

from kb.bulk.columns import Kind
from kb.office.spreadsheet import Value

NOT_APPLICABLE = "not_applicable:"

_TRUE = frozenset("true истина да yes 1".split())
_FALSE = frozenset("false ложь нет no 0".split())

_RUSSIAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: 0?0:00(?::00)?)?")
_SERIAL = re.compile(r"[2-7]\d{4}")

_FAILED = re.compile(r"#(?:[A-ZА-ЯЁ0-9/_]+[!?]|N/A|Н/Д)|Err:\d{3}")
"""What spreadsheets show in place of a value: #REF!, #ССЫЛКА!, #ИМЯ?, #Н/Д, Err:502."""

_FORMULA = re.compile(r"=.*(?:\b\$?[A-Z]{1,3}\$?[1-9]\d*\b|[A-ZА-ЯЁ]{2,}\()[^\n]*\Z")
"""A formula with a cell or a function in it; «=1+1» may well be meant as a text."""

_OUT_OF_PLACE = re.compile(r"(?:^|[\s(])\?|\?\w")
"""A question mark that does not end a word: «−5» becomes one if an encoding lacks the minus."""

_ZERO = datetime.date(1899, 12, 30)
"""Excel counts days from this one: 20000 to 79999 are the years 1954 to 2119."""


class CellError(Exception):
    """A cell holds something its column cannot; the message says in Russian why."""


def encode(value: Any, kind: Kind) -> str:
    """Returns the cell text for a value; "" for a missing field.

    A list has one item per line. Whitespace around a text is stripped, as the model strips it too.
    A value whose text would be read back as something else is written as JSON.
    """
    if value is None:
        return ""
    if kind is Kind.CELL and isinstance(value, dict):
        return plain(f"{NOT_APPLICABLE} {value['not_applicable']}", kind)
    if kind is Kind.LIST and isinstance(value, list):
        items = [plain(one, Kind.TEXT) for one in value if isinstance(one, str)]
        fits = len(items) == len(value) and decode("\n".join(items), kind) == items
        return "\n".join(items) if fits else _json(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = plain(value, kind)
        return (
            text
            if kind not in (Kind.TEXT, Kind.CELL) or decode(text, kind) == text
            else _json(text)
        )
    return str(value) if isinstance(value, int) else _json(value)


def plain(value: Value, kind: Kind) -> str:
    """Returns the value read from a cell as text: a spreadsheet turns some texts into numbers.

    Raises `CellError` if the text is lost.
    """
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    if isinstance(value, datetime.date) and kind is Kind.DATE:
        return value.isoformat()
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        raise CellError(
            "программа превратила текст в дату или время; сделайте ячейку текстовой "
            "и наберите его снова"
        )
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    lines = str(value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(" \t\u00a0") for line in lines).strip()


class LostError(CellError):
    """Letters were lost when the table was saved: all of it must be saved again."""


def is_as_saved(text: str, exported: str, encoding: str) -> bool:
    """Whether a cell holds what was exported, except for characters that its file cannot hold."""
    return text in (exported, exported.encode(encoding, "replace").decode(encoding))


def check(text: str, exported: str, encoding: str) -> None:
    """Raises `CellError` if nobody can have meant a changed text.

    It is the failed result of a formula, or letters were lost when the table was saved.
    """
    if _FAILED.fullmatch(text):
        raise CellError(f"«{text}» — это ошибка формулы; впишите сам текст")
    if _FORMULA.match(text):
        raise CellError("это формула, а не её значение; вставьте вместо неё сам текст")
    if _is_damaged(text, exported, encoding):
        raise LostError(
            "при сохранении таблицы пропали буквы или знаки; сохраните её как «CSV UTF-8» или .xlsx"
        )


def _is_damaged(text: str, exported: str, encoding: str) -> bool:
    """Whether characters of a changed text were lost because its file could not hold them."""
    if exported and any(mark in text and mark not in exported for mark in ("???", "\ufffd")):
        return True
    if encoding.startswith("utf") or text.count("?") <= exported.count("?"):
        return False
    has_unknown = any(not one.encode(encoding, "ignore") for one in exported)
    return has_unknown or _OUT_OF_PLACE.search(text) is not None


def decode(text: str, kind: Kind) -> Any:
    """Returns the value of a cell whose text is as `plain` returns it; None for "".

    Raises `CellError`.
    """
    if not text:
        return None
    if kind is Kind.LIST:
        if _is_json(text, list):
            return json.loads(text)
        return [line.strip() for line in text.split("\n") if line.strip()]
    if kind is Kind.CELL and text.startswith(NOT_APPLICABLE):
        return {"not_applicable": text.removeprefix(NOT_APPLICABLE).strip()}
    if kind in (Kind.TEXT, Kind.CELL):
        return json.loads(text) if _is_json(text, str) else plain(text, kind) or None
    return _DECODERS[kind](text)


def _flag(text: str) -> bool:
    if text.lower() in _TRUE:
        return True
    if text.lower() in _FALSE:
        return False
    raise CellError("нужно «true» или «false»")


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise CellError("нужно целое число") from None


def _date(text: str) -> str:
    """A text that is not a date is left to the model, which says what is wrong with it."""
    if match := _RUSSIAN_DATE.fullmatch(text):
        day, month, year = match.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    if _SERIAL.fullmatch(text):
        return (_ZERO + datetime.timedelta(days=int(text))).isoformat()
    return text


_DECODERS = {Kind.FLAG: _flag, Kind.NUMBER: _number, Kind.DATE: _date}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _is_json(text: str, kind: type[Any]) -> bool:
    """Whether a text is JSON of the given kind: a list of strings, or one string."""
    if not text.startswith("[" if kind is list else '"'):
        return False
    try:
        found = json.loads(text)
    except ValueError:
        return False
    return isinstance(found, kind) and (kind is str or all(isinstance(one, str) for one in found))
