"""Raw HTML, which Markdown keeps as text: its tags, and the addresses that they have."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import chain
from xml.etree.ElementTree import Element

ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "a": ("href",),
    "audio": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "track": ("src",),
    "video": ("src", "poster"),
}
"""Tags that a page may contain, and those of their attributes that hold addresses."""

VOID = frozenset("br col hr img input source track wbr".split())

TAGS = VOID | frozenset(
    "a abbr aside audio b bdi bdo blockquote caption center cite code colgroup dd del details dfn"
    " div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 i ins kbd label li mark ol p picture pre q"
    " rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th thead"
    " time tr u ul var video".split()
)
"""Elements a text may consist of: no scripts, styles, frames, forms, drawings or page layout;
`input` and `label` are for the checkboxes and tabs that Markdown extensions make."""

LOADED = "data-loaded"
"""Marks the stand-in for an address that the page would load by itself; in a `srcset`, the value is
the address's descriptor."""

_PLAYED = tuple(name for name in ADDRESSES if name not in ("a", "img"))
"""Tags that nothing looks for in the tree, because Markdown itself makes none of them."""

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

    The value of an attribute without one is empty.
    """
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(written):
        value = one[2].partition("=")[2].strip() if one[2] else ""
        found.setdefault(one[1].lower(), unescape(value[1:-1] if value[:1] in "\"'" else value))
    return found


_CANDIDATE = re.compile(
    r"\s*([^\s,](?:\S*[^\s,])?)(\s+(?:[0-9]+w|[0-9]+(?:\.[0-9]+)?x))?\s*(?:,|\Z)", re.ASCII
)
"""An address in `srcset`, and for which width or density of the screen it is."""


def candidates(srcset: str) -> list[tuple[str, str]]:
    """Returns the addresses in a `srcset`, each with its descriptor; none if it is not well-formed.

    A descriptor keeps the space before it, and may be empty.
    """
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(srcset):
        match = _CANDIDATE.match(srcset, at)
        if match is None:
            return []
        found.append((match[1], match[2] or ""))
        at = match.end()
    return found


def start_tag(name: str, attributes: Mapping[str, str]) -> str:
    """Returns a start tag as HTML."""
    shown = "".join(
        f' {one}="{escape(value)}"' if value else f" {one}" for one, value in attributes.items()
    )
    return f"<{name}{shown}>"


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag that may have addresses."""

    name: str
    attributes: dict[str, str]
    """Mutable: for a tag in the tree, it is the element's own `attrib`."""

    only: str = ""
    """The one attribute to look for, if something else handles the others."""

    def stand_ins(self) -> Iterator[tuple[str, list[Element]]]:
        """Yields each attribute with addresses, with what Markdown would have made of them.

        That is a picture with all its attributes, or a link; audio, video and their parts get a
        link as well, since Markdown has no elements of its own for them. Only a `srcset` has
        several addresses, and a link for each.
        """
        for attribute in (self.only,) if self.only else ADDRESSES[self.name]:
            address = self.attributes.get(attribute)
            if address is None:
                continue
            if attribute == "srcset":
                several = candidates(address)
                yield attribute, [Element("a", {"href": one, LOADED: it}) for one, it in several]
            elif self.name == "img":
                yield attribute, [Element("img", self.attributes | {attribute: address.strip()})]
            else:
                loaded = {} if self.name == "a" else {LOADED: ""}
                yield attribute, [Element("a", {"href": address.strip(), **loaded})]

    def become(self, attribute: str, stand_ins: Sequence[Element]) -> None:
        """Copies what has been changed in an attribute's stand-ins back into the tag.

        A link that was removed leads nowhere: a `srcset` loses its address, a tag everything.
        """
        if attribute == "srcset":
            left = [
                it.attrib["href"] + it.attrib[LOADED] for it in stand_ins if "href" in it.attrib
            ]
            self.attributes.pop(attribute, None)
            if left:
                self.attributes[attribute] = ", ".join(left)
            return
        (one,) = stand_ins
        if one.tag == "img":
            self.attributes.update(one.attrib)
        elif "href" in one.attrib:
            self.attributes[attribute] = one.attrib["href"]
        else:
            self.attributes.clear()

    def __str__(self) -> str:
        return start_tag(self.name, self.attributes)


Cut = Sequence[str | Tag]
"""Raw HTML in turns: a text, a tag that may have addresses, a text, and so on to a last text."""


def pieces(raw: str) -> Iterator[str | Tag]:
    """Splits raw HTML at its tags that may have addresses."""
    at = 0
    for match in MARKUP.finditer(raw):
        name = (match["name"] or "").lower()
        if name in ADDRESSES and not match["end"]:
            yield raw[at : match.start()]
            yield Tag(name, attributes(match["attributes"]))
            at = match.end()
    yield raw[at:]


def elements(root: Element) -> Iterator[Tag]:
    """Yields those elements made by `md_in_html` that nothing else looks for in the tree.

    Pictures are among them for their `srcset`.
    """
    for name in _PLAYED:
        yield from (Tag(name, one.attrib) for one in root.iter(name))
    yield from (Tag("img", one.attrib, only="srcset") for one in root.iter("img"))


def stand_ins(root: Element, stash: Sequence[str | Element]) -> Element:
    """Returns an element with stand-ins for all addresses of a page's raw HTML.

    `root` is the page's tree, `stash` its `md.htmlStash.rawHtmlBlocks`.
    """
    place = Element("div")
    cut = chain.from_iterable(pieces(raw) for raw in stash if isinstance(raw, str))
    for tag in chain(elements(root), (one for one in cut if isinstance(one, Tag))):
        for _, made in tag.stand_ins():
            place.extend(made)
    return place
