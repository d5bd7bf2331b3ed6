"""All that can be said about the pages without building them; `kb check` and the preview ask."""

from kb.lint.lint import Lint

__all__ = ["Lint"]
