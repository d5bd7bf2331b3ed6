r"""Reads «\|» in code in a table's cell as a pipe, as GitHub, Notion and Obsidian do.

They require a backslash before any pipe in a cell; Python-Markdown shows it in code.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

_ESCAPED_PIPE = re.compile(r"(?<!\\)\\\|")

NAME, PRIORITY = "kb-table-cells", 19
"""Right after the inline marks (20), which turn text between backticks into code."""


def add_to(md: Markdown) -> None:
    """Makes Markdown remove the backslashes before pipes from code in the cells of tables."""
    md.treeprocessors.register(_Pipes(md), NAME, PRIORITY)


class _Pipes(Treeprocessor):
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            for code in table.iter("code"):
                if code.text and "\\|" in code.text:
                    code.text = AtomicString(_ESCAPED_PIPE.sub("|", code.text))
