"""Lets MkDocs write a site over the last one instead of clearing its folder first."""

from pathlib import Path

from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

from kb.cache.output import Output, Unread

their_clean_directory = utils.clean_directory
their_write_file = utils.write_file
their_copy_file = utils.copy_file


@event_priority(-250)  # when it is known who takes part
def on_config(config: MkDocsConfig) -> None:
    if "output" in config:  # i18n builds every language on this one config
        return
    config["output"] = output = Output(Path(config.site_dir))
    if config["kb_build"].alone:  # somebody may write what we would not hear of
        return

    def clean_directory(directory: str) -> None:
        output.begin()

    def write_file(content: bytes | Unread, output_path: str) -> None:
        output.write(output_path, content)

    def copy_file(source_path: str, output_path: str) -> None:
        output.write(output_path, Path(source_path).read_bytes())

    # MkDocs has no other seam: it clears, writes and copies by the functions of these names.
    utils.clean_directory, utils.write_file = clean_directory, write_file
    utils.copy_file = copy_file


@event_priority(-250)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    config["output"].make_way(file.abs_dest_path for file in files)
    return files


@event_priority(-250)  # when nothing is written any more
def on_post_build(config: MkDocsConfig) -> None:
    if config["kb_build"].is_over:
        config["output"].end()
        _restore()


def on_build_error(error: Exception) -> None:
    _restore()


def _restore() -> None:
    utils.clean_directory = their_clean_directory
    utils.write_file = their_write_file
    utils.copy_file = their_copy_file
