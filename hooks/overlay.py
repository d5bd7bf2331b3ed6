"""Adds a company's own files: those below `extra.overlay` join ours or replace them."""

from collections.abc import Callable
from os.path import relpath
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files

from kb.cache.output import stranger_in
from kb.content.problems import printable
from kb.content.reading.folders import is_replaced
from kb.publish import overlap
from kb.settings import OVERLAY

log = get_plugin_logger("kb")
previews: list[LiveReloadServer] = []
"""The running preview. Not in the configuration, of which each build has its own."""


def on_config(config: MkDocsConfig) -> None:
    """Runs before the other hooks, which read the content and look for the brand's files."""
    folder = config.extra.get("overlay")
    if not isinstance(folder, str | None):
        raise PluginError(config["kb_settings"].lines((OVERLAY, "нужно имя папки")))
    overlay: Path | None = config["kb_home"] / folder if folder else None
    if overlay and not overlay.is_dir():
        raise PluginError(config["kb_settings"].lines((OVERLAY, f"нет папки {overlay}")))
    config["kb_overlay"] = overlay
    if overlay:
        for server in previews:  # it may have begun with the name of another folder
            server.watch(str(overlay))
    config["kb_roots"] = [Path(config.docs_dir), *([overlay] if overlay else [])]
    if "output" not in config:  # i18n runs every language on this one config
        _refuse_site_dir(config)


def _refuse_site_dir(config: MkDocsConfig) -> None:
    """Refuses to build into a folder that holds anything but a site.

    A build removes from it whatever it does not write: see `kb.cache.output`.
    """
    kept = [(one, "где лежат страницы") for one in config["kb_roots"]]
    if config.theme.custom_dir:
        kept += [(config["kb_home"] / config.theme.custom_dir, "где лежит вид сайта")]
    kept += [(Path(__file__).resolve().parent, "где лежит код")]
    site = Path(config.site_dir)
    if found := overlap(site, kept):
        told = f"сюда собирать нельзя: {found}; назовите отдельную папку, например site"
        raise PluginError(config["kb_settings"].lines((("site_dir",), told)))
    if stranger := stranger_in(site):
        told = (
            f"папку {site} занимает не сайт, сборка удалила бы из неё «{printable(stranger)}» и "
            "остальное; назовите другую, например site, или очистите эту сами"
        )
        raise PluginError(config["kb_settings"].lines((("site_dir",), told)))


def _add(files: Files, config: MkDocsConfig) -> Files:
    """Runs before i18n, which must see the new files as if they were in docs/."""
    overlay = config["kb_overlay"]
    if overlay is None:
        return files
    excluded = config.exclude_docs
    for path in sorted(overlay.rglob("*")):
        uri = path.relative_to(overlay).as_posix()
        is_left_out = path.suffix == ".yml" or (excluded and excluded.match_file(uri))
        if path.is_file() and not is_left_out and files.get_file_from_path(uri) is None:
            files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


@event_priority(-100)
def _set_paths(files: Files, config: MkDocsConfig) -> Files:
    """Sets the paths of overlaid files, after i18n has created every file anew below docs/."""
    overlay = config["kb_overlay"]
    if overlay is None:
        return files
    for file in files:
        if (overlay / file.src_uri).is_file():
            file.abs_src_path = str(overlay / file.src_uri)
            file.edit_uri = f"{relpath(overlay, config.docs_dir)}/{file.src_uri}"
    return files


on_files = CombinedEvent(_add, _set_paths)


@event_priority(-300)  # when all texts are rendered; MkDocs checks the anchors at the end
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Lets our pages link to places that a company's pages no longer have: see `is_replaced`."""
    for file in files.documentation_pages() if config["kb_overlay"] else ():
        links = (file.page and file.page.links_to_anchors) or {}
        for target, places in links.items():
            if not is_replaced(target.src_uri, file.src_uri, config["kb_roots"]):
                continue
            known = (target.page and target.page.present_anchor_ids) or set()
            for place in [one for one in places if one not in known]:
                del places[place]
                log.info(f"{file.src_uri}: на вашей странице {target.src_uri} нет места «#{place}»")
    return env


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., Any]
) -> LiveReloadServer:
    previews.append(server)
    if overlay := config.get("kb_overlay"):  # the first build may have failed before
        server.watch(str(overlay))
    return server
