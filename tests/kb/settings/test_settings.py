"""Settings that YAML would misread are reported, with their lines."""

import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs_static_i18n.config import I18nPluginConfig, I18nPluginLanguage

from kb.cli.values import problems_of_values
from kb.content.problems import Location, Problem
from kb.settings import ENGINE, Settings, missing_icons
from kb.settings.__main__ import main as check_settings
from kb.settings.engine import I18N, LANGUAGE, SCRIPT, VALIDATION
from tests.command import kb
from tests.hook import load_hook
from tests.sites import ROOT, run

OURS = """\
extra:
  brand: {name: База}
  overlay: ""
  report: false
  review_months: 12
  visibility: public
  editor:
    preview: !ENV [KB_EDITOR, false]
plugins: {i18n: {languages: [{locale: ru, name: Р, default: true}, {locale: en, name: E}]}}
docs_dir: pages
hooks: [a.py, b.py]
markdown_extensions:
  - tables
  - toc: {slugify: !!python/name:kb.slugs.slugify }
extra_css: [kb.css]
"""


@pytest.fixture(autouse=True)
def _hooks(tmp_path: Path) -> None:
    """The files that the settings name."""
    for name in ("a.py", "b.py", "ours.py"):
        (tmp_path / name).touch()
    for name in ("company/ru", "pages"):
        (tmp_path / name).mkdir(parents=True)


def problems(path: Path, *, shown_from: Path) -> list[Problem]:
    return Settings.read(path, shown_from=shown_from).problems()


def _told(folder: Path, company: str) -> list[str]:
    (folder / "mkdocs.yml").write_text(OURS, "utf-8")
    (folder / "company.yml").write_text(f"INHERIT: mkdocs.yml\n{company}", "utf-8")
    return [str(one) for one in problems(folder / "company.yml", shown_from=folder)]


