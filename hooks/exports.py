"""Writes the data that other tools read: data/*.json, *.csv and *.xlsx, a language at a time."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from kb.exports import exports


def on_post_build(config: MkDocsConfig) -> None:
    edition = config["edition"]
    is_default = edition.locale == edition.library.default_locale
    root = Path(config.site_dir, "" if is_default else edition.locale, "data")
    for name, content in exports(edition).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
