"""The code page of a table is the one that yields words; without words it is unknown."""

import pytest

from kb.office.code_pages import code_page

TEXT = "id;note\nsla;Прочитайте памятку «Как отвечать клиенту», а потом спросите Ольгу.\n"


@pytest.mark.parametrize("name", ["cp1251", "koi8-r", "mac-cyrillic", "cp866"])
def test_text_is_read_in_its_own_code_page(name: str) -> None:
    raw = TEXT.encode(name, "replace")
    found = code_page(raw)
    assert found == name


@pytest.mark.parametrize("name", ["cp1251", "koi8-r"])
def test_capital_letters_are_read_too(name: str) -> None:
    """Capitals in one are small letters in the other: only words tell them apart."""
    assert code_page("id;note\nsla;ВАЖНО ВСЕМ\n".encode(name)) == name


def test_marks_alone_are_as_windows_writes_them() -> None:
    assert code_page("id;note\nsla;one — two’s “x”\n".encode("cp1251")) == "cp1251"


@pytest.mark.parametrize(
    "raw",
    [
        "id;note\nsla;café déjà vu\n".encode("cp1252"),
        "id;abbr\nsla;ТС\n".encode("cp1251"),
        bytes(range(128, 256)),
        TEXT.encode("cp1251") + b"\x00\x01",
    ],
    ids=["french", "abbreviation", "every byte", "control characters"],
)
def test_what_is_not_sure_is_not_guessed(raw: bytes) -> None:
    assert code_page(raw) is None
