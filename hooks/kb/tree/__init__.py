"""A page as the tree that Markdown makes of it: runs of text, headings, raw HTML."""
