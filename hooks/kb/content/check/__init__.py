"""Checks entries against each other: ids, references, languages, embeds, names, tables, dates."""

from kb.content.check.check import check
from kb.content.check.titles import with_ids_meant

__all__ = ["check", "with_ids_meant"]
