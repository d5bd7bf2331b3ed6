"""Automatic corrections in a page's file: those that need no thought."""
