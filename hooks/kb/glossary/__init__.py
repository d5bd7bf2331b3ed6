"""The glossary's terms in running text: found in every inflected form, and linked."""

from kb.glossary.forms.names import TermForms
from kb.glossary.linking.links import GlossaryLinks, Occurrence, Policy
from kb.glossary.matching.matcher import Match, Matcher

__all__ = ["GlossaryLinks", "Match", "Matcher", "Occurrence", "Policy", "TermForms"]
