"""Brings texts to one form that differ only in what the language rules fix automatically.

A fix that would change this form is not made, so that fixes alter nothing else; and the digest of
an original, taken from this form, survives its fixes.
"""

import re

_FENCE = r"^[ \t>]*(?:`{3,}(?=[^`\n]*$)|~{3,}(?=[^~\n]*$))"
_BLOCK = rf"{_FENCE}(?s:.*?)(?:^[ \t>]*(?:```|~~~)|\Z)"
_BLOCKS = re.compile(f"({_BLOCK})", re.MULTILINE)
_CODE = re.compile(f"({_BLOCK}|`+[^`\\n]+`+)", re.MULTILINE)
"""Left as it is: in code, a second space or a hyphen before a digit is intended."""

_SIGNS = {"ё": "е", "Ё": "Е", "–": "-", "—": "-", "--": "-", "’": "'"} | dict.fromkeys("«»„“”", '"')

# A fix depends on the words around a mark. Looking at them here would be too slow, so all that may
# be fixed is normalized. For speed, each pattern starts with a character and looks behind it.
_SLIPS = tuple(
    (re.compile(pattern, re.IGNORECASE), right)
    for pattern, right in (
        # A dash with several spaces, or with none on one side.
        (r" (?<=[^\s|] ) *(?:(?:--?|[–—]) +(?=[^\s|])|—(?=[\w«“„(*]))", " — "),
        (r"— (?<=[\w»”)*]— ) *(?=\S)", " — "),
        # Several spaces, except in a table and after the mark of an item.
        (r" (?<=[^\s|] )(?<!\s[-*+#] )(?<!\s[0-9][.)] ) +(?=[^\s|])", " "),
        (r" (?<=[\w»”*)] )(?=(?:[,;:.]|[?!]+(?:\.\.)?)[*_]*(?:[\s»”]|\Z))", ""),
        (r"\( ", "("),
        (r" \)", ")"),
        (r"-(?<![^\s(«“„*_|]-)(?=[0-9])", "−"),
        (r"[,;!?](?=[*_]*[«„]?[а-яё])", r"\g<0> "),
        (r"…(?<=[а-яё*_]…)(?=[*_]*[а-яё])", "… "),
    )
)
_ITEM = re.compile(r"\n(?=(?P<before>[ \t>]*)(?:[-*+]|[0-9]{1,2}\.) +\S)")
_TEXT = re.compile(r"(?!(?:[-*+]|[0-9]{1,2}\.) +\S)[^ \t>]")
"""The beginning of a line that needs an empty line below it before an item: not an item itself."""

_PERCENT = re.compile(r"%(?<=[0-9]%)(?!-?[A-Za-z0-9]|-[а-яё])", re.IGNORECASE)
"""In Russian, it is preceded by a space."""


def alike(text: str, locale: str) -> str:
    """Returns the form that a text, plain or Markdown, shares with its fixed version."""
    parts = _BLOCKS.split(text)
    parts[::2] = (_ITEM.sub(_parted, part) for part in parts[::2])
    text = "".join(parts).replace("\u00a0", " ").replace("\u202f", " ").replace("...", "…")
    text = text.replace("\u200b", "").replace("\u2060", "").replace("\ufeff", "")
    parts = _CODE.split(text)
    parts[::2] = (_without_slips(part, locale) for part in parts[::2])
    text = "".join(parts)
    for sign, other in _SIGNS.items():  # many times faster than `str.translate`
        text = text.replace(sign, other)
    return text


def _without_slips(text: str, locale: str) -> str:
    for slip, right in _SLIPS:
        text = slip.sub(right, text)
    return _PERCENT.sub(" %", text) if locale == "ru" else text


def _parted(item: re.Match[str]) -> str:
    """The line break before an item, with an empty line added if text is directly above."""
    text, end, before = item.string, item.start(), item["before"]
    above = text[text.rfind("\n", 0, end) + 1 : end]
    is_text = above.startswith(before) and _TEXT.match(above, len(before))
    return f"\n{before.rstrip()}\n" if is_text else "\n"
