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
"""What other programs read in Markdown, and the extensions below do not."""

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
"""The Markdown extensions pages are written for, those that decide what is prose or a block."""

OPTIONS = {"pymdownx.superfences": {"relaxed_headers": True}}
"""Their options: whatever stands after the opening marks of a fence, it holds code."""


def reader(*others: Extension) -> Markdown:
    """Returns what reads a page as the build does, but for colours in its code."""
    return Markdown(
        extensions=[*EXTENSIONS, "pymdownx.highlight", *others],
        extension_configs={**OPTIONS, "pymdownx.highlight": {"use_pygments": False}},
    )
