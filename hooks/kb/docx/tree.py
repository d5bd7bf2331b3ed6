"""Puts pandoc's tree of a Word document into the shape of a page.

The tree is JSON: `{"t": type, "c": contents}`; see the types of pandoc,
<https://hackage.haskell.org/package/pandoc-types>.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

Node = dict[str, Any]

_LONGEST_HEADING = 80
_NO_HEADING = re.compile(r"[.:;,!?…]\Z")
_LEVEL = re.compile(r"List (?:Bullet|Number) ([2-9])\Z")
_LISTS = ("BulletList", "OrderedList")
_ABOVE = ("subtitle", "author", "date", "abstract")
"""Styles of Word whose paragraphs pandoc takes away from the beginning of a text."""

_QUOTES = str.maketrans("«»„“", '""""')
"""For comparing a text with the same one whose marks are not replaced yet."""

_PLAIN = frozenset({"Span", "Underline", "SmallCaps"})
"""Formatting that a page cannot have: only the words are kept."""

_BLOCK_MARKS = re.compile(r"[/!?=~:]")
"""At the start of a line, extensions of Markdown may take these for a block."""


class Tree:
    """Rewrites a document; collects what an editor should look at."""

    def __init__(self, image: Callable[[str, str], str | None]) -> None:
        """`image` takes a picture's path and description and returns its address, if any."""
        self.warnings: list[str] = []
        self._image = image

    def page(self, blocks: list[Node], title: str) -> list[Node]:
        """Returns the blocks of the page's body.

        Divisions are dissolved, lists nested, headings shifted to begin with the second level; a
        short paragraph in bold becomes a heading. A first one that repeats the title is removed.
        """
        found = list(self._blocks(blocks))
        found = [self._heading(one) for one in found]
        if found and found[0]["t"] == "Header":
            own = words(found[0]["c"][2])
            if own.translate(_QUOTES) == title.translate(_QUOTES):
                del found[0]
        return self._levels(found)

    def above(self, meta: dict[str, Node]) -> list[Node]:
        """Returns the paragraphs that stand between the title and the text."""
        taken = [one for name in _ABOVE if name in meta for one in _paragraphs(meta[name])]
        return list(self._blocks(taken))

    def _blocks(self, blocks: list[Node]) -> Iterator[Node]:
        previous: Node | None = None
        for block in _undivided(blocks):
            level = _list_level(block)
            found = self._block(block)
            if found is None:
                continue
            if level and previous is not None:
                if _joins(previous, found, level):
                    continue
                # Without this, Python-Markdown takes the list for a continuation of the one above.
                yield {"t": "RawBlock", "c": ["html", "<!-- -->"]}
            previous = found if level else None
            yield found

    def _block(self, block: Node) -> Node | None:
        kind, content = block["t"], _content(block)
        if kind in ("Para", "Plain"):
            inlines = self._inlines(content)
            return {"t": kind, "c": inlines} if words(inlines) or _has_image(inlines) else None
        if kind == "Header":
            inlines = self._inlines(content[2])
            return {"t": kind, "c": [content[0], ["", [], []], inlines]} if words(inlines) else None
        if kind == "BulletList":
            return {"t": kind, "c": [self._item(item) for item in content]}
        if kind == "OrderedList":
            return {"t": kind, "c": [content[0], [self._item(item) for item in content[1]]]}
        if kind == "BlockQuote":
            return {"t": kind, "c": list(self._blocks(content))}
        if kind == "Table":
            return self._table(content)
        if kind == "HorizontalRule":
            return None
        return block

    def _item(self, blocks: list[Node]) -> list[Node]:
        """Makes an item of one paragraph, with or without a list below it, tight."""
        found = list(self._blocks(blocks))
        if sum(one["t"] == "Para" for one in found) == 1 and found[0]["t"] == "Para":
            found[0] = {"t": "Plain", "c": found[0]["c"]}
        return found

    def _table(self, content: list[Any]) -> Node | None:
        """Drops widths, alignment and styles: a page has its own. A single cell is a frame."""
        _, caption, columns, head, bodies, foot = content
        plain = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in columns]
        rows = [head[1], *(part for body in bodies for part in body[2:4]), foot[1]]
        cells = [cell for part in rows for row in part for cell in row[1]]
        if len(cells) == 1:
            inner = list(self._blocks(cells[0][4]))
            return {"t": "BlockQuote", "c": inner} if inner else None
        for cell in cells:
            cell[0], cell[1] = ["", [], []], {"t": "AlignDefault"}
            blocks = list(self._blocks(cell[4]))
            if len(blocks) == 1 and blocks[0]["t"] == "Para":
                blocks = [{"t": "Plain", "c": blocks[0]["c"]}]
            cell[4] = blocks
        if not head[1] and bodies and bodies[0][3]:
            head[1] = [bodies[0][3].pop(0)]
        return {"t": "Table", "c": [["", [], []], caption, plain, head, bodies, foot]}

    def _inlines(self, inlines: list[Node]) -> list[Node]:
        return _guarded(_quoted(list(self._flat(inlines))))

    def _flat(self, inlines: list[Node]) -> Iterator[Node]:
        for one in inlines:
            kind, content = one["t"], _content(one)
            if kind in _PLAIN:
                yield from self._flat(content[1] if kind == "Span" else content)
            elif kind in ("Strong", "Emph", "Strikeout", "Superscript", "Subscript"):
                before, inner, after = _bare(list(self._flat(content)))
                yield from before
                if inner:
                    yield {"t": kind, "c": inner}
                yield from after
            elif kind == "Link":
                yield from self._link(content)
            elif kind == "Image":
                yield from self._picture(content)
            elif kind == "Math":
                yield {"t": "Code", "c": [["", [], []], content[1]]}
            elif kind == "Note":
                yield {"t": "Note", "c": list(self._blocks(content))}
            elif kind == "SoftBreak":
                yield {"t": "Space"}
            else:
                yield one

    def _link(self, content: list[Any]) -> Iterator[Node]:
        """Keeps only the text of a link into the document or to its author's files: it is dead."""
        inlines = list(self._flat(content[1]))
        target = content[2][0]
        if target.startswith(("http://", "https://", "mailto:", "tel:")):
            yield {"t": "Link", "c": [["", [], []], inlines, [target, ""]]}
            return
        if not target.startswith("#_Toc"):
            self.warnings.append(f"ссылка «{words(inlines)}» никуда не ведёт; оставлен её текст")
        yield from inlines

    def _picture(self, content: list[Any]) -> Iterator[Node]:
        said = words(content[1])
        address = self._image(content[2][0], said)
        if address is not None:
            yield {"t": "Image", "c": [["", [], []], [{"t": "Str", "c": said}], [address, ""]]}

    def _heading(self, block: Node) -> Node:
        """Turns a paragraph that only looks like a heading into one; returns other blocks as is."""
        if block["t"] != "Para" or any(one["t"] not in ("Strong", "Space") for one in block["c"]):
            return block
        text = words(block["c"])
        if not text or len(text) > _LONGEST_HEADING or _NO_HEADING.search(text):
            return block
        self.warnings.append(f"«{text}» выделено жирным, сделан заголовок; проверьте его уровень")
        inner = [part for one in block["c"] for part in one.get("c", [one])]
        return {"t": "Header", "c": [0, ["", [], []], inner]}

    def _levels(self, blocks: list[Node]) -> list[Node]:
        written = [one["c"][0] for one in blocks if one["t"] == "Header" and one["c"][0]]
        shift = 2 - min(written, default=1)
        above = 1
        for block in blocks:
            if block["t"] != "Header":
                continue
            level = block["c"][0] + shift if block["c"][0] else 3 if written else 2
            if level > above + 1:
                if block["c"][0]:
                    told = f"заголовок «{words(block['c'][2])}» перескакивал через уровень; поднят"
                    self.warnings.append(told)
                level = above + 1
            above = block["c"][0] = min(level, 6)
        return blocks


