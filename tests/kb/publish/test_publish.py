"""A built site is published whole, or the one that is served stays."""

import errno
import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import brotli
import pytest

from kb.cli.usage import typed
from kb.publish import PublishError, Releases, roll_back
from kb.publish.failure import in_words
from kb.publish.files import FINGERPRINTED
from kb.publish.inspection import inspect
from tests.command import kb
from tests.nginx import DEPLOY
from tests.sites import ROOT, run
from tests.small_site import CSS, put_new, small_site

pytestmark = pytest.mark.skipif(os.name == "nt", reason="нет ссылки, которую меняют одним шагом")


def _served(dest: Path, path: str = "index.html") -> str:
    return (dest / "current" / path).read_text("utf-8")


@pytest.fixture
def dest(tmp_path: Path) -> Path:
    """The folder from which a first site is served."""
    put_new(tmp_path / "dest", words="первый" * 300)
    return tmp_path / "dest"


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder in memory, where waiting for the disk takes no time; on disk if there is none."""
    memory = Path("/dev/shm")  # noqa: S108 (the folder made in it is ours alone)
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


def test_a_site_whose_addresses_are_files_is_whole(tmp_path: Path) -> None:
    home = '<link rel="canonical" href="https://a.test/kb/index.html">{}</html>'
    pages = json.dumps([{"id": "about", "url": "index.html"}, {"id": "G01", "url": "one.html"}])
    files = {"index.html": home.format(""), "one.html": home.format(""), "data/pages.json": pages}
    site = small_site(tmp_path / "site", files=files)
    assert inspect(site) == []
    (site / "one.html").unlink()
    link = '<a href="https://a.test/kb/net.html">'
    (site / "index.html").write_text(home.format(link), "utf-8")
    dead, missing = map(str, inspect(site))
    assert dead.startswith("index.html:1: «https://a.test/kb/net.html»: нет такого файла")
    assert missing == "one.html:1: нет страницы «G01»; соберите сайт ещё раз"


def test_a_picture_for_a_sharp_screen_may_have_a_comma_in_its_name(tmp_path: Path) -> None:
    files = {"a/index.html": "<img srcset='../b,c.svg, ../d,2x.svg 2x'></html>"}
    files |= dict.fromkeys(("b,c.svg", "d,2x.svg"), "<svg/>")
    assert inspect(small_site(tmp_path / "site", files=files)) == []


def test_a_site_is_served_with_compressed_forms_of_its_texts(dest: Path) -> None:
    page = dest / "current" / "index.html"
    assert brotli.decompress((page.parent / "index.html.br").read_bytes()) == page.read_bytes()
    assert gzip.decompress((page.parent / "index.html.gz").read_bytes()) == page.read_bytes()
    assert not (dest / "current/assets/picture.svg.gz").exists(), "too small to be worth it"
    (release,) = Releases(dest).all()
    assert (release.record["pages"], release.record["from"]) == (6, "test")
    assert list((dest / ".work").iterdir()) == []


def test_what_did_not_change_keeps_its_date_and_what_did_gets_one_of_its_own(dest: Path) -> None:
    """nginx makes ETags from date and size: no two versions at one address may share both."""
    put_new(dest, files={"en/index.html": _served(dest, "404.html")})
    put_new(dest, files={"en/index.html": _served(dest, "404.html")[:-1]})
    first, second, third = (one.site for one in Releases(dest).all())
    for name in ("assets/picture.svg", CSS, f"{CSS}.br", f"{CSS}.gz"):
        assert (first / name).samefile(third / name)
    dates = [(one / "en/index.html").stat().st_mtime for one in (first, second, third)]
    assert len(set(dates)) == 3
    assert (third / "index.html").samefile(second / "index.html")


def test_a_page_that_is_still_open_finds_its_parts_after_the_switch(dest: Path) -> None:
    put_new(dest, css="assets/app.89abcdef.css", keep=3)
    assert (dest / "current" / CSS).is_file()
    assert (dest / "current" / f"{CSS}.br").is_file()
    roll_back(dest)
    assert (dest / "current/assets/app.89abcdef.css").is_file(), "a page of the newer one is open"
    for number in range(4):
        css = f"assets/app.0000000{number}.css"
        put_new(dest, css=css, keep=3)
    found = {path.name for path in (dest / "current/assets").glob("*.css")}
    assert found == {f"app.0000000{number}.css" for number in (1, 2, 3)}


def test_a_part_that_stays_the_same_is_the_releases_own_and_goes_on_to_the_next(dest: Path) -> None:
    put_new(dest, keep=2)
    served = Releases(dest).current
    assert served is not None
    assert served.carried == frozenset()
    put_new(dest, css="assets/app.89abcdef.css", keep=2)
    assert (dest / "current" / CSS).is_file(), "a page of the previous release is open"


def test_the_search_of_a_page_that_has_been_taken_back_is_not_carried_on(dest: Path) -> None:
    piece, page = "pagefind/fragment/ru_1a2b3c4.pf_fragment", {"secret/index.html": "<html></html>"}
    put_new(dest, files={**page, piece: "тайна"})
    put_new(dest, files=page)
    assert (dest / "current" / piece).is_file(), "the pages are the same: an open search goes on"
    taken_back = put_new(dest, css="assets/app.89abcdef.css")
    assert not (dest / "current/pagefind").exists()
    assert (dest / "current" / CSS).is_file()
    roll_back(dest)
    assert (dest / "current" / piece).is_file()
    roll_back(dest, taken_back)
    assert not (dest / "current/pagefind").exists()


def test_going_back_is_to_what_was_served_before(dest: Path) -> None:
    first = Releases(dest).current
    assert first is not None
    second = put_new(dest, words="второй")
    assert roll_back(dest) == first
    assert "первый" in _served(dest)
    third = put_new(dest, words="третий")
    assert roll_back(dest) == first, "not the second, which was given up"
    with pytest.raises(PublishError, match="ничего не публиковали"):
        roll_back(dest)
    assert roll_back(dest, second).name == second
    assert "второй" in _served(dest)
    with pytest.raises(PublishError, match=f"выпуска нет-такого нет; есть: .*{third}"):
        roll_back(dest, "нет-такого")


def test_only_so_many_releases_are_kept_and_always_the_served_one(dest: Path) -> None:
    for number in range(3):
        put_new(dest, words=str(number), keep=2)
    names = [one.name for one in Releases(dest).all()]
    assert len(names) == 2
    assert list((dest / ".work").iterdir()) == []
    told = kb("releases", dest).output.splitlines()
    assert [line.split()[0] for line in told] == names
    assert told[-1].endswith("из: test ← сейчас")


BROKEN = {
    "page": ("one/index.html", None, "нет страницы «G01»"),
    "not-found": ("en/404.html", None, "нет страницы «ошибка 404»"),
    "inventory": ("data/pages.json", None, "нет этого файла"),
    "inventory-kind": ("data/pages.json", "[1]", "это не перечень страниц"),
    "search": ("search/search_index.json", None, "нет указателя поиска"),
    "json": ("en/data/roles.json", "{\n\n!", "не читается как JSON"),
    "csv": ("data/comparisons/x.csv", "a;b\r\nc\r\n", "не читается как таблица"),
    "xml": ("sitemap.xml", "<urlset>", "не читается как XML"),
    "docx": ("data/templates/t.docx", "PK", "не открывается в Word"),
    "cut": ("two/index.html", "<!doctype html><html><body>…", "страница обрывается"),
    "asset": (CSS, None, f"«../{CSS}»: нет такого файла или страницы"),
    "picture": ("assets/picture.svg", None, "«picture.svg»: нет такого файла или страницы"),
    "link": ("a/index.html", "<a href='../b/'>b</a></html>", "«../b/»: нет такого файла"),
    "pdf": ("a/index.html", "<a href='../pdf/ru/b.pdf'></a></html>", "сначала make pdf, потом"),
    "own pdf": ("a/index.html", "<a href='pdf/b.pdf'></a></html>", "файла или страницы\n"),
    "anchor": ("a/index.html", "<a href='../one/#x'></a></html>", "на странице нет такого места"),
    "outside": ("a/index.html", "<img src='../../../etc/passwd'></html>", "нет такого файла"),
    "srcset": ("a/index.html", "<img srcset='../b.png 2x'></html>", "«../b.png»: нет такого файла"),
    "import": ("assets/a.js", "import { b } from './b.js'\n", "«./b.js»: нет такого файла"),
    "minified": ("assets/a.js", 'import"../404.html";import{b}from"./b.js";', "«./b.js»: нет"),
}


@pytest.mark.parametrize(("path", "text", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_site_is_not_served(
    dest: Path, tmp_path: Path, path: str, text: str | None, told: str
) -> None:
    site = small_site(tmp_path / "broken", files={} if text is None else {path: text})
    if text is None:
        (site / path).unlink()
    result = kb("publish", dest, "--from", site)
    assert result.exit_code == 1
    assert told in result.output
    assert all(re.match(r"\S+:\d+: |Собранный|…", line) for line in result.output.splitlines())
    assert result.output.splitlines()[-1] == "Собранный сайт не годится. Сайт прежний."
    assert "первый" in _served(dest)
    assert len(Releases(dest).all()) == 1
    assert list((dest / ".work").iterdir()) == []


def test_a_first_site_that_is_refused_leaves_no_former_one(tmp_path: Path) -> None:
    site = small_site(tmp_path / "broken", files={"en/data/roles.json": "{"})
    told = kb("publish", tmp_path / "dest", "--from", site).output.splitlines()
    assert told[-1] == "Собранный сайт не годится. Здесь ещё ничего не опубликовано."
    (tmp_path / "mkdocs.yml").write_text("docs_dir: nowhere\nhooks: []\n", "utf-8")
    done = run("kb", "publish", "dest", folder=tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "Сборка не удалась. Здесь ещё ничего не опубликовано."


def test_settings_that_cannot_be_read_are_told_in_russian(tmp_path: Path) -> None:
    (tmp_path / "company.yml").write_text("INHERIT: mkdocs.yml\nextra:\n\tpdf: true\n", "utf-8")
    done = run("kb", "publish", "dest", "--config", "company.yml", folder=tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "Собираю сайт…",
        "company.yml:3: ошибка в записи полей: отступ сделан табуляцией; замените её пробелами",
        "Сборка не удалась. Здесь ещё ничего не опубликовано.",
    ]


@pytest.mark.parametrize("name", ["~$plan.docx", "~$оды.xlsx", "~$show.pptx"])
def test_what_word_leaves_beside_an_open_document_is_named_as_such(
    tmp_path: Path, name: str
) -> None:
    site = small_site(tmp_path / "site", files={f"assets/{name}": "\x05Ольга"})
    (told,) = map(str, inspect(site))
    assert told.startswith(f"assets/{name}:1: это не документ: такой файл Word или Excel держит")
    assert "удалите этот файл" in told
    assert "соберите ещё раз" not in told


def test_a_site_that_lies_in_a_folder_is_read_as_there(tmp_path: Path) -> None:
    canonical = "<link rel='canonical' href='https://portal.example/klient/'>"
    links = "<a href='/klient/one/'></a><a href='/else/'></a><a href='/klient/two/'></a>"
    site = small_site(tmp_path / "site", files={"index.html": f"{canonical}{links}</html>"})
    for path in ("404.html", "en/404.html"):
        text = (site / path).read_text("utf-8")
        (site / path).write_text(text.replace('"/', '"/klient/'), "utf-8")
    told = "index.html:1: «/klient/two/»: нет такого файла или страницы"
    assert [str(one) for one in inspect(site)] == [told]


@pytest.fixture
def others_are_kept_out() -> Iterator[None]:
    """What the test writes is accessible to its writer only, as on some servers."""
    umask = os.umask(0o077)
    yield
    os.umask(umask)


@pytest.mark.usefixtures("others_are_kept_out")
def test_a_web_server_may_read_what_is_served_whoever_publishes(tmp_path: Path) -> None:
    dest = tmp_path / "srv/klient"
    put_new(dest)
    assert _closed(tmp_path / "srv") == []
    (dest / "current/assets/picture.svg").chmod(0o600)
    (dest / "releases").chmod(0o700)
    put_new(dest, css="assets/app.89abcdef.css")
    assert _closed(tmp_path / "srv") == [], "what a former version has left, too"
    (Releases(dest).all()[0].site / "index.html").chmod(0o600)
    roll_back(dest)
    assert _closed(tmp_path / "srv") == []


@pytest.mark.usefixtures("others_are_kept_out")
def test_a_folder_that_is_there_stays_as_closed_as_it_is(tmp_path: Path) -> None:
    dest = tmp_path / "dest"
    dest.mkdir()
    put_new(dest)
    assert dest.stat().st_mode & 0o777 == 0o700
    assert _closed(dest / "releases") == []


def test_whoever_may_write_all_else_may_take_the_lock(tmp_path: Path) -> None:
    """Publishers who share the folder through a group have the umask 002."""
    umask = os.umask(0o002)
    try:
        put_new(tmp_path / "shared")
    finally:
        os.umask(umask)
    found = [tmp_path / "shared", *(tmp_path / "shared").rglob("*")]
    assert tmp_path / "shared/.lock" in found
    assert [one for one in found if not one.lstat().st_mode & 0o020] == []


def _closed(folder: Path) -> list[str]:
    """What is served from a folder but only its owner may read or enter."""
    return [
        str(path.relative_to(folder))
        for path in (folder, *folder.rglob("*"))
        if not path.name.startswith(".") and path.stat().st_mode & 5 != (5 if path.is_dir() else 4)
    ]


@pytest.mark.parametrize("how", ["kill", "full"])
def test_whatever_interrupts_a_publication_the_served_site_is_whole(
    in_memory: Path, how: str
) -> None:
    """Each run dies or finds the disk full, one disk operation later than the run before it."""
    dest = in_memory / "dest"
    put_new(dest, locales=["ru"])
    done = run("tests.small_site", str(dest), how)
    assert done.returncode == 0, done.stdout
    assert "Traceback" not in done.stdout
    runs = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("run: ")]
    assert len(runs) > 60
    *interrupted, (ended, _before, last) = runs
    assert ended == "undisturbed"
    for ended, before, after in interrupted:
        if how == "kill":
            assert ended == "died"
        else:
            assert ended == ("refused" if before == after else "went-on"), "it says what is served"
    assert len({after for _ended, _before, after in runs}) > 2, "it is interrupted later, too"
    if how == "full":
        assert (
            "файл: на диске кончилось место; освободите его. Сайт прежний."
            in done.stdout.splitlines()
        )
    releases = Releases(dest)
    assert releases.current is not None
    assert releases.current.name == last
    assert list((dest / ".work").iterdir()) == []
    assert "новое" in _served(dest)
    once_served = {name for _ended, *both in runs for name in both}
    assert {one.name for one in releases.all()} <= once_served


def test_two_at_once_are_one_too_many_and_a_dead_one_blocks_nobody(
    dest: Path, tmp_path: Path
) -> None:
    hold = (
        "import sys, time; from pathlib import Path; from kb.publish.lock import only_one\n"
        "with only_one(Path(sys.argv[1])): print(1, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(dest)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        site = small_site(tmp_path / "second", words="второй")
        result = kb("publish", dest, "--from", site)
        assert result.exit_code == 1
        assert result.output.startswith(f"{dest}: публикация уже идёт (процесс {holder.pid}). ")
        holder.kill()
        holder.wait()
        assert kb("publish", dest, "--from", site).exit_code == 0
        assert "второй" in _served(dest)


def test_a_publication_that_is_stopped_says_so_and_ends_the_build(
    dest: Path, tmp_path: Path
) -> None:
    (tmp_path / "mkdocs").mkdir()
    (tmp_path / "mkdocs/__init__.py").write_text("", "utf-8")
    pid = tmp_path / "pid"
    slow = f"import os, time\nopen({str(pid)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)\n"
    (tmp_path / "mkdocs/__main__.py").write_text(slow, "utf-8")
    (tmp_path / "mkdocs.yml").write_text("hooks: []\n", "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "kb", "publish", str(dest)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as publication:
        while not (pid.is_file() and pid.read_text()):
            assert publication.poll() is None
            time.sleep(0.05)
        publication.send_signal(signal.SIGTERM)
        told, _ = publication.communicate(timeout=30)
    assert publication.returncode == 1
    assert told.splitlines()[-1] == "Публикация прервана. Сайт прежний."
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


SETTINGS = {
    "mkdocs.yml": "docs_dir: docs\nsite_dir: site\nhooks: !!python/name:kb.slugs.slugify\n",
    "company.yml": "INHERIT: mkdocs.yml\nsite_dir: !ENV [SITE, out]\nextra: {overlay: company}\n",
}


@pytest.mark.parametrize(
    ("dest", "other"),
    [
        ("built", "built, откуда взят сайт"),
        ("built/new", "built, откуда взят сайт"),
        ("site", "site, куда собирают сайт"),
        ("link", "site, куда собирают сайт"),
        ("docs/assets/new", "docs, где лежат страницы"),
        ("company/../company/new", "company, где лежат страницы"),
    ],
)
def test_a_site_is_not_published_among_pages_or_where_one_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dest: str, other: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in SETTINGS.items():
        (tmp_path / name).write_text(text, "utf-8")
    small_site(tmp_path / "built")
    (tmp_path / "link").symlink_to("site")
    (tmp_path / "site").mkdir()
    before = sorted(tmp_path.rglob("*"))
    result = kb("publish", dest, "--from", "built", "--config", "company.yml")
    told = (
        f"{dest}: публиковать сюда нельзя: это место пересекается с папкой {other}. "
        "Назовите отдельную папку, например /srv/klient\n"
    )
    assert (result.exit_code, result.output) == (1, told)
    assert sorted(tmp_path.rglob("*")) == before
    for around in (".", tmp_path, ".."):
        refused = kb("publish", around, "--config", "company.yml")
        assert (refused.exit_code, "публиковать сюда нельзя" in refused.output) == (1, True)
    done = kb("publish", "srv", "--from", "built", "--config", "company.yml")
    assert (done.exit_code, "rollback" in done.output) == (0, False), "there is nothing before"
    again = kb("publish", "srv", "--from", "built", "--config", "company.yml")
    assert again.output.endswith(f".\nВернуть прежний: {typed('rollback', 'srv')}\n")


def test_a_place_that_is_no_folder_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = kb("publish", tmp_path / "file", "--from", small_site(tmp_path / "site"))
    nothing = "Здесь ещё ничего не опубликовано."
    told = f"{tmp_path}/file: на месте папки лежит файл. {nothing}\n"
    assert (result.exit_code, result.output) == (1, told)
    result = kb("rollback", tmp_path / "nowhere")
    assert (result.exit_code, result.output) == (1, f"{tmp_path}/nowhere: нет такой папки\n")


def test_of_a_copy_that_fails_the_full_disk_is_named_and_not_the_source(tmp_path: Path) -> None:
    with pytest.raises(PublishError) as told, in_words(tmp_path):
        raise OSError(errno.ENOSPC, "", "/home/site/index.html", None, "/srv/.work/index.html")
    assert str(told.value).startswith(
        "/srv/.work/index.html: на диске кончилось место; освободите его. "
    )


def test_what_is_in_the_place_of_a_link_is_named(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    (tmp_path / "папка/current").mkdir(parents=True)
    (tmp_path / "файл").mkdir()
    (tmp_path / "файл/current").touch()
    for name in ("папка", "файл"):
        dest = tmp_path / name
        result = kb("publish", dest, "--from", site)
        told = f"{dest}/current: здесь {name}, а нужно место для ссылки на выпуск. Переименуйте или"
        assert result.exit_code == 1
        assert result.output.startswith(told)
        assert list(dest.iterdir()) == [dest / "current"]


def test_a_link_that_leads_nowhere_is_told_with_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "srv").symlink_to("gone")
    result = kb("publish", tmp_path / "srv", "--from", small_site(tmp_path / "site"))
    told = f"{tmp_path}/srv: ссылка ведёт туда, где ничего нет: gone. Создайте эту папку или "
    assert (result.exit_code, result.output) == (1, f"{told}уберите ссылку\n")
    assert not (tmp_path / "gone").exists()


@pytest.mark.skipif(not shutil.which("make"), reason="нет make")
def test_make_says_that_a_place_is_wanted(tmp_path: Path) -> None:
    """In another folder, where the command's other steps have nothing to change."""
    command = ["make", f"--makefile={ROOT}/Makefile", "publish"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode != 0
    assert "Наберите, например: make publish DEST=/srv/klient\n" in done.stderr


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("assets/javascripts/bundle.a5f9d56c.min.js", True),
        ("assets/css/kb.0123abcd.css", True),
        ("assets/fonts/onest-latin.0123abcd.woff2", True),
        ("en/pagefind/fragment/ru_1a2b3c4.pf_fragment", True),
        ("pagefind/index/en_51b0e2f.pf_index", True),
        ("pagefind/pagefind.ru_0c7b44c2c8.pf_meta", True),
        ("pagefind/filter/ru_e5a1d9c.pf_filter", True),
        ("pagefind/pagefind-entry.json", False),
        ("pagefind/pagefind.js", False),
        ("assets/js/checklist.js", False),
        ("assets/stylesheets/main.57a0d79d.min.css.map", False),
        ("roles/index.html", False),
    ],
)
def test_the_server_lets_browsers_keep_what_a_publication_carries_on(path: str, kept: bool) -> None:
    rules = (DEPLOY / "http.conf").read_text("utf-8")
    lasting = re.findall(r'^\s*"~(.+?)" "max-age=31536000, immutable";$', rules, re.MULTILINE)
    assert len(lasting) == 2
    assert any(re.search(rule, f"200 /klient/{path}") for rule in lasting) == kept
    assert not any(re.search(rule, f"404 /klient/{path}") for rule in lasting)
    assert bool(FINGERPRINTED.search(path)) == kept
