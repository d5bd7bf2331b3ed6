"""Links, anchors and pictures are checked without a build; Markdown by rumdl, if installed."""

import shutil
from pathlib import Path

import pytest

from kb.cli.options import draws_formulas
from kb.content.problems import Problem, Severity
from kb.edition import KnowledgeBase, SiteSettings
from kb.language import prose
from kb.lint import Lint, problems_of, rumdl
from kb.lint.links import Links
from kb.lint.rumdl import Rumdl
from tests.bases import THEME, base
from tests.disk import write
from tests.sites import LIBRARY, ROOT

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\b\2\0\0\0"
FRONT = "---\ntype: plain\ntitle: Слово\n---\n\n"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(LIBRARY, tmp_path / "docs"))
    (folder / "assets").mkdir(exist_ok=True)
    (folder / "assets" / "хлеб.png").write_bytes(PICTURE)
    return folder


def _base(docs: Path, theme: Path = THEME) -> KnowledgeBase:
    return base(docs, themes=[theme])


def _told(
    docs: Path,
    body: str,
    name: str = "ru/page.md",
    front: str = FRONT,
    theme: Path = THEME,
) -> list[str]:
    (docs / name).write_text(front + body, "utf-8")
    kb = _base(docs, theme)
    page = kb.library.at(name)
    assert page is not None, kb.problems
    found = Lint(kb).page(page)
    return [str(one) for one in found if one.rule in ("link", "anchor", "image")]


