"""A picture's size, from its file alone, and what a page says about it."""

import os
from io import BytesIO
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest
from PIL import Image

from kb.page import PageContext
from kb.pictures import Size, proportions, size, why_unseen
from tests.bakery import convert, tree
from tests.bases import THEME, base
from tests.disk import write

FORMATS = ["PNG", "JPEG", "GIF", "WEBP", "AVIF"]


def _picture(kind: str, width: int = 64, height: int = 48, **options: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height)).save(file, kind, **options)
    return file.getvalue()


def _svg(attributes: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_has_the_size_it_was_made_with(kind: str) -> None:
    assert size(_picture(kind)) == proportions(_picture(kind)) == (64, 48)


def test_a_photo_has_the_size_it_is_shown_with() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    assert size(_picture("JPEG", exif=exif)) == (48, 64)


@pytest.mark.parametrize(
    ("content", "own", "shape"),
    [
        (_svg('viewBox="0 0 48 24"'), None, (48, 24)),
        (_svg('viewBox="-1.5,0 , 47.6 24"'), None, (48, 24)),
        (_svg('width="96px" height="32" viewBox="0 0 3 1"'), (96, 32), (96, 32)),
        (_svg('width="96" viewBox="0 0 3 1"'), None, (3, 1)),
        (_svg('width="100%" height="100%" viewBox="0 0 3 1"'), None, (3, 1)),
        (_svg('width="2em" height="1em"'), None, None),
        (_svg('viewBox="none of 4 numbers"'), None, None),
        (_svg('viewBox="0 0 0 24"'), None, None),
        (_svg('viewBox="0 0 1e999 24"'), None, None),
        (_svg(f'width="{"9" * 400}" height="1" viewBox="0 0 nan 1"'), None, None),
        (_svg(""), None, None),
        (b'<?xml version="1.0"?>\n<!-- a logo -->\n' + _svg('viewBox="0 0 2 1"'), None, (2, 1)),
        (b"<html/>", None, None),
        (_picture("PNG")[:20], None, None),
        (b"\xff\xd8\xff\xe0 a JPEG", None, None),
        (b"", None, None),
    ],
)  # fmt: skip
def test_a_size_is_read_from_the_file(content: bytes, own: Size | None, shape: Size | None) -> None:
    assert size(content) == own
    assert proportions(content) == shape


@pytest.fixture
def house_page(tmp_path: Path) -> PageContext:
    """A page of a knowledge base whose company has pictures of its own."""
    files = {
        "docs/ru/guides/x.md": b"---\ntype: plain\ntitle: X\n---\n",
        "docs/en/guides/x.md": b"---\ntype: plain\ntitle: X\n---\n",
        "docs/ru/assets/plan.png": _picture("PNG"),
        "docs/assets/other plan.jpg": _picture("JPEG", 30, 20),
        "docs/assets/free.svg": _svg('viewBox="0 0 3 1"'),
        "company/assets/other plan.jpg": _picture("JPEG", 40, 20),
        "outside.png": _picture("PNG"),
    }
    write(tmp_path, files)
    (tmp_path / "docs/assets/linked.png").symlink_to(tmp_path / "outside.png")
    (tmp_path / "docs/assets/same.png").symlink_to("../ru/assets/plan.png")
    (tmp_path / "docs/linked").symlink_to(tmp_path, target_is_directory=True)
    kb = base(tmp_path / "docs", tmp_path / "company", themes=[THEME], shown_from=tmp_path)
    return PageContext("en/guides/x.md", kb.edition("en"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("![План](../assets/plan.png)", ("64", "48")),  # the Russian one, for there is no other
        ("![План](../../assets/other%20plan.jpg#only-light)", ("40", "20")),  # the company's
        ("[![План](../assets/plan.png)](x.md)", ("64", "48")),
        ("![План](../assets/plan.png){ width=32 }", ("32", "24")),
        ("![План](../assets/plan.png){ width=50% }", ("50%", None)),
        ("![План](../assets/plan.png){ width=0 }", ("0", None)),
        ("![План](../../assets/other%20plan.jpg){ width=1 }", ("1", "1")),  # not 0: it is seen
        ("![План](../assets/plan.png){ width=32 height=32 }", ("32", "32")),
        ("![План](../assets/plan.png){ height=10 }", (None, "10")),
        ("![План](../../assets/free.svg)", (None, None)),
        ("![План](../assets/none.png)", (None, None)),
        ("![План](../../../outside.png)", (None, None)),
        ("![План](/assets/plan.png)", (None, None)),
        (f"![План]({'a' * 300}.png)", (None, None)),
        ("![План](%00.png)", (None, None)),
        ("![План](../assets)", (None, None)),
        ("![План](..%2F..%2F..%2Foutside.png)", (None, None)),
        ("![План](../../assets/linked.png)", (None, None)),
        ("![План](../../linked/outside.png)", (None, None)),
        ("![План](../../assets/same.png)", ("64", "48")),
        ("![План]()", (None, None)),
    ],
)
def test_a_page_keeps_room_for_its_pictures(
    house_page: PageContext, written: str, expected: tuple[str | None, str | None]
) -> None:
    (picture,) = tree(convert(house_page, written)).xpath("//img")
    assert (picture.get("width"), picture.get("height")) == expected


def test_no_address_leads_to_the_root_of_the_disk(house_page: PageContext, tmp_path: Path) -> None:
    written = quote(str(tmp_path / "outside.png"), safe="")
    for one in (written, f"/{written}", f"%2F{written}"):
        (picture,) = tree(convert(house_page, f"![План]({one})")).xpath("//img")
        assert picture.get("width") is None
    assert house_page.edition.picture(str(tmp_path / "outside.png")) is None


def test_only_a_file_is_a_picture(house_page: PageContext, tmp_path: Path) -> None:
    pipe = tmp_path / "docs/assets/pipe.png"
    os.mkfifo(pipe)
    writing = Thread(target=pipe.write_bytes, args=[_picture("PNG")], daemon=True)
    writing.start()
    (picture,) = tree(convert(house_page, "![План](../../assets/pipe.png)")).xpath("//img")
    assert picture.get("width") is None
    pipe.read_bytes()
    writing.join()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("logo.svg", _svg('viewBox="0 0 9 9"'), ""),
        ("logo.PNG", _picture("PNG"), ""),
        ("logo.jpg", _picture("PNG"), ""),  # of the two browsers look at the file itself
        ("favicon.ico", b"\0\0\1\0", ""),
        ("logo.svg", b"", "файл logo.svg пуст; положите в него картинку"),
        ("favicon.ico", b"", "файл favicon.ico пуст; положите в него картинку"),
        (
            "logo.svg",
            _picture("PNG"),
            "в файле logo.svg не SVG; сохраните картинку заново в этом виде",
        ),
        (
            "logo.svg",
            b"<html></html>",  # what a server gave in its place
            "в файле logo.svg не SVG; сохраните картинку заново в этом виде",
        ),
        (
            "logo.png",
            _svg('width="9" height="9"'),
            "в файле logo.png не PNG; сохраните картинку заново в этом виде",
        ),
        (
            "Фото.HEIC",
            b"\0",
            "браузеры не показывают .heic; сохраните картинку Фото.HEIC в PNG или JPG",
        ),
        (
            "logo.svg",
            b'<svg viewBox="0 0 9 9"/>',
            'браузер не покажет logo.svg: допишите в тег svg xmlns="http://www.w3.org/2000/svg"',
        ),
    ],
)
def test_a_picture_that_no_browser_shows_is_told(name: str, content: bytes, told: str) -> None:
    assert why_unseen(name, content) == told