@pytest.mark.parametrize(
    ("company", "told"),
    [
        (
            "extra:\n  overlay: company\nextra:\n  report: true\n",
            "company.yml:4: поле «extra» указано второй раз, и то, что в строке 2, пропадёт; "
            "соедините их под одним именем",
        ),
        (
            "extra:\n  brand:\n    colors:\n      light: #0b3d91\n",
            "company.yml:5: поле «light»: #0b3d91 пропадёт как примечание; возьмите в кавычки: "
            '"#0b3d91"',
        ),
        (
            "extra:\n  overlya: company\n",
            "company.yml:3: поле «extra.overlya»: такого нет, может быть, «overlay»? исправьте имя",
        ),
        (
            "extra:\n  report: да\n",
            "company.yml:3: поле «extra.report»: нужно true или false, без кавычек",
        ),
        ("extra:\n  report: 'true'\n", "company.yml:3: поле «extra.report»: нужно true или false"),
        (
            "site_nmae: База\n",
            "company.yml:2: поле «site_nmae»: такого нет, может быть, «site_name»? исправьте имя",
        ),
        ("Nav: []\n", "company.yml:2: поле «Nav»: такого нет, может быть, «nav»?"),
        ("цвет: красный\n", "company.yml:2: поле «цвет»: такого нет; проверьте имя и отступ"),
        ("brand: {name: Мы}\n", "company.yml:2: поле «brand»: его место под «extra»; перенесите"),
        (
            "site_url: portal.example/klient/\n",
            "company.yml:2: поле «site_url»: «portal.example/klient/» не адрес; нужен полный",
        ),
        (
            "site_url: https://portal.example/?kb#top\n",
            "company.yml:2: поле «site_url»: к этому адресу прибавится путь страницы; уберите «?kb",
        ),
        ("nav: {Роли: [role]}\n", "company.yml:2: поле «nav»: нужен список: каждый пункт с новой"),
        ("extra: да\n", "company.yml:2: поле «extra»: нужны вложенные поля вида «имя: значение»"),
        ("extra:\n", "company.yml:2: поле «extra»: после двоеточия ничего нет; напишите"),
        ("theme: mkdocs\n", "company.yml:2: поле «theme»: нужны вложенные поля вида"),
        (
            "theme:\n  name: mkdocs\n",
            "company.yml:3: поле «theme.name»: наши страницы сделаны для темы «material»; удалите",
        ),
        ("exclude_docs: [a.md]\n", "company.yml:2: поле «exclude_docs»: нужен текст; число или"),
        ("edit_uri: 5\n", "company.yml:2: поле «edit_uri»: нужен текст; число или «true»"),
        (
            "use_directory_urls: 'нет'\n",
            "company.yml:2: поле «use_directory_urls»: нужно «true» или «false», без кавычек",
        ),
        ("site_name:\n", "company.yml:2: поле «site_name»: после двоеточия ничего нет"),
        (
            "plugins:\n  i18n:\n    build_only_locale: de\n",
            "company.yml:4: поле «plugins.i18n.build_only_locale»: «de» не подходит; возможные "
            "значения: ru, en",
        ),
        (
            "hooks:\n  - ours.py\n  - b.py\n",
            "company.yml:2: поле «hooks»: нет «a.py»; свой список заменяет наш целиком, "
            "перепишите в него и то, что стоит в mkdocs.yml",
        ),
        ("hooks:\n", "company.yml:2: поле «hooks»: нет «a.py»; свой список"),
        ("markdown_extensions: [toc]\n", "company.yml:2: поле «markdown_extensions»: нет «tables»"),
        (
            "markdown_extensions: [tables, toc]\n",
            "company.yml:2: поле «markdown_extensions»: «toc» без вложенных настроек; свой список",
        ),
        ("markdown_extensions: {tables: {}}\n", "company.yml:2: поле «markdown_extensions»: нет"),
        ("plugins: {i18n: }\n", "company.yml:2: поле «plugins.i18n»: после двоеточия ничего нет"),
        (
            "plugins: {i18n: {}, blog2: {}}\n",
            "company.yml:2: поле «plugins.blog2»: такой плагин не установлен; может быть, «blog»?",
        ),
        (
            "plugins:\n  i18n:\n    docs_structur: folder\n",
            "company.yml:4: поле «plugins.i18n.docs_structur»: неизвестное поле; может быть, «",
        ),
        (
            "plugins:\n  i18n:\n    docs_structure: suffix\n",
            "company.yml:4: поле «plugins.i18n.docs_structure»: «suffix» не подходит; возможные",
        ),
        (
            "plugins:\n  i18n:\n    languages:\n      - {locale: ru, default: true}\n",
            "company.yml:5: поле «plugins.i18n.languages[1].name»: обязательное поле не заполнено",
        ),
        (
            "plugins: {i18n: {languages: [{locale: ru, name: Р}]}}\n",
            "company.yml:2: поле «plugins.i18n.languages»: не сказано, какой язык основной; ",
        ),
        (
            "plugins: {i18n: {languages: [{locale: RUS, name: Р, default: true}]}}\n",
            "company.yml:2: поле «plugins.i18n.languages[1].locale»: «RUS» не код языка; нужен",
        ),
        (
            "plugins: {i18n: {languages: [{locale: ru, name: Р, default: да}]}}\n",
            "company.yml:2: поле «plugins.i18n.languages[1].default»: нужно «true» или «false»",
        ),
        (
            "validation:\n  links:\n    anchors: no\n    anchor: warn\n",
            "company.yml:5: поле «validation.links.anchor»: неизвестное поле; может быть, «anchors",
        ),
        (
            "validation: {nav: {not_found: wran}}\n",
            "company.yml:2: поле «validation.nav.not_found»: «wran» не подходит; возможные"
            " значения: warn, info, ignore",
        ),
        ("validation: {nav: warn}\n", "company.yml:2: поле «validation.nav»: нужны вложенные поля"),
        (
            "dev_addr: localhost\n",
            "company.yml:2: поле «dev_addr»: «localhost» не адрес; нужны имя и порт, например 127.",
        ),
        ("dev_addr: 'a:99999'\n", "company.yml:2: поле «dev_addr»: «a:99999» не адрес; нужны имя"),
        (
            "watch:\n  - mkdocs.yml\n  - overides\n",
            "company.yml:4: поле «watch[2]»: нет «overides»; проверьте путь от папки этого файла",
        ),
        ("docs_dir: doc\n", "company.yml:2: поле «docs_dir»: нет «doc»; проверьте путь от папки"),
        (
            "extra: {overlay: mkdocs.yml}\n",
            "company.yml:2: поле «extra.overlay»: «mkdocs.yml» — файл, а нужна папка; исправьте",
        ),
        (
            "extra:\n  overlay: Company\n",
            "company.yml:3: поле «extra.overlay»: нет «Company»; проверьте путь от папки этого",
        ),
        (
            "extra: {overlay: [company]}\n",
            "company.yml:2: поле «extra.overlay»: нужен текст; число",
        ),
        (
            "theme:\n  features:\n    - navigation.tabs\n    - navigation.instant\n",
            "company.yml:5: поле «theme.features[2]»: с «navigation.instant» переключатель языков",
        ),
        (
            "site_url: https://a.example/b/index.html\n",
            "company.yml:2: поле «site_url»: к этому адресу прибавится путь страницы; уберите «ind",
        ),
        ("site_url: https://a.example/б в/\n", "company.yml:2: поле «site_url»: в адресе пробел;"),
        (
            "site_url: https://a.example:80800/\n",
            "company.yml:2: поле «site_url»: «https://a.example:80800/» не адрес; проверьте имя",
        ),
        (
            "repo_url: https://a..example/\n",
            "company.yml:2: поле «repo_url»: «https://a..example/» не адрес; проверьте имя сервера",
        ),
        (
            "site_url: https://[::1/\n",
            "company.yml:2: поле «site_url»: «https://[::1/» не адрес; проверьте имя",
        ),
        (
            "docs_dir: company\nextra: {overlay: company}\n",
            "company.yml:2: поле «docs_dir»: удалите: свои страницы кладут в папку, которую",
        ),
        ("theme: {custom_dir: company}\n", "company.yml:2: поле «theme.custom_dir»: удалите: наш"),
        (
            "site_name: Мы\n",
            "company.yml:2: поле «site_name»: здесь не действует; напишите в extra.brand.name",
        ),
        (
            "theme:\n  logo: a.svg\n",
            "company.yml:3: поле «theme.logo»: здесь не действует; напишите в extra.brand.logo",
        ),
        ("edit_uri: edit/docs/\n", "company.yml:2: поле «edit_uri»: «edit/docs/» не адрес; нужен"),
        ("site_dir: .\n", "company.yml:2: поле «site_dir»: здесь лежат страницы, pages; назовите"),
        ("site_dir: pages\n", "company.yml:2: поле «site_dir»: здесь лежат страницы, pages; назо"),
        ("site_dir: pages/a\n", "company.yml:2: поле «site_dir»: здесь лежат страницы, pages;"),
        ("extra: {overlay: .}\n", "company.yml:2: поле «extra.overlay»: здесь лежат наши страницы"),
        ("extra: {overlay: pages}\n", "company.yml:2: поле «extra.overlay»: здесь лежат наши"),
        (
            "extra: {overlay: company/ru}\n",
            "company.yml:2: поле «extra.overlay»: это папка одного языка; назовите ту, в которой "
            "лежит ru/",
        ),
        ("nav:\n  - - role\n", "company.yml:3: поле «nav[1]»: список без названия; уберите лишний"),
        (
            "nav:\n  - Роли: role\n    Гайды: [guide]\n",
            "company.yml:4: поле «nav[1].Гайды»: новый пункт меню начните с «- »",
        ),
        (
            "nav:\n  - Роли:\n      Все: role\n",
            "company.yml:4: поле «nav[1].Роли»: пункты раздела пишут списком: каждый с новой",
        ),
        ("nav: [role, 5]\n", "company.yml:2: поле «nav[2]»: нужен текст; число"),
        (
            "plugins:\n  - i18n:\n      build_only_locale: ru\n",
            "company.yml:3: поле «plugins.i18n»: список плагинов заменил наш, и языки пропали",
        ),
        (
            "extra: {review_months: '6'}\n",
            "company.yml:2: поле «extra.review_months»: нужно число месяцев, от 1 до 1200, без",
        ),
        (
            "extra: {visibility: Internal}\n",
            "company.yml:2: поле «extra.visibility»: нужно public или internal",
        ),
        ("theme: {palette: dark}\n", "company.yml:2: поле «theme.palette»: нужны вложенные поля"),
        (
            "theme:\n  palette: {scheme: dark}\n",
            "company.yml:3: поле «theme.palette.scheme»: «dark» не подходит; возможные значения: "
            "default, slate",
        ),
        (
            "theme:\n  palette: [{scheme: default}, {scheme: night}]\n",
            "company.yml:3: поле «theme.palette[2].scheme»: «night» не подходит; возможные",
        ),
        (
            "theme:\n  palette:\n    - scheme: slate\n      toggle: {icon: 3}\n",
            "company.yml:5: поле «theme.palette[1].toggle.icon»: нужен текст",
        ),
        ("theme: {features: x}\n", "company.yml:2: поле «theme.features»: нужен список: каждый"),
        (
            "extra_javascript: [a.js, {path: b.js, deffer: true}]\n",
            "company.yml:2: поле «extra_javascript[2].deffer»: неизвестное поле; может",
        ),
        ("plugins: [search]\n", "company.yml:2: поле «plugins»: нет «i18n»; свой список"),
        ("extra_css: [company.css]\n", "company.yml:2: поле «extra_css»: нет «kb.css»; свой"),
    ],
)
def test_what_would_be_lost_is_told(tmp_path: Path, company: str, told: str) -> None:
    (found,) = _told(tmp_path, company)
    assert found.startswith(told)


