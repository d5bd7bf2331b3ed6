"""Takes the screenshots for the editors' guide from the real site and the real commands.

    make screenshots

Does what the guide says, step by step, in a copy of the project: adds a sentence with a mistake,
makes pages with `kb new`, and fills them with the examples in the guide itself. Writes
docs/assets/images/editing/, and the pictures' sizes into the pages that show them. Takes a few
minutes.
"""

import contextlib
import html
import io
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageOps
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from system import tool

ROOT = Path(__file__).resolve().parent.parent
PICTURES = Path("docs/assets/images/editing")
LOCALES = {"ru": "ru-RU", "en": "en-GB"}
RUSSIAN = ("ru",)
"""For what is in Russian only: the pages of both languages show the same picture."""

SHOTS: Mapping[str, tuple[str, ...]] = {
    "preview": tuple(LOCALES),
    "panel": RUSSIAN,
    "check": RUSSIAN,
    "translations": RUSSIAN,
    "editor": tuple(LOCALES),
    "new": RUSSIAN,
    "blank": tuple(LOCALES),
    "role": tuple(LOCALES),
    "term": tuple(LOCALES),
    "comparison": tuple(LOCALES),
    "checklist": tuple(LOCALES),
    "report": tuple(LOCALES),
    "course": tuple(LOCALES),
}
"""Every picture, with the languages it is taken in."""

NOON = "1795435200"
"""23 November 2026: the date in the copy, so that a second run takes the same pictures."""

SCALE = 1.5
COLOURS = 64
CARD = "roles/zakazchik"
MISTAKE = " Сегодня вы заказываете отчет, завтра его закажут у вас.\n"
OVERDUE = ("roles/nastavnik", "roles/partnyor")
CREATED = {
    "role": ("roles/dezhurnyy", ["Дежурный по запросам", "--side", "team"]),
    "term": ("glossary/request-queue", ["очередь запросов", "--group", "process"]),
    "comparison": ("comparisons/yashchik-i-portal", ["Общий ящик и портал заявок"]),
    "checklist": ("checklists/pered-dezhurstvom", ["Перед дежурством"]),
}
"""By type: where `kb new` puts the page, and its other arguments."""

