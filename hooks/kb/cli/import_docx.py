"""`kb import-docx`: a Word document as the beginning of a guide."""

from collections.abc import Iterator
from dataclasses import replace
from os.path import relpath
from pathlib import Path

import click

from kb.cli.options import LOCALES, docs_option, load, own_prefix
from kb.cli.paths import EXISTING_FILE, PATH
from kb.cli.usage import Failure, typed
from kb.content.fields.kinds import Section
from kb.content.fields.messages import one_line
from kb.content.library import Document, Library
from kb.content.normal_form import write_front
from kb.content.reading.folders import is_inside
from kb.content.reading.glimpse import names_taken
from kb.content.reading.page import read
from kb.content.yaml.front_matter import file_text
from kb.docx import DocxError, convert
from kb.draft import FOLDERS, free_id
from kb.language import mend, prose, vocabularies
from kb.language.mending.quotes import with_quotes_set
from kb.language.text.sentences import sentences
from kb.slugs import slugify
from kb.system.new_files import write_new
from kb.system.refusals import why_not_written

_LONGEST_SUMMARY = 160
_NO_SENTENCE = 2
"""The most words of what is no sentence: «1.1.», «Важно:»."""


@click.command("import-docx")
@click.argument("file", metavar="ФАЙЛ.docx", type=EXISTING_FILE)
@docs_option
@click.option(
    "--section",
    type=click.Choice([one.value for one in Section]),
    default=Section.DO.value,
    help="Раздел гайда.",
)
@click.option("--title", default="", help="Заголовок, если он не тот, что в документе.")
@click.option("--out", type=PATH, help="Файл страницы, .md.")
def import_docx(
    file: Path, docs: tuple[Path, ...], section: str, title: str, out: Path | None
) -> None:
    if out is not None and out.suffix != ".md":
        raise Failure(f"{out}: имя страницы кончается на .md; исправьте --out")
    library = load(docs, LOCALES).library
    slug = slugify(title or file.stem) if out is None else out.stem
    path = out or docs[-1] / LOCALES[0] / FOLDERS["guide"] / f"{slug}.md"
    folder = docs[-1] / "assets" / "images" / slug
    try:
        seen = Path(relpath(folder, path.parent)).as_posix()
        converted = convert(file.read_bytes(), images=seen)
    except DocxError as error:
        raise Failure(f"{file}: {error}") from error
    ids, _ = names_taken(docs, FOLDERS["guide"])
    fields = {
        "id": free_id("guide", ids, own_prefix(docs)),
        "type": "guide",
        "title": title or converted.title or file.stem,
        "summary": _summary(converted.lead) or title or converted.title or file.stem,
        "section": section,
    }
    text = file_text(write_front(fields), f"\n{converted.body}")
    text = _mended(text, docs, library, path)
    images = {folder / name: raw for name, raw in converted.images.items()}
    try:
        write_new({path: text.encode(), **images})
    except FileExistsError as error:
        hint = "удалите его или назовите другой: --out"
        raise Failure(f"{error.filename}: файл уже есть; {hint}") from error
    except OSError as error:
        raise Failure(f"{error.filename}: не записать: {why_not_written(error)}") from error
    warnings = [*converted.warnings, *_renamed(title, converted.title), *_out_of_sight(path, docs)]
    if is_inside(file, docs):
        warnings.append(f"{file} лежит среди страниц и попадёт на сайт; уберите его оттуда")
    for warning in dict.fromkeys(warnings):
        click.echo(f"{path}: предупреждение: {warning}")
    click.echo(f"{path}: проверьте поля summary и section, допишите audience и terms")
    click.echo(f"Записано: {path}, картинок: {len(images)}. Дальше: {typed('check')}")


def _renamed(title: str, own: str) -> Iterator[str]:
    """The message about a document's own title, which does not stand on the page."""
    if title and own and title != own:
        yield f"название документа, «{one_line(own)}», заменено вашим"


def _out_of_sight(path: Path, docs: tuple[Path, ...]) -> Iterator[str]:
    """The message about a page in a folder that no site is built from."""
    folders = [(root / locale).resolve() for root in docs for locale in LOCALES]
    if not any(path.resolve().is_relative_to(one) for one in folders):
        shown = f"{docs[-1].as_posix()}/{LOCALES[0]}"
        yield f"на сайт она не попадёт: перенесите её в папку {shown}, в один из разделов"


def _summary(lead: str) -> str:
    """The first sentence, or as much of it as fits; a number or a word or two are none."""
    said = (sentence for _, sentence in sentences(lead))
    text = next((one for one in said if len(one.split()) > _NO_SENTENCE), "")
    if len(text) <= _LONGEST_SUMMARY:
        return text
    return text[: _LONGEST_SUMMARY - 1].rpartition(" ")[0].rstrip(",;:—- ") + "…"


def _mended(text: str, docs: tuple[Path, ...], library: Library, path: Path) -> str:
    """The text with its typing corrected as by `kb check --fix`; its markup is ours already."""
    found = read(text.encode(), LOCALES[0], f"{FOLDERS['guide']}/{path.name}", path.as_posix())
    if not isinstance(found, Document):
        raise Failure(*map(str, found))
    words, _ = vocabularies(docs, library, shown_from=Path.cwd())
    quoted = replace(found.source, body=with_quotes_set(prose(found)))
    return mend(replace(found, source=quoted), words[LOCALES[0]]).source.text
