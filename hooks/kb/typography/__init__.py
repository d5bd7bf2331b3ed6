"""What stays on one line: in strings, and in the text of a page that Markdown has parsed."""

from kb.typography.processor import Typography
from kb.typography.rules import typeset
from kb.typography.russian import SHORT
from kb.typography.whole import Whole, whole

__all__ = ["SHORT", "Typography", "Whole", "typeset", "whole"]
