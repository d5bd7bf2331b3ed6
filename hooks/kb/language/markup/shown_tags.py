"""Warns about HTML tags that a page does not allow, which readers would see as text."""

import re
from collections.abc import Iterator

from kb.content.problems import Problem
from kb.language.text.conversion import convert_body
from kb.language.text.prose import Prose
from kb.language.text.tags import AT, with_places
from kb.tree.raw_html import MARKUP, TAGS, attributes

_OF_HTML = frozenset(
    "acronym address area applet article base basefont big blink body button canvas data datalist"
    " dialog dir embed fieldset font footer form frame frameset head header hgroup html iframe"
    " input legend link main map marquee math menu meta meter nav nobr noembed noframes noscript"
    " object optgroup option output param picture plaintext progress script select slot strike"
    " style svg template textarea title tt xmp".split()
)
"""Names of HTML elements; `<id>` and `<name>` are not."""

_COMPONENT = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]*)*")
"""A component of Docusaurus: <Tabs>, <TabItem>."""

_OF_WORD = re.compile(rf'<(?P<name>[A-Za-z][\w-]*:[\w-]+) {AT}="(?P<at>[0-9]+)"')
"""What Word and Confluence have in their HTML: <o:p>, <ac:link>."""


def shown_tags(prose: Prose) -> Iterator[Problem]:
    """Yields a warning at the beginning of each HTML tag that is shown as text.

    A mere name in angle brackets may be meant to be seen: «введите <Name>», «List<String>», «the
    <title> of a page». Only an attribute, a slash or an end tag makes it HTML.
    """
    source = prose.source
    numbered = with_places(source.body)
    if numbered == source.body:
        return
    raw = "".join(one for one in convert_body(numbered).raw_html if isinstance(one, str))
    ends = raw.lower()
    for tag in MARKUP.finditer(raw):
        name = tag["name"] or ""
        written = attributes(tag["attributes"] or "")
        if AT not in written or not _is_meant(name, written):
            continue
        if len(written) == 1 and not tag[0].endswith("/>") and f"</{name.lower()}" not in ends:
            continue
        yield _problem(prose, int(written[AT]), name)
    for tag in _OF_WORD.finditer(raw):
        yield _problem(prose, int(tag["at"]), tag["name"])


def _problem(prose: Prose, at: int, name: str) -> Problem:
    told = f"тег <{name}> здесь не работает, читатели увидят его как текст; уберите его"
    told += ", а если это пример, возьмите в `…`"
    return prose.warning_in_body(at, told, "shown-tags")


def _is_meant(name: str, written: dict[str, str]) -> bool:
    if name.lower() == "input":  # what Markdown itself makes of «- [ ]»
        return written.get("type") != "checkbox"
    if name.lower() in TAGS:
        return False
    return name.lower() in _OF_HTML or bool(len(name) > 3 and _COMPONENT.fullmatch(name))
