"""QR codes: the drawing shows the modules that segno computes, with a white border around them."""

import re

import pytest
import segno

from kb.page.qr import QUIET, Code, encode

ADDRESS = "https://portal.vektor.example/klient/roles/zakazchik/"


def _dark(path: str) -> set[tuple[int, int]]:
    bars = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path)
    assert "".join("M{} {}h{}v1h-{}z".format(*bar) for bar in bars) == path
    assert all(there == back for _, _, there, back in bars)
    return {(int(x) + n, int(y)) for x, y, width, _ in bars for n in range(int(width))}


def _is_drawn(code: Code, address: str) -> bool:
    rows = segno.make_qr(address, error="m").matrix
    dark = {
        (x + QUIET, y + QUIET) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    }
    return _dark(code.path) == dark and code.side == len(rows) + 8


def test_every_dark_module_is_drawn_and_no_other() -> None:
    assert _is_drawn(encode(ADDRESS), ADDRESS)


@pytest.mark.parametrize(
    ("written", "travels"),
    [
        (
            "https://клиент.рф:8080/база/",
            "https://xn--e1affem4a.xn--p1ai:8080/%D0%B1%D0%B0%D0%B7%D0%B0/",
        ),
        ("https://portal.example/a%20b/", "https://portal.example/a%20b/"),
        ("http://[FE80::1]:8080/kb/", "http://[fe80::1]:8080/kb/"),
    ],
)
def test_an_address_is_written_as_it_travels(written: str, travels: str) -> None:
    assert _is_drawn(encode(written), travels)
