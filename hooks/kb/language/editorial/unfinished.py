"""Warns about the placeholders that `kb new` has left for an editor to replace."""

from collections.abc import Iterator

from kb.content.body.placeholder import found
from kb.content.fields.messages import in_field, one_line
from kb.content.problems import Problem
from kb.language.text.prose import Prose


def unfinished(page: Prose) -> Iterator[Problem]:
    """Yields a warning for each text to be replaced, and a single one if a translation is due."""
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
