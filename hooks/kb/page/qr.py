"""A QR code of an address, drawn as a single SVG path."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby

import segno

from kb.urls import in_ascii

QUIET = 4
"""Width in modules of the white border that scanners need around the code (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class Code:
    """The dark modules of a code; one module is one unit."""

    side: int
    """Including the white border."""

    path: str
    """SVG path data: one bar for each run of dark modules in a row."""


@cache
def encode(address: str) -> Code:
    """Returns the code of a web address; it can be read with up to 15 % of it damaged.

    Raises `segno.DataOverflowError` for an address of more than 2331 bytes.
    """
    # Not every scanner understands a Cyrillic domain.
    rows = segno.make_qr(in_ascii(address), error="m").matrix
    bars = []
    for y, row in enumerate(rows, QUIET):
        x = QUIET
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                bars.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return Code(len(rows) + 2 * QUIET, "".join(bars))
