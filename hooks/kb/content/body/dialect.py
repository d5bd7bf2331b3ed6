"""The Markdown that pages are written in."""

from markdown import Markdown
from markdown.extensions import Extension

OWN = [
    "kb.content.body.attributes",
    "kb.content.body.fences",
    "kb.content.body.html_blocks",
    "kb.content.body.inline_marks",
    "kb.content.body.list_levels",
    "kb.content.body.table_cells",
]
"""Our extensions for what other programs support in Markdown and those below do not."""

EXTENSIONS = [
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
    *OWN,
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
