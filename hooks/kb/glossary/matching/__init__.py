"""Where names occur in a text, and whether they are meant there."""
