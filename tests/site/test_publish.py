"""Readers do not notice publications, not even killed ones: bench/publish.py, in short."""

import re
from pathlib import Path

import pytest

from bench.publish import prove
from tests.sites import House, run
from tests.small_site import put_new, small_site

pytestmark = pytest.mark.site


def test_no_reader_sees_a_mixed_or_missing_page(tmp_path: Path) -> None:
    pages = {f"{n}/index.html": f"<html><head></head>{str(n) * 3000}</html>" for n in range(20)}
    site = small_site(tmp_path / "site", files=pages)
    outcome = prove(site, tmp_path, publishes=12, kills=4, changing=8)
    assert outcome.faults == []
    assert outcome.killed == 4
    assert outcome.published >= 8
    assert outcome.answers.total() > 100


def test_pages_with_an_error_are_told_and_the_old_site_stays(house: House, tmp_path: Path) -> None:
    put_new(tmp_path / "srv", words="первый")
    house.edit("docs/ru/roles/sklad.md", "side: team", "side: teem")
    done = run("kb", "publish", "srv", "--config", "company.yml", folder=house.folder)
    first, *told, last = done.stdout.splitlines()
    assert (done.returncode, first) == (1, "Собираю сайт…")
    assert any("docs/ru/roles/sklad.md:6: поле «side»: «teem» не подходит" in one for one in told)
    assert last == "Сборка не удалась. Сайт прежний."
    assert "Traceback" not in done.stdout
    assert "первый" in (tmp_path / "srv/current/index.html").read_text("utf-8")


ADDRESS = "site_url: http://portal.example/klient/\n"


@pytest.mark.parametrize(
    ("company", "link", "told"),
    [
        (ADDRESS, "/roles/sklad/", "'ru/guides/kak-prosit.md' contains an absolute link"),
        ("", "../net.md", "'ru/guides/kak-prosit.md' contains a link '../net.md'"),
    ],
    ids=["an address of ours", "a link"],
)
def test_a_warning_stops_a_publication_as_it_stops_a_build(
    house: House, company: str, link: str, told: str
) -> None:
    house.write({"company.yml": house.read("company.yml") + company})
    house.edit("docs/ru/guides/kak-prosit.md", "Назовите день", f"Назовите [день]({link})")
    done = run("kb", "publish", "srv", "--config", "company.yml", folder=house.folder)
    assert done.returncode == 1, done.stdout
    first, *warnings, hint, _, aborted, last = done.stdout.splitlines()
    assert first == "Собираю сайт…"
    assert told in "\n".join(warnings)
    assert all(one.startswith("WARNING") for one in warnings), "what is no problem is not shown"
    assert "строки страниц назовёт «kb check»" in hint
    assert re.fullmatch(r"Aborted with \d+ warnings in strict mode!", aborted)
    assert last == "Сборка не удалась. Здесь ещё ничего не опубликовано."
