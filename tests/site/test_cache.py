"""Builds with the cache: what is reused, what is not, and which warnings still appear."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from PIL import Image

from kb.cache.digests import digest_of_text
from kb.cache.entries import pack_with_text, unpack_with_text
from tests.builder import build_fast
from tests.disk import files_in
from tests.sites import ROOT, House, Site

pytestmark = pytest.mark.site

SERIAL = {"KB_JOBS": "1"}
CLEAN = {"KB_CACHE": "off", "KB_JOBS": "1"}
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} 24"><path d="M0 0"/></svg>'


def _build(house: House, env: dict[str, str] | None = None, *, strict: bool = True) -> Site:
    return build_fast(
        house.folder / "company.yml", house.folder / "site", env or SERIAL, strict=strict
    )


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = House.make(tmp_path_factory.mktemp("built"))
    assert _build(house).code == 0
    return house.folder


@pytest.fixture
def known(built_once: Path, tmp_path: Path) -> House:
    """A house of its own that has been built, so that the cache knows all its pages."""
    return House(Path(shutil.copytree(built_once, tmp_path / "known", symlinks=True)))


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small library as it is, built without the cache."""
    house = House.make(tmp_path_factory.mktemp("clean"))
    return _build(house, CLEAN)


def _store(house: House) -> Path:
    (found,) = (house.folder / ".cache" / "kb").glob("*.sqlite")
    return found


def _mark_all_html(house: House, mark: str) -> int:
    """Puts a mark into all cached HTML; returns how many pages there are."""
    database = sqlite3.connect(_store(house))
    marked = 0
    for key, packed in database.execute("SELECT key, value FROM entry").fetchall():
        entry, text = unpack_with_text(packed)
        if "empty" in (entry or ()):
            html = f"{text()}{mark}"
            packed = pack_with_text({**entry, "digest": digest_of_text(html)}, html)
            database.execute("UPDATE entry SET value = ? WHERE key = ?", (packed, key))
            marked += 1
    database.commit()
    database.close()
    assert marked, "else a test would prove nothing"
    return marked


def _marked(house: House, mark: str) -> set[str]:
    pages = files_in(house.folder / "site")
    return {name for name, content in pages.items() if mark.encode() in content}


def test_body_of_one_page_renders_only_that_page(known: House) -> None:
    pages = _mark_all_html(known, "<!-- remembered -->")
    _build(known)
    assert len(_marked(known, "<!-- remembered -->")) == pages == 24
    known.edit("docs/ru/guides/kak-prosit.md", "Назовите день", "Назовите месяц, день")
    _build(known)
    old = _marked(known, "<!-- remembered -->")
    assert "guides/kak-prosit/index.html" not in old
    assert len(old) == pages - 1


def test_definition_of_a_term_renders_the_pages_that_show_it(known: House) -> None:
    _mark_all_html(known, "<!-- remembered -->")
    known.edit("docs/ru/glossary/sla.md", "definition: Обещание", "definition: Твёрдое обещание")
    _build(known)
    new = set(files_in(known.folder / "site")) - _marked(known, "<!-- remembered -->")
    assert {"glossary/sla/index.html", "glossary/brief/index.html"} <= new
    assert "en/index.html" not in new
    assert "en/guides/kak-prosit/index.html" not in new


def test_another_size_of_a_picture_is_seen_on_the_page_that_shows_it(house: House) -> None:
    house.edit("docs/ru/guides/kak-prosit.md", "\n---\n", "\n---\n\n![План](../assets/plan.png)\n")
    picture = house.folder / "docs/ru/assets/plan.png"
    picture.parent.mkdir()
    for width in (64, 32):
        Image.new("RGB", (width, 48)).save(picture)
        assert _build(house).code == 0
        html = files_in(house.folder / "site")["guides/kak-prosit/index.html"].decode()
        assert f'height="48" src="../../assets/plan.png" width="{width}"' in html


def test_another_process_uses_what_this_one_has_rendered(house: House) -> None:
    """Whatever a setting is: a function must not be identified by its address in memory."""
    partial = "!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}"
    house.edit("mkdocs.yml", "!!python/name:kb.slugs.slugify", partial)
    house.built()
    pages = _mark_all_html(house, "<!-- remembered -->")
    house.built()
    assert len(_marked(house, "<!-- remembered -->")) == pages


