"""What the i18n plugin leaves open: a 404 page a language, and its texts stay unpublished."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The interface's texts lie beside the templates, where MkDocs takes them for assets."""
    for file in [one for one in files if one.src_uri.startswith("i18n/")]:
        files.remove(file)
    return files


@event_priority(-100)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Every language would write the root's 404.html, and the last one would win."""
    edition = config["edition"]
    if template_name != "404.html" or edition.locale == edition.library.default_locale:
        return output_content
    path = Path(config.site_dir, edition.locale, template_name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(output_content, encoding="utf-8")
    return ""  # MkDocs skips an empty template