@pytest.mark.parametrize(
    "company",
    [
        "",
        "extra:\n  report: true\n  overlay: # пока нет\n  social: [{icon: a}]\n  repo: git\n",
        "extra:\n  report: !ENV [REPORT, false]\n  brand:  # наше\n    name: Мы\n",
        "nav:\n  - Роли: [role]\n  - Роли: [role]\n  - role\n  - Портал: https://a.example\n",
        "repo_url: https://a.example/b\nedit_uri: edit/main/docs/\nsite_dir: pages2\n",
        "nav:\nexclude_docs: |\n  a.md\nstrict: !ENV [STRICT, true]\ntheme: {name: material}\n",
        "copyright: !!python/name:kb.slugs.slugify\nplugins: {i18n: {build_only_locale: en}}\n",
        "extra: {review_months: 1200, visibility: !ENV [FOR, public]}\n",
        "site_url: !ENV [URL, '']\nrepo_url:\nsite_author: ''\n",
        "extra: {twice: &a [1, *a]}\n",
        "hooks: [b.py, a.py]\nplugins: {tags: {}, search: }\nextra_css: [kb.css, c.css]\n",
        "plugins: [i18n: {languages: [{locale: ru, name: Р, default: true}]}, search]\n",
        "validation: {not_found: info}\ndev_addr: '[::1]:80'\nwatch: [!ENV [A, b], company.yml]\n",
        "theme: {language: ru, icon: {logo: a}, palette: [{scheme: slate}]}\n",
        "theme: {palette: {scheme: slate, primary: custom}}\n",
        "theme: {palette: {scheme: vektor}}\nextra_css: [kb.css, c.css]\n",
    ],
)
def test_what_is_meant_so_is_not(tmp_path: Path, company: str) -> None:
    assert _told(tmp_path, company) == []


