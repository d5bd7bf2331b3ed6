"""What readers see of a page, apart from marks: whether a step has changed anything else."""

import re

from kb.language.text.bullets import BULLETS, LOOK
from kb.language.text.conversion import convert_body

_TABLE_SIGNS = str.maketrans("", "", "|:-")
_MARKER = re.compile(
    rf"^\s*(?:&gt;\s*)*(?:[{BULLETS}+—–-]{LOOK}|\*{{1,5}}|#[#*]{{1,4}}|[oо§](?=\s)|[0-9]{{1,2}}[.)])\s+"
    r"(?:\[[ xX]\]\s+)?",
    re.MULTILINE,
)
"""The mark of an item as text, also in what is no quotation yet."""

_TAG = re.compile(r"<[^>]*>")


def bare_text(body: str) -> str:
    """Returns the text of a page without the marks of items and without spaces."""
    return bare_words(convert_body(body).html)


def bare_words(html: str) -> str:
    """Returns the `bare_text` of a page that is converted already."""
    return "".join(_MARKER.sub("", _TAG.sub("", html)).split())


def bare_text_of_cells(body: str) -> str:
    """Returns the `bare_text` of a page without the signs of tables, which text may become."""
    return bare_text(body).translate(_TABLE_SIGNS)
