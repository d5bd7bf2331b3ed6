"""Measures how fast the project is; nothing here passes or fails."""
