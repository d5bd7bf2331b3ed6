"""Whatever changes, in whatever order, a build with the cache equals one without it."""

import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.builder import Rebuilder, build_fast
from tests.disk import files_in
from tests.sites import ROOT, House

pytestmark = pytest.mark.site

ROUNDS = int(os.environ.get("KB_CACHE_ROUNDS", "3"))
"""How many sequences of changes are tried; set it much higher to hunt for bugs."""

CLEAN_AND_ALONE = {"KB_CACHE": "off", "KB_JOBS": "1"}

PARAGRAPHS = (
    "Склад и пекарь ждут бриф, а соглашение об уровне сервиса лежит в ящике.",
    "## Ещё раздел\n\nSLA важнее брифа; пекарь читает вводные.",
    "[К роли](../roles/sklad.md), [к якорю](../roles/zakazchik.md#net-takogo).",
    "[Никуда](../roles/nikto.md) и [туда же](nikto.md#yakor).",
    "/// role | R02\n///",
    "/// checklist | C01\n///",
    "/// catalogue | guide\n///",
    "/// catalogue | role\n///",
    "слово " * 400,
    "![План](../assets/plan.svg)",
    'И <img src="../assets/plan.svg" alt="план"> с <a href="../roles/sklad.md#net">местом</a>.',
    '<p><a href="../roles/nikto.md">Никто</a> <img src="../assets/plan.svg" width="12"></p>',
    "Сноска[^1] и <b>разметка</b>.\n\n[^1]: Бриф по-английски — brief, service level agreement.",
)
TITLES = ("Как просить", "Просьба & ответ", "Зачем <бриф>", "Пекарь просит")
ALIASES = ("записка", "мука", "пекарь", "ящик", "соглашение")
SETTINGS = {
    "link policy": ("      link: first", "      link: all"),
    "name": ('      ru: "Клиент: внутри и снаружи"', '      ru: "Пекарня"'),
    "features": ("    - navigation.prune\n", "    - navigation.footer\n"),
    "contents": ("      toc_depth: 3", "      toc_depth: 2"),
    "section": ("          Начать: Getting started", "          Начать: Begin"),
}
TEMPLATES = {
    "overrides/partials/copyright.html": "<p>№ {}</p>",
    "overrides/fragments/role.html": "",
    "overrides/main.html": "{{# {} #}}",
}


PICTURES = ("assets/brand/logo.svg", "ru/assets/plan.svg")
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} 24"><path d="M0 0"/></svg>'


