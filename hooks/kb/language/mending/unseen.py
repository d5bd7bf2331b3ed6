"""Removes spaces without a width, which come with text copied from chats, Notion and web pages.

In posts of VK and Telegram, a sign of Braille without dots makes an empty line.
"""

import re

from kb.language.text.prose import Prose

_SPACE = "[\u200b\u2060\ufeff]"
_UNSEEN = re.compile(
    rf"(?<![*_~`<>\[\]\\])(?:(?<![ ])[ ]*{_SPACE}+[ ]?\Z|{_SPACE}+(?![*_~`<>\[\]]))"
)
"""Beside a mark of Markdown, it may keep the mark from meaning something.

At a line's end, the spaces around it would make a break.
"""

_EMPTY = re.compile("[ \t>]*\u2800[\u2800 \t]*")
_BEFORE_SIGN = re.compile(rf"[ \t>]*{_SPACE}++(?=\W|[0-9])")
"""Without it, what follows would be code, an item, or another block."""


def without_unseen(page: Prose) -> str:
    """Returns the body of a page without them; code stays as it is."""
    lines = [*page.source.body_lines]
    for at, text in enumerate(page.text_lines):
        if _EMPTY.fullmatch(text):
            lines[at] = text.partition("\u2800")[0].rstrip()
        elif not _BEFORE_SIGN.match(text):
            for unseen in reversed([*_UNSEEN.finditer(text)]):
                lines[at] = lines[at][: unseen.start()] + lines[at][unseen.end() :]
    return "\n".join(lines)
