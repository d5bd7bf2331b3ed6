"""Reads files of docs/ with a section for each language, such as docs/words.yml."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from kb.content.fields.messages import fault, faults
from kb.content.problems import Fault, Problem, as_shown
from kb.content.yaml.yaml_document import read_yaml

_LOCALE = re.compile(r"[a-z]{2}(?:[-_]\w+)?", re.ASCII)


Content = TypeVar("Content")


def read_language_files(
    paths: Iterable[Path],
    content: TypeAdapter[dict[str, Content]],
    model: type[BaseModel],
    *,
    shown_from: Path,
) -> tuple[list[Mapping[str, Content]], list[Problem]]:
    """Returns what `content` makes of those files that exist, and what is wrong with them.

    `model` has the fields that may be meant by an unknown one, see `messages.faults`. Paths in
    problems are relative to `shown_from`.
    """
    found: list[Mapping[str, Content]] = []
    problems: list[Problem] = []
    for path in filter(Path.is_file, paths):
        read: Mapping[str, Content] | list[Fault] = _read(path.read_bytes(), content, model)
        if isinstance(read, list):
            problems += (one.in_file(as_shown(path, shown_from)) for one in read)
        else:
            found.append(read)
    return found, problems


@lru_cache(maxsize=8)  # a preview reads the same files at every save
def _read(raw: bytes, content: TypeAdapter[Any], model: type[BaseModel]) -> Any:
    document = read_yaml(raw)
    if isinstance(document, list):
        return document
    strange = [name for name in document.data if not _LOCALE.fullmatch(name)]
    if strange:
        told = "такого языка нет; напишите «ru» или «en»"
        return [fault(document, (name,), told) for name in strange]
    try:
        return content.validate_python(document.data)
    except ValidationError as error:
        return list(faults(error, model, document))
