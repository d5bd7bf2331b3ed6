"""Loads, when imported, what commands load: the engine, our code, and the dictionaries.

For the process that those of `tests.forked` are forked from.
"""

import mkdocs_static_i18n.plugin  # noqa: F401

from kb import morphology
from kb.search.inflection import families

morphology.russian()
families(["client"], "en")
