"""Loads on import what commands load: the engine, our code, and the dictionaries.

For the parent of the processes of `tests.forked`, each of which would take 0.2 s for it.
"""

import gc

import docx  # noqa: F401
import material.templates  # noqa: F401
import mkdocs.commands.build  # noqa: F401
import mkdocs_static_i18n.plugin  # noqa: F401
import xlsxwriter  # noqa: F401

import kb.cli  # noqa: F401
from kb import morphology
from kb.search.inflection import families
from tests.hook import load_hook
from tests.sites import ROOT

for hook in sorted(ROOT.glob("hooks/*.py")):
    load_hook(hook.stem)
morphology.russian()
families(["client"], "en")
gc.freeze()  # garbage collection in a fork would touch all of it, and copy its memory pages
