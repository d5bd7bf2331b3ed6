"""A published site behind nginx, as deploy/nginx sets it up."""

import base64
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import brotli
import pytest

from kb.publish import Releases
from tests.nginx import BROTLI, Nginx, policy, serving
from tests.server import Silent, running
from tests.sites import House, Site, run
from tests.small_site import CSS, put_new, small_site

pytestmark = pytest.mark.site

Serve = Callable[..., AbstractContextManager[Nginx]]


@pytest.fixture(scope="module")
def dest(bakery_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a published site."""
    folder = tmp_path_factory.mktemp("srv")
    done = run("kb", "publish", str(folder), "--from", str(bakery_site.folder))
    assert done.returncode == 0, done.stdout
    return folder


@pytest.fixture(scope="module")
def served(dest: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with serving(dest / "current", tmp_path_factory.mktemp("nginx")) as running:
        yield running


@pytest.fixture
def serve(dest: Path, tmp_path: Path) -> Serve:
    """Serves the same site with other settings."""
    return partial(serving, dest / "current", tmp_path)


def test_every_answer_has_the_security_headers_errors_too(served: Nginx) -> None:
    wanted = {
        "Content-Security-Policy": policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    for path, status in {
        "/": 200,
        "/roles/sklad/": 200,
        "/data/roles.json": 200,
        "/assets/brand/logo.svg": 200,
        "/roles": 301,
        "/none/": 404,
        "/en/none/": 404,
        "/healthz": 200,
    }.items():
        answer = served.get(path)
        assert answer.status == status, path
        for name, value in wanted.items():
            assert answer.headers.get_all(name) == [value], (path, name)
        assert answer.headers["Permissions-Policy"]
        assert answer.headers["Server"] == "nginx", "no version"


def test_the_policy_lets_no_foreign_and_no_inline_script_run() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy().split("; "))
    assert rules["default-src"] == "'self'"
    assert rules["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert rules["style-src"] == "'self'"
    assert rules["object-src"] == rules["base-uri"] == "'none'"
    assert {"form-action", "frame-ancestors"} <= set(rules)


def test_texts_come_compressed_as_they_were_published(served: Nginx, dest: Path) -> None:
    page = (dest / "current/roles/sklad/index.html").read_bytes()
    plain = served.get("/roles/sklad/")
    assert plain.body == page
    assert "Content-Encoding" not in plain.headers
    packed = served.get("/roles/sklad/", accept_encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.body == (dest / "current/roles/sklad/index.html.gz").read_bytes()
    assert "Accept-Encoding" in packed.headers["Vary"]
    if BROTLI.exists():
        small = served.get("/roles/sklad/", accept_encoding="gzip, br")
        assert small.headers["Content-Encoding"] == "br"
        assert brotli.decompress(small.body) == page
        assert len(small.body) < len(packed.body)


def test_without_the_brotli_module_gzip_is_there(serve: Serve) -> None:
    with serve(brotli=False) as served:
        page = served.get("/", accept_encoding="gzip, br")
        assert page.headers["Content-Encoding"] == "gzip"


def test_a_page_is_asked_for_again_and_a_fingerprinted_file_is_not(
    served: Nginx, dest: Path
) -> None:
    page = served.get("/roles/sklad/")
    assert page.headers["Cache-Control"] == "no-cache"
    again = served.get("/roles/sklad/", if_none_match=page.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    script = next((dest / "current/assets/javascripts").glob("bundle.*.min.js")).name
    kept = "max-age=31536000, immutable"
    assert served.get(f"/assets/javascripts/{script}").headers["Cache-Control"] == kept
    gone = served.get("/assets/javascripts/bundle.00000000.min.js")
    assert (gone.status, gone.headers["Cache-Control"]) == (404, "no-cache")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/data/roles.json", "application/json; charset=utf-8"),
        ("/data/comparisons/X01.csv", "text/csv; charset=utf-8"),
        ("/assets/brand/logo.svg", "image/svg+xml; charset=utf-8"),
        ("/assets/fonts/onest-latin.woff2", "font/woff2"),
        ("/assets/js/start.js", "text/javascript; charset=utf-8"),
        ("/assets/css/kb.css", "text/css; charset=utf-8"),
        ("/made/module.mjs", "text/javascript; charset=utf-8"),
        ("/made/search.wasm", "application/wasm"),
        ("/made/site.webmanifest", "application/manifest+json; charset=utf-8"),
        ("/made/ru_1.pf_fragment", "application/octet-stream"),
    ],
)
def test_every_file_says_what_it_is(served: Nginx, dest: Path, path: str, kind: str) -> None:
    file = dest / "current" / path.lstrip("/")
    if path.startswith("/made/"):  # of kinds that this site does not have
        file.parent.mkdir(exist_ok=True)
        file.touch()
    if not (file.is_file() or path == "/"):
        (found,) = [*file.parent.glob(f"*{file.suffix}")][:1]
        path = path.replace(file.name, found.name)
    assert served.get(path).headers["Content-Type"] == kind


def test_a_folder_s_address_gets_its_slash_and_nothing_else(served: Nginx) -> None:
    answer = served.get("/roles?q=1", host="portal.example:8443")
    assert (answer.status, answer.headers["Location"]) == (301, "/roles/?q=1")


@pytest.mark.parametrize(
    ("path", "locale"), [("/none/", "ru"), ("/en/none/", "en"), ("/enx", "ru"), ("/data/", "ru")]
)
def test_what_is_not_there_is_told_in_the_language_of_the_address(
    served: Nginx, path: str, locale: str
) -> None:
    answer = served.get(path, accept_language="en")
    assert answer.status == 404
    assert f'<html lang="{locale}"' in answer.text


def test_health_is_that_a_site_is_served(served: Nginx, tmp_path: Path) -> None:
    assert (served.get("/healthz").status, served.get("/healthz").text) == (200, "ok\n")
    (tmp_path / "nothing").mkdir()
    (tmp_path / "conf").mkdir()
    with serving(tmp_path / "nothing", tmp_path / "conf") as empty:
        assert empty.get("/healthz").status == 503
        assert empty.get("/").status in (403, 404)


ENGLISH = "en-GB,en;q=0.9,ru;q=0.8"


@pytest.mark.parametrize(
    ("wanted", "english"),
    [
        ("", False),
        ("*", False),
        ("de", False),
        ("ru", False),
        ("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", False),
        ("uk,ru;q=0.9,en;q=0.9", False),
        ("be", False),
        ("en;q=0", False),
        ("en;q=0.000", False),
        ("ru;q=1.0,en", False),
        ("ru;q=0.85, en;q=0.8", False),
        ("x-en, ru", False),
        ("enm, ru;q=0.1", False),
        ("en", True),
        ("EN-us", True),
        (ENGLISH, True),
        ("de, en;q=0.5", True),
        ("ru;q=0.8, en;q=0.85", True),
        ("ru;q=0.85, en;q=0.9", True),
        ("ru;q=0.999, en;q=1", True),
        ("en;q=0.1, en-GB, ru;q=0.9", True),
        ("ru;q=0, en;q=0.001", True),
        ("en;q=0.9, ru;q=0.9", True),
        ("en, ru", True),
    ],
)
def test_first_visitor_of_the_root_gets_the_language_that_suits(
    served: Nginx, wanted: str, english: bool
) -> None:
    home = served.get("/?q=%D1%8F", accept_language=wanted)
    got = (home.status, home.headers["Location"])
    assert got == ((302, "/en/?q=%D1%8F") if english else (200, None))
    assert "Accept-Language" in ", ".join(home.headers.get_all("Vary", []))


def test_nobody_is_led_to_another_language_twice_or_from_inside(served: Nginx) -> None:
    first = served.get("/", accept_language=ENGLISH)
    assert first.status == 302
    cookie = first.headers["Set-Cookie"].partition(";")[0]
    assert served.get("/", accept_language=ENGLISH, cookie=f"a=b; {cookie}").status == 200
    inside = f"http://127.0.0.1:{served.port}/en/roles/sklad/"
    assert served.get("/", accept_language=ENGLISH, referer=inside).status == 200
    portal = "http://portal.example/"
    assert served.get("/", accept_language=ENGLISH, referer=portal).status == 302
    for path in ("/en/", "/roles/sklad/", "/index.html", "/en/roles/sklad/"):
        answer = served.get(path, accept_language="ru" if "/en" in path else ENGLISH)
        assert answer.status == 200, path
        assert "Set-Cookie" not in answer.headers


def test_a_site_in_a_folder_of_another(house: House, tmp_path: Path) -> None:
    house.write({"sub.yml": "INHERIT: company.yml\nsite_url: http://portal.example/klient/\n"})
    command = ("kb", "publish", str(tmp_path / "srv"), "--config", "sub.yml")
    done = run(*command, folder=house.folder)
    assert done.returncode == 0, done.stdout
    (release,) = Releases(tmp_path / "srv").all()
    assert (release.record["config"], release.record["previous"]) == ("sub.yml", None)
    (tmp_path / "nginx").mkdir()
    with serving(tmp_path / "srv/current", tmp_path / "nginx", base="/klient") as served:
        assert served.get("/").text == "portal"
        assert served.get("/klientx").text == "portal"
        assert served.get("/klient").headers["Location"] == "/klient/"
        assert served.get("/klient/roles").headers["Location"] == "/klient/roles/"
        assert served.get("/klient/roles/sklad/").status == 200
        for path, locale in {"/klient/none/": "ru", "/klient/en/none/": "en"}.items():
            lost = served.get(path, accept_encoding="identity")
            assert (lost.status, f'<html lang="{locale}"' in lost.text) == (404, True)
            assert '"/klient/assets/' in lost.text
            assert lost.headers["Content-Security-Policy"] == policy()
        home = served.get("/klient/", accept_language="en")
        assert (home.status, home.headers["Location"]) == (302, "/klient/en/")
        assert "Path=/klient/;" in home.headers["Set-Cookie"]
        assert served.get("/klient/en/", accept_language="ru").status == 200


@pytest.mark.parametrize("base", ["", "/klient"])
def test_a_site_in_one_language_leads_nobody_to_another(tmp_path: Path, base: str) -> None:
    site = small_site(tmp_path / "site")
    shutil.rmtree(site / "en")
    (tmp_path / "nginx").mkdir()
    with serving(site, tmp_path / "nginx", base=base) as served:
        home = served.get(f"{base}/", accept_language="en")
        assert home.status == 200
        assert home.headers.get_all("Content-Security-Policy") == [policy()]
        for path in ("/en/", "/en/roles/", "/en", "/none/", "/assets/"):
            lost = served.get(f"{base}{path}", accept_language="en")
            assert (lost.status, lost.body) == (404, (site / "404.html").read_bytes()), path
            assert lost.headers.get_all("Content-Security-Policy") == [policy()]


@pytest.mark.parametrize("base", ["", "/klient"])
def test_a_site_in_one_language_is_closed_as_any_other(tmp_path: Path, base: str) -> None:
    site = small_site(tmp_path / "site")
    shutil.rmtree(site / "en")
    (tmp_path / "nginx").mkdir()
    access = "include kb/access-basic.conf;"
    with serving(
        site, tmp_path / "nginx", base=base, access=access, files={"users": "anna:{PLAIN}секрет\n"}
    ) as served:
        for path in ("/", "/one/", "/en/", "/none/", "/404.html"):
            assert served.get(f"{base}{path}", accept_language="en").status == 401, path


EVERYTHING = (
    "/",
    "/en/",
    "/roles/sklad/",
    "/index.html",
    "/404.html",
    "/en/none/",
    "/data/roles.json",
    "/en/data/glossary.json",
    "/data/pages.json",
    "/search/search_index.json",
    "/sitemap.xml",
    "/assets/js/start.js",
    "/assets/css/kb.css.gz",
    "/assets/brand/logo.svg",
    "/pdf/all.pdf",
)


def test_without_a_password_nothing_is_readable(serve: Serve) -> None:
    users = "anna:{PLAIN}секрет\n"
    access = "include kb/access-basic.conf;"
    anna = "Basic " + base64.b64encode("anna:секрет".encode()).decode()
    wrong = "Basic " + base64.b64encode(b"anna:").decode()
    with serve(access=access, files={"users": users}) as served:
        for path in EVERYTHING:
            for credentials in ({}, {"authorization": wrong}):
                answer = served.get(path, **credentials)
                assert answer.status == 401, path
                assert len(answer.body) < 300, "nginx's own few words"
        assert served.get("/roles/sklad/", authorization=anna).status == 200
        assert "Склад" in served.get("/roles/sklad/", authorization=anna).text
        assert served.get("/none/", authorization=anna).status == 404
        assert served.get("/healthz").status == 200


class _SignIn(Silent):
    """Answers as oauth2-proxy does: it knows one cookie."""

    def do_GET(self) -> None:  # noqa: N802 (its name there)
        known = "session=anna" in (self.headers["Cookie"] or "")
        if self.path == "/oauth2/auth":
            self.send_response(202 if known else 401)
        else:
            self.send_response(200)
        self.send_header("Content-Length", "0")
        self.send_header("X-Seen", self.path)
        self.end_headers()


@pytest.fixture
def sign_in() -> Iterator[str]:
    with running(_SignIn) as address:
        yield address.removeprefix("http://")


def test_without_single_sign_on_nothing_is_readable(serve: Serve, sign_in: str) -> None:
    proxy = (Path(__file__).parents[2] / "deploy/nginx/oauth2-proxy.conf").read_text("utf-8")
    with serve(
        access="include kb/access-sso.conf;",
        server="include kb/oauth2-proxy.conf;",
        files={"oauth2-proxy.conf": proxy.replace("127.0.0.1:4180", sign_in)},
    ) as served:
        for path in EVERYTHING:
            page = served.get(path, accept="text/html,*/*")
            where = (page.status, page.headers["Location"])
            assert where == (302, f"/oauth2/sign_in?rd={path}"), path
            assert served.get(path, accept="*/*").status == 401, path
            assert served.get(path, accept="*/*", cookie="session=boris").status == 401
        mine = {"cookie": "session=anna", "accept": "text/html"}
        assert "Склад" in served.get("/roles/sklad/", **mine).text
        assert served.get("/none/", **mine).status == 404
        assert served.get("/healthz").status == 200
        assert served.get("/oauth2/sign_in?rd=/").headers["X-Seen"] == "/oauth2/sign_in?rd=/"
        inner = served.get("/oauth2/auth", cookie="session=anna")
        assert (inner.status, inner.headers["X-Seen"]) == (404, None), "it is not for readers"


def test_if_the_sign_in_does_not_answer_nothing_is_readable(serve: Serve) -> None:
    with serve(
        access="include kb/access-sso.conf;", server="include kb/oauth2-proxy.conf;"
    ) as served:
        assert {served.get(path).status for path in EVERYTHING} == {500}


def test_a_switch_needs_no_reload(tmp_path: Path) -> None:
    put_new(tmp_path / "srv", words="первый")
    (tmp_path / "nginx").mkdir()
    with serving(tmp_path / "srv/current", tmp_path / "nginx") as served:
        assert "первый" in served.get("/").text
        put_new(tmp_path / "srv", words="второй", css="assets/b.css")
        assert "второй" in served.get("/").text
        assert served.get(f"/{CSS}").status == 200
