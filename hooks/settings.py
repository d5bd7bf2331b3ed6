"""Stops a build whose configuration does not mean what it seems to.

What we never publish stays unpublished, whatever a company adds.
"""

import logging
import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from pathspec.gitignore import GitIgnoreSpec

from kb.content.clock import EPOCH, today
from kb.content.problems import Location, not_built
from kb.settings import Settings, missing_icons, why_no_address
from kb.system.refusals import RefusedError

_ADDRESS: Location = ("site_url",)


@event_priority(100)  # before anything is made of the settings
def on_config(config: MkDocsConfig) -> None:
    if "kb_settings" in config:  # once a build: i18n runs every language on this one config
        return
    if config.strict:
        _hear_warnings()
    _agree_on_the_day()
    path = Path(config.config_file_path).resolve()
    config["kb_home"] = path.parent  # where paths in problems, and in a company's settings, begin
    settings = Settings.read(path, shown_from=path.parent)
    themes = [Path(folder) for folder in config.theme.dirs]
    if found := settings.problems() or [*missing_icons(settings, themes)]:
        raise PluginError(not_built("настройки", found))
    address = "" if settings.is_known(_ADDRESS) else config.site_url or ""  # `!ENV`: anything
    if told := why_no_address(address, is_site=True):
        raise PluginError(settings.lines((_ADDRESS, told)))
    config["kb_settings"] = settings
    # Ours comes last: there nothing can take it back.
    for one in settings.texts(("exclude_docs",))[1:]:
        ours = GitIgnoreSpec.from_lines(one.splitlines())
        config.exclude_docs = config.exclude_docs + ours if config.exclude_docs else ours


def _agree_on_the_day() -> None:
    """Refuses a wrong day here, and removes an empty one: both end the engine with a traceback."""
    if not os.environ.get(EPOCH):
        os.environ.pop(EPOCH, None)
    try:
        today()
    except RefusedError as error:
        raise PluginError(str(error)) from error


def _hear_warnings() -> None:
    """Keeps `--quiet` from defeating `--strict`, which only counts what is logged."""
    log = logging.getLogger("mkdocs")
    log.setLevel(min(log.level, logging.WARNING))
