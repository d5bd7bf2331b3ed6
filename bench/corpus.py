"""Makes a knowledge base of any size out of the real one, in our format or as plain Markdown.

Every added page is a real page under another name, its sentences drawn at random from real pages,
so that words, terms and links are as dense as in real texts.
"""

import posixpath
import random
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("ru", "en")

LEAST = {"glossary": 200, "roles": 50, "checklists": 50, "comparisons": 20}
"""The least number of pages in each folder, whatever the total; the rest are guides."""

_PREFIX = {"guides": "G", "roles": "R", "checklists": "C", "comparisons": "X"}
_FOR_MACHINES = {"audience", "pair", "related", "seed", "sources", "terms"}
"""Fields with lists of ids, which readers do not see as such."""

_FIRST_NUMBER = 200
"""The first number in the ids of made-up pages; those of real pages are lower."""

_OF = {
    "ru": "склада цеха офиса филиала отдела архива завода музея театра порта банка парка".split(),
    "en": "warehouse workshop office branch department archive plant museum theatre port".split(),
}
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[А-ЯЁA-Z])")
_WITHIN_PAGE = re.compile(r"\[\^\w+\]|\[([^\]]*)\]\(#[^)]*\)")
_TO_PAGE = re.compile(r"\]\(([\w/.-]+\.md)")
_EMBED = re.compile(r"^///.*\n(?:.*\n)*?///\n", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """A real page: its front matter and its text."""

    path: Path
    """Relative to the language's folder."""

    fields: Mapping[str, Any]
    body: str


def write(folder: Path, pages: int, *, plain: bool = False) -> None:
    """Writes at least `pages` pages per language to `folder`/docs; equal numbers give equal pages.

    pages: 0 for the real pages only.
    plain: for other engines, without front matter that only we understand; fields become lists.
    """
    docs = folder / "docs"
    shutil.copytree(ROOT / "docs", docs)
    for locale in LOCALES:
        if pages:
            _grow(docs / locale, locale, pages)
        if plain:
            for page in read(docs / locale):
                (docs / locale / page.path).write_text(as_markdown(page), "utf-8")


def read(folder: Path) -> list[Source]:
    """The pages of a language, in the order of their paths."""
    return [_read(path, folder) for path in sorted(folder.rglob("*.md"))]


def _read(path: Path, folder: Path) -> Source:
    _, fields, body = path.read_text("utf-8").split("---\n", 2)
    return Source(path.relative_to(folder), yaml.safe_load(fields), body)


def _grow(folder: Path, locale: str, pages: int) -> None:
    real = read(folder)
    chance = random.Random(f"{locale}{pages}")  # noqa: S311 (no secret)
    sentences = [_moved(one, page.path.parent) for page in real for one in _prose(page.body)]
    count = {name: sum(page.path.parts[0] == name for page in real) for name in LEAST}
    missing = {name: max(0, least - count[name]) for name, least in LEAST.items()}
    missing["guides"] = max(0, pages - len(real) - sum(missing.values()))
    for name, number in missing.items():
        models = [page for page in real if page.path.parts[0] == name and "id" in page.fields]
        for at in range(number):
            page = _copy(models[at % len(models)], at, locale, sentences, chance)
            (folder / page.path).write_text(_text(page), "utf-8")


def _prose(body: str) -> Iterator[str]:
    for block in body.split("\n\n"):
        if block and block[0].isalpha():
            yield from _SENTENCE.split(block.replace("\n", " "))


def _moved(sentence: str, folder: Path) -> str:
    """Returns the sentence for a page in another folder, with its links still leading there."""
    sentence = _WITHIN_PAGE.sub(r"\1", sentence)
    return _TO_PAGE.sub(
        lambda link: f"](../{posixpath.normpath((folder / link[1]).as_posix())}", sentence
    )


def _copy(
    model: Source, at: int, locale: str, sentences: list[str], chance: random.Random
) -> Source:
    folder, title = model.path.parts[0], model.fields["title"]
    fields = {key: value for key, value in model.fields.items() if key not in ("aliases", "abbr")}
    name = f"{model.path.stem}-{at}"
    whose = _OF[locale][at // 7 % len(_OF[locale])]
    if folder == "glossary":
        fields["id"] = name
        number = f" {at}" if at >= len(_OF[locale]) else ""
        fields["title"] = (
            f"{title} {whose}{number}" if locale == "ru" else f"{whose} {title}{number}"
        )
        fields.pop("match", None)
        fields.pop("see_from", None)
    else:
        fields["id"] = f"{_PREFIX[folder]}{_FIRST_NUMBER + at}"
        fields["title"] = f"{title}: {at}"
    return Source(Path(folder, f"{name}.md"), fields, _shuffled(model.body, sentences, chance))


def _shuffled(body: str, sentences: list[str], chance: random.Random) -> str:
    """Returns the text with as many other sentences in each paragraph; what is not prose stays."""
    blocks = []
    for block in body.split("\n\n"):
        if block and block[0].isalpha():
            block = " ".join(chance.choice(sentences) for _ in _SENTENCE.split(block))
        if not block.startswith("[^"):  # the sentences that referred to footnotes are gone
            blocks.append(block)
    return "\n\n".join(blocks)


def _text(page: Source) -> str:
    fields = yaml.safe_dump(dict(page.fields), allow_unicode=True, sort_keys=False)
    return f"---\n{fields}---\n{page.body}"


def as_markdown(page: Source) -> str:
    """Returns the page in a form for any engine: what we render from its fields is written out."""
    lines = [f"# {page.fields['title']}", "", page.fields.get("summary", "")]
    lines += ["", _EMBED.sub("", page.body).strip(), ""]
    for name, value in page.fields.items():
        if isinstance(value, list) and name not in _FOR_MACHINES:
            lines += [f"## {name}", "", *_list(value, ""), ""]
    return "\n".join(lines)


def _list(value: Any, indent: str) -> Iterator[str]:
    for one in value:
        if isinstance(one, dict):
            said = [str(inner) for inner in one.values() if not isinstance(inner, list | dict)]
            yield f"{indent}- " + " — ".join(" ".join(text.split()) for text in said)
            for inner in one.values():
                if isinstance(inner, list):
                    yield from _list(inner, indent + "    ")
                elif isinstance(inner, dict):
                    yield from _list(list(inner.values()), indent + "    ")
        elif not isinstance(one, list):
            yield f"{indent}- {' '.join(str(one).split())}"
