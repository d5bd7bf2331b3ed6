"""Changes the fields of pages as an editor could."""

from collections.abc import Callable
from typing import Any

import yaml

from kb.content.fields.structure import values
from kb.content.model import TYPES
from kb.content.problems import Location
from kb.content.yaml.front_matter import SourceText, parse


def in_every_field(text: str, change: Callable[[str, Location], str]) -> str:
    """Returns a page with every text for a reader changed; ids, dates and choices stay.

    Raises `pydantic.ValidationError` if the changed page is no longer valid.
    """
    source = parse(text)
    assert isinstance(source, SourceText)
    data = source.front.data
    model = TYPES[data["type"]]
    for location, value in list(values(model.model_validate(data))):
        if type(value) is not str or location[-1] in ("type", "field"):
            continue
        in_place: Any = data
        for step in location[:-1]:
            in_place = in_place[step]
        in_place[location[-1]] = change(value, location)
    model.model_validate(data)
    fields = yaml.safe_dump(data, allow_unicode=True, width=10**6, sort_keys=False)
    return f"---\n{fields}---\n{source.body}"
