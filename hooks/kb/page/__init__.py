"""What a page shows: its entry, the lists of others, and the frame around its text."""

from kb.page.context import PageContext, show

__all__ = ["PageContext", "show"]
