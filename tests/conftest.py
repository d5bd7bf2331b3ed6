"""Shared by all tests: the built site, small houses, and the option to renew golden fragments."""

import json
import os
import sys
from collections.abc import Iterator
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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real docs/, built once with `--strict`, by whichever process needs it first."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # the folder of the whole run, which holds each worker's
    log = shared / "built.json"
    with FileLock(shared / "built.lock"):
        if not log.exists():
            built = build(shared / "built")
            log.write_text(json.dumps({"code": built.code, "log": built.log}), "utf-8")
        built = Site(shared / "built", **json.loads(log.read_text("utf-8")))
    if built.code:
        pytest.fail("mkdocs build --strict не удалась:\n" + built.log[-1500:], pytrace=False)
    return built


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A folder of its own with the small library, to be changed and built."""
    return House.make(tmp_path)


@pytest.fixture(scope="session")
def bakery_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small library, built once as it is."""
    built = House.make(tmp_path_factory.mktemp("bakery")).build()
    if built.code:
        pytest.fail("tests/library не собирается:\n" + built.log[-1500:], pytrace=False)
    return built


@pytest.fixture(scope="session")
def nginx(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """The real site behind nginx as deploy/nginx sets it up, headers and all."""
    with serving(site.folder, tmp_path_factory.mktemp("nginx")) as running:
        yield running
