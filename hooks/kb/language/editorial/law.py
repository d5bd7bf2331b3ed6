"""A rule about pages that cite a law: laws change, so such pages must be checked again in time."""

import re
from collections.abc import Iterator

from kb.content.problems import Problem
from kb.language.text.prose import Prose

_LAW = re.compile(
    r"""
    # Without such a word before it, the number may stand in a list or show how to write it.
    \b(?:[Пп]о|[Сс]огласно|[Тт]ребовани\w+|[Нн]арушени\w+|[Uu]nder)[ ]
      (?:№[ ]?)?\d{1,4}-(?:ФЗ|FZ)\b
    | \b[Зз]акон\w*[ ](?:РФ[ ])?№[ ]?\d[\w-]*
    | \b[Зз]акон[ ](?:об?[ ](?:\w+[ ]){1,6})?
      (?:отводит|даёт|дает|обязывает|позволяет|разрешает|запрещает|требует)\b
    | \b(?:[ГЖНСТУ]К[ ]РФ|КоАП)\b
    | \b[Ll]aw[ ]No\.?[ ]?\d[\w-]*
    | \b(?:[Tt]he|[A-Z][a-z]+n)[ ]law[ ]
      (?:allows|forbids|gives|obliges|permits|prohibits|requires)\b
    | \bGDPR\b
    """,
    re.VERBOSE,
)
"""A law by its number or name, or one that demands something; «по закону» often means no law."""


def law(page: Prose) -> Iterator[Problem]:
    """Yields a warning about the first law on a page without `recheck`."""
    if page.document.entry.recheck is not None or not page.document.has_fields:
        return
    for passage in page.passages:
        if match := _LAW.search(passage.text.replace("\u00a0", " ")):
            told = (
                f"«{match[0]}»: страница ссылается на закон, а поля «recheck» нет; "
                "назовите в нём день, к которому её сверят с законом"
            )
            yield page.warning(passage, match.start(), told, "law")
            return
