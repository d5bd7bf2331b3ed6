"""Files of Excel and CSV, written and read."""