@pytest.mark.parametrize(
    ("company", "told"),
    [
        (
            "extra: {brand: {name: {ru: Мы}}}\n",
            [
                "company.yml:2: поле «extra.brand.name»: на языке «en» останется «Base»; допишите "
                "«en: …» или оставьте один текст на все языки"
            ],
        ),
        ("extra: {brand: {name: {ru: Мы, en: We}}}\n", []),
        ("extra: {brand: {name: Мы, owner: {ru: Мы}}}\n", []),  # ours is one for all languages
        ("extra: {brand: {name: {ru: Мы}}}\nplugins: {i18n: {build_only_locale: ru}}\n", []),
    ],
)
def test_a_text_that_would_stay_ours_is_told(tmp_path: Path, company: str, told: list[str]) -> None:
    ours = OURS.replace("{name: База}", "{name: {ru: База, en: Base}, owner: Редакция}")
    (tmp_path / "mkdocs.yml").write_text(ours, "utf-8")
    (tmp_path / "company.yml").write_text(f"INHERIT: mkdocs.yml\n{company}", "utf-8")
    assert [*map(str, problems(tmp_path / "company.yml", shown_from=tmp_path))] == told


class _Config(dict[str, Any]):
    """What the hook uses of MkDocs' configuration."""

    exclude_docs = None
    theme = SimpleNamespace(dirs=())

    def __init__(self, path: Path, *, strict: bool) -> None:
        super().__init__()
        self.config_file_path, self.strict = str(path), strict


