"""Content: Markdown files with front matter → typed entries, or problems with a place."""
