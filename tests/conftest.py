"""Shared by all tests: the built site, small houses, and the option to renew golden fragments."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # `pytest` does not add it, `python -m pytest` does
    sys.path.insert(0, str(ROOT))

from tests.nginx import Nginx, serving  # noqa: E402
from tests.sites import House, Site, build  # noqa: E402

settings.register_profile(
    "kb",
    deadline=None,  # a busy machine is not a failure
    derandomize=bool(os.environ.get("CI")),  # CI gives the same result again
)
settings.load_profile("kb")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what is rendered now into tests/golden/ (look at the difference in git)",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the many small files of tests of `kb` last, so that all processes end together."""
    items.sort(key=lambda item: item.path.is_relative_to(ROOT / "tests" / "kb"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real docs/, built once with `--strict`."""
    built = _built_once(tmp_path_factory, "built", build)
    if built.code:
        pytest.fail("mkdocs build --strict не удалась:\n" + built.log[-1500:], pytrace=False)
    return built


@pytest.fixture(scope="session")
def bakery_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small library, built once as it is."""
    built = _built_once(tmp_path_factory, "bakery", _build_house)
    if built.code:
        pytest.fail("tests/library не собирается:\n" + built.log[-1500:], pytrace=False)
    return built


def _build_house(folder: Path) -> Site:
    folder.mkdir()
    return House.make(folder).build()


def _built_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Site]) -> Site:
    """Returns a site that is built by whichever process needs it first, for all of them."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # the folder of the whole run, which holds each worker's
    record = shared / f"{name}.json"
    with FileLock(shared / f"{name}.lock"):
        if not record.exists():
            built = make(shared / name)
            record.write_text(json.dumps([str(built.folder), built.code, built.log]), "utf-8")
        folder, code, log = json.loads(record.read_text("utf-8"))
    return Site(Path(folder), code, log)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A folder of its own with the small library, to be changed and built."""
    return House.make(tmp_path)


@pytest.fixture(scope="session")
def nginx(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """The real site behind nginx as deploy/nginx sets it up, headers and all."""
    with serving(site.folder, tmp_path_factory.mktemp("nginx")) as running:
        yield running
