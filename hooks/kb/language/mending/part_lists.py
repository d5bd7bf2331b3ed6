"""Inserts the empty line before a list without which Markdown takes it for a paragraph.

Most other programs need none, so this is the most common slip in texts written for them.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from kb.language.findings import word_at
from kb.language.mending.seen import bare_text
from kb.language.mending.written import rewritten
from kb.language.text.joined_lines import LABEL
from kb.language.text.prose import Prose

_FIRST = re.compile(r"\n[ ]*(?:[-*+]|[0-9]{1,2}\.)[ ]+\S")
_ITEM = re.compile(r"(?:(?P<bullet>[-*+])|(?P<number>[0-9]{1,2})\.)[ \t]+\S")
_BEFORE_LIST = re.compile(
    r":(?:[*_ ]|</\w{1,10}>|<br ?/?>){0,20}\Z|\A[ \t>]*(\*\*|__)(?=\S)[^*_]+\1[ ]*\Z"
)
_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[ ]*")
_LABELLED = re.compile(rf"{LABEL}|[^\W\d_]\)[ ]")


def with_lists_parted(page: Prose) -> str:
    """Returns the body of a page with an empty line before each list that certainly is one.

    It is one if all lines to the end of the paragraph are its items, and there are several of them
    or code, a colon or a line in bold precedes them. A hyphen may only happen to begin a line.
    """
    return parted(page, sorted({*_places(page)}), bare_text)


def parted(page: Prose, places: Sequence[int], seen: Callable[[str], str]) -> str:
    """Returns the body of a page with an empty line before each of these lines, if harmless.

    It does harm if it changes what is `seen` of the body.
    """
    lines = page.source.body_lines
    return rewritten(page, [(at, at, [_before(lines[at]).rstrip()]) for at in places], seen)


def _places(page: Prose) -> Iterator[int]:
    """Yields the numbers of lines of the body before which an empty one is missing."""
    lines, first = page.source.body_lines, page.source.body_line
    texts = [*(one.strip(" \t>") for one in lines), ""]
    for passage in page.body:
        if item := _FIRST.search(passage.text):
            word = word_at(passage.text, item.end() - 1)  # code has no place in the source
            at = passage.line(word) - first - passage.text.count("\n", item.end(), word)
            at += not _end(lines, at)
            while end := _end(lines, at):
                yield at
                at = end
                if texts[at]:
                    yield at
                while texts[at] and not _ITEM.match(texts[at]):
                    at += 1


def _end(lines: Sequence[str], at: int) -> int:
    """Where the list ends that a line begins; 0 if it begins none.

    Its items make up the rest of the paragraph, or the part of it above a line with a label or a
    letter. Bulleted items may interrupt numbered ones, whose numbers continue. If items are
    numbered, or follow a colon, their lines may continue at the margin, and another text may
    follow.
    """
    if not 0 < at < len(lines):
        return 0
    before = _before(lines[at])
    bullets: set[str] = set()
    numbers: list[int] = []
    count, end, has_text = 0, at, False
    for end in range(at, len(lines) + 1):
        line = lines[end] if end < len(lines) else ""
        if not line.strip(" \t>") or not line.startswith(before):
            break
        text = line.removeprefix(before)
        if item := _ITEM.match(text):
            count += 1
            if item["bullet"]:
                bullets.add(item["bullet"])
            else:
                numbers.append(int(item["number"]))
        elif _LABELLED.match(text):
            break
        elif not text.startswith(" "):
            has_text = True
            if not text[0].islower():
                break
    above = lines[at - 1]
    indented = (_before(above) + " " * spaces for spaces in range(4))  # as Markdown allows
    is_text = above.strip(" \t>") != "" and before in indented
    is_below_colon = bool(_BEFORE_LIST.search(above))
    is_sure = count > 1 and (len(numbers) > 1 or is_below_colon or not has_text)
    is_sure = is_sure or (count > 0 and is_below_colon and not has_text)
    is_below_code = _FENCE.fullmatch(above) is not None
    is_sure = is_sure or (count > 0 and is_below_code)
    is_regular = len(bullets) < 2 and _follow_each_other(numbers, go_on=is_below_code)
    return end if is_text and is_sure and is_regular else 0


def _follow_each_other(numbers: Sequence[int], *, go_on: bool) -> bool:
    """Whether they begin with 0 or 1 and go on, or are all 1, which Markdown counts itself.

    They may `go_on` with those of a list above.
    """
    first = numbers[0] if numbers else 1
    counted = range(first, first + len(numbers))
    return (first in (0, 1) or go_on) and (set(numbers) <= {1} or [*numbers] == [*counted])


def _before(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t>"))]
