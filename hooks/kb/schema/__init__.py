"""The content model for other programs: JSON Schemas and what VS Code completes."""

from kb.schema.schema import files

__all__ = ["files"]