@pytest.mark.parametrize(
    "body",
    [
        "Это [склад](roles/sklad.md) и [он же](roles/sklad.md#kogda-vy-v-etoy-roli).",
        "Это [склад](./roles/../roles/sklad.md?x=1), <https://example.com>, [почта](mailto:a@b.c).",
        "## Что дальше\n\n[вниз](#chto-dalshe) и [сюда](#zdes), [туда](#raw) [^1]\n\n"
        "## Здесь {#zdes}\n\n<div id='raw'></div>\n\n[^1]: Сноска.",
        "[![Хлеб](../assets/хлеб.png)](roles/sklad.md) \\[](roles/sklad.md)",
        "![Хлеб](../assets/хлеб.png) ![Он же](../assets/%D1%85%D0%BB%D0%B5%D0%B1.png)",
        "![Знак](../assets/brand/logo.svg) [скачать](../assets/хлеб.png)",
        "`[код](нет.md)`\n\n```\n[код](нет.md)\n```",
        '<a href="roles/sklad.md#kogda-vy-v-etoy-roli">склад</a> <img src="../assets/хлеб.png">',
        "<p><a href='roles/sklad.md?x=1&amp;y=2'>он</a> <a href=https://a.example/нет.md>а</a></p>",
        '`<a href="нет.md">`\n\n    <a href="нет.md">\n\n```\n<a href="нет.md">\n```',
        '<!-- <img src="нет.png"> --> <iframe src="нет.html"></iframe> <a name="x">а</a>',
    ],
)
def test_link_that_leads_somewhere_is_no_problem(docs: Path, body: str) -> None:
    assert _told(docs, body) == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Это [](roles/sklad.md).", "6:8: предупреждение: у ссылки нет слов, и её не видно"),
        ("Это [ ](<roles/sklad.md>).", "6:10: предупреждение: у ссылки нет слов, и её не видно"),
        (
            "Это [склад](role/sklad.md).",
            "6:13: файла «role/sklad.md» нет; может быть, «roles/sklad.md»?",
        ),
        (
            "[код](нет.md) `[код](нет.md)`",
            "6:7: файла «нет.md» нет; проверьте путь от этой страницы",
        ),
        (
            "Раз.\n\n[два](roles/sklad.md#kogda-vy-v-roli)",
            "8:7: на странице ru/roles/sklad.md нет места «#kogda-vy-v-roli»; "
            "может быть, «#kogda-vy-v-etoy-roli»?",
        ),
        ("[вниз](#нет)", "6:8: на этой странице нет места «#нет»; проверьте заголовки"),
        ("[склад](R02)", "6:9: в тексте ссылаются на файл, а не на id; напишите «roles/sklad.md»"),
        (
            "[корень](/roles/sklad/)",
            "6:10: адрес «/roles/sklad/» от корня сайта; напишите путь к файлу от этой страницы: "
            "«roles/sklad.md»",
        ),
        (
            "![Хлеб](/assets/хлеб.png)",
            "6:9: адрес «/assets/хлеб.png» от корня сайта; напишите путь к файлу от этой страницы: "
            "«../assets/хлеб.png»",
        ),
        ("[вон](../../../etc/passwd)", "6:7: файла «../../../etc/passwd» нет; проверьте путь"),
        (
            "![Хлеб](assets/хлеб.png)",
            "6:9: файла «assets/хлеб.png» нет; может быть, «../assets/хлеб.png»?",
        ),
        ("[а](//[б)", "6:5: «//[б» не адрес; проверьте его"),
        (
            "[а](comparisons/dve-rolli.md)",
            "6:5: файла «comparisons/dve-rolli.md» нет; может быть, «comparisons/dve-roli.md»?",
        ),
        (
            "[а](comparisons/net.md)",
            "6:5: файла «comparisons/net.md» нет; проверьте путь от этой страницы",
        ),
        ("`(../нет.md)`, [а](../нет.md)", "6:20: файла «../нет.md» нет"),
        (
            'Это <a href="role/sklad.md">склад</a>.',
            "6:14: файла «role/sklad.md» нет; может быть, «roles/sklad.md»?",
        ),
        (
            "<div>\n<img\n  src='assets/хлеб.png'\n></div>",
            "8:8: файла «assets/хлеб.png» нет; может быть, «../assets/хлеб.png»?",
        ),
        (
            '[а](roles/sklad.md) <a href="roles/sklad.md#нет">б</a>',
            "6:30: на странице ru/roles/sklad.md нет места «#нет»; проверьте заголовки",
        ),
        ("[а](#нет){.footnote}", "6:5: на этой странице нет места «#нет»; проверьте заголовки"),
        ("<a href='нет.md?a=1&amp;b=2'>а</a>", "6:10: файла «нет.md?a=1&b=2» нет"),
        ("Это [а](нет.md?a=1&amp;b=2)", "6:9: файла «нет.md?a=1&b=2» нет"),
        ('<video poster="нет.png"></video>', "6:16: файла «нет.png» нет"),
        ('<div markdown>\n<video src="нет.mp4"></video>\n</div>', "7:13: файла «нет.mp4» нет"),
    ],
)
def test_link_that_leads_nowhere_is_told_with_its_place(docs: Path, body: str, told: str) -> None:
    (found,) = _told(docs, body)
    assert found.startswith(f"ru/page.md:{told}")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("#что-дальше", "«#что-дальше»; может быть, «#chto-dalshe»?"),
        ("#Что-дальше", "«#Что-дальше»; может быть, «#chto-dalshe»?"),
        ("ROLES/Sklad.md", "файла «ROLES/Sklad.md» нет; может быть, «roles/sklad.md»?"),
        ("roles\\sklad.md", "файла «roles\\sklad.md» нет; может быть, «roles/sklad.md»?"),
        ("glossary/", "файла «glossary/» нет; может быть, «glossary/index.md»?"),
        ("www.a.ru/b", "нет; адрес сайта пишут целиком: «https://www.a.ru/b»"),
        ("a@a.example", "нет; адрес почты пишут так: «mailto:a@a.example»"),
        ("https//a.ru", "нет; адрес сайта пишут целиком: «https://a.ru»"),
        ("a.png =300x200", "«=300x200» здесь часть адреса; размер картинки пишут после скобки"),
        ("http:/a.ru", "«http:/a.ru» не адрес сайта; нужен вид https://example.com/"),
        (
            "../en/roles/sklad.md",
            "«../en/roles/sklad.md» — файл языка «en»; сайт на другом языке его не найдёт; "
            "напишите «roles/sklad.md»",
        ),
    ],
)
def test_address_that_other_programs_let_pass_is_told_with_the_right_one(
    docs: Path, address: str, told: str
) -> None:
    (found,) = _told(docs, f"[а]({address})\n\n## Что дальше\n")
    assert told in found


