"""`kb translations`: shows missing translations and changed originals; marks translations done."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from kb.cli.options import docs_option, load, locales_option, told
from kb.content.front_matter import Fault, SourceText, decode, parse
from kb.content.library import Library
from kb.translation import State, Translation, digest, wording
from kb.translation import translations as all_translations
from kb.translation.history import changes, find
from kb.translation.mark import marked

_NAMES = {
    State.FRESH: "переведено",
    State.BEHIND: "отстаёт",
    State.UNMARKED: "не отмечено",
    State.MISSING: "нет перевода",
}


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@docs_option
@locales_option
@click.option("--accept", is_flag=True, help="Отметить: перевод этих файлов следует оригиналу.")
@click.option("--all", "every", is_flag=True, help="С --accept: отметить все переводы.")
def translations(
    files: tuple[Path, ...],
    docs: tuple[Path, ...],
    locales: tuple[str, ...],
    accept: bool,
    every: bool,
) -> None:
    library = load(docs, locales).library
    if accept or every:
        if not accept or bool(files) == every:
            raise click.UsageError("--accept: назовите файлы или добавьте --all.")
        _accept(_chosen(library, files))
        return
    chosen = _chosen(library, files)
    for one in chosen:
        for line in _state(one):
            click.echo(line)
    counted = Counter(one.state for one in chosen)
    click.echo("; ".join(f"{name}: {counted[state]}" for state, name in _NAMES.items()) + ".")


def _chosen(library: Library, files: Iterable[Path]) -> list[Translation]:
    """The translations that the files name: by their own path or by that of the original."""
    found = list(all_translations(library))
    if not files:
        return found
    here = Path.cwd()
    by_path: dict[Path, list[Translation]] = {}
    for one in found:
        for document in (one.original, one.document):
            if document:
                by_path.setdefault((here / document.shown_as).resolve(), []).append(one)
    unknown = [file for file in files if file.resolve() not in by_path]
    if unknown:
        raise told(f"{file}: нет такой страницы, или она не читается" for file in unknown)
    return list(dict.fromkeys(one for file in files for one in by_path[file.resolve()]))


def _state(one: Translation) -> Iterator[str]:
    if one.document is None:
        yield f"{one.original.shown_as}: нет перевода: {one.locale}/{one.original.path}"
    elif one.state is State.UNMARKED:
        yield f"{one.document.shown_as}: не отмечено, какой текст переведён"
    elif one.state is State.BEHIND and one.document.entry.translated:
        yield f"{one.document.shown_as}: отстаёт, {one.original.shown_as} изменился:"
        path = Path.cwd() / one.original.shown_as
        before = find(one.original, path, one.document.entry.translated)
        if before is None:
            yield "    прежнего текста в истории git нет; сверьте страницу целиком"
        else:
            yield from (f"    {line}" for line in changes(wording(before), wording(one.original)))


def _accept(chosen: Iterable[Translation]) -> None:
    count = 0
    for one in chosen:
        if one.document is None or one.state is State.FRESH:
            continue
        path = Path.cwd() / one.document.shown_as
        text = decode(path.read_bytes())
        source = text if isinstance(text, Fault) else parse(text)
        if isinstance(text, str) and isinstance(source, SourceText):
            path.write_text(marked(text, source, digest(one.original)), "utf-8", newline="\n")
            click.echo(f"{one.document.shown_as}: отмечено")
            count += 1
    click.echo(f"Отмечено: {count}.")
