"""A Word document as a page: Markdown by pandoc, with warnings for what a page cannot keep."""

from kb.docx.convert import convert
from kb.docx.losses import DocxError

__all__ = ["DocxError", "convert"]
