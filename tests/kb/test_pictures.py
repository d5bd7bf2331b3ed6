"""How large a picture is, from the file alone."""

import struct
import zlib

import pytest

from kb.pictures import size


def _png(width: int, height: int) -> bytes:
    """The beginning of a PNG file, as the standard has it."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def _svg(attributes: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (_png(640, 480), (640, 480)),
        (_svg('viewBox="0 0 48 24"'), (48, 24)),
        (_svg('viewBox="-1.5,0 , 47.6 24"'), (48, 24)),
        (_svg('width="96px" height="32" viewBox="0 0 3 1"'), (96, 32)),
        (_svg('width="100%" height="100%" viewBox="0 0 3 1"'), (3, 1)),
        (_svg('width="2em" height="1em"'), None),
        (_svg('viewBox="none of 4 numbers"'), None),
        (_svg('viewBox="0 0 0 24"'), None),
        (_svg(""), None),
        (b'<?xml version="1.0"?>\n<!-- a logo -->\n' + _svg('viewBox="0 0 2 1"'), (2, 1)),
        (b"<html/>", None),
        (_png(640, 480)[:20], None),
        (b"\xff\xd8\xff\xe0 a JPEG", None),
        (b"", None),
    ],
)  # fmt: skip
def test_a_size_is_read_from_the_file(content: bytes, expected: tuple[int, int] | None) -> None:
    assert size(content) == expected
