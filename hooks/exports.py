"""Writes the data that other tools read: data/*.json, *.csv and *.xlsx, a language at a time."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from kb.cache.digests import digest
from kb.cache.entries import files_as_data, files_from_data
from kb.cache.results import Result, Results
from kb.edition.observed import Observed
from kb.exports import export, subjects


def on_post_build(config: MkDocsConfig) -> None:
    edition, build = config["edition"], config["kb_build"]
    root = Path(config.site_dir, edition.folder, "data")
    todo = subjects(edition)

    def make(subject: str) -> Result:
        observed = Observed.of(edition, config["answers"])
        files = files_as_data(export(subject, observed))
        return {"files": files, "reads": observed.reads}

    results = Results(
        key=lambda subject: digest([build.everywhere, "data", subject]),
        make=make,
        holds=config["answers"].hold,
        rest=lambda subject: todo[todo.index(subject) + 1 :],
        store=build.store,
    )
    for subject in todo:
        for name, content in files_from_data(results.get(subject)["files"]).items():
            config["output"].write(root / name, content)
