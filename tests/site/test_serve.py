"""The live preview: it survives whatever an editor saves, and says what is wrong."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

from tests.sites import ROOT, House, environment

pytestmark = pytest.mark.site


COMPANY = "INHERIT: mkdocs.yml\nextra:\n  overlay: company\n"


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
    house.edit("docs/ru/roles/sklad.md", "side: team", "side: teem")
    house.edit("company.yml", "INHERIT: mkdocs.yml\n", COMPANY)
    house.write({"company/ru/assets/plan.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    with _started(house) as started:
        yield house, started


@contextmanager
def _started(house: House) -> Iterator[Preview]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--config-file", "company.yml"]
    with subprocess.Popen(
        [*command, "--dev-addr", f"127.0.0.1:{port}"],
        cwd=house.folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield Preview(process, port)
        finally:
            process.terminate()


def test_preview_shows_problems_lives_on_and_heals(preview: tuple[House, Preview]) -> None:
    house, serve = preview
    told = "docs/ru/roles/sklad.md:6: поле «side»: «teem» не подходит"
    broken = serve.wait("/roles/sklad/", lambda page: told in page)
    assert "Traceback" not in broken
    assert told in serve.page("/"), "every page tells of all problems"
    assert "Просите муку у склада" in serve.page("/roles/zakazchik/").replace("\u00a0", " ")

    (other,) = html.document_fromstring(serve.page("/en/")).xpath(
        "//*[@class='kb-problems']//a[contains(., 'sklad.md:6')]"
    )
    assert other.get("href") == "/roles/sklad/"

    house.edit("docs/ru/roles/sklad.md", "side: teem", "side: team")
    healed = serve.wait(
        "/roles/sklad/", lambda page: "Привезли муку" in page.replace("\u00a0", " ")
    )
    assert told not in healed
    assert "kb-problems" not in serve.page("/")

    text = (house.folder / "docs/ru/roles/sklad.md").read_text("utf-8")
    (house.folder / "docs/ru/roles/sklad.md").write_bytes(text.encode("cp1251", "ignore"))
    told = "файл не в кодировке UTF-8 (похоже на cp1251)"
    # While it builds, what is wrong already stands above the page as it was.
    serve.wait("/roles/sklad/", lambda page: told in page and "Страница не собирается" in page)
    assert "Просите муку у склада" in serve.page("/roles/zakazchik/").replace("\u00a0", " ")

    house.write({"docs/ru/roles/sklad.md": "Ой, всё стёрли <script>alert(1)</script>"})
    wiped = serve.wait("/roles/sklad/", lambda page: "страница начинается со строки" in page)
    assert "<script>alert" not in wiped
    house.write({"docs/ru/roles/sklad.md": text, "docs/ru/новая.md": "---\n"})
    serve.wait("/", lambda page: "docs/ru/новая.md:1:" in page)
    serve.wait("/roles/sklad/", lambda page: "Привезли муку" in page.replace("\u00a0", " "))


def test_the_report_is_made_when_somebody_opens_it(preview: tuple[House, Preview]) -> None:
    house, serve = preview
    house.edit("docs/ru/roles/sklad.md", "side: teem", "side: team")
    page = "---\ntype: plain\ntitle: Отчёт\n---\n\nУчет.\n\n/// report\n///\n"
    house.write({"docs/ru/state.md": page})
    seen = serve.wait("/state/", lambda page: "kb-report__table" in page and "Сверка" not in page)
    for address, folder in (("/state/", "/"), ("/en/state/", "/en/")):
        page = html.document_fromstring(serve.page(address))
        links = page.xpath("//*[@data-report]//tbody/tr/th/a/@href")
        assert f"{folder}roles/sklad/" in links
        styles = {Path(one).name.partition(".")[0] for one in page.xpath("//link/@href")}
        assert {"report", "filter"} <= styles
        (told,) = page.xpath("//*[@class='kb-problems']//li")  # a page that stands in, too
        assert told.text_content().startswith("docs/ru/state.md:6:1: «Учет»: здесь нужна ё")
    house.edit("docs/ru/state.md", "title: Отчёт", "title: Сверка")
    serve.wait("/state/", lambda page: "Сверка</a>" in page)
    assert "Отчёт</a>" in seen


def test_preview_outlives_broken_settings(preview: tuple[House, Preview]) -> None:
    house, serve = preview
    house.edit("docs/ru/roles/sklad.md", "side: teem", "side: team")
    serve.wait("/", lambda page: "kb-problems" not in page and "<article" in page)
    for path, broken, told in (
        ("company.yml", "INHERIT: mkdocs.yml\nnav: [\n", "company.yml:3: ошибка в записи"),
        ("company.yml", "INHERIT: mkdocs.yml\nextra: {overlay: <b>нет</b>}\n", "проверьте путь"),
        ("company.yml", "INHERIT: mkdocs.yml\nplugins: [nothing-such]\n", "nothing-such"),
        ("mkdocs.yml", "site_name: 'Ой\n", "mkdocs.yml:1: ошибка в записи полей: кавычка"),
        ("docs/sources.yml", "book: [\n", "docs/sources.yml:2: ошибка в записи полей"),
        ("docs/words.yml", "ru: [\n", "docs/words.yml:2: ошибка в записи полей"),
    ):
        good = (house.folder / path).read_text("utf-8") if (house.folder / path).exists() else "{}"
        house.write({path: broken})
        seen = serve.wait("/", lambda page, told=told: told in page)  # type: ignore[misc]
        assert "Traceback" not in seen
        assert "<b>нет" not in seen
        house.write({path: good})
        serve.wait("/", lambda page: "<article" in page and "kb-problems" not in page)


@pytest.mark.parametrize("name", ["fragments/role.html", "partials/foot.html"])
def test_a_broken_template_is_told_once_and_not_in_english(house: House, name: str) -> None:
    (house.folder / "overrides").unlink()
    shutil.copytree(ROOT / "overrides", house.folder / "overrides")
    house.write({f"overrides/{name}": "<p>\n{% if %}"})
    told = f"overrides/{name}:2: шаблон не работает"
    with _started(house) as preview:
        seen = preview.wait("/", lambda page: told in page)
        assert "Error " not in seen


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (f"{COMPANY}site_nam: Мы\n", "может быть, «site_name»? исправьте имя"),
        (COMPANY.replace("company", "compny"), "нет «compny»; проверьте путь"),
    ],
)
def test_preview_starts_with_broken_settings(house: House, broken: str, told: str) -> None:
    house.edit("company.yml", "INHERIT: mkdocs.yml\n", broken)
    house.write({"company/ru/sklad-2.md": "---\ntype: plain\ntitle: Второй\n---\n\nДва.\n"})
    with _started(house) as preview:
        seen = preview.wait("/sklad-2/", lambda page: told in page)
        assert "Aborted" not in seen
        house.edit("company.yml", broken, COMPANY)
        preview.wait("/sklad-2/", lambda page: "Два." in page)
        house.edit("company/ru/sklad-2.md", "Два.", "Три.")
        preview.wait("/sklad-2/", lambda page: "Три." in page)
