"""Loads on import what commands load: the engine, our code, the dictionaries and the templates.

For the parent of the processes of `tests.forked`, each of which would take 0.2 s for it, and a
first build of a house 0.4 s more to compile the templates.
"""

import gc
from contextlib import suppress
from types import CodeType
from typing import Any, Never

import docx  # noqa: F401
import mkdocs.commands.build  # noqa: F401
import mkdocs_static_i18n.plugin  # noqa: F401
import xlsxwriter  # noqa: F401
from jinja2 import Environment, TemplateError
from mkdocs.theme import Theme

import kb.cli  # noqa: F401
from kb import morphology
from kb.render import Fragments, theme_files
from kb.search.inflection import families
from tests.hook import load_hook
from tests.sites import ROOT

OVERRIDES = ROOT / "overrides"

_compile = Environment.compile
_compiled: dict[tuple[Any, ...], CodeType] = {}


def _compile_once(
    env: Environment, source: Any, name: Any = None, filename: Any = None, *more: Any
) -> Any:
    """Compiles a template, unless one of the same text has been compiled from another folder."""
    if not filename:
        return _compile(env, source, name, filename, *more)
    escaped = env.autoescape(name) if callable(env.autoescape) else env.autoescape
    key = (type(env), env.trim_blocks, escaped, *sorted(env.extensions), name, source, *more)
    if key not in _compiled:
        _compiled[key] = _compile(env, source, name, filename, *more)
    return _compiled[key].replace(co_filename=filename)


def _compile_templates() -> None:
    Environment.compile = _compile_once  # type: ignore[assignment, method-assign]
    Fragments([OVERRIDES]).load()
    theme = Theme("material", custom_dir=str(OVERRIDES))
    env = theme.get_env()
    env.autoescape = {*theme_files(OVERRIDES)}.__contains__  # this, and what follows, as in a build
    env.add_extension("jinja2.ext.loopcontrols")
    env.filters |= dict.fromkeys(["day", "typeset", "whole"], _not_yet)
    for name in {name for folder in theme.dirs for name in theme_files(folder)}:
        if name.endswith(".html"):
            with suppress(TemplateError):  # of a plugin that is not loaded
                env.get_template(name)


def _not_yet(*_: Any) -> Never:
    raise NotImplementedError  # so that Jinja applies no filter in advance


for hook in sorted(ROOT.glob("hooks/*.py")):
    load_hook(hook.stem)
morphology.russian()
families(["client"], "en")
_compile_templates()
gc.freeze()  # garbage collection in a fork would touch all of it, and copy its memory pages
