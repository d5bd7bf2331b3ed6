"""Shows an editor, in the preview, what is wrong with a page and why the site cannot be built."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from kb.content.problems import Problem, in_order
from kb.edition import KnowledgeBase
from kb.page.lists import REPORT_PLACE, report_table
from kb.urls import without_index

if TYPE_CHECKING:
    from kb.lint import Lint

_FAILED = """<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="1">
<title>Сайт не собирается</title>
</head>
<body>
<main>
<h1>Сайт не собирается</h1>
<p>Исправьте файл и сохраните его: страница откроется сама.</p>
<pre>{}</pre>
</main>
</body>
</html>
"""


def page_of_problems(src_uri: str, problems: Iterable[Problem]) -> str:
    """Returns Markdown in place of the page at `src_uri`, listing what is wrong with it."""
    own = [problem for problem in problems if problem.path.endswith(f"/{src_uri}")]
    # A code block: what an editor typed must not become markup here.
    return "\n".join(["# Страница не собирается", "", *(f"    {problem}" for problem in own)])


@dataclass(frozen=True)
class Snapshot:
    """One build of the preview: what was read, and where its pages are."""

    kb: KnowledgeBase
    sources: dict[str, str] = field(default_factory=dict)
    """The path below docs/ of the page at each address below the site's root."""

    @cached_property
    def _lint(self) -> "Lint":
        from kb.lint import Lint  # loads all rules of language, which a build does not need

        return Lint(self.kb)

    def panel(self, address: str, root: str) -> str:
        """Returns the list of problems as HTML; empty if there are none.

        The list is complete for the page at this address; for other files, it has only what was
        found when they were read. `root` is the address of the site.
        """
        source = self.sources.get(address)
        if source is None:
            return ""
        document = self.kb.library.at(source)
        own = [one for one in self.kb.problems if one.path.endswith(f"/{source}")]
        others = [one for one in self.kb.problems if one not in own] + self._lint.words_problems
        if document:
            own += self._lint.page(document)
        if not own and not others:
            return ""
        messages = self.kb.edition(source.partition("/")[0]).messages
        return self.kb.fragments.render(
            "problems",
            own=in_order(own),
            others=[(one, self._address(one, root)) for one in in_order(others)],
            t=messages,
        )

    def report(self, address: str, root: str) -> str:
        """Returns the report, as HTML, in the language of the page at this address.

        The first call takes a second for two hundred pages.
        """
        default, *others = self.kb.library.locales
        locale = next((one for one in others if address.startswith(f"{one}/")), default)
        addresses = {
            source: root + one
            for one, source in self.sources.items()
            if one.startswith(f"{locale}/") == (locale != default)
        }
        return report_table(self.kb.edition(locale), lambda one: addresses.get(one.src_uri, ""))

    def _address(self, problem: Problem, root: str) -> str | None:
        """The address of the page that a problem is about; None if it is about another file."""
        return next(
            (root + at for at, one in self.sources.items() if problem.path.endswith(f"/{one}")),
            None,
        )


class Preview:
    """What a running preview remembers from one build to the next."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        """Held while the site is built or a panel is made: both convert Markdown."""
        self.snapshot: Snapshot | None = None
        self.failure = ""
        """Why the last build failed; empty if it did not."""

    def page(self, html: bytes, address: str, root: str) -> bytes:
        """Returns a page of the site with its panel, or why there is no site.

        `address` is the page's address below `root`, the address of the site.
        """
        with self.lock:
            if self.failure:
                return _FAILED.format(escape(self.failure)).encode()
            panel = self.snapshot.panel(address, root) if self.snapshot else ""
            if self.snapshot and REPORT_PLACE.encode() in html:
                report = self.snapshot.report(address, root)
                html = html.replace(REPORT_PLACE.encode(), report.encode())
        # The theme has one <article> per page; attribute values are escaped.
        start = html.find(b"<article")
        end = html.find(b">", start) + 1
        return html[:end] + panel.encode() + html[end:] if start >= 0 else html


def sources(files: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Returns the paths of pages by their addresses, written as browsers ask for them."""
    return {("" if url in (".", "./") else without_index(url)): path for url, path in files}
