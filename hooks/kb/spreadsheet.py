"""Writes rows of texts as an Excel workbook; the same rows give the same bytes."""

import datetime
import io
from collections.abc import Sequence

from xlsxwriter import Workbook

_WIDTH_OF_NAMES = 26
_WIDTH = 42
"""In characters of the default font: three columns fill a laptop's screen."""


def workbook(
    rows: Sequence[Sequence[str]], *, title: str, sheet: str, names: int, day: datetime.date
) -> bytes:
    """Returns a workbook (.xlsx) with one sheet, whose first row and `names` columns stay in sight.

    Every cell is text, whatever it begins with: none is a formula, a number or a link. `sheet` is
    the sheet's name: at most 31 characters, none of []:*?/\\. `day` is the one that the file's
    properties give for its making.
    """
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties(
        {"title": title, "created": datetime.datetime.combine(day, datetime.time())}
    )
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    head = book.add_format(
        {"text_wrap": True, "valign": "top", "border": 1, "bold": True, "bg_color": "#F3EFE6"}
    )
    page = book.add_worksheet(sheet)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            page.write_string(y, x, text, head if y == 0 or x < names else body)
    page.set_column(0, names - 1, _WIDTH_OF_NAMES)
    page.set_column(names, max(names, *map(len, rows)) - 1, _WIDTH)
    page.freeze_panes(1, names)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    book.close()
    return file.getvalue()