@pytest.mark.parametrize(
    ("link", "meant"),
    [
        ("[а](#11-сроки-ответа)", "#1-1-sroki-otveta"),  # GitHub
        ("[а](#сроки-ответа)", "#1-1-sroki-otveta"),
        ("[Сроки ответа](#heading=h.3dy6vkm)", "#1-1-sroki-otveta"),  # Google Docs
        ("[1. Жалобы](#_Toc123456)", "#2-zhaloby"),  # Word
        ("[а](#примеры-1)", "#primery_1"),  # the second of two
        ("[Спасибо](#heading=h.3dy6vkm)", "#heading=h.3dy6vkm"),
        ("[а](#итоги)", "#итоги"),  # one of two
    ],
)
def test_anchor_of_another_program_is_put_in_our_form(docs: Path, link: str, meant: str) -> None:
    headings = "## 1.1. Сроки ответа\n\n## 2. Жалобы\n\n## Примеры\n\n## Примеры\n\n"
    headings += "## 4. Итоги\n\n## 5. Итоги\n"
    (docs / "ru/page.md").write_text(f"{FRONT}{link}\n\n{headings}", "utf-8")
    kb = _base(docs)
    page = kb.library.at("ru/page.md")
    assert page is not None
    assert f"]({meant})" in Links(kb).mended(prose(page))


def test_link_that_diplodoc_names_is_given_the_title_of_its_page(docs: Path) -> None:
    body = "[{#T}](roles/zakazchik.md), [{#T}](roles/no.md), `[{#T}](roles/zakazchik.md)`\n"
    (docs / "ru/page.md").write_text(FRONT + body, "utf-8")
    kb = _base(docs)
    page = kb.library.at("ru/page.md")
    assert page is not None
    assert Links(kb).mended(prose(page)).lstrip() == body.replace("{#T}", "Заказчик", 1)


def test_same_address_twice_is_told_where_it_stands(docs: Path) -> None:
    found = _told(docs, "[а](x.md), [б](x.md)\n\n[в](x.mdx), [г](x.md)")
    assert [one.split(" ")[0] for one in found] == [
        f"ru/page.md:{place}:" for place in ("6:5", "6:16", "8:5", "8:17")
    ]


def test_same_address_in_raw_html_is_told_where_that_stands(docs: Path) -> None:
    found = _told(
        docs, '<a href="x.md">а</a>\n\n[б](x.md), [в](../x.md)\n\n<p><a href=x.md>г</a></p>'
    )
    assert sorted(one.split(" ")[0] for one in found) == [
        f"ru/page.md:{place}:" for place in ("10:12", "6:10", "8:16", "8:5")
    ]


@pytest.mark.parametrize("link", ["[а](x.md) ", '<a href="x.md">а</a> '])
def test_any_number_of_links_in_a_line_stops_nothing(docs: Path, link: str) -> None:
    found = _told(docs, link * 700)
    places = [int(one.split(":")[2]) for one in found]
    first = link.index("x.md") + 1
    assert sorted(places) == [first + number * len(link) for number in range(700)]


def test_address_in_code_or_in_a_longer_one_is_not_taken_for_it(docs: Path) -> None:
    found = _told(docs, "[а](../roles/x.md), `[б](x.md)`, ``[`в`](x.md)``\n\n[г](x.md)")
    assert sorted(one.split(" ")[0] for one in found) == ["ru/page.md:6:5:", "ru/page.md:8:5:"]


