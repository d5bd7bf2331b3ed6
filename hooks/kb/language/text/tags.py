"""Notes its place in each HTML tag of a source: once converted, tags have no places."""

import re

AT = "data-at"
"""The attribute that holds the place."""

_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9-]*(?::[A-Za-z][A-Za-z0-9-]*)?)(?=[\s/>])")
"""Also one of Word or Confluence, <o:p>, but no address, <mailto:…>."""


def with_places(source: str) -> str:
    """Returns a source whose start tags have an attribute `AT`, counted from 0."""
    return _TAG.sub(lambda tag: f'<{tag[1]} {AT}="{tag.start()}"', source)