def test_what_another_house_has_rendered_is_not_used(known: House, tmp_path: Path) -> None:
    env = dict(SERIAL)
    for what in ("code", "setting", "versions"):
        _mark_all_html(known, "<!-- remembered -->")
        if what == "code":
            (known.folder / "overrides").unlink()
            shutil.copytree(ROOT / "overrides", known.folder / "overrides")
            known.write({"overrides/partials/note.html": "nobody includes it"})
        elif what == "setting":
            known.edit("mkdocs.yml", "link: first", "link: all")
        else:
            (tmp_path / "packages" / "something_new-1.0.dist-info").mkdir(parents=True)
            env["KB_TEST_PATH"] = str(tmp_path / "packages")
        assert _build(known, env).code == 0
        assert _marked(known, "<!-- remembered -->") == set(), what


def test_parallel_build_is_the_serial_one(house: House, tmp_path: Path) -> None:
    house.write({"docs/ru/about/dead.md": "---\ntype: plain\ntitle: Т\n---\n\n[x](dead/x.md)\n"})
    company = house.folder / "company.yml"
    shared = {"KB_CACHE": "off", "KB_JOBS": "3"}
    for strict in (True, False):  # a strict build reports the link, and leaves no site to compare
        serial = build_fast(company, tmp_path / "serial", CLEAN, strict=strict)
        parallel = build_fast(company, tmp_path / "parallel", shared, strict=strict)
        assert serial.code == parallel.code == strict
        assert "about/dead.md" in serial.log
        assert parallel.log == serial.log
    assert "index.html" in files_in(serial.folder)
    assert files_in(parallel.folder) == files_in(serial.folder)


def test_search_of_which_a_part_was_made_again_is_the_clean_one(
    known: House, tmp_path: Path
) -> None:
    known.edit("docs/ru/guides/kak-prosit.md", "Назовите день", "Назовите месяц, день")
    again = files_in(_build(known).folder)
    assert "pagefind/1/pagefind-entry.json" in again
    assert again == files_in(
        build_fast(known.folder / "company.yml", tmp_path / "new", CLEAN).folder
    )


def test_warning_of_a_remembered_page_still_fails_the_strict_build(house: House) -> None:
    house.edit("docs/ru/index.md", "\n---\n", "\n---\n\n[Никуда](nikuda.md)\n")
    quiet = _build(house, strict=False)
    assert quiet.code == 0
    first, second = _build(house), _build(house)
    assert first.code == second.code == 1
    assert "nikuda.md" in second.log
    assert second.log == first.log


def test_anchor_that_has_gone_is_told_of_a_page_that_has_not_changed(house: House) -> None:
    house.edit("docs/ru/index.md", "\n---\n", "\n---\n\n[Срок](guides/kak-prosit.md#potom-srok)\n")
    assert _build(house).code == 0
    house.edit("docs/ru/guides/kak-prosit.md", "## Потом срок", "## Затем срок")
    site = _build(house)
    assert site.code == 1
    assert "does not contain an anchor '#potom-srok'" in site.log


def test_page_that_stands_in_for_a_translation_may_link_a_place_of_a_translated_page(
    house: House,
) -> None:
    place = "[Срок](kak-prosit.md#potom-srok)"
    page = "---\nid: G90\ntype: guide\ntitle: Проба\nsummary: Проба.\nsection: do\n---\n\n"
    house.write({"docs/ru/guides/proba.md": f"{page}{place}\n"})
    for _ in range(2):
        site = _build(house)
        assert site.code == 0, site.log
    house.edit("docs/ru/guides/proba.md", "#potom-srok", "#nigde")
    assert "does not contain an anchor '#nigde'" in _build(house).log


def test_page_that_becomes_internal_and_public_again_gives_the_clean_site(
    known: House, tmp_path: Path
) -> None:
    for old, new in (("title:", "visibility: internal\ntitle:"), ("visibility: internal\n", "")):
        for locale in ("ru", "en"):
            known.edit(f"docs/{locale}/guides/kak-prosit.md", old, new)
        cached = files_in(_build(known).folder)
        clean = build_fast(known.folder / "company.yml", tmp_path / "clean", CLEAN)
        assert cached == files_in(clean.folder)


def test_the_themes_own_search_has_each_place_once(house: House) -> None:
    house.write({"company.yml": house.read("company.yml") + "plugins: {search: {}}\n"})
    for _ in range(2):
        site = _build(house, {"KB_JOBS": "2"})
        docs = json.loads(site.file("/search/search_index.json"))["docs"]
        assert len({one["location"] for one in docs}) == len(docs) > 24