def test_link_in_a_field_is_told_with_the_field(docs: Path) -> None:
    front = (
        "---\ntype: plain\ntitle: Слово\nsummary: Читайте [про него](net.md) и [склад](R02)\n---\n"
    )
    (found,) = _told(docs, "", front=front)
    assert found.startswith("ru/page.md:4: поле «summary»: файла «net.md» нет")


def test_untranslated_page_may_be_linked_from_a_translation(docs: Path) -> None:
    (docs / "ru/new.md").write_text(FRONT + "## Раздел\n", "utf-8")
    assert _told(docs, "[new](new.md#razdel)", "en/page.md") == []
    assert len(_told(docs, "[new](new.md#section)", "en/page.md")) == 1


def test_picture_and_download_may_be_there_in_the_first_language_only(docs: Path) -> None:
    (docs / "ru/plan.png").write_bytes(PICTURE)
    body = "![plan](plan.png) and [the same](plan.png)"
    assert _told(docs, body, "en/page.md") == []
    (docs / "ru/plan.png").rename(docs / "en/plan.png")
    assert len(_told(docs, body, "ru/page.md")) == 2


def test_theme_has_files_for_a_link_but_for_its_hidden_folders(docs: Path, tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    write(theme, {"assets/a.png": PICTURE, ".icons/a.png": PICTURE})
    assert _told(docs, "![а](../assets/a.png)", theme=theme) == []
    (found,) = _told(docs, "![а](../.icons/a.png)", theme=theme)
    assert "файла «../.icons/a.png» нет" in found


def test_a_picture_that_no_browser_shows_is_a_warning(docs: Path) -> None:
    (docs / "assets/a.png").write_text("<svg/>", "utf-8")
    (docs / "assets/b.heic").write_bytes(b"0")
    assert _told(
        docs, "![а](../assets/a.png) [скачать](../assets/b.heic)\n\n<img src='../assets/b.heic'>"
    ) == [
        "ru/page.md:6:6: предупреждение: в файле ../assets/a.png не PNG; сохраните картинку заново "
        "в этом виде",
        "ru/page.md:8:11: предупреждение: браузеры не показывают .heic; сохраните картинку "
        "../assets/b.heic в PNG или JPG",
    ]


def test_page_that_cannot_be_read_is_no_broken_link(docs: Path) -> None:
    (docs / "ru/broken.md").write_text("---\ntitle: [\n---\n", "utf-8")
    assert _told(docs, "[она](broken.md#razdel)") == []


def test_a_field_s_link_to_the_id_of_a_page_that_cannot_be_read_is_no_lost_file(
    docs: Path,
) -> None:
    page = docs / "ru/templates/zapiska.md"
    page.write_text(page.read_text("utf-8").replace("title: За", "title: За: за"), "utf-8")
    kb = _base(docs)
    assert len(kb.problems) == 1
    role = kb.library.at("ru/roles/zakazchik.md")
    assert role is not None
    assert "[бриф](T01)" in role.source.front.text
    assert [str(one) for one in Lint(kb).page(role) if one.rule == "link"] == []


def test_a_term_may_occur_on_a_page_that_cannot_be_read(docs: Path) -> None:
    def unused() -> list[str]:
        found = Lint(_base(docs)).glossary()
        return [str(one) for one in found if one.message.endswith("ни на одной странице")]

    assert [one.partition(":")[0] for one in unused()] == [
        "ru/glossary/sla.md",
        "en/glossary/sla.md",
    ]
    (docs / "en/broken.md").write_text("---\ntitle: SLA: what\n---\n", "utf-8")
    assert [one.partition(":")[0] for one in unused()] == ["ru/glossary/sla.md"]
    (docs / "ru/broken.md").write_text("---\ntitle: SLA: что\n---\n", "utf-8")
    assert unused() == []


def test_rumdl_does_not_repeat_what_a_rule_of_ours_has_told() -> None:
    ours, same, other = (
        Problem("docs/ru/page.md", line, "…", Severity.WARNING, 1, rule)
        for line, rule in ((7, "underline"), (7, "MD022"), (9, "MD022"))
    )
    assert rumdl.without_repetitions([ours, same, other]) == [ours, other]


def test_a_merge_among_the_fields_is_told_once() -> None:
    told = "остаток слияния («<<<<<<<»); оставьте одну из версий"
    fields = Problem("docs/ru/page.md", 3, f"ошибка в записи полей: {told}")
    same, other = (
        Problem("docs/ru/page.md", line, told, column=1, rule="MD092") for line in (3, 9)
    )
    assert rumdl.without_repetitions([fields, same, other]) == [fields, other]


def _rumdl(folder: Path) -> Rumdl:
    shutil.copy(ROOT / rumdl.CONFIG, folder)
    found = Rumdl.found(folder)
    assert found is not None, "rumdl is one of the tests' requirements"
    return found


def test_translation_that_cannot_be_read_is_not_missing_wherever_one_checks(docs: Path) -> None:
    page = docs / "en/glossary/sla.md"
    page.write_text(page.read_text("utf-8").replace("title: ", "title: '", 1), "utf-8")
    (docs / "en/glossary/brief.md").unlink()
    told = [str(one) for one in problems_of([], _base(docs))]
    missing = [one for one in told if "нет перевода" in one]
    assert missing == ["ru/glossary/brief.md:1: предупреждение: нет перевода: en/glossary/brief.md"]
    assert any(one.startswith("en/glossary/sla.md:4: ошибка в записи полей") for one in told)


def test_pages_are_checked_by_several_processes_as_by_one(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locale, slip in [("ru", "провверить  слово - вот"), ("en", "chek the  word")]:
        (docs / locale / "page.md").write_text(f"{FRONT}{slip}\n", "utf-8")
    base = _base(docs)
    monkeypatch.setenv("KB_JOBS", "1")
    alone = problems_of(base.library.documents, base)
    monkeypatch.setenv("KB_JOBS", "3")
    assert problems_of(base.library.documents, base) == alone
    assert {one.path for one in alone} >= {"ru/page.md", "en/page.md"}


def test_markup_is_told_in_russian_with_line_column_and_rule(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    tags = "#важно\n\n#123, раз\n\n#Важно #Сервис\n"
    page.write_text(f"{FRONT}#Раздел\n\nСлово (сюда)[x.md]\n\n{tags}", "utf-8")
    found = list(_rumdl(tmp_path).check([page]))
    assert [(str(one), one.rule) for one in found] == [
        (
            "page.md:6:2: предупреждение: после «#» нужен пробел; "
            "если это не заголовок, поставьте перед «#» обратную черту",
            "MD018",
        ),
        (
            "page.md:8:7: предупреждение: скобки ссылки перепутаны; нужен вид [текст](адрес)",
            "MD011",
        ),
    ]
    page.write_text(FRONT + "<<<<<<< HEAD\nРаз.\n=======\nДва.\n>>>>>>> x\n", "utf-8")
    found = list(_rumdl(tmp_path).check([page]))
    told = "page.md:6:1: остаток слияния («<<<<<<<»); оставьте одну из версий"
    assert told in [str(one) for one in found]


def test_bare_mail_is_told_unless_it_is_invented(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(FRONT + "olga@vektor.example, https://a.ru/x и help@vektor.ru.\n", "utf-8")
    found = list(_rumdl(tmp_path).check([page]))
    assert [str(one) for one in found] == [
        "page.md:6:22: предупреждение: голый адрес; возьмите его в угловые скобки: <https://…>",
        "page.md:6:39: предупреждение: голая почта; возьмите её в угловые скобки: <имя@…>, "
        "а адрес сервера — в обратные кавычки",
    ]


def test_every_rule_of_ours_is_told_in_russian() -> None:
    chosen = {
        line.split('"')[1]
        for line in (ROOT / rumdl.CONFIG).read_text("utf-8").splitlines()
        if '"MD' in line
    }
    assert chosen == set(rumdl._TOLD)


def test_markup_is_mended_unless_that_would_change_words(tmp_path: Path) -> None:
    ours = _rumdl(tmp_path)
    page = tmp_path / "page.md"
    mended = (FRONT + "## Раздел\n\nСлово\n").encode()
    assert ours.mended(page, (FRONT + "## Раздел\nСлово\n").encode()) == (mended, True)
    assert ours.mended(page, mended) == (mended, True)


@pytest.mark.parametrize("slip", ["Это было в Москве\n- столице.\n", "Смотрите (слово)[a.md].\n"])
def test_what_would_change_words_keeps_nothing_else_from_being_mended(
    tmp_path: Path, slip: str
) -> None:
    rumdl = _rumdl(tmp_path)
    typed = (FRONT + f"{slip}\n## Раздел\nСлово\n").encode()
    mended = (FRONT + f"{slip}\n## Раздел\n\nСлово\n").encode()
    assert rumdl.mended(tmp_path / "page.md", typed) == (mended, True)


def test_an_address_within_a_link_of_html_is_not_bare(tmp_path: Path) -> None:
    rumdl = _rumdl(tmp_path)
    page = tmp_path / "page.md"
    link = '<a href="ftp://a.ru/x">где\nftp://a.ru/x</a>'
    page.write_text(FRONT + f"{link}, https://b.ru/y.\n", "utf-8")
    (found,) = rumdl.check([page])
    assert (found.line, found.column) == (7, 19)
    mended = (FRONT + f"{link}, <https://b.ru/y>.\n").encode()
    assert rumdl.mended(page, page.read_bytes()) == (mended, False)


def test_bare_mail_is_left_to_the_editor(tmp_path: Path) -> None:
    ours = _rumdl(tmp_path)
    page = tmp_path / "page.md"
    text = FRONT + "Раз <i@a.example>, olga@a.example, git@a.example:o/r.git.\n"
    mended = f"{text}\n## Раздел\n".encode()
    assert ours.mended(page, f"{text}## Раздел\n".encode()) == (mended, True)
    assert ours.mended(page, mended) == (mended, True)


def test_who_asks_about_no_page_is_told_of_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = _rumdl(tmp_path)
    (tmp_path / "page.md").write_text(FRONT + "#Раздел\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(list(ours.check([tmp_path]))) > 0
    assert list(ours.check([])) == []


def test_without_our_rules_rumdl_is_not_asked(tmp_path: Path) -> None:
    assert Rumdl.found(tmp_path) is None


def test_rules_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    ours = _rumdl(tmp_path)
    (tmp_path / rumdl.CONFIG).write_text("[global\n", "utf-8")
    (found,) = ours.check([tmp_path])
    assert str(found).startswith(".rumdl.toml:1: rumdl не прочёл свои правила: ")


@pytest.mark.parametrize("draws", [True, False])
def test_formulas_are_told_unless_an_extension_draws_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, draws: bool
) -> None:
    write(tmp_path, {"ru/page.md": f"{FRONT}Доля: $\\frac{{а}}{{б}}$.\n"})
    extension = "- pymdownx.arithmatex" if draws else "- tables  # не pymdownx.arithmatex"
    write(tmp_path, {"company.yml": f"markdown_extensions:\n  {extension}\n"})
    monkeypatch.chdir(tmp_path)
    kb = base(tmp_path, settings=SiteSettings(draws_formulas=draws_formulas()))
    rules = [one.rule for one in Lint(kb).page(kb.library.documents[0])]
    assert ("formulas" not in rules) is draws