class Edits(RuleBasedStateMachine):
    """An editor and a maintainer at work on a small house; both builds run after every change."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="kb-cache-"))
        self.house = House.make(self.folder)
        (self.folder / "overrides").unlink()
        shutil.copytree(ROOT / "overrides", self.folder / "overrides")
        company = self.house.read("company.yml")
        self.house.write({"company.yml": f"{company}\nextra:\n  overlay: company\n"})
        for path in PICTURES:
            self.house.write({f"company/{path}": PICTURE.format(24)})
        self.number = 0

    def pages(self) -> list[str]:
        docs = self.folder / "docs"
        return sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))

    def read(self, page: str) -> str:
        return (self.folder / "docs" / page).read_text("utf-8")

    def write(self, page: str, text: str) -> None:
        self.house.write({f"docs/{page}": text})

    @rule(data=st.data(), paragraph=st.sampled_from(PARAGRAPHS))
    def adds_a_paragraph(self, data: st.DataObject, paragraph: str) -> None:
        page = data.draw(st.sampled_from(self.pages()))
        self.write(page, f"{self.read(page).rstrip()}\n\n{paragraph}\n")
        self.agree()

    @rule(data=st.data())
    def takes_the_last_paragraph_out(self, data: st.DataObject) -> None:
        page = data.draw(st.sampled_from(self.pages()))
        front, body = self.read(page).split("\n---\n", 1)
        self.write(page, f"{front}\n---\n{body.rstrip().rpartition(chr(10) * 2)[0]}\n")
        self.agree()

    @rule(data=st.data(), title=st.sampled_from(TITLES))
    def renames_a_title(self, data: st.DataObject, title: str) -> None:
        page = data.draw(st.sampled_from(self.pages()))
        self.write(page, re.sub("(?m)^title: .*$", f"title: {title}", self.read(page), count=1))
        self.agree()

    @rule(language=st.sampled_from(["ru", "en"]), alias=st.sampled_from(ALIASES))
    def gives_a_term_another_name(self, language: str, alias: str) -> None:
        page = f"{language}/glossary/brief.md"
        if (self.folder / "docs" / page).exists():
            text = self.read(page)
            self.write(page, re.sub("(?m)^aliases:\n  - .*$", f"aliases:\n  - {alias}", text))
            self.agree()

    @rule(words=st.sampled_from(["Записка.", "Лист **бумаги** с просьбой.", "То, что ждут."]))
    def defines_a_term_anew(self, words: str) -> None:
        page = "ru/glossary/sla.md"
        if (self.folder / "docs" / page).exists():
            text = self.read(page)
            self.write(page, re.sub("(?m)^definition: .*$", f"definition: {words}", text))
            self.agree()

    @rule(data=st.data())
    def deletes_a_page(self, data: st.DataObject) -> None:
        page = data.draw(st.sampled_from(self.pages()))
        (self.folder / "docs" / page).unlink()
        self.agree()

    @rule(data=st.data())
    def moves_a_page(self, data: st.DataObject) -> None:
        page = data.draw(st.sampled_from(self.pages()))
        self.number += 1
        folder, _, _ = page.rpartition("/")
        if folder in ("ru", "en"):
            return
        for language in ("ru", "en"):
            old = self.folder / "docs" / language / page.partition("/")[2]
            if old.exists():
                old.rename(old.with_name(f"moved-{self.number}.md"))
        self.agree()

    @rule(path=st.sampled_from(PICTURES), width=st.sampled_from([24, 48, 96]))
    def changes_a_picture(self, path: str, width: int) -> None:
        self.house.write({f"company/{path}": PICTURE.format(width)})
        self.agree()

    @rule()
    def adds_a_guide(self) -> None:
        self.number += 1
        text = self.read("ru/guides/kak-prosit.md") if self.has_guide() else None
        if text:
            added = text.replace("id: G01", f"id: G{self.number + 10}")
            self.write(f"ru/guides/added-{self.number}.md", added)
            self.agree()

    @rule()
    def brings_the_library_back(self) -> None:
        shutil.rmtree(self.folder / "docs")
        shutil.copytree(ROOT / "tests" / "library", self.folder / "docs")
        self.agree()

    @rule(words=st.sampled_from(["Потребитель ждёт.", "Товар нужен."]))
    def corrects_a_source(self, words: str) -> None:
        path = self.folder / "docs" / "sources.yml"
        path.write_text(re.sub("(?m)^    ru: П.*$", f"    ru: П{words}", path.read_text("utf-8")))
        self.agree()

    @rule(name=st.sampled_from(sorted(SETTINGS)))
    def changes_a_setting(self, name: str) -> None:
        path = self.folder / "mkdocs.yml"
        text = path.read_text("utf-8")
        one, other = SETTINGS[name]
        assert (one in text) != (other in text), name
        text = text.replace(one, other) if one in text else text.replace(other, one)
        path.write_text(text, "utf-8")
        self.agree()

    @rule(which=st.sampled_from([0, 1]))
    def changes_the_menu(self, which: int) -> None:
        path = self.folder / "company.yml"
        text = path.read_text("utf-8")
        one, other = [("[role]", "[role, guide]"), ("[glossary/index.md, term]", "[term]")][which]
        text = text.replace(one, other) if one in text else text.replace(other, one)
        path.write_text(text, "utf-8")
        self.agree()

    @rule(template=st.sampled_from(sorted(TEMPLATES)), number=st.integers(1, 3))
    def changes_a_template(self, template: str, number: int) -> None:
        path = self.folder / template
        text = (ROOT / template).read_text("utf-8")
        path.write_text(text + TEMPLATES[template].format(number), "utf-8")
        self.agree()

    def has_guide(self) -> bool:
        return (self.folder / "docs" / "ru" / "guides" / "kak-prosit.md").exists()

    def agree(self) -> None:
        company = self.folder / "company.yml"
        # Not strict: a strict build would leave no site to compare after any warning.
        cached = build_fast(company, self.folder / "cached", {"KB_JOBS": "2"}, strict=False)
        clean = build_fast(company, self.folder / "clean", CLEAN_AND_ALONE, strict=False)
        assert cached.log == clean.log
        assert cached.code == clean.code
        if not cached.log.count("Сайт не изменён"):
            one, other = files_in(cached.folder), files_in(clean.folder)
            assert sorted(one) == sorted(other)
            assert [name for name in one if one[name] != other[name]] == []

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)


class EditsInPreview(Edits):
    """The same, while a preview runs: it must show what a new one would."""

    running: Rebuilder | None = None

    def agree(self) -> None:
        company = self.folder / "company.yml"
        if not self.running:
            self.running = Rebuilder(company, self.folder / "running", {})
            self.running.build()
        new = Rebuilder(company, self.folder / "new", CLEAN_AND_ALONE)
        one, other = self.running.build(), new.build()
        new.end()
        assert sorted(one) == sorted(other)
        assert [name for name in one if one[name] != other[name]] == []
        shutil.rmtree(self.folder / "new")

    def teardown(self) -> None:
        if self.running:
            self.running.end()
        super().teardown()


Edits.TestCase.settings = EditsInPreview.TestCase.settings = settings(
    max_examples=ROUNDS,
    stateful_step_count=6 if ROUNDS < 10 else 12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
TestCachedBuildsAreCleanBuilds = Edits.TestCase
TestRunningPreviewsAreNewPreviews = EditsInPreview.TestCase


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_to_be_changed_is_there(name: str) -> None:
    """The random rounds may never draw it."""
    assert SETTINGS[name][0] in (ROOT / "mkdocs.yml").read_text("utf-8")
