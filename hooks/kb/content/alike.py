"""Makes texts alike that differ only in what the language rules mend by themselves.

Mending relies on this to change nothing else, and the digest of an original to stay the same when
the original is mended.
"""

import re

_CODE = re.compile(
    r"(^[ \t>]*(?:```|~~~)(?s:.*?)(?:^[ \t>]*(?:```|~~~)|\Z)|`+[^`\n]+`+)", re.MULTILINE
)
"""Nothing is mended there: a second space, or a hyphen before a digit, is meant."""

_SIGNS = {"ё": "е", "Ё": "Е", "–": "-", "—": "-", "--": "-", "’": "'"}

# Mending looks at the words around a mark. Here that would take too long: what it may mend is
# always made alike. To be fast, each pattern begins with a character and looks behind from there.
_SLIPS = tuple(
    (re.compile(pattern, re.IGNORECASE), right)
    for pattern, right in (
        # A dash with several spaces, or with none on one side.
        (r" (?<=[^\s|] ) *(?:(?:--?|[–—]) +(?=[^\s|])|—(?=[\w«“„(*]))", " — "),
        (r"— (?<=[\w»”)*]— ) *(?=\S)", " — "),
        # Several spaces, except in a table and after the mark of an item.
        (r" (?<=[^\s|] )(?<!\s[-*+#] )(?<!\s[0-9][.)] ) +(?=[^\s|])", " "),
        (r" (?<=[\w»”*] )(?=(?:[,;:.]|[?!]+(?:\.\.)?)[*_]*(?:[\s»”]|\Z))", ""),
        (r"\( ", "("),
        (r" \)", ")"),
        (r"-(?<![^\s(«“„*_|]-)(?=[0-9])", "−"),
        (r"[,;!?](?=[*_]*[«„]?[а-яё])", r"\g<0> "),
        (r"…(?<=[а-яё*_]…)(?=[*_]*[а-яё])", "… "),
    )
)
_PERCENT = re.compile(r"%(?<=[0-9]%)(?!-?[A-Za-z0-9]|-[а-яё])", re.IGNORECASE)
"""In Russian it has a space before it."""


def alike(text: str, locale: str) -> str:
    """Returns the same for a text, as plain text or Markdown, and for the same text mended."""
    parts = _CODE.split(text.replace("\u00a0", " ").replace("\u202f", " ").replace("...", "…"))
    parts[::2] = (_without_slips(part, locale) for part in parts[::2])
    text = "".join(parts)
    for sign, other in _SIGNS.items():  # many times faster than `str.translate`
        text = text.replace(sign, other)
    return text


def _without_slips(text: str, locale: str) -> str:
    for slip, right in _SLIPS:
        text = slip.sub(right, text)
    return _PERCENT.sub(" %", text) if locale == "ru" else text
