"""Warns about what has yet to be written: placeholders of `kb new`, untranslated texts."""

from collections.abc import Iterator

from kb.content.body.placeholder import found, hidden
from kb.content.fields.messages import in_field, one_line
from kb.content.foreign import foreign
from kb.content.model import Guide, Plain
from kb.content.problems import Problem
from kb.language.text.prose import Prose

_A_SENTENCE = 3
"""Words; fewer may be a name, or a term in its own language."""


def unfinished(page: Prose) -> Iterator[Problem]:
    """Yields a warning for each placeholder, and a single one for all that await a translation."""
    told = False
    for passage in page.passages:
        for at, is_translation, hint in found(passage.text):
            if is_translation and told:
                continue
            told = told or is_translation
            message = (
                "страница ждёт перевода; переведите всё, что стоит в ‹ ›"
                if is_translation
                else f"замените заготовку своим текстом: «{one_line(hint)}»"
            )
            yield page.document.warning(
                passage.line(at),
                in_field(() if is_translation else passage.location, message),
                passage.column(at),
                "untranslated" if is_translation else "placeholder",
            )


def empty(page: Prose) -> Iterator[Problem]:
    """Yields a warning for a page that should consist of its text but has none."""
    entry = page.document.entry
    has_own_frame = bool(getattr(entry, "template", None))
    is_text = isinstance(entry, Guide | Plain) and not has_own_frame and page.document.has_fields
    if is_text and not page.source.body.strip():
        told = "на странице нет текста; напишите его под полями"
        yield page.document.warning(page.document.line(("title",)), told, rule="empty-page")


def untranslated(page: Prose) -> Iterator[Problem]:
    """Yields one warning for the texts of a translation that are still in the original language.

    To readers, an untranslated copy looks intended; without the file, they would see the original
    with a notice.
    """
    locale = page.document.locale
    found = [one for one in page.passages if _is_foreign(hidden(one.text, ""), locale)]
    if found:
        first, more = found[0], len(found) - 1
        told = f"текст не на языке «{locale}»{f'; ниже таких ещё {more}' if more else ''}"
        todo = "переведите, а до перевода удалите файл: читатель увидит оригинал с пометкой"
        message = in_field(first.location, f"{told}; {todo}")
        yield page.document.warning(first.line(0), message, first.column(0), "untranslated")


def _is_foreign(text: str, locale: str) -> bool:
    return len(text.split()) >= _A_SENTENCE and foreign(text, locale) is not None
