"""Puts the editor in the browser beside the preview, or into the site, as `extra.editor` says."""

import json
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger

from kb.content.fields.messages import FieldsError
from kb.content.problems import not_built
from kb.edition import KnowledgeBase
from kb.edition.occupied import EDITOR, beside_editor
from kb.editor.config import EditorSettings, configuration

log = get_plugin_logger("kb")

BUNDLE = Path(__file__).resolve().parent.parent / "editor" / "dist"


# When the content is read: a wrong setting stops a build before anything is made.
@event_priority(-100)
def on_config(config: MkDocsConfig) -> None:
    try:
        settings = EditorSettings.read(config.extra.get("editor") or {})
    except FieldsError as error:
        raise PluginError(config["kb_settings"].lines(*error.faults)) from error
    is_wanted = settings.preview if config["serving"] else settings.publish
    if is_wanted and not BUNDLE.is_dir():
        raise PluginError("Редактор ещё не собран; соберите его: make editor-bundle")
    config["kb_editor"] = settings if is_wanted else None
    if is_wanted and not config["edition"].folder:
        _check_place(config["kb"], serving=config["serving"])


def _check_place(kb: KnowledgeBase, *, serving: bool) -> None:
    found = beside_editor(kb.library, kb.roots, kb.settings, shown_from=kb.shown_from)
    told = [str(one) for one in found]
    if told and not serving:
        raise PluginError(not_built("страницы", told))
    for one in told:
        log.error(one)


def on_post_build(config: MkDocsConfig) -> None:
    settings, edition = config["kb_editor"], config["edition"]
    if settings is None or edition.folder:
        return
    folder, output = Path(config.site_dir, EDITOR), config["output"]
    for path in (one for one in BUNDLE.rglob("*") if one.is_file()):
        output.write(folder / path.relative_to(BUNDLE), path.read_bytes())
    found = configuration(
        edition.library,
        edition.messages,
        forge=settings.forge,
        folder=config["kb_home"].name,
    )
    output.write(folder / "config.json", json.dumps(found, ensure_ascii=False).encode())
