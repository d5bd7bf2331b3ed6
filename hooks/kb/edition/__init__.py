"""The knowledge base, its editions, one per language, and what a page may ask of its own."""

from kb.edition.edition import DATA_FILES, UNSET, Edition, SiteSettings, Usage
from kb.edition.knowledge_base import KnowledgeBase

__all__ = ["DATA_FILES", "UNSET", "Edition", "KnowledgeBase", "SiteSettings", "Usage"]
