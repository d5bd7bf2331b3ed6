"""Checks entries against each other: ids, references, languages, embeds, names, tables, dates."""

from kb.content.check.check import check
from kb.content.check.names import names_of, normal

__all__ = ["check", "names_of", "normal"]
