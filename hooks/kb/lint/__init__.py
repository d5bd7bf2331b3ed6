"""All checks of the pages that need no build, for `kb check` and the preview."""

from kb.lint.lint import Lint, problems_of

__all__ = ["Lint", "problems_of"]
