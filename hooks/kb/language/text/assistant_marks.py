"""Finds the marks of sources and buttons that chat assistants leave in a copied answer."""

import re
from collections.abc import Iterator, Sequence

from kb.language.text.code import blanked

_OF_TURN = r"turn[0-9]+[a-z]+[0-9]+"
_MARK = rf"""
    :contentReference\[oaicite:[0-9]+\](?:\{{index=[0-9]+\}})? | \[oaicite:[0-9]+\]
  | 【[0-9]+(?::[0-9]+)?†[^】\n]{{0,120}}】
  | \ue200[^\ue201\n]{{0,400}}\ue201 | \b(?:file)?cite(?:{_OF_TURN})+ | \[{_OF_TURN}\]
  | \[cite_(?:start|end)\] | \[cite:[ ]?[0-9][0-9,\s–-]{{0,80}}\]
  | \[(?:citation|web|attached_file):[0-9]+\]
"""
_MARKS = re.compile(rf"(?P<gap>(?<![ ])[ ]*)(?P<mark>(?:{_MARK})(?:[ ]*(?:{_MARK}))*)", re.VERBOSE)
_SIGNS = ("cite", "citation:", "【", "[web:", "[attached_file:", "[turn")
_FRAME = re.compile(r":::[ ]?writing\{[^{}\n]*\}")
"""The line above a letter that ChatGPT has set apart; the line below is «:::»."""

_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})[ ]*(?P<name>[A-Za-z]*)[ ]*")
_OF_PAGES = ("markdown", "md")


def marks(body: str) -> Iterator[re.Match[str]]:
    """Yields the marks in a page's body, with the spaces before them; several in a row are one."""
    if any(sign in body for sign in _SIGNS):
        seen = blanked(body)
        for found in _MARKS.finditer(body):
            if seen[found.start("mark")] == body[found.start("mark")]:
                yield found


def without_marks(text: str) -> str:
    """Returns a text without the marks and the lines around letters."""
    return _FRAME.sub("", _MARKS.sub("", text)).replace(":::", "")


def frames(body: str) -> Iterator[tuple[int, int]]:
    """Yields the numbers, from 0, of the lines above and below each letter from ChatGPT."""
    if ":::" not in body:
        return
    above: int | None = None
    seen = blanked(body).split("\n")
    for number, line in enumerate(body.split("\n")):
        if seen[number].lstrip()[:3] != ":::":
            continue
        if _FRAME.fullmatch(line.strip()):
            above = number
        elif above is not None and line.strip() == ":::":
            yield above, number
            above = None


def is_in_one_fence(lines: Sequence[str]) -> bool:
    """Whether all of a page is one code block: the answer was copied with the box around it."""
    text = [line for line in lines if line.strip()]
    opening = _FENCE.fullmatch(text[0]) if len(text) > 2 else None
    if (
        not opening
        or opening["name"].lower() not in _OF_PAGES
        or text[-1].strip() != opening["mark"]
    ):
        return False
    inner = sum(line.lstrip().startswith(opening["mark"]) for line in text[1:-1])
    return inner % 2 == 0
