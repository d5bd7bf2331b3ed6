"""Opens the cache of a build, works out what all its pages depend on, and closes it."""

import gc
import logging
import os
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_build_datetime

from kb.cache.build import Build
from kb.cache.digests import digest, digest_of_folders, installed
from kb.cache.progress import Progress
from kb.cache.store import Store
from kb.page import PageContext
from kb.render import theme_files

FOLDER = Path(".cache", "kb")
"""Beside the configuration file."""

HOOKS = Path(__file__).resolve().parent
KNOWN_PLUGINS = frozenset({"i18n"})
"""Without the theme's search: it would index a page twice when pages are made ahead."""

KNOWN_EXTENSIONS = frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs"
    " legacy_em md_in_html meta nl2br sane_lists smarty tables toc wikilinks".split()
)
"""Python-Markdown's own. Ours are known too, and those of PyMdown that are not in `READ_FILES`."""

READ_FILES = frozenset({"pymdownx.b64", "pymdownx.snippets"})

NOT_SHOWN = frozenset(
    "config_file_path dev_addr docs_dir draft_docs exclude_docs hooks nav not_in_nav remote_branch"
    " remote_name site_dir strict watch".split()
)
"""Settings that affect a page only through its text, the files or the navigation."""

log = get_plugin_logger("kb")


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Collects garbage rarely: a build makes millions of objects but few reference cycles."""
    often = (10, 10) if command == "serve" else (20, 100)  # a preview discards whole sites
    gc.set_threshold(50_000, *often)


def on_shutdown() -> None:
    """Freezes what is left: it goes with the process, and Python would search all of it at exit."""
    gc.freeze()


@event_priority(-50)  # before the content is read: the cache remembers a part of it
def on_config(config: MkDocsConfig) -> None:
    if "kb_build" not in config:  # once a build: i18n runs every language on this one config
        config["kb_build"] = _begin(config)
    config["kb_build"].begin_language()


def _list_no_icons(config: MkDocsConfig) -> None:
    """Lets MkDocs look for the theme's files without reading ten thousand names of icons.

    MkDocs asks Jinja for all of a theme's files, and then drops those in hidden folders.
    """

    def get_env() -> Environment:
        env = type(config.theme).get_env(config.theme)
        env.loader = _Theme(config.theme.dirs)
        return env

    config.theme.get_env = get_env  # type: ignore[method-assign]


class _Theme(FileSystemLoader):
    def list_templates(self) -> list[str]:
        return sorted({one for folder in self.searchpath for one in theme_files(folder)})


def _begin(config: MkDocsConfig) -> Build:
    _list_no_icons(config)
    stranger = next(_strangers(config), None)
    if stranger:
        log.info(f"Кеш сборки выключен: неизвестно, что читает «{stranger}»")
    verbose = log.logger.isEnabledFor(logging.DEBUG)  # MkDocs renders differently then
    off = stranger or verbose or os.environ.get("KB_CACHE") == "off"
    return Build(
        None if off else Store(config["kb_home"] / FOLDER),
        digest([digest_of_folders([HOOKS, *_own_themes(config)]), installed()]),
        Progress.when_watched(quiet=not log.logger.isEnabledFor(logging.INFO)),
        alone=stranger is not None,
    )


def _own_themes(config: MkDocsConfig) -> list[Path]:
    """Returns the template folders outside packages: no version shows when they change."""
    folders = (Path(one) for one in config.theme.dirs)
    return [one for one in folders if "site-packages" not in one.parts]


def _strangers(config: MkDocsConfig) -> Iterator[str]:
    """Yields whatever takes part in rendering and may read data that no cache key covers."""
    hooks: Mapping[str, Any] = config.data["hooks"]
    for name, module in hooks.items():
        if Path(module.__file__).resolve().parent != HOOKS:
            yield name
    yield from (one for one in config.plugins if one not in KNOWN_PLUGINS and one not in hooks)
    for name in config.markdown_extensions:
        if not _is_known_extension(name, config.mdx_configs.get(name) or {}):
            yield name
    for one in _functions(config.mdx_configs):
        if not _is_of_a_version(one):
            yield f"{one.__module__}.{one.__name__}"


def _is_known_extension(name: str, options: Mapping[str, Any]) -> bool:
    """Whether an extension with these options reads nothing but a page's text."""
    plain = name.partition(":")[0].removeprefix("markdown.extensions.")
    if plain in READ_FILES or "custom_icons" in (options.get("options") or {}):
        return False
    return plain in KNOWN_EXTENSIONS or plain.startswith(("pymdownx.", "kb."))


_PACKAGES = ("stdlib", "platstdlib", "purelib", "platlib")
_OF_A_VERSION = [HOOKS, *(Path(sysconfig.get_path(name)).resolve() for name in _PACKAGES)]


def _is_of_a_version(function: Callable[..., Any]) -> bool:
    """Whether its code changes only with a version, or is part of every cache key."""
    module = sys.modules.get(getattr(function, "__module__", ""))
    place = Path(getattr(module, "__file__", None) or HOOKS).resolve()
    return any(place.is_relative_to(folder) for folder in _OF_A_VERSION)


def _functions(settings: Any) -> Iterator[Callable[..., Any]]:
    if isinstance(settings, Mapping):
        settings = settings.values()
    elif isinstance(settings, partial):
        settings = [settings.func, *settings.args, *settings.keywords.values()]
    if isinstance(settings, Iterable) and not isinstance(settings, str | bytes):
        for one in settings:
            yield from _functions(one)
    elif callable(settings) and hasattr(settings, "__name__"):
        yield settings


@event_priority(-150)  # after i18n, and before the pages' texts are asked for
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    build = config["kb_build"]
    # What hooks keep in the configuration is not one of its options.
    settings = {
        key: _plain(value)
        for key, value in config.items()
        if hasattr(type(config), key) and key not in NOT_SHOWN
    }
    dated = [str(get_build_datetime())] if _names_the_day(config) else []
    logo = config["logo_size"]
    build.everywhere = digest([build.code, config["edition"].locale, settings, logo, dated])
    return nav


def _names_the_day(config: MkDocsConfig) -> bool:
    """Whether a template of ours, or one of the company's, prints the date of the build."""
    return any(
        name in path.read_text("utf-8", "replace")
        for folder in _own_themes(config)
        for path in folder.rglob("*.html")
        if path.is_file()  # Emacs locks a file with a dangling link
        for name in ("build_date_utc", "update_date")
    )


def _plain(value: Any) -> Any:
    """Returns a setting as plain data."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, PageContext):  # left by the page converted last
        return None
    if isinstance(value, BasePlugin):
        return _plain(value.config)
    if isinstance(value, partial):  # what `pymdownx.slugs.slugify` returns
        return [_plain(value.func), _plain(value.args), _plain(value.keywords)]
    if hasattr(value, "__name__"):  # a function or a module
        return [getattr(value, "__module__", ""), value.__name__]
    return repr(value)


def _save(config: MkDocsConfig) -> None:
    """Runs when this language's pages are written, before i18n builds the next one."""
    config["kb_build"].save()


@event_priority(-200)
def _end(config: MkDocsConfig) -> None:
    """Runs after i18n has built the other languages inside this one."""
    config["kb_build"].end_language()


on_post_build = CombinedEvent(_save, _end)
