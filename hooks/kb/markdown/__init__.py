"""The one Markdown extension, and the steps that it takes."""

from kb.markdown.extension import Converter, KnowledgeBaseExtension, makeExtension

__all__ = ["Converter", "KnowledgeBaseExtension", "makeExtension"]
