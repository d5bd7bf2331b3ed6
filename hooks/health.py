"""Tells editors in what state the glossary is; `kb check` says more."""

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files

from kb.health import glossary_health

log = get_plugin_logger("kb")


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    for problem in glossary_health(config["edition"]):
        log.info(str(problem))
