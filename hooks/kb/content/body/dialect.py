"""The Markdown that pages are written in."""

from markdown import Markdown
from markdown.extensions import Extension

from kb.content.body import (
    attributes,
    definitions,
    emphasis,
    fences,
    headings,
    html_blocks,
    inline_marks,
    list_levels,
    table_cells,
)

_PARTS = (
    attributes,
    definitions,
    emphasis,
    fences,
    headings,
    html_blocks,
    inline_marks,
    list_levels,
    table_cells,
)


class OtherPrograms(Extension):
    """What other programs support in Markdown and the extensions below do not."""

    def extendMarkdown(self, md: Markdown) -> None:
        for part in _PARTS:
            part.add_to(md)


EXTENSIONS: list[str | Extension] = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    OtherPrograms(),
]
"""The Markdown extensions that pages are written for and that decide what is prose or a block."""

OPTIONS = {"pymdownx.superfences": {"relaxed_headers": True}}
"""Their options: a fence holds code, whatever follows its opening marks."""


def reader(*others: Extension) -> Markdown:
    """Returns a Markdown parser that reads a page as the build does, but highlights no code."""
    return Markdown(
        extensions=[*EXTENSIONS, "pymdownx.highlight", *others],
        extension_configs={**OPTIONS, "pymdownx.highlight": {"use_pygments": False}},
    )
