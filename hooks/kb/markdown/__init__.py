"""The one Markdown extension, and the steps that it takes."""

from kb.markdown.extension import Converter, KnowledgeBase, makeExtension

__all__ = ["Converter", "KnowledgeBase", "makeExtension"]
