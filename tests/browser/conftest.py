"""A browser that sees only the built site: any other request, and any complaint, fails the test."""

import functools
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Route, WebError
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.audit import AXE, SCRIPT
from tests.nginx import policy
from tests.programs import path_of
from tests.server import Folder, running
from tests.sites import Site


class _Handler(Folder):
    """Serves a folder as any web server would, with our own 404 page for what is not there."""

    protocol_version = "HTTP/1.1"  # with 1.0, each of a page's files would take a connection
    disable_nagle_algorithm = True

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", policy())
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "en" if self.path.startswith("/en/") else "", "404.html")
        body = page.read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """For `?until=<nav`, sends the file from `<nav` on later, as over a slow network."""
        content = source.read()
        for until in parse_qs(urlsplit(self.path).query).get("until", ()):
            at = content.index(until.encode())
            outputfile.write(content[:at])
            outputfile.flush()
            time.sleep(0.5)
            content = content[at:]
        outputfile.write(content)


@pytest.fixture(scope="session")
def base_url(site: Site) -> Iterator[str]:
    """The address of the built site."""
    handler = functools.partial(_Handler, directory=str(site.folder))
    with running(handler) as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    # No request leaves the machine; and no graphics card is emulated, which took much of the time.
    arguments = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-gpu"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": path_of("chromium"), "args": arguments}


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of; a test that provokes a complaint removes it."""
    return []


@pytest.fixture
def origin(base_url: str) -> str:
    """The beginning of all addresses that the browser may request; a module may override it."""
    return base_url


@pytest.fixture
def new_context(
    new_context: CreateContextCallback, origin: str, complaints: list[str]
) -> Iterator[CreateContextCallback]:
    """Makes contexts that are watched; any complaint in them fails the test at its end."""

    def on_request(request: Request) -> None:
        if not request.url.startswith((origin, "data:", "blob:", "about:")):
            complaints.append(f"чужой адрес: {request.url}")

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"{message.type}: {message.text}")

    def on_error(error: WebError) -> None:
        complaints.append(f"исключение: {error.error}")

    def make(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(10_000)
        context.on("request", on_request)
        context.on("console", on_console)
        context.on("weberror", on_error)
        return context

    yield cast(CreateContextCallback, make)
    assert complaints == []


@pytest.fixture
def audited(page: Page) -> Page:
    """A page with `audit.js`, where nothing is caught half-way through a transition."""
    page.add_init_script(path=SCRIPT)
    page.emulate_media(reduced_motion="reduce")
    return page


@pytest.fixture
def with_axe(audited: Page) -> Page:
    """An audited page with axe, which every navigation takes long to load."""
    if not AXE.is_file():
        pytest.fail("нет axe-core; поставить: python tools/npm.py tests/npm", pytrace=False)
    audited.add_init_script(path=AXE)
    return audited


@pytest.fixture(params=[1280, 360], ids=str)
def sized(page: Page, request: pytest.FixtureRequest) -> Page:
    """A page as wide as a desktop's window, and as a phone's screen."""
    page.set_viewport_size({"width": request.param, "height": 740})
    return page


@pytest.fixture
def scriptless(new_context: CreateContextCallback) -> Page:
    """A page in a browser that runs no scripts."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture
def at_small(page: Page, small: Site) -> Page:
    """A page that is shown a module's own `small` site below /small/, a folder of the real one."""

    def answer(route: Route) -> None:
        path = small.folder / urlsplit(route.request.url).path.partition("/small/")[2]
        file = path / "index.html" if path.is_dir() else path
        if file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404)

    page.route("**/small/**", answer)
    return page
