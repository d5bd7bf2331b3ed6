"""Tells which features a finished page shows, so that it loads only their styles and scripts."""

from functools import lru_cache

FEATURES = {
    "home": 'class="kb-hero',
    "diagram": 'class="kb-diagram',
    "role": 'data-role="',
    "print-sheet": 'data-print-sheet="',
    "catalogue": 'data-catalogue="',
    "checklist": 'data-checklist="',
    "my-checklists": 'data-my-checklists="',
    "comparison": 'class="kb-comparison',
    "compare": 'data-compare="',
    "quiz": 'data-quiz="',
    "template": 'data-template="',
    "glossary": 'data-glossary="',
    "definition": 'data-definition="',
    "filter": 'class="kb-filter',
    "report": 'data-report="',
    "bibliography": 'data-bibliography="',
    "tabs": 'class="tabbed-set',
}
"""By name, which is also that of the style sheet and the script: a mark in the feature's HTML."""


FETCHING = frozenset({"compare", "my-checklists"})
"""Features whose scripts fetch data, which no browser does from a disk (file://)."""


@lru_cache(maxsize=1)  # a page is asked for its styles, then for its scripts
def features(html: str) -> tuple[str, ...]:
    """Returns the names of the features whose marks are in a page's HTML."""
    return tuple(name for name, mark in FEATURES.items() if mark in html)
