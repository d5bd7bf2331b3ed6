"""Pages and files that would share a folder of the site with the editor in the browser."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import PluginError

from kb.edition import KnowledgeBase, SiteSettings
from kb.edition.occupied import beside_editor
from tests.bases import THEME, base
from tests.disk import write
from tests.hook import load_hook

PAGE = "---\ntype: plain\ntitle: Слово\n---\n"


def _base(folder: Path, name: str, *, directories: bool = True) -> KnowledgeBase:
    write(folder / "docs", {name: PAGE if name.endswith(".md") else ""})
    settings = SiteSettings(directories=directories)
    return base(folder / "docs", themes=[THEME], settings=settings, shown_from=folder)


@pytest.mark.parametrize(
    ("name", "directories", "is_there"),
    [
        ("ru/admin.md", True, True),
        ("ru/admin.md", False, False),
        ("ru/admin/index.md", False, True),
        ("ru/admin/rules.md", True, True),
        ("ru/admin/config.json", True, True),
        ("admin/a.png", True, True),
        ("en/admin.md", True, False),
        ("ru/administration.md", True, False),
        ("ru/about/admin.md", True, False),
    ],
)
def test_nothing_may_stand_beside_the_editor(
    tmp_path: Path, name: str, directories: bool, is_there: bool
) -> None:
    kb = _base(tmp_path, name, directories=directories)
    told = f"docs/{name}:1: на сайте в папке admin редактор (extra.editor); назовите файл иначе"
    found = beside_editor(kb.library, kb.roots, kb.settings, shown_from=tmp_path)
    assert [str(one) for one in found] == [told] * is_there


class _Config(dict[str, Any]):
    """What the hook uses of MkDocs' configuration."""

    def __init__(self, extra: Mapping[str, Any], kb: KnowledgeBase) -> None:
        super().__init__(kb=kb, edition=kb.edition("ru"), serving=False)
        self.extra = extra


def test_a_site_with_an_editor_is_not_built_over_pages(tmp_path: Path) -> None:
    kb = _base(tmp_path, "ru/admin.md")
    forge = {"name": "gitlab", "base_url": "https://a.example", "repo": "a/b"}
    hook = load_hook("editor")
    hook.BUNDLE = tmp_path
    hook.on_config(_Config({"editor": {"publish": False}}, kb))
    with pytest.raises(PluginError, match=r"исправьте страницы:\ndocs/ru/admin\.md:1: на сайте в"):
        hook.on_config(_Config({"editor": {"publish": True, "forge": forge}}, kb))
