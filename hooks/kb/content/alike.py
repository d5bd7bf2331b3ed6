"""Makes texts alike that differ only in what the language rules mend by themselves.

Mending relies on this to change nothing else, and the digest of an original to stay the same when
the original is mended.
"""

import re

_BLOCK = r"^[ \t>]*(?:```|~~~)(?s:.*?)(?:^[ \t>]*(?:```|~~~)|\Z)"
_BLOCKS = re.compile(f"({_BLOCK})", re.MULTILINE)
_CODE = re.compile(f"({_BLOCK}|`+[^`\\n]+`+)", re.MULTILINE)
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
_ITEM = re.compile(r"\n(?=(?P<before>[ \t>]*)(?:[-*+]|[0-9]{1,2}\.) +\S)")
_TEXT = re.compile(r"(?!(?:[-*+]|[0-9]{1,2}\.) +\S)[^ \t>]")
"""What stands above an item that needs an empty line there begins so: no other item does."""

_PERCENT = re.compile(r"%(?<=[0-9]%)(?!-?[A-Za-z0-9]|-[а-яё])", re.IGNORECASE)
"""In Russian it has a space before it."""


def alike(text: str, locale: str) -> str:
    """Returns the same for a text, as plain text or Markdown, and for the same text mended."""
    parts = _BLOCKS.split(text)
    parts[::2] = (_ITEM.sub(_parted, part) for part in parts[::2])
    text = "".join(parts).replace("\u00a0", " ").replace("\u202f", " ").replace("...", "…")
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
    """The line's end before an item, with an empty line if there is none between text and it."""
    text, end, before = item.string, item.start(), item["before"]
    above = text[text.rfind("\n", 0, end) + 1 : end]
    is_text = above.startswith(before) and _TEXT.match(above, len(before))
    return f"\n{before.rstrip()}\n" if is_text else "\n"
