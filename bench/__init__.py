"""Measures how fast the project is; nothing here can fail."""
