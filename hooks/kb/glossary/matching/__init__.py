"""Where the names stand in a text, and whether they are meant there."""
