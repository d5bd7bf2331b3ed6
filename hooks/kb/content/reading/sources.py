"""Reads docs/sources.yml: the works that were read."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from kb.content.fields.kinds import Key
from kb.content.fields.messages import fault, faults
from kb.content.model import Source
from kb.content.problems import Fault
from kb.content.yaml.yaml_document import read_yaml

FILE = "sources.yml"

_ID = TypeAdapter(Key)


def read(path: Path, locales: Sequence[str]) -> tuple[dict[str, Source], list[Fault]]:
    """Returns the sources of a file by their ids, and what is wrong with it.

    Their texts are needed in the languages `locales`; they may have others.
    """
    return _read(path.read_bytes(), tuple(locales))


@lru_cache(maxsize=8)  # a preview reads the same files at every save
def _read(raw: bytes, locales: tuple[str, ...]) -> tuple[dict[str, Source], list[Fault]]:
    document = read_yaml(raw)
    if isinstance(document, list):
        return {}, document
    found: dict[str, Source] = {}
    wrong: list[Fault] = []
    for name, data in document.data.items():
        try:
            source = found[_ID.validate_python(name)] = Source.model_validate(data)
        except ValidationError as error:
            wrong += faults(error, Source, document, (str(name),))
            continue
        for field, texts in (("title", source.title), ("fact", source.fact)):
            for locale in locales:
                if locale not in texts:
                    told = f"нет текста на языке «{locale}»; добавьте строку «{locale}: …»"
                    wrong.append(fault(document, (str(name), field), told))
    return found, wrong
