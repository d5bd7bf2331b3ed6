"""A course as a learner takes it in an LMS, played here by scorm-again 3.4.3."""

import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FrameLocator, Page, Route, expect

from kb.course.model import Course, read
from kb.course.package import write
from kb.edition import KnowledgeBase
from tests.bases import TODAY
from tests.sites import ROOT, Site

pytestmark = pytest.mark.browser

SCORM_AGAIN = ROOT / "tests/npm/node_modules/scorm-again/dist/scorm12.min.js"

PLAYER = """<!doctype html>
<html lang="ru"><meta charset="utf-8"><title>LMS</title>
<style>
  html, body, iframe { border: 0; display: block; height: 100%; margin: 0; width: 100%; }
</style>
<body><script src="scorm12.min.js"></script></body></html>
"""
OPEN = """(stored) => {
  window.calls = [];
  window.told = {};
  window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
  if (stored) API.loadFromJSON(stored, "cmi");
  for (const name of ["Initialize", "SetValue", "Commit", "Finish"]) {
    API.on(`LMS${name}`, () => calls.push(name));
  }
  API.on("LMSSetValue", (name, value) => (told[name] = value));
  const frame = document.createElement("iframe");
  frame.src = "course/index.html";
  document.body.append(frame);
}"""


@pytest.fixture(scope="module")
def package(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example course in each language, unpacked as an LMS does."""
    kb = KnowledgeBase.load(
        [ROOT / "docs"],
        locales=["ru", "en"],
        themes=[ROOT / "overrides"],
        shown_from=ROOT,
        today=TODAY,
    )
    course = read(ROOT / "courses/pervye-shagi.yml", kb.library)
    assert isinstance(course, Course)
    out = tmp_path_factory.mktemp("courses")
    for path in write(course, site.folder, out, edition=kb.edition):
        zipfile.ZipFile(path).extractall(out / path.stem.rpartition("-")[2])
    return out


@dataclass(frozen=True)
class Lms:
    """A learner's window of an LMS, which records what the course reports."""

    page: Page

    def start(self, stored: dict[str, Any] | None = None, *, locale: str = "ru") -> "Lms":
        self.page.goto(f"/lms/{locale}/player.html")
        self.page.evaluate(OPEN, stored)
        self._loaded()
        return self

    @property
    def course(self) -> FrameLocator:
        return self.page.frame_locator("iframe")

    @property
    def chapter(self) -> FrameLocator:
        return self.course.frame_locator("iframe")

    def told(self, name: str) -> str:
        return str(self.page.evaluate("name => API.cmi.core[name]", name))

    def left(self) -> dict[str, Any]:
        """Closes the course; returns what the LMS has recorded by then."""
        self.page.evaluate("document.querySelector('iframe').remove()")
        self.page.wait_for_function("calls.includes('Finish')")
        return cast(dict[str, Any], self.page.evaluate("JSON.parse(JSON.stringify(API.cmi))"))

    def next(self, title: str) -> None:
        self.course.get_by_role("button", name=re.compile("Дальше|Next")).click()
        expect(self.chapter.locator("h1")).to_contain_text(title)
        self._loaded()

    def open(self, title: str) -> None:
        contents = self.course.locator("details")
        if contents.get_attribute("open") is None:
            contents.locator("summary").click()
        contents.get_by_role("link", name=title).click()
        expect(self.chapter.locator("h1")).to_contain_text(title)

    def _loaded(self) -> None:
        """Waits until the chapter counts as seen; it may be shown before."""
        seen = self.course.locator(":has(> [aria-current]) > [data-part=seen]")
        expect(seen).not_to_have_attribute("hidden", "")
        expect(self.chapter.locator("h1")).to_be_visible()

    def answer(self, wrong: int = 0) -> None:
        """Answers the whole quiz, the first `wrong` questions incorrectly."""
        for number, question in enumerate(self.chapter.locator("[data-question]").all()):
            for place, answer in enumerate(question.locator("[data-answer]").all(), start=1):
                is_right = "kb-right" in str(answer.get_attribute("class"))
                if is_right != (number < wrong):
                    question.locator(f"[data-option='{place}'] label").click()
            question.locator("[data-part=check] button").click()


@pytest.fixture
def lms(page: Page, package: Path) -> Lms:
    def answer(route: Route) -> None:
        locale, _, path = urlsplit(route.request.url).path.partition("/lms/")[2].partition("/")
        if path == "player.html":
            route.fulfill(body=PLAYER, content_type="text/html")
        elif path == "scorm12.min.js":
            route.fulfill(path=SCORM_AGAIN)
        else:
            route.fulfill(path=package / locale / path.removeprefix("course/"))

    page.route("**/lms/**", answer)
    return Lms(page)


FINAL = "Итоговая проверка"


def test_a_course_is_passed_with_its_score(lms: Lms) -> None:
    lms.start()
    assert lms.told("lesson_status") == "incomplete"
    lms.open(FINAL)
    expect(lms.chapter.get_by_text("нужно 80 % верных ответов")).to_be_visible()
    lms.answer(wrong=1)
    expect(lms.course.get_by_text("Курс пройден: 83 %")).to_be_visible()
    books = lms.left()
    assert books["core"]["lesson_status"] == "passed"
    assert books["core"]["score"] == {"raw": "83", "min": "0", "max": "100"}
    time = lms.page.evaluate("told['cmi.core.session_time']")
    assert re.fullmatch(r"0000:00:\d\d\.\d\d", time)
    assert time != "0000:00:00.00"


def test_a_course_is_failed_with_its_score_until_a_better_attempt(lms: Lms) -> None:
    lms.start()
    lms.open(FINAL)
    lms.answer(wrong=3)
    expect(lms.course.get_by_text("Лучший итог: 50 %, нужно 80 %")).to_be_visible()
    assert (lms.told("lesson_status"), lms.page.evaluate("API.cmi.core.score.raw")) == (
        "failed",
        "50",
    )
    lms.chapter.get_by_role("button", name="Пройти ещё раз").click()
    lms.answer()
    expect(lms.course.get_by_text("Курс пройден: 100 %")).to_be_visible()
    lms.chapter.get_by_role("button", name="Пройти ещё раз").click()
    lms.answer(wrong=6)
    expect(lms.chapter.locator(".kb-quiz__score")).to_have_text("Верных ответов: 0 из 6")
    books = lms.left()
    assert books["core"]["lesson_status"] == "passed"  # the best attempt counts
    assert books["core"]["score"]["raw"] == "100"


def test_a_course_goes_on_where_it_was_left(lms: Lms) -> None:
    lms.start()
    lms.next("Как принять запрос")
    lms.next("Приём запроса")
    expect(lms.course.locator("nav [data-part=seen]:visible")).to_have_count(3)
    books = lms.left()
    assert books["core"]["lesson_location"] == "C02"
    assert json.loads(books["suspend_data"]) == {"seen": ["G01", "G10", "C02"], "best": None}
    assert books["core"]["exit"] == "suspend"
    lms.start(books)
    expect(lms.chapter.locator("h1")).to_have_text("Приём запроса")
    expect(lms.course.get_by_text("Глава 3 из 6")).to_be_visible()
    expect(lms.course.locator("nav [data-part=seen]:visible")).to_have_count(3)
    lms.open(FINAL)
    lms.answer()
    books = lms.left()
    lms.start(books)
    expect(lms.course.get_by_text("Курс пройден: 100 %")).to_be_visible()
    assert lms.left()["core"]["lesson_status"] == "passed"


def test_the_session_is_begun_and_ended_once(lms: Lms) -> None:
    lms.start()
    lms.next("Как принять запрос")
    lms.chapter.locator("h1").click()
    lms.left()
    calls = lms.page.evaluate("calls")
    assert calls[0] == "Initialize"
    assert calls[-2:] == ["Commit", "Finish"]
    assert (calls.count("Initialize"), calls.count("Finish")) == (1, 1)


def test_a_link_of_a_chapter_leads_to_another_and_the_contents_follow(lms: Lms) -> None:
    lms.start()
    lms.chapter.get_by_role("link", name="Как принять запрос коллеги").first.click()
    title = "Как принять запрос коллеги и не переделывать работу"
    expect(lms.chapter.locator("h1")).to_have_text(title)
    expect(lms.course.locator("[aria-current]")).to_have_text(title)
    assert lms.told("lesson_location") == "G10"
    lms.course.get_by_role("button", name="Назад").click()
    expect(lms.course.get_by_role("button", name="Назад")).to_be_disabled()


def test_a_term_explains_itself_though_its_page_is_not_in_the_course(lms: Lms) -> None:
    lms.start()
    term = lms.chapter.locator(".kb-term[data-term=internal-client]").first
    assert term.get_attribute("href") is None
    term.hover()
    expect(lms.chapter.locator(".kb-card-term")).to_contain_text("Роль человека или подразделения")
    expect(lms.chapter.locator(".kb-card-term a")).to_have_count(0)


def test_a_quiz_within_a_chapter_decides_nothing(lms: Lms) -> None:
    lms.start()
    lms.answer()
    expect(lms.chapter.locator(".kb-quiz__score")).to_have_text("Верных ответов: 5 из 5")
    assert lms.told("lesson_status") == "incomplete"
    assert lms.page.evaluate("API.cmi.core.score.raw") == ""


def test_a_review_changes_no_result(lms: Lms) -> None:
    lms.start()
    lms.open(FINAL)
    lms.answer()
    books = lms.left()
    books["core"]["lesson_mode"] = "review"
    lms.start(books)
    lms.open(FINAL)
    lms.answer(wrong=6)
    assert lms.left()["core"]["lesson_status"] == "passed"


def test_without_an_lms_a_course_can_be_read_and_says_that_nothing_is_kept(lms: Lms) -> None:
    lms.page.goto("/lms/ru/course/index.html")
    expect(lms.page.get_by_text("Курс открыт не из системы обучения")).to_be_visible()
    frame = lms.page.frame_locator("iframe")
    lms.page.get_by_role("button", name="Дальше").click()
    expect(frame.locator("h1")).to_contain_text("Как принять запрос")


def test_an_lms_that_refuses_is_told_of(lms: Lms) -> None:
    lms.start()
    lms.page.evaluate("API.LMSCommit = () => 'false'")
    lms.next("Как принять запрос")
    expect(lms.course.get_by_role("alert")).to_contain_text("Система обучения не приняла запись")


def test_a_course_fits_a_phone_and_the_keyboard(lms: Lms) -> None:
    lms.page.set_viewport_size({"width": 360, "height": 740})
    lms.start()
    for frame in lms.page.frames:
        assert frame.evaluate("document.documentElement.scrollWidth") <= 360
    expect(lms.chapter.locator("[role=table] [role=row] [role=cell]").first).to_be_visible()
    summary = lms.course.locator("summary")
    summary.focus()
    lms.page.keyboard.press("Enter")
    for target in lms.course.locator("header :is(a, button, summary):visible").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    lms.page.keyboard.press("Tab")
    lms.page.keyboard.press("Tab")
    lms.page.keyboard.press("Enter")
    expect(lms.chapter.locator("h1")).to_contain_text("Как принять запрос")
    expect(lms.course.locator("details")).not_to_have_attribute("open", "")
    expect(lms.course.locator("iframe")).to_be_focused()  # the link is hidden now
    further = lms.course.get_by_role("button", name="Дальше")
    while further.is_enabled():
        further.press("Enter")
    expect(lms.course.locator("iframe")).to_be_focused()


def test_letters_twice_as_large_leave_room_for_a_chapter(lms: Lms) -> None:
    lms.page.set_viewport_size({"width": 360, "height": 740})
    browser = lms.page.context.new_cdp_session(lms.page)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    lms.start()
    place = lms.course.locator("iframe").bounding_box()
    assert place is not None
    assert place["height"] > 240
    for part in lms.course.locator("header, header *:visible").all():
        box = part.bounding_box()
        assert box is None or box["x"] + box["width"] <= 361


def test_an_english_course_speaks_english(lms: Lms) -> None:
    lms.start(locale="en")
    expect(lms.course.get_by_role("navigation", name="Chapters of the course")).to_be_visible()
    expect(lms.course.get_by_text("Chapter 1 of 6")).to_be_visible()
    expect(lms.chapter.locator("h1")).to_have_text(re.compile("[A-Za-z]"))
