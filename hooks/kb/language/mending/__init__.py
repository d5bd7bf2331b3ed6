"""Corrections in a page's file that need no thought."""
