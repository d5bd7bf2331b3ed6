"""A page as its readers see it, and where that is in its source."""
