"""Publishes our styles, scripts and fonts under names derived from their content."""

import posixpath
from collections.abc import Collection
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from kb.assets.classic import classic
from kb.assets.fingerprints import publish
from kb.assets.parts import joined
from kb.content.problems import not_built
from kb.settings.brand import Brand
from kb.urls import remote

_PUBLISHED = {".css", ".js", ".woff2"}


@event_priority(-100)  # after i18n, which creates every file anew
def on_files(files: Files, config: MkDocsConfig) -> Files:
    ours = {file.src_uri: file for file in files if _is_ours(file, config)}
    contents = {path: file.content_bytes for path, file in ours.items()}
    modules = [path for path in contents if path.startswith("assets/js/")]
    scripts = joined({path: contents.pop(path).decode() for path in modules})
    if config.extra.get("offline"):
        scripts = {path: classic(path, scripts) for path in scripts}
    assets = publish(contents | {path: text.encode() for path, text in scripts.items()})
    for path, file in ours.items():
        if path not in assets:
            files.remove(file)
            continue
        file.dest_uri = file.url = assets[path].path
        file.content_bytes = assets[path].content
    if "kb_assets" not in config:  # once a build: i18n runs every language on this one config
        _check_named(config, {*assets, *(file.dest_uri for file in files)})
    config["kb_assets"] = {path: asset.path for path, asset in assets.items()}
    config.extra_css = [config["kb_assets"].get(path, path) for path in config.extra_css]
    return files


def _check_named(config: MkDocsConfig, known: Collection[str]) -> None:
    """Refuses styles and scripts that the site would lack; the engine says nothing."""
    named = [("extra_css", n, one) for n, one in enumerate(config.extra_css)]
    named += [("extra_javascript", n, str(one)) for n, one in enumerate(config.extra_javascript)]
    found = [
        ((field, n), f"на сайте нет файла «{path}»; путь считают от папки со страницами")
        for field, n, path in named
        if not remote(path) and not path.startswith("/") and not _is_there(path, known)
    ]
    if found:
        faults = (config["kb_settings"].problem(*one) for one in found)
        raise PluginError(not_built("настройки", faults))


def _is_there(path: str, known: Collection[str]) -> bool:
    path = posixpath.normpath(unquote(urlsplit(path).path))
    return path in known or path == Brand.PATH  # which is written at the end


def _is_ours(file: File, config: MkDocsConfig) -> bool:
    if file.abs_src_path is None:
        return False
    source = Path(file.abs_src_path)
    folder = Path(config.theme.custom_dir or "", "assets")
    return source.suffix in _PUBLISHED and source.is_relative_to(folder)
