"""Applies the company's brand: name, logo, links, and colours as a style sheet."""

from pathlib import Path

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from kb.content.fields.messages import FieldsError
from kb.pictures import in_folders, proportions
from kb.settings.brand import Brand


@event_priority(-100)  # after i18n has set the language of this run
def on_config(config: MkDocsConfig) -> None:
    try:
        brand = Brand.read(config.extra.get("brand"), config.theme["language"])
    except FieldsError as error:
        raise PluginError(config["kb_settings"].lines(*error.faults)) from error
    config["logo_size"] = proportions(_published(config, "logo", brand.logo).read_bytes())
    _published(config, "favicon", brand.favicon)
    config["brand"] = brand
    config.copyright = brand.copyright
    config.site_name = escape(brand.name)  # the theme prints it as it is
    config.theme["logo"] = brand.logo
    config.theme["favicon"] = brand.favicon
    if brand.style_sheet and Brand.PATH not in config.extra_css:
        config.extra_css.append(Brand.PATH)


def _published(config: MkDocsConfig, field: str, name: str) -> Path:
    """The picture that the site will have under this name; a company's own wins."""
    roots: list[Path] = [*reversed(config["kb_roots"]), *map(Path, config.theme.dirs)]
    path, told = in_folders(name, roots)
    if path is None or told:
        raise PluginError(config["kb_settings"].lines((("extra", "brand", field), told)))
    return path


def on_post_build(config: MkDocsConfig) -> None:
    if config["brand"].style_sheet:
        path = Path(config.site_dir, Brand.PATH)
        config["output"].write(path, config["brand"].style_sheet.encode())