EXAMPLE = re.compile(r"^```yaml\n(---\n.*?^type: (\w+)\n.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS_LOOK = """<style>
  body { background: #f6f7f9; color: #1d2733; margin: 12px; }
  pre { font: 14px/1.5 monospace; margin: 0; overflow-wrap: anywhere; white-space: pre-wrap;
    width: 740px; }
  b { color: #0b5cad; }
</style>"""
OPEN_FOLDER = "window.showDirectoryPicker = () => navigator.storage.getDirectory()"
"""Replaces the system's folder picker, which a program cannot click."""

FILL_FOLDER = """async (files) => {
  for (const [path, text] of Object.entries(files)) {
    let folder = await navigator.storage.getDirectory();
    const names = path.split("/");
    for (const name of names.slice(0, -1)) {
      folder = await folder.getDirectoryHandle(name, { create: true });
    }
    const file = await folder.getFileHandle(names.at(-1), { create: true });
    const stream = await file.createWritable();
    await stream.write(text);
    await stream.close();
  }
}"""
LMS = """window.API = Object.fromEntries(
  ["Initialize", "Finish", "SetValue", "Commit"].map((name) => [`LMS${name}`, () => "true"])
    .concat(["GetValue", "GetErrorString", "GetDiagnostic"].map((name) => [`LMS${name}`, () => ""]))
    .concat([["LMSGetLastError", () => "0"]]),
);"""


@dataclass
class Copy:
    """A copy of the project that may be changed freely, with its preview."""

    folder: Path
    port: int
    environment: Mapping[str, str] = field(
        default_factory=lambda: {
            **os.environ,
            "KB_EDITOR": "true",
            "NO_MKDOCS_2_WARNING": "1",
            # As if activated: a command that is told is `kb …`, not this machine's path to it.
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "PYTHONUTF8": "1",
            "SOURCE_DATE_EPOCH": NOON,
        }
    )

    @classmethod
    def make(cls, folder: Path) -> "Copy":
        """Clones the project, since its history is needed; adds what is uncommitted."""
        subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True)
        for name in ("docs", "hooks", "overrides", "courses", "editor/dist"):
            shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
        shutil.copy(ROOT / "mkdocs.yml", folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return cls(folder, probe.getsockname()[1])

    def file(self, page: str, locale: str) -> Path:
        return self.folder / "docs" / locale / f"{page}.md"

    def edit(self, path: Path, pattern: str, by: str) -> None:
        text, count = re.subn(pattern, by, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
        if not count:
            sys.exit(f"{path}: нет «{pattern}»")
        path.write_text(text, "utf-8")

    def run(self, *arguments: str) -> str:
        """Runs a command of this environment; returns what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.stdout

    @contextlib.contextmanager
    def preview(self) -> Iterator[None]:
        command = ["-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}"]
        server = subprocess.Popen([sys.executable, *command], cwd=self.folder, env=self.environment)
        try:
            yield
        finally:
            server.terminate()
            server.wait()

    def address(self, page: str, locale: str) -> str:
        return f"http://127.0.0.1:{self.port}/{'en/' * (locale == 'en')}{page}/"

    def wait(self, page: str, text: str, locale: str = "ru", seconds: int = 300) -> None:
        """Returns when the preview's page has the text; ends the program if it never does."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                answer = urllib.request.urlopen(self.address(page, locale), timeout=60)  # noqa: S310
                with answer:
                    if text in answer.read().decode():
                        return
            time.sleep(0.5)
        sys.exit(f"{page}, {locale}: в просмотре так и не появилось «{text}»")


@dataclass
class Camera:
    """Takes pictures of the copy, and keeps a list of them."""

    copy: Copy
    pages: Mapping[str, Page]
    taken: set[str] = field(default_factory=set)

    def open(self, page: str, locale: str) -> Page:
        self.pages[locale].goto(self.copy.address(page, locale))
        return self.pages[locale]

    def take(
        self,
        name: str,
        locale: str,
        what: Locator | None = None,
        *,
        height: int,
        page: Page | None = None,
    ) -> None:
        """Takes a picture of the top of an element or the window, at most `height` pixels high."""
        page = page or self.pages[locale]
        page.evaluate("document.fonts.ready")
        width = page.viewport_size["width"] if page.viewport_size else 0
        box = what.bounding_box() if what else None
        x, y, wide, high = (
            (box["x"], box["y"], box["width"], box["height"]) if box else (0, 0, width, height)
        )
        margin = 12 if box else 0
        left, top = max(0, x - margin), y  # what is above is cut off
        clip = {
            "x": left,
            "y": top,
            "width": min(wide + 2 * margin, width - left),
            "height": min(high + 2 * margin, height),
        }
        # Anything opened by the pointer closes when the window grows to the whole page.
        whole = clip["y"] + clip["height"] > (page.viewport_size or {"height": 0})["height"]
        png = page.screenshot(clip=clip, full_page=whole, animations="disabled", caret="hide")  # type: ignore[arg-type]
        self.write(f"{locale}-{name}.png", png)

    def command(self, name: str, *arguments: str) -> None:
        """Takes a picture of what a `kb` command really prints."""
        printed = self.copy.run("kb", *arguments).rstrip()
        typed = shlex.join(["kb", *arguments]).replace("'", '"')
        page = self.pages["ru"]
        page.set_content(
            f"{COMMANDS_LOOK}<pre><b>$ {html.escape(typed)}</b>\n{html.escape(printed)}</pre>"
        )
        self.take(name, "ru", page.locator("pre"), height=600)

    def write(self, name: str, png: bytes) -> None:
        image = Image.open(io.BytesIO(png)).convert("RGB")
        framed = ImageOps.expand(image, border=1, fill="#c4cad3")
        target = ROOT / PICTURES / name
        target.parent.mkdir(parents=True, exist_ok=True)
        framed.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
        self.taken.add(name)
        print(name, f"{target.stat().st_size // 1024} КБ", flush=True)


def main() -> None:
    if not (ROOT / "editor/dist/index.html").is_file():
        sys.exit("Редактор ещё не собран; соберите его: make editor-bundle")
    browser_path = tool("chromium.py")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy = Copy.make(Path(folder, "klient"))
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=browser_path, args=arguments)
        camera = Camera(copy, {one: _context(browser, one).new_page() for one in LOCALES})
        copy.run("kb", "translations", "--accept", "--all")
        with copy.preview():
            first_change(copy, camera)
            tasks(copy, camera)
            editor(copy, camera, browser)
        course(copy, camera, browser)
        browser.close()
    promised = set(names())
    if camera.taken != promised:
        sys.exit(f"обещано и снято разное: {sorted(camera.taken ^ promised)}")
    for path in ROOT.glob("docs/*/about/*.md"):
        path.write_text(sized(path.read_text("utf-8")), "utf-8")


def names() -> list[str]:
    """The file names of all pictures."""
    return [f"{locale}-{name}.png" for name, locales in SHOTS.items() for locale in locales]


def sized(text: str) -> str:
    """Adds its size to each of our pictures in a page, so that the text does not jump on load."""

    def size(found: re.Match[str]) -> str:
        with Image.open(ROOT / PICTURES / found["name"]) as image:
            width, height = (round(side / SCALE) for side in image.size)
        return f"{found['link']}{{ width={width} height={height} loading=lazy }}"

    folder = PICTURES.relative_to("docs").as_posix()
    link = rf"(?P<link>\]\(\.\./\.\./{folder}/(?P<name>[\w-]+\.png)\))"
    return re.sub(rf"{link}(?:\{{.*?\}})?", size, text)


def first_change(copy: Copy, camera: Camera) -> None:
    """The guide's first page: a sentence with a mistake, the check, the translation."""
    copy.wait(CARD, "kb-")
    for locale in LOCALES:
        camera.open(CARD, locale)
        camera.take("preview", locale, height=620)
    russian = copy.file(CARD, "ru")
    copy.edit(russian, r"\n\Z", MISTAKE)
    camera.command("check", "check", russian.relative_to(copy.folder).as_posix())
    copy.wait(CARD, "нужна ё")
    page = camera.open(CARD, "ru")
    camera.take("panel", "ru", page.locator("article"), height=330)
    copy.edit(russian, "отчет", "отчёт")
    camera.command("translations", "translations")
    copy.run("kb", "translations", "--accept", "--all")


def tasks(copy: Copy, camera: Camera) -> None:
    """The guide's second page: new pages, empty and then filled, and the report."""
    for kind, (at, told) in CREATED.items():
        slug = at.partition("/")[2]
        named = ["--id" if kind == "term" else "--slug", slug]
        arguments = ["new", kind, told[0], *named, *told[1:], "--en"]
        if kind == "role":
            camera.command("new", *arguments)
        else:
            copy.run("kb", *arguments)
    role = CREATED["role"][0]
    for locale in LOCALES:
        copy.wait(role, "kb-problems", locale)
        page = camera.open(role, locale)
        camera.take("blank", locale, page.locator("article"), height=520)
    for locale in LOCALES:
        for kind, text in examples(locale).items():
            file = copy.file(CREATED[kind][0], locale)
            given = file.read_text("utf-8").splitlines()[1]  # the example has an id of its own
            file.write_text(re.sub(r"^id: .*$", given, text, count=1, flags=re.MULTILINE), "utf-8")
        for overdue in OVERDUE:
            copy.edit(copy.file(overdue, locale), r"^reviewed: .*$", "reviewed: 2025-11-10")
    copy.run("kb", "translations", "--accept", "--all")
    for locale, term in {"ru": "очередь", "en": "queue"}.items():
        copy.wait("about/report", "2025", locale)
        copy.wait(CREATED["checklist"][0], term, locale)
        for kind, height in {"role": 560, "comparison": 640, "checklist": 500}.items():
            page = camera.open(CREATED[kind][0], locale)
            camera.take(kind, locale, page.locator("article"), height=height)
        link = page.locator('article a[data-term="request-queue"]').first
        link.hover()
        page.locator(".kb-card-term").wait_for()
        page.wait_for_timeout(500)  # it fades in
        camera.take("term", locale, height=520)
        page.mouse.move(2, 2)
        page = camera.open("about/report", locale)
        page.locator(".kb-report select").last.select_option("overdue")
        camera.take("report", locale, page.locator(".kb-report"), height=430)


def editor(copy: Copy, camera: Camera, browser: Browser) -> None:
    """The editor in the browser, with a role open; its folder is private to the browser (OPFS)."""
    files = {
        path.relative_to(copy.folder).as_posix(): path.read_text("utf-8")
        for path in sorted((copy.folder / "docs").rglob("*.md"))
    }
    for locale in LOCALES:
        context = _context(browser, locale)
        context.add_init_script(OPEN_FOLDER)
        page = context.new_page()
        admin = copy.address("admin", "ru")
        page.goto(admin)
        page.evaluate(FILL_FOLDER, {".git/HEAD": "ref: refs/heads/main\n", **files})
        page.get_by_role(
            "button", name=re.compile("локальным репозиторием|local repository", re.IGNORECASE)
        ).click()
        page.goto(f"{admin}#/collections/docs-roles-role/entries/{CARD}")
        page.locator('[data-key-path="title"] input').first.wait_for()
        page.wait_for_timeout(1000)  # panes settle
        camera.take("editor", locale, height=620, page=page)
        context.close()


def course(copy: Copy, camera: Camera, browser: Browser) -> None:
    """The example course, as an LMS shows it."""
    copy.run("mkdocs", "build", "--quiet")
    copy.run("kb", "course", "courses/pervye-shagi.yml")
    for locale in LOCALES:
        folder = copy.folder / "build" / locale
        with zipfile.ZipFile(copy.folder / f"build/courses/pervye-shagi-{locale}.zip") as archive:
            archive.extractall(folder)
        context = _context(browser, locale)
        context.add_init_script(LMS)
        page = context.new_page()
        page.goto((folder / "index.html").as_uri())
        page.wait_for_timeout(1500)  # the first chapter loads in a frame
        camera.take("course", locale, height=560, page=page)
        context.close()


def examples(locale: str) -> dict[str, str]:
    """The pages that the guide and the reference show in full, by type."""
    about = ROOT / "docs" / locale / "about"
    texts = ((about / name).read_text("utf-8") for name in ("editing.md", "editor-tasks.md"))
    return {kind: page for text in texts for page, kind in EXAMPLE.findall(text)}


def _context(browser: Browser, locale: str) -> BrowserContext:
    context = browser.new_context(
        locale=LOCALES[locale],
        viewport={"width": 1280, "height": 720},
        device_scale_factor=SCALE,
        color_scheme="light",
        reduced_motion="reduce",
        timezone_id="UTC",
    )
    context.route("**/livereload/**", lambda route: route.abort())  # pages are reopened here anyway
    return context


if __name__ == "__main__":
    main()
