"""Shows an editor, in the preview, why a page cannot be built."""

from collections.abc import Iterable

from kb.content.problems import Problem


def explain(src_uri: str, problems: Iterable[Problem]) -> str:
    """Returns Markdown that stands in for the page at `src_uri`, listing what is wrong with it."""
    own = [problem for problem in problems if problem.path.endswith(src_uri)]
    lines = [f"{problem.path}:{problem.line}: {problem.message}" for problem in own]
    # A code block: what an editor typed must not become markup here.
    return "\n".join(["# Страница не собирается", "", *(f"    {line}" for line in lines)])
