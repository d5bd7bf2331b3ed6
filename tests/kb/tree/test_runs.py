"""Runs: which raw inline tags are inside prose."""

import pytest
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from kb.tree.runs import OPAQUE, Run, runs


def _runs(source: str) -> list[Run]:
    found: list[Run] = []

    class Reader(Treeprocessor):
        def run(self, root: object) -> None:
            assert self.md is not None
            found.extend(
                runs(root, skip=lambda _: False, raw_html=self.md.htmlStash.rawHtmlBlocks)  # type: ignore[arg-type]
            )

    class Reading(Extension):
        def extendMarkdown(self, md: Markdown) -> None:
            md.treeprocessors.register(Reader(md), "reader", 7)

    Markdown(extensions=[Reading()]).convert(source)
    return found


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("№ <em>5</em> раз", "№ 5 раз"),
        ("**в <b>чате</b>** и <i>там</i>", "в чате и там"),
        ("в <code>чате</code>", None),
        ("в <kbd><b>чате</b></kbd>", None),
        ("в <br> чате", None),
        ("в <img src='a.png'> чате", None),
    ],
)
def test_only_tags_around_prose_are_named(source: str, seen: str | None) -> None:
    (run,) = _runs(source)
    text = run.text
    for start, end in reversed(run.tags):
        assert set(text[start:end]) == {OPAQUE}
        text = text[:start] + text[end:]
    assert (OPAQUE not in text) is (seen is not None)
    if seen is not None:
        assert text == seen
    else:
        assert run.tags == ()


def test_tags_of_one_run_are_not_those_of_the_next() -> None:
    first, second = _runs("<b>в</b> чате\n\nв чате")
    assert len(first.tags) == 2
    assert second.tags == ()
