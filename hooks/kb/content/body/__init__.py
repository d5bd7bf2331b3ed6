"""What may stand in the text of a page: blocks, links, blanks, placeholders, marks of code."""
