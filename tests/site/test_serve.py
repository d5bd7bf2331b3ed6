"""The live preview: it lives on whatever an editor saves, and says what is wrong."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.sites import House, environment

pytestmark = pytest.mark.site


@dataclass(frozen=True)
class Preview:
    """A running `mkdocs serve`."""

    process: "subprocess.Popen[bytes]"
    port: int

    def page(self, address: str) -> str:
        url = f"http://127.0.0.1:{self.port}{address}"
        with urllib.request.urlopen(url, timeout=60) as answer:
            return str(answer.read().decode())

    def wait(self, address: str, wanted: Callable[[str], bool], seconds: float = 60) -> str:
        """Returns the page as soon as it is as wanted; fails if that takes too long."""
        end = time.monotonic() + seconds
        seen = ""
        while time.monotonic() < end:
            assert self.process.poll() is None, "mkdocs serve ended"
            try:
                seen = self.page(address)
            except (urllib.error.URLError, ConnectionError, TimeoutError) as error:
                seen = str(error)
            if wanted(seen):
                return seen
            time.sleep(0.1)
        pytest.fail(f"{address} не стала такой, как нужно:\n{seen[-2000:]}")


@pytest.fixture
def preview(house: House) -> Iterator[tuple[House, Preview]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--config-file", "company.yml"]
    house.edit("docs/ru/roles/sklad.md", "side: team", "side: teem")
    with subprocess.Popen(
        [*command, "--dev-addr", f"127.0.0.1:{port}"],
        cwd=house.folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield house, Preview(process, port)
        finally:
            process.terminate()


def test_preview_shows_problems_lives_on_and_heals(preview: tuple[House, Preview]) -> None:
    house, serve = preview
    told = "docs/ru/roles/sklad.md:6: поле «side»: «teem» не подходит"
    broken = serve.wait("/roles/sklad/", lambda page: told in page)
    assert "Traceback" not in broken
    assert told in serve.page("/"), "every page tells of all problems"
    assert "Просите муку у склада" in serve.page("/roles/zakazchik/").replace("\u00a0", " ")

    house.edit("docs/ru/roles/sklad.md", "side: teem", "side: team")
    healed = serve.wait(
        "/roles/sklad/", lambda page: "Привезли муку" in page.replace("\u00a0", " ")
    )
    assert told not in healed
    assert "kb-problems" not in serve.page("/")

    text = (house.folder / "docs/ru/roles/sklad.md").read_text("utf-8")
    house.write({"docs/ru/roles/sklad.md": "Ой, всё стёрли <script>alert(1)</script>"})
    wiped = serve.wait("/roles/sklad/", lambda page: "страница начинается со строки" in page)
    assert "<script>alert" not in wiped
    house.write({"docs/ru/roles/sklad.md": text, "docs/ru/новая.md": "---\n"})
    serve.wait("/", lambda page: "docs/ru/новая.md:1:" in page)
    serve.wait("/roles/sklad/", lambda page: "Привезли муку" in page.replace("\u00a0", " "))
