"""The signs that begin the items of lists in other programs."""

import re

BULLETS = "•·▪▫◦●○■□‣⁃►▸➢➤❖◆\uf0a7\uf0b7\uf0d8\uf0fc"
"""The last four are from Word's own fonts."""

LOOK = "[\ufe0e\ufe0f]?"
"""What may follow such a sign and only says how to draw it, as in «▪︎» of Slack."""

OF_APP = re.compile(rf"(?P<before>\t+)(?P<sign>[{BULLETS}–-]|[0-9]{{1,2}}\.)\t+(?=\S)")
"""What the app of a chat assistant puts between tabs; below an empty line it would be code."""


def marker(item: re.Match[str]) -> str:
    """Returns what Markdown has for the sign of an item found by `OF_APP`: its number, or «-»."""
    return item["sign"] if item["sign"][0].isdigit() else "-"
