"""Turns a file's bytes into text, or says why nobody could edit them."""

import re
from collections.abc import Iterator
from itertools import islice
from unicodedata import normalize

from kb.content.problems import Fault
from kb.office.code_pages import code_page

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Characters that nobody types. XML forbids most of them; others break lines invisibly, or show
text in another order than the one it is stored in (CVE-2021-42574)."""

_MOST_UNSEEN = 10

LARGEST = 1_000_000
"""The most bytes in a file: thirty times our longest page, some seconds of parsing Markdown."""


def decode(raw: bytes) -> str | Fault:
    """Returns the file's text in NFC with Unix line ends, or the fault that makes it unreadable."""
    if len(raw) > LARGEST:
        size = f"{len(raw) / 1_000_000:.1f}".replace(".", ",")
        return Fault(1, f"файл слишком большой: {size} МБ, а нужно не больше 1; разбейте его")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Fault(1, "файл в кодировке UTF-16; сохраните его в UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in raw:
            return Fault(1, "это не текст; картинки и другие файлы называют без «.md» в конце")
        line = raw.count(b"\n", 0, error.start) + 1
        page = code_page(raw) or "cp1251"
        return Fault(line, f"файл не в кодировке UTF-8 (похоже на {page}); сохраните его в UTF-8")
    text = text.lstrip("\ufeff")  # two programs may each have put a mark there
    text = normalize("NFC", text)  # macOS writes «й» as two characters, which no rule knows
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if unseen := UNSEEN.search(text):
        lines = dict.fromkeys(text.count("\n", 0, one.start()) + 1 for one in _first(text))
        first, *others = lines
        more = f"; такие есть и в строках {', '.join(map(str, others))}" if others else ""
        # A file with zero bytes is not text at all.
        return Fault(first, told(unseen[0]) + ("" if unseen[0] == "\0" else more))
    return text


def _first(text: str) -> Iterator[re.Match[str]]:
    """Yields as many of the characters that nobody types as a message has room for."""
    return islice(UNSEEN.finditer(text), _MOST_UNSEEN)


def told(unseen: str) -> str:
    """Returns the message about one of `UNSEEN`."""
    return f"в тексте невидимый служебный символ (U+{ord(unseen):04X}); удалите его"
