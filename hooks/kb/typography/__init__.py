"""No-break spaces: in strings, and in the text of a page that Markdown has parsed."""

from kb.typography.processor import Typography
from kb.typography.rules import typeset

__all__ = ["Typography", "typeset"]
