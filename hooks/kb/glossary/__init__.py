"""The glossary's terms in running text: found in every inflected form, and linked."""

from kb.glossary.links import GlossaryLinks, Occurrence, Policy
from kb.glossary.matcher import Match, Matcher
from kb.glossary.names import TermForms

__all__ = ["GlossaryLinks", "Match", "Matcher", "Occurrence", "Policy", "TermForms"]
