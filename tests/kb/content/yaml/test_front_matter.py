"""Front matter: the line of every value is known, and no text makes the parser crash."""

from unicodedata import normalize

import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.content.problems import Fault
from kb.content.yaml.decoding import decode
from kb.content.yaml.front_matter import SourceText, body_alone, parse, without_stray_fences
from kb.content.yaml.yaml_document import YamlDocument, parse_yaml

PAGE = """---
title: Роль
answers:
  for:
    - раз
    - |
      два
      строки
  not_for: []
---

Текст.
"""


def _parsed(text: str) -> SourceText:
    source = parse(text)
    assert isinstance(source, SourceText)
    return source


def test_values_know_their_line_in_the_file() -> None:
    front = _parsed(PAGE).front
    assert front.line(("title",)) == 2
    assert front.line(("answers",)) == 3
    assert front.line(("answers", "for")) == 4
    assert front.line(("answers", "for", 1)) == 6
    assert front.line(("answers", "not_for")) == 9


def test_what_is_missing_has_the_line_of_its_nearest_parent() -> None:
    front = _parsed(PAGE).front
    assert front.line(("side",)) == 2
    assert front.line(("answers", "why")) == 3
    assert front.line(("answers", "for", 9)) == 4
    assert front.line(("title", "inner", 0)) == 2
    assert front.line(()) == 2


def test_body_begins_after_the_fence() -> None:
    source = _parsed(PAGE)
    assert source.body == "\nТекст.\n"
    assert source.body_line == 11
    assert source.body_lines == ["", "Текст.", ""]


def test_fence_inside_a_text_block_ends_nothing() -> None:
    source = _parsed("---\ndocument: |\n  раз\n  ---\n  два\n---\nТекст")
    assert source.front.data == {"document": "раз\n---\nдва\n"}


def test_body_is_found_below_fields_that_cannot_be_read() -> None:
    source = body_alone("---\ntitle: Роль: вторая\n---\n\nТекст.\n")
    assert source is not None
    assert (source.body, source.body_line) == ("\nТекст.\n", 4)
    assert source.front.line(("title",)) == 2
    assert body_alone("---\ntitle: Роль\n") is None


def test_fence_among_the_fields_becomes_an_empty_line() -> None:
    text, faults = without_stray_fences("---\ntitle: Роль\n---\nside: team\n---\n", ["side"])
    assert text == "---\ntitle: Роль\n\nside: team\n---\n"
    assert [fault.line for fault in faults] == [3]


def test_fence_above_prose_is_the_last_one_of_the_fields() -> None:
    for body in ("Пишите так:\nside: team", "## side: team", "другое: team", "- side", ""):
        text = f"---\ntitle: Роль\n---\n{body}\n---\n"
        assert without_stray_fences(text, ["side"]) == (text, []), body


def test_only_true_false_numbers_and_nothing_are_no_text() -> None:
    texts = "No yes on 15:00 2026-11-23 0x1F 010 1e3 1_000 .inf".split()
    others = {"true": True, "12": 12, "1.5": 1.5, "~": None, "": None, "null": None}
    for typed, value in {**dict(zip(texts, texts, strict=True)), **others}.items():
        read = parse_yaml(f"a: {typed}\n")
        assert isinstance(read, YamlDocument)
        assert repr(read.data) == repr({"a": value}), "12 is neither True nor a text"


def test_text_far_too_deep_or_a_billion_laughs_is_a_fault_and_no_crash() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"k{n}: &b{n} [*a, *a]\n" for n in range(50))
    for text in ("[" * 100_000, "{a: " * 50_000, "-\n" + "- " * 100_000, "? " * 100_000, bomb):
        assert isinstance(parse_yaml(text), list)


_PIECES = st.sampled_from(
    "--- \n : - # ' \" | > & * ! % @ ` [ ] { } , ? \t \u2028 \ufeff \r \0 \x07 &a *a <<: "
    "title: type: plain true 12 слово 2026-02-31 !!str !x".split(" ")
)
_TEXTS = st.lists(_PIECES | st.text(max_size=5), max_size=40).map("".join)


@given(_TEXTS | _TEXTS.map("---\n{}\n---\n".format))
def test_any_text_is_read_or_has_faults_with_a_line_of_the_text(text: str) -> None:
    decoded = decode(text.encode("utf-8", "surrogatepass"))
    read = decoded if isinstance(decoded, Fault) else parse(decoded)
    if isinstance(read, SourceText):
        assert yaml.safe_dump(read.front.data)
        return
    for fault in read if isinstance(read, list) else [read]:
        assert 1 <= fault.line <= text.count("\n") + text.count("\r") + 1
        assert fault.message


@given(_TEXTS.map("---\n{}\n---\n---\n".format))
def test_no_line_moves_where_a_fence_is_left_out(text: str) -> None:
    left, faults = without_stray_fences(text, ["title", "type"])
    before, after = text.split("\n"), left.split("\n")
    assert len(after) == len(before)
    left_out = [
        n for n, lines in enumerate(zip(before, after, strict=True), 1) if len(set(lines)) > 1
    ]
    assert left_out == [fault.line for fault in faults]


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_fault(raw: bytes) -> None:
    assert isinstance(decode(raw), str | Fault)


def test_letters_that_macos_writes_in_two_are_one() -> None:
    assert decode("Своё".encode()) == decode(normalize("NFD", "Своё").encode()) == "Своё"
