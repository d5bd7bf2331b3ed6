"""Rules about how words, numbers and marks are written."""