def _content(node: Node) -> Any:
    return node.get("c")


def words(inlines: list[Node]) -> str:
    """Returns the text of inlines."""
    return " ".join("".join(_texts(inlines)).split())


def _texts(inlines: list[Node]) -> Iterator[str]:
    for one in inlines:
        kind, content = one["t"], _content(one)
        if kind == "Str":
            yield content
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif kind in ("Link", "Span", "Image"):
            yield from _texts(content[1])
        elif kind in ("Code", "Math"):
            yield content[1]
        elif kind == "RawInline":
            yield chr(int(content[1].strip("&#;")))
        elif isinstance(content, list) and kind != "Note":
            yield from _texts(content)


def _bare(inlines: list[Node]) -> tuple[list[Node], list[Node], list[Node]]:
    """Separates what to emphasize from the spaces and line breaks around it.

    With any of those inside, the marks of Markdown would remain text.
    """
    seen = [at for at, one in enumerate(inlines) if one["t"] == "Image" or words([one])]
    first, last = (seen[0], seen[-1] + 1) if seen else (len(inlines), len(inlines))
    return inlines[:first], inlines[first:last], inlines[last:]


def _has_image(inlines: list[Node]) -> bool:
    return any(one["t"] == "Image" for one in inlines)


def _paragraph(block: Node) -> Node:
    return {**block, "t": "Para"} if block["t"] == "Plain" else block