@pytest.mark.parametrize("strict", [False, True])
def test_quiet_is_no_way_round_strict(tmp_path: Path, strict: bool) -> None:
    assert _told(tmp_path, "") == []
    log = logging.getLogger("mkdocs")
    before = log.level
    log.setLevel(logging.ERROR)  # as `mkdocs build --quiet` does
    try:
        load_hook("settings").on_config(_Config(tmp_path / "company.yml", strict=strict))
        assert log.isEnabledFor(logging.WARNING) is strict
        assert not log.isEnabledFor(logging.INFO)
    finally:
        log.setLevel(before)


def test_an_icon_that_the_theme_lacks_is_told(tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    (theme / ".icons/material").mkdir(parents=True)
    (theme / ".icons/material/home.svg").write_bytes(b"")
    (tmp_path / "company.yml").write_text(
        "theme:\n  icon:\n    edit: material/home\n    tag: {a: material/hom}\n"
        "  palette:\n    - toggle: {icon: sun}\n    - toggle:\n        icon: material/home\n",
        "utf-8",
    )
    settings = Settings.read(tmp_path / "company.yml", shown_from=tmp_path)
    assert [str(one) for one in missing_icons(settings, [tmp_path, theme])] == [
        f"company.yml:{place}: значка «{name}» в теме нет; возьмите имя вроде material/lightbulb"
        for place, name in (
            ("6: поле «theme.palette[1].toggle.icon»", "sun"),
            ("4: поле «theme.icon.tag.a»", "material/hom"),
        )
    ]


def test_a_language_in_which_we_have_no_words_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "look/i18n").mkdir(parents=True)
    for name in ("ru.yml", "en.yml"):
        (tmp_path / "look/i18n" / name).touch()
    (tmp_path / "mkdocs.yml").write_text(f"{OURS}theme: {{custom_dir: look}}\n", "utf-8")
    listed = "{locale: ru, name: Р, default: true}, {locale: de, name: D}"
    (tmp_path / "company.yml").write_text(
        f"INHERIT: mkdocs.yml\nplugins: {{i18n: {{languages: [{listed}]}}}}\n", "utf-8"
    )
    told = (
        "company.yml:2: поле «plugins.i18n.languages[2].locale»: нет подписей сайта на языке «de», "
        "look/i18n/de.yml; удалите язык"
    )
    found = problems(tmp_path / "company.yml", shown_from=tmp_path)
    assert [str(one) for one in found] == [told]


