"""Stores on disk what was rendered, so that only what has changed is rendered again."""
