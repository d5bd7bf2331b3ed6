"""Reads docs/synonyms.yml: words that people type in place of those on the pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import shorten
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter
from pydantic_core import PydanticCustomError

from kb.content.model import Part
from kb.content.problems import Problem
from kb.content.reading.language_file import read_language_files
from kb.content.yaml.yaml_document import YamlDocument, read_yaml

FILE = "synonyms.yml"

Synonyms = Mapping[str, tuple[str, ...]]
"""Typed words, each with the words on pages that it may mean: шеф → руководитель."""


def _one_word(text: str) -> str:
    word = text.strip().lower()
    if not word.isalnum():
        told = "«{word}» не одно слово; нужно слово без пробелов и дефисов"
        raise PydanticCustomError("kb", told, {"word": shorten(word, 60)})
    return word


_Word = Annotated[str, AfterValidator(_one_word)]

CONTENT = TypeAdapter(dict[str, dict[_Word, tuple[_Word, ...]]])
"""The content of the file: by language, what people type for each word."""


def listed(path: Path) -> YamlDocument | None:
    """Returns a file by language and word of the pages; None if there is no file, or a fault."""
    found, _ = read_language_files([path], CONTENT, Part, shown_from=path.parent)
    document = read_yaml(path.read_bytes()) if found else []
    return None if isinstance(document, list) else document


def read_synonyms(
    roots: Iterable[Path], *, shown_from: Path
) -> tuple[Mapping[str, Synonyms], list[Problem]]:
    """Returns the synonyms of every language, and what is wrong with the folders' files.

    A later root adds to an earlier one. Paths in problems are relative to `shown_from`.
    """
    found: dict[str, dict[str, dict[str, None]]] = {}
    files = (root / FILE for root in roots)
    sections, problems = read_language_files(files, CONTENT, Part, shown_from=shown_from)
    for read in sections:
        for locale, several in read.items():
            typed = found.setdefault(locale, defaultdict(dict))
            for word, asked in several.items():
                for one in asked:
                    typed[one][word] = None
    return {
        locale: {one: tuple(several) for one, several in typed.items()}
        for locale, typed in found.items()
    }, problems
