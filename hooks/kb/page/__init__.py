"""What a page shows: its entry, the lists of others, and the frame around its text."""

from kb.page.context import PageContext, paper, show

__all__ = ["PageContext", "paper", "show"]