@pytest.mark.parametrize("arguments", [(), ("--help",)])
def test_a_file_must_be_named(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_settings(*arguments) == 2
    told = capsys.readouterr().err
    assert told == "Назовите файл настроек: python -m kb.settings company.yml\n"


def test_all_are_told_at_once_and_our_own_file_too(tmp_path: Path) -> None:
    company = "extra:\n  reprot: true\n  overlya: a\nnav: []\nnav: []\n"
    assert [one.split(": ")[0] for one in _told(tmp_path, company)] == [
        "company.yml:3",
        "company.yml:4",
        "company.yml:6",
    ]
    (tmp_path / "mkdocs.yml").write_text(f"{OURS}extra: {{}}\n", "utf-8")
    told = [str(one) for one in problems(tmp_path / "company.yml", shown_from=tmp_path)]
    assert any(one.startswith("mkdocs.yml:16: поле «extra» указано второй раз") for one in told)


@pytest.mark.parametrize(
    ("company", "told"),
    [
        (
            "INHERIT: mkdocs.yml\nextra:\n   overlay: company\n  pdf: true\n",
            "company.yml:4: ошибка в записи полей: отступ не как у соседних строк",
        ),
        (
            "INHERIT: mkdocs.yml\nextra:\n\toverlay: company\n",
            "company.yml:3: ошибка в записи полей: отступ сделан табуляцией; замените её пробелами",
        ),
        (
            "INHERIT: mkdocs.yml\nsite_name: Вектор: мы\n",
            "company.yml:2: ошибка в записи полей: лишнее двоеточие; значение с двоеточием",
        ),
        ("INHERIT: mkdocs.yml\nnav: [\n", "company.yml:3: ошибка в записи полей: скобка"),
        (
            "INHERIT: mkdocs.yml\nsite_name:\tМы\n",
            "company.yml:2: ошибка в записи полей: между словами табуляция; замените её пробелом",
        ),
        (
            "INHERIT: mkdocs.yml\nextra: {brand: {name: Чей клиент?, owner: Мы}}\n",
            "company.yml:2: ошибка в записи полей: знак «?» в скобках; возьмите значение в кавычки",
        ),
        ("site_url: {{ url }}\n", "company.yml:1: ошибка в записи полей: скобка в начале"),
        ("", "company.yml:1: файл пуст; напишите в нём «INHERIT: mkdocs.yml»"),
        ("- nav\n", "company.yml:1: здесь нужны поля «имя: значение»"),
        ("site_name: Мы\n", "company.yml:1: нет строки «INHERIT: mkdocs.yml», а без неё и наших"),
        (
            "site_name: Мы\nINHERIT: ../mkdocs.yml\n",
            "company.yml:2: поле «INHERIT»: нет файла «../mkdocs.yml»; обычно здесь mkdocs.yml",
        ),
        ("INHERIT: company.yml\n", "company.yml:1: поле «INHERIT»: файлы берут настройки друг у"),
    ],
)
def test_why_a_file_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, company: str, told: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text(OURS, "utf-8")
    (tmp_path / "company.yml").write_text(company, "utf-8")
    (found,) = map(str, problems(tmp_path / "company.yml", shown_from=tmp_path))
    assert found.startswith(told)


def test_a_file_that_is_not_in_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "company.yml").write_bytes("INHERIT: mkdocs.yml\nsite_name: Мы\n".encode("cp1251"))
    (found,) = map(str, problems(tmp_path / "company.yml", shown_from=tmp_path))
    assert found.startswith("company.yml:2: файл не в кодировке UTF-8 (похоже на cp1251)")


def test_a_file_that_is_inherited_is_told_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("hooks: [\n", "utf-8")
    (tmp_path / "company.yml").write_text("INHERIT: mkdocs.yml\nnva: []\n", "utf-8")
    told = [str(one) for one in problems(tmp_path / "company.yml", shown_from=tmp_path)]
    assert [one.partition(" ")[0] for one in told] == ["company.yml:2:", "mkdocs.yml:2:"]


def test_the_engine_has_the_settings_that_we_know() -> None:
    removed = {"pages", "google_analytics"}
    not_written = {"config_file_path", "mdx_configs"}
    assert {"INHERIT", *MkDocsConfig()._schema_keys} - removed - not_written == ENGINE


def test_the_engine_and_i18n_have_the_options_that_we_know() -> None:
    validation = MkDocsConfig.Validation
    groups = {"nav": validation.NavValidation, "links": validation.LinksValidation}
    for name, group in groups.items():
        known = VALIDATION[name]
        assert isinstance(known, dict)
        assert group()._schema_keys == set(known)
    assert set(VALIDATION) == set(groups).union(*(one()._schema_keys for one in groups.values()))
    assert I18nPluginConfig()._schema_keys == set(I18N)
    assert I18nPluginLanguage()._schema_keys == set(LANGUAGE)
    assert {one.rstrip("_") for one in ExtraScriptValue()._schema_keys} == set(SCRIPT)


@pytest.mark.parametrize(
    ("location", "place"),
    [
        (("extra", "brand", "links", 1, "url"), ("company.yml", 7)),
        (("extra", "brand", "name"), ("mkdocs.yml", 2)),
        (("extra", "brand", "logo"), ("company.yml", 3)),
        (("site_url",), ("company.yml", 1)),
    ],
)
def test_a_value_is_found_in_the_file_it_is_taken_from(
    tmp_path: Path, location: Location, place: tuple[str, int]
) -> None:
    links = "    links:\n      - url: a\n      - title: b\n        url: c\n"
    (tmp_path / "mkdocs.yml").write_text(OURS, "utf-8")
    (tmp_path / "company.yml").write_text(
        f"INHERIT: mkdocs.yml\nextra:\n  brand:\n{links}", "utf-8"
    )
    settings = Settings.read(tmp_path / "company.yml", shown_from=tmp_path)
    assert settings.place(location) == place


