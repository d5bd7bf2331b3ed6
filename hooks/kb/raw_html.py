"""Reads the tags of raw HTML: what Markdown lets through is text, of which no tree knows."""

import re
from collections.abc import Mapping
from html import escape, unescape

_NAME = r"[A-Za-z_:][\w:.-]*"
_VALUE = r"""\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s"'=<>`]+)"""
_ATTRIBUTE = re.compile(rf"({_NAME})({_VALUE})?", re.ASCII)

MARKUP = re.compile(
    rf"""
    <!--(?P<comment>.*?)-->
    | <(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)
      (?P<attributes>(?:\s+{_NAME}(?:{_VALUE})?)*)\s*/?>
    | <
    """,
    re.ASCII | re.DOTALL | re.VERBOSE,
)
"""A comment, a tag, or a `<` that is neither."""


def attributes(written: str) -> dict[str, str]:
    """Returns the attributes of a tag by name, as a browser reads them: the first of a name counts.

    One without a value has an empty one.
    """
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(written):
        value = one[2].partition("=")[2].strip().strip("\"'") if one[2] else ""
        found.setdefault(one[1].lower(), unescape(value))
    return found


def start_tag(name: str, attributes: Mapping[str, str]) -> str:
    """Returns a tag as HTML has it."""
    shown = "".join(
        f' {one}="{escape(value)}"' if value else f" {one}" for one, value in attributes.items()
    )
    return f"<{name}{shown}>"
