"""A page as its readers meet it, and where that stands in its source."""