def test_a_picture_that_an_extension_reads_is_seen(house: House) -> None:
    icons = "options: {custom_icons: [icons]}"
    emoji = f"""
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {{slugify: !!python/name:kb.slugs.slugify }}
  - pymdownx.details
  - pymdownx.highlight: {{use_pygments: true}}
  - pymdownx.superfences: {{relaxed_headers: true}}
  - pymdownx.tabbed: {{alternate_style: true}}
  - pymdownx.tasklist
  - kb.markdown: {{link: first}}
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
      {icons}
"""
    house.write({"company.yml": house.read("company.yml") + emoji})
    house.edit("docs/ru/index.md", "\n---\n", "\n---\n\n:zvezda:\n")
    for width in (24, 96):
        house.write({"icons/zvezda.svg": LOGO.format(width)})
        site = _build(house)
        assert site.code == 0, site.log
        assert f"0 0 {width} 24" in site.file("/index.html").decode()


def test_damaged_store_gives_the_clean_site(known: House, clean: Site) -> None:
    raw = bytearray(_store(known).read_bytes())
    raw[4096:] = bytes(one ^ 0x55 if at % 7 == 0 else one for at, one in enumerate(raw[4096:]))
    _store(known).write_bytes(raw)
    for _ in range(2):
        site = _build(known)
        assert site.code == 0, site.log
        assert site.log == clean.log
        assert files_in(site.folder) == files_in(clean.folder)


def test_text_that_is_damaged_alone_gives_the_clean_page(known: House, clean: Site) -> None:
    database = sqlite3.connect(_store(known))
    for key, packed in database.execute("SELECT key, value FROM entry").fetchall():
        last = bytes([packed[-1] ^ 0xFF])
        database.execute("UPDATE entry SET value = ? WHERE key = ?", (packed[:-1] + last, key))
    database.commit()
    database.close()
    shutil.rmtree(known.folder / "site")
    assert files_in(_build(known).folder) == files_in(clean.folder)


def test_another_shape_of_the_logo_is_seen_on_every_page(house: House) -> None:
    house.write({"company.yml": f"{house.read('company.yml')}\nextra:\n  overlay: company\n"})
    for width in (24, 96):
        house.write({"company/assets/brand/logo.svg": LOGO.format(width)})
        assert f'width="{width}"' in _build(house).file("/index.html").decode()


def test_an_alternate_that_somebody_has_written_is_a_setting(house: House) -> None:
    company = house.read("company.yml")
    for name in ("Русский", "Родной"):
        links = f"[{{name: {name}, link: /, lang: ru}}, {{name: English, link: /en/, lang: en}}]"
        house.write({"company.yml": f"{company}\nextra:\n  alternate: {links}\n"})
        assert name in _build(house).file("/index.html").decode()


def test_folder_that_cannot_be_written_is_no_matter(house: House) -> None:
    house.write({".cache": "a file where a folder should be"})
    site = _build(house)
    assert (site.code, site.warnings) == (0, [])


@pytest.mark.parametrize(
    "name", ["pymdownx.snippets", "pymdownx.snippets:SnippetExtension", "own_words"]
)
def test_extension_that_may_read_files_switches_the_cache_off(house: House, name: str) -> None:
    house.write({"own_words.py": "from markdown.extensions.meta import makeExtension\n"})
    house.edit("mkdocs.yml", "  - tables\n", f"  - tables\n  - {name}\n")
    site = _build(house, {**SERIAL, "KB_TEST_PATH": str(house.folder)})
    assert site.code == 0, site.log
    assert f"Кеш сборки выключен: неизвестно, что читает «{name}»" in site.log
    assert not (house.folder / ".cache" / "kb").exists()


def test_function_of_somebody_else_switches_the_cache_off(house: House) -> None:
    house.write({"own_slug.py": "def slug(text, separator):\n    return f'a-{len(text)}'\n"})
    house.edit("mkdocs.yml", "!!python/name:kb.slugs.slugify", "!!python/name:own_slug.slug")
    site = _build(house, {**SERIAL, "KB_TEST_PATH": str(house.folder)}, strict=False)
    assert site.code == 0, site.log
    assert "Кеш сборки выключен: неизвестно, что читает «own_slug.slug»" in site.log


def test_cache_can_be_switched_off(house: House) -> None:
    assert _build(house, CLEAN).code == 0
    assert not (house.folder / ".cache" / "kb").exists()
