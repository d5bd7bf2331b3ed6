"""The editor in the browser is in no site unless it is asked for."""

import pytest

from tests.sites import House, Site

pytestmark = pytest.mark.site


def test_a_site_has_no_editor(bakery_site: Site) -> None:
    assert not (bakery_site.folder / "admin").exists()


def test_to_publish_it_one_must_say_where_it_writes(house: House) -> None:
    config = (house.folder / "company.yml").read_text("utf-8")
    built_from = f"{config}\nextra:\n  editor:\n    publish: true\n"
    house.write({"company.yml": built_from})
    built = house.build()
    assert built.code == 1
    line = built_from.splitlines().index("  editor:") + 1
    assert f"company.yml:{line}: поле «extra.editor.forge»: назовите хранилище" in built.log
    assert "Traceback" not in built.log
    assert not built.folder.exists()
