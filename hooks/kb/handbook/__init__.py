"""Turns a built site into PDF: single sheets, collections, and the whole handbook."""