def test_the_settings_are_checked_before_the_engine_reads_them(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(OURS, "utf-8")
    (tmp_path / "company.yml").write_text("INHERIT: mkdocs.yml\nnva: []\n", "utf-8")
    checked = run("kb.settings", "company.yml", folder=tmp_path)
    assert checked.returncode == 1
    assert checked.stdout.startswith("company.yml:2: поле «nva»: такого нет, может быть, «nav»?")
    assert run("kb.settings", "mkdocs.yml", folder=tmp_path).returncode == 0
    assert run("kb.settings", "company.yml", "--unreadable", folder=tmp_path).returncode == 0
    (tmp_path / "company.yml").write_text("INHERIT: mkdocs.yml\n\tnav: []\n", "utf-8")
    unread = run("kb.settings", "company.yml", "--unreadable", folder=tmp_path)
    assert (unread.returncode, unread.stdout[:15]) == (1, "company.yml:2: ")


def test_the_check_of_the_pages_tells_them_too(docs: Path) -> None:
    company = docs.parent / "company.yml"
    (docs.parent / "mkdocs.yml").write_text(OURS, "utf-8")
    company.write_text("INHERIT: mkdocs.yml\nnva: []\n", "utf-8")
    (docs.parent / "other.yml").write_text("nva: []\n", "utf-8")
    told = "company.yml:2: поле «nva»: такого нет"
    for asked in ([], ["company.yml"]):
        result = kb("check", *asked)
        assert result.exit_code == 1
        assert told in result.output
        assert "other.yml" not in result.output
        assert "не проверено" not in result.output
    assert told not in kb("check", "docs/ru").output
    company.rename(company.with_suffix(".yaml"))
    told = "company.yaml:1: команды kb читают company.yml, а не этот файл; переименуйте его"
    assert told in kb("check").output


@pytest.mark.parametrize("name", ["mkdocs.yml", "offline.yml"])
def test_our_own_settings_are_right(name: str) -> None:
    assert problems(ROOT / name, shown_from=ROOT) == []


def test_values_are_told_by_the_check_as_by_a_build(tmp_path: Path) -> None:
    (tmp_path / "pages/ru").mkdir()
    (tmp_path / "pages/ru/a.md").touch()
    (tmp_path / "mkdocs.yml").write_text(
        OURS.replace(
            "brand: {name: База}",
            "brand: {name: База, logo: a.svg, favicon: assets/images/favicon.png}",
        )
        + "nav: [no.md]\n",
        "utf-8",
    )

    def told(company: str) -> list[str]:
        (tmp_path / "company.yml").write_text(f"INHERIT: mkdocs.yml\n{company}", "utf-8")
        settings = Settings.read(tmp_path / "company.yml", shown_from=tmp_path)
        assert settings.problems() == []
        return [*dict.fromkeys(map(str, problems_of_values(settings, ["ru", "en"])))]

    assert told("") == [], "ours is not told: a company may have a menu of its own"
    assert told("nav: [a.md, {Б: b.md}]\n") == [
        "company.yml:2: поле «nav»: нет страницы «b.md»; может быть, «a.md»?"
    ]
    company = "extra:\n  brand:\n    logo: b.svg\n    links: [{title: {ru: А}, url: /}]\n"
    assert told(company) == [
        "company.yml:4: поле «extra.brand.logo»: нет файла b.svg; путь считают от папки, которую "
        "называет extra.overlay",
        "company.yml:5: поле «extra.brand.links[1].title»: нет текста на языке «en»; допишите его "
        "или оставьте один на все",
    ]
    only = "plugins: {i18n: {build_only_locale: ru}}\n"
    company = f"{company}  overlay: company\n{only}"
    (tmp_path / "company/b.svg").touch()
    empty = "company.yml:4: поле «extra.brand.logo»: файл b.svg пуст; положите в него картинку"
    assert told(company) == [empty]
    (tmp_path / "company/b.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    assert told(company) == []
    assert told("extra: {editor: {publish: true}}\n") == [
        "company.yml:2: поле «extra.editor.forge»: назовите хранилище: на сайте папку с диска не "
        "открыть"
    ]
    assert told("extra: {brand: {name: !ENV [NAME, Мы], logo: !ENV LOGO}}\n") == []
    assert told("extra: {brand: &a {name: М, colors: *a}}\nnav: &b [a.md, {Б: *b}]\n") == []
