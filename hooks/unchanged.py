"""In a preview, leaves the other languages as they are if nothing of theirs has changed.

At every save, i18n builds all languages after the first one; for a thousand pages that takes as
long again, and an editor writes in one language at a time.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from kb.cache.digests import digest
from kb.content.clock import today
from kb.edition.observed import digest_of_all

SITEMAP = "sitemap.xml"
"""The language that is built last writes it, for all."""

made_from = ""
"""The digest of what the other languages were last made from; empty if that is not known."""


def _is_first_in_preview(config: MkDocsConfig) -> bool:
    """Whether this is the first language of a preview; the others are built inside it."""
    build, i18n = config["kb_build"], _i18n(config)
    return config["serving"] and build.store and not build.alone and not i18n.building


def _i18n(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Runs before i18n, which removes the files of other languages."""
    if _is_first_in_preview(config):
        overlay = config["kb_overlay"]
        served = [one for one in files if one.inclusion is not InclusionLevel.EXCLUDED]
        config["files"] = [_file(one, overlay) for one in served]
    return files


def _file(file: File, overlay: Path | None) -> list[Any]:
    """Returns a file's place and time of change; 0 for a page, whose content the library knows."""
    own = overlay and overlay / file.src_uri  # MkDocs learns only after i18n where it is
    found = own if own and own.is_file() else file.abs_src_path or ""
    place = os.path.abspath(found)  # noqa: PTH100 (links are not to be followed)
    changed = 0
    if not file.is_documentation_page():
        with suppress(OSError):  # a link that leads nowhere
            changed = Path(place).stat().st_mtime_ns
    return [file.src_uri, place, file.inclusion.name, changed]


@event_priority(-250)  # when it is known what all pages depend on
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    if not _is_first_in_preview(config):
        return nav
    editions = [config["kb"].edition(one) for one in _i18n(config).build_languages]
    others = [digest_of_all(one) for one in editions if one is not config["edition"]]
    config["others"] = digest(
        [
            config["kb_build"].everywhere,
            repr(config["kb_nav"]),
            config["files"],
            others,
            today().isoformat(),
        ]
    )
    if config["others"] == made_from:
        config.theme.static_templates.discard(SITEMAP)
        output, site = config["output"], Path(config.site_dir)
        for one in (SITEMAP, f"{SITEMAP}.gz", *filter(None, (one.folder for one in editions))):
            output.keep(site / one)
    return nav


@event_priority(-90)  # just before i18n would begin to build them
def _leave(config: MkDocsConfig) -> None:
    if _is_first_in_preview(config) and config["others"] == made_from:
        _i18n(config).building = True


@event_priority(-300)
def _note(config: MkDocsConfig) -> None:
    global made_from
    if config["kb_build"].is_over:
        made_from = config.get("others", "")


on_post_build = CombinedEvent(_leave, _note)


def on_build_error(error: Exception) -> None:
    global made_from
    made_from = ""
