"""Puts the company's brand in place: name, logo, links, and colours as a style sheet."""

from pathlib import Path

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from kb.brand import Brand, BrandError
from kb.pictures import size


@event_priority(-100)  # after i18n has set the language of this run
def on_config(config: MkDocsConfig) -> None:
    try:
        brand = Brand.read(config.extra.get("brand"), config.theme["language"])
    except BrandError as error:
        raise PluginError(f"{config.config_file_path}: {error}") from error
    published = [*config["kb_roots"], *(Path(folder) for folder in config.theme.dirs)]
    files: dict[str, Path] = {}
    for field, name in (("logo", brand.logo), ("favicon", brand.favicon)):
        found = next((root / name for root in published if (root / name).is_file()), None)
        if found is None:
            raise PluginError(
                f"{config.config_file_path}: поле «extra.brand.{field}»: нет файла {name}"
            )
        files[field] = found
    config["logo_size"] = size(files["logo"].read_bytes())
    config["brand"] = brand
    config.copyright = brand.copyright
    config.site_name = escape(brand.name)  # the theme prints it as it is
    config.theme["logo"] = brand.logo
    config.theme["favicon"] = brand.favicon
    if brand.style_sheet and Brand.PATH not in config.extra_css:
        config.extra_css.append(Brand.PATH)


def on_post_build(config: MkDocsConfig) -> None:
    if config["brand"].style_sheet:
        path = Path(config.site_dir, Brand.PATH)
        config["output"].write(path, config["brand"].style_sheet.encode())
