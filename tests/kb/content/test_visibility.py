"""What a library leaves out with its internal pages, and what it cannot do without."""

import shutil
from pathlib import Path

import pytest

from kb.content.fields.kinds import Visibility
from kb.content.model import Checklist, Role
from kb.content.visibility import public
from kb.edition import KnowledgeBase, SiteSettings
from kb.exports import export
from tests.bases import base
from tests.disk import edit, write
from tests.sites import LIBRARY

Pages = tuple[str, ...]


def _load(
    folder: Path,
    internal: Pages,
    *edits: tuple[str, str, str],
    visibility: Visibility = Visibility.PUBLIC,
) -> KnowledgeBase:
    """The small library with some pages internal; an edit is a page, its text, and what instead."""
    shutil.copytree(LIBRARY, folder / "docs")
    for page, old, new in edits:
        edit(folder / "docs" / page, old, new)
    for page in internal:
        path = folder / "docs" / page
        text = path.read_text("utf-8").replace("title:", "visibility: internal\ntitle:", 1)
        path.write_text(text, "utf-8")
    settings = SiteSettings(visibility=visibility)
    return base(folder / "docs", settings=settings, shown_from=folder)


def _told(folder: Path, *pages: str) -> list[str]:
    return [str(one) for one in _load(folder, pages).problems]


def test_lists_and_items_forget_an_internal_page(tmp_path: Path) -> None:
    kb = _load(tmp_path, ("ru/guides/kak-prosit.md", "en/guides/kak-prosit.md"))
    assert kb.problems == ()
    assert kb.library.find("ru", "G01") is None
    assert kb.library.hidden == {"G01", "guides/kak-prosit.md"}
    checklist = kb.library.find("ru", "C01")
    assert checklist is not None
    assert isinstance(checklist.entry, Checklist)
    assert checklist.entry.groups[0].items[0].link is None
    assert checklist.entry.groups[0].items[0].role == "R01"
    assert set(kb.library.sources) == {"iso-9000"}


def test_a_page_that_names_no_internal_page_is_the_same_object(tmp_path: Path) -> None:
    pages = ("ru/guides/kak-prosit.md", "en/guides/kak-prosit.md")
    library = _load(tmp_path, pages, visibility=Visibility.INTERNAL).library
    left, _ = public(library)
    changed = [one.src_uri for one in left.documents if one is not library.at(one.src_uri)]
    assert changed == ["en/checklists/pered-prosboy.md", "ru/checklists/pered-prosboy.md"]


def test_words_of_a_link_stay(tmp_path: Path) -> None:
    kb = _load(tmp_path, ("ru/templates/zapiska.md", "en/templates/zapiska.md"))
    role = kb.library.find("ru", "R01")
    assert role is not None
    assert isinstance(role.entry, Role)
    assert role.entry.sounds[0].better == "К шести утра, бриф приложен."


@pytest.mark.parametrize(
    "link",
    ["[бриф [черновик]](T01)", '[бриф](T01 "Записка")', "[бриф](../templates/zapiska.md#komu)"],
)
def test_exports_do_not_name_it_however_a_link_is_written(link: str, tmp_path: Path) -> None:
    replaced = ("ru/roles/zakazchik.md", "[бриф](T01)", link)
    kb = _load(tmp_path, ("ru/templates/zapiska.md", "en/templates/zapiska.md"), replaced)
    exported = export("role", kb.edition("ru"))["roles.json"]
    assert "К шести утра, бриф".encode() in exported
    assert b"T01" not in exported
    assert b"zapiska" not in exported


def test_a_knowledge_base_for_the_company_forgets_nothing(tmp_path: Path) -> None:
    kb = _load(tmp_path, ("ru/index.md", "en/index.md"), visibility=Visibility.INTERNAL)
    assert kb.problems == ()
    assert kb.library.hidden == frozenset()


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        (
            ("ru/roles/zakazchik.md", "en/roles/zakazchik.md"),
            "docs/{}/comparisons/dve-roli.md:9: поле «columns[1].ref»: страница «R01» внутренняя, "
            "а столбец берёт из неё слова; уберите столбец, сделайте таблицу внутренней или "
            "напишите «title» и «cells»",
        ),
        (
            ("ru/index.md", "en/index.md"),
            "docs/{}/index.md:3: поле «visibility»: главная страница не может быть внутренней",
        ),
    ],
)
def test_what_a_public_page_cannot_do_without_is_told(
    pages: Pages, told: str, tmp_path: Path
) -> None:
    assert _told(tmp_path, *pages) == [told.format("en"), told.format("ru")]


def test_a_page_is_internal_in_every_language(tmp_path: Path) -> None:
    assert _told(tmp_path, "ru/glossary/sla.md") == [
        "docs/en/glossary/sla.md:2: поле «visibility»: в оригинале «internal», а здесь «public»; "
        "они должны совпадать (сверено с docs/ru/glossary/sla.md)"
    ]


@pytest.mark.parametrize("internal", ["ru/roles/zakazchik.md", "en/roles/zakazchik.md"])
def test_a_page_that_is_public_in_one_language_can_still_be_referred_to(
    internal: str, tmp_path: Path
) -> None:
    """A comparison needs this one: that would be a second problem."""
    (told,) = _told(tmp_path, internal)
    assert "поле «visibility»" in told


def test_a_company_is_told_to_mend_a_copy_of_ours(tmp_path: Path) -> None:
    shutil.copytree(LIBRARY, tmp_path / "docs")
    for locale in ("ru", "en"):
        ours = (tmp_path / "docs" / locale / "roles/zakazchik.md").read_text("utf-8")
        hidden = ours.replace("title:", "visibility: internal\ntitle:", 1)
        write(tmp_path / "company", {f"{locale}/roles/zakazchik.md": hidden})
    roots = (tmp_path / "docs", tmp_path / "company")
    kb = base(*roots, shown_from=tmp_path)
    assert len(kb.problems) == 2
    for one in kb.problems:
        assert "слова; скопируйте сравнение в свою папку, а там уберите столбец" in str(one)
