"""`kb check`: everything that can be said about the pages without building them."""

import sys
from pathlib import Path

import click

from kb.base import KnowledgeBase
from kb.cli.options import docs_option, load, locales_option
from kb.content.front_matter import Fault, decode
from kb.content.problems import errors
from kb.health import glossary_health, unused_terms
from kb.language import check_language, mend, vocabularies


@click.command()
@docs_option
@locales_option
@click.option("--fix", is_flag=True, help="Сначала исправить то, над чем думать не нужно.")
def check(docs: tuple[Path, ...], locales: tuple[str, ...], fix: bool) -> None:
    kb = load(docs, locales)
    if fix and _fix(kb, docs):
        kb = load(docs, locales)
    problems = [*kb.problems, *check_language(kb.library, docs, shown_from=Path.cwd())]
    for edition in map(kb.edition, locales):
        problems += [*glossary_health(edition), *unused_terms(edition)]
    for problem in sorted(problems):
        click.echo(str(problem))
    stopping = errors(problems)
    click.echo(f"Ошибок: {len(stopping)}, предупреждений: {len(problems) - len(stopping)}.")
    sys.exit(1 if stopping else 0)


def _fix(kb: KnowledgeBase, docs: tuple[Path, ...]) -> bool:
    """Mends the files of all pages that can be read; tells which; whether there were any."""
    here = Path.cwd()
    words, _ = vocabularies(docs, kb.library, shown_from=here)
    mended = False
    for document in kb.library.documents:
        path = here / document.shown_as
        raw = path.read_bytes()
        text = decode(raw)
        if isinstance(text, Fault):
            continue
        better = mend(document, text, words[document.locale])
        if better.encode() != raw:
            path.write_text(better, "utf-8", newline="\n")
            click.echo(f"{document.shown_as}: исправлено")
            mended = True
    return mended
