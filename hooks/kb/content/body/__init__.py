"""What the text of a page may contain, and the Markdown dialect that it is written in."""
