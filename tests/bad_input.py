"""The broken inputs of tests/cases/bad-input/: each file is a case that fails, or proves harmless.

page: the text of docs/ru/bad/<the case's name>.md; without fields, it gets those of a plain page
files: {path: text}, or {path: {hex: bytes}}, or {path: {start: …, again: …, times: N, end: …}}
links: {path: the target of the symbolic link}
problems: the messages, line by line; without them the site builds, and
shows: what a reader of that page sees of hostile markup, which has become text
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.disk import write

CASES = Path(__file__).parent / "cases" / "bad-input"
KEYS = {"page", "files", "links", "problems", "shows"}


@dataclass(frozen=True)
class Case:
    """One broken input."""

    name: str
    content: dict[str, Any]

    @property
    def slug(self) -> str:
        return self.name.replace("_", "-")

    @property
    def problems(self) -> list[str]:
        return list(self.content.get("problems", []))

    @property
    def stops(self) -> bool:
        return bool(self.problems)

    def put(self, folder: Path) -> None:
        """Writes what is broken into a folder that has a `docs/`."""
        files = dict(self.content.get("files", {}))
        if "page" in self.content:
            page = self.content["page"]
            if not page.startswith("---\n"):
                page = f"---\ntype: plain\ntitle: {self.name}\nsummary: Плохой ввод.\n---\n\n{page}"
            files[f"docs/ru/bad/{self.slug}.md"] = page
        write(folder, {path: _bytes(content) for path, content in files.items()})
        for path, target in self.content.get("links", {}).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).symlink_to(target)


def _bytes(content: Any) -> bytes:
    if isinstance(content, str):
        return content.encode()
    if "hex" in content:
        return bytes.fromhex(content["hex"])
    text = content.get("start", "") + content["again"] * content["times"] + content.get("end", "")
    return str(text).encode()


@cache
def cases() -> tuple[Case, ...]:
    found = []
    for path in sorted(CASES.glob("*.yml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        assert set(content) <= KEYS, f"{path.name}: a case with a misspelt key tests nothing"
        found.append(Case(path.stem, content))
    return tuple(found)