def _paragraphs(meta: Node) -> list[Node]:
    if meta["t"] == "MetaBlocks":
        return list(meta["c"])
    parts = meta["c"] if meta["t"] == "MetaList" else [meta]
    return [{"t": "Para", "c": one["c"]} for one in parts]


def _undivided(blocks: list[Node]) -> Iterator[Node]:
    """Yields the blocks without divisions; captions become paragraphs: a page has no others."""
    for block in blocks:
        kind, content = block["t"], _content(block)
        if kind == "Div":
            yield from _undivided(content[1])
        elif kind == "Figure":
            yield from _undivided([*map(_paragraph, content[2]), *content[1][1]])
        elif kind == "Table":
            yield from _undivided(content[1][1])
            yield {"t": kind, "c": [content[0], [None, []], *content[2:]]}
        else:
            yield block


def _items(block: Node) -> list[list[Node]]:
    found: list[list[Node]] = block["c"] if block["t"] == "BulletList" else block["c"][1]
    return found


def _list_level(block: Node) -> int:
    """The level that the style of a list's first item names, 1 if none; 0 if it is not a list."""
    if block["t"] not in _LISTS:
        return 0
    first = _items(block)[0][:1]
    if not first or first[0]["t"] != "Div":
        return 1
    found = _LEVEL.match(dict(first[0]["c"][0][2]).get("custom-style", ""))
    return int(found[1]) if found else 1


def _joins(previous: Node, block: Node, level: int) -> bool:
    """Merges a list into the one before it if they only look separate; returns whether it did."""
    if level > 1:
        last = _items(previous)[-1]
        if last and last[-1]["t"] in _LISTS and _joins(last[-1], block, level - 1):
            return True
        last.append(block)
        return True
    if previous["t"] == block["t"] == "BulletList" or (
        previous["t"] == block["t"] and any(len(item) > 1 for item in _items(previous)[-1:])
    ):
        _items(previous).extend(_items(block))
        return True
    return False


def _quoted(inlines: list[Node]) -> list[Node]:
    """Replaces straight quotes by «…», and those inside them by „…“."""
    depth, before = 0, " "

    def turned(text: str) -> str:
        nonlocal depth, before
        out = ""
        for letter in text:
            opens = letter == '"' and (before.isspace() or before in "([{«„—–-")
            is_inches = letter == '"' and before.isdigit() and depth == 0
            before = letter
            if opens or letter == "«":
                depth += 1
                letter = "«" if depth == 1 else "„"
            elif letter in '"»' and not is_inches:
                letter = "»" if depth <= 1 else "“"
                depth = max(0, depth - 1)
            out += letter
        return out

    def walk(nodes: list[Node]) -> None:
        nonlocal before
        for one in nodes:
            if one["t"] == "Str":
                one["c"] = turned(one["c"])
            elif one["t"] in ("Space", "LineBreak"):
                before = " "
            elif one["t"] in ("Strong", "Emph", "Strikeout"):
                walk(one["c"])
            elif one["t"] == "Link":
                walk(one["c"][1])

    walk(inlines)
    return inlines


_MARKS = re.compile(
    r"""( [{}] | &(?=\#?\w+;) | \\(?=[\W_])
      | (?<![~])~(?=~[^\s~]) | (?<=[^\W\d_])~(?=[0-9a-z]{1,3}~) | (?<=[\w)])\^(?=\S{1,11}\^)
      | (?<![\w=])=(?==[^\s=]) | (?<![\w+])\+(?=\+[a-z0-9]) | (?<![\w:]):(?=[a-z+-][\w+-]*:) )""",
    re.VERBOSE,
)


def _guarded(inlines: list[Node], *, starts: bool = True) -> list[Node]:
    """Escapes what our Markdown, but not pandoc's, would take for markup: `{: …}`, `==`, `///`.

    After a backslash pandoc drops a sign, and Markdown one of the two in «\\\\server».
    """
    out: list[Node] = []
    for one in inlines:
        if one["t"] == "Str":
            text = one["c"]
            if starts and _BLOCK_MARKS.match(text):
                out.append(_entity(text[0]))
                text = text[1:]
            out += [
                _entity(part) if at % 2 else {"t": "Str", "c": part}
                for at, part in enumerate(_MARKS.split(text))
                if part
            ]
        elif one["t"] in ("Strong", "Emph", "Strikeout", "Superscript", "Subscript"):
            out.append({"t": one["t"], "c": _guarded(one["c"], starts=False)})
        elif one["t"] == "Link":
            attributes, inner, target = one["c"]
            out.append({"t": "Link", "c": [attributes, _guarded(inner, starts=False), target]})
        else:
            out.append(one)
        starts = one["t"] == "LineBreak"
    return out


def _entity(letter: str) -> Node:
    return {"t": "RawInline", "c": ["html", f"&#{ord(letter)};"]}
