"""Searching as people do: by keyboard, in any word form, with typos; and how often they succeed."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import BrowserContext, Page, Route, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from kb.search import FinishedPage, Search, Wanted, make
from kb.search.inflection import words
from kb.typography import typeset
from tests.bakery import document
from tests.queries import Named, Query, queries
from tests.sites import ROOT, House, Site

pytestmark = pytest.mark.browser

FIELD = "[data-search-input]"
RESULT = "a[data-search-result]"
STATUS = ".kb-found [role=status]"
TYPED = ROOT / "tests" / "cases" / "search"
FOLDERS = {"ru": "/", "en": "/en/"}


def _search(page: Page, query: str, address: str = "/") -> list[str]:
    """Searches by a deep link; returns the addresses found, from the site's root, in order."""
    page.goto(f"{address}?q={query}")
    expect(page.locator(STATUS)).to_have_text(re.compile(r"\d|ничего|Nothing"))
    return _found(page)


@contextmanager
def _held(page: Page, pattern: str) -> Iterator[None]:
    """Holds back what is fetched meanwhile; what is asked for only later goes on its way."""
    held: list[Route] = []
    is_over = False
    page.route(pattern, lambda route: route.continue_() if is_over else held.append(route))
    yield
    is_over = True
    for route in held:
        route.continue_()


def _found(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(RESULT, "all => all.map(one => one.pathname)")
    return found


def test_results_come_while_typing_and_keys_lead_through_them(page: Page) -> None:
    page.goto("/guides/")
    expect(page.locator("html.js")).to_be_attached()
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("претен")
    first = page.locator(RESULT).first
    expect(first).to_have_attribute("href", re.compile("/glossary/complaint/$"))
    expect(page).to_have_url(re.compile(r"/guides/\?q=%D0%BF"))

    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".kb-found__body a:visible").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(first).not_to_be_visible()
    expect(page).to_have_url(re.compile(r"/guides/$"))

    page.keyboard.press("s")
    expect(page.locator(FIELD)).to_be_focused()
    expect(first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/glossary/complaint/$"))
    page.go_back()  # to the results
    expect(first).to_be_visible()


@pytest.mark.parametrize(("key", "code"), [("а", "KeyF"), ("ы", "KeyS")])
def test_the_same_keys_open_the_search_with_a_russian_layout(
    page: Page, key: str, code: str
) -> None:
    page.goto("/guides/")
    expect(page.locator("html.js")).to_be_attached()
    browser = page.context.new_cdp_session(page)  # Playwright presses the keys of one layout only
    event = {"type": "keyDown", "key": key, "code": code, "text": key}
    browser.send("Input.dispatchKeyEvent", event)
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(FIELD)).to_have_value("")


def test_escape_leads_back_to_where_the_reader_was(page: Page) -> None:
    page.goto("/guides/prinyat-zapros/")
    expect(page.get_by_role("button", name="Поиск")).to_have_count(0)  # the field itself is there
    link = page.locator("article a[data-term]").first
    link.focus()
    page.keyboard.press("/")
    page.keyboard.type("претензия")
    expect(page.locator(RESULT).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    page.keyboard.press("/")
    page.locator(STATUS).click()  # words, which take no focus
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_who_types_faster_than_the_search_loads_loses_nothing(page: Page) -> None:
    with _held(page, "**/assets/js/search-dialog.*"):
        page.goto("/guides/")
        expect(page.locator("html.js")).to_be_attached()
        page.keyboard.press("/")
        page.keyboard.type("sla")
        page.keyboard.press("Enter")
        expect(page.locator(FIELD)).to_have_value("sla")
    expect(page.locator(RESULT).first).to_have_attribute("href", re.compile("/glossary/sla/$"))


def test_while_the_index_loads_the_search_says_that_it_searches(page: Page) -> None:
    with _held(page, "**/vocabulary.json"):
        page.goto("/guides/?q=sla")
        expect(page.locator(STATUS)).to_have_text("Ищем…")
    expect(page.locator(STATUS)).to_have_text(re.compile(r"\d"))


def test_a_query_reaches_the_search_even_if_its_script_does_not_load(
    page: Page, complaints: list[str]
) -> None:
    page.route("**/assets/js/page.*", lambda route: route.abort())
    page.goto("/guides/")
    page.unroute("**/assets/js/page.*")
    page.fill(FIELD, "sla")
    page.press(FIELD, "Enter")  # the browser sends the form itself
    expect(page.locator(RESULT).first).to_have_attribute("href", re.compile("/glossary/sla/$"))
    _clear(complaints, "net::ERR", "Failed to load")


def test_letters_typed_elsewhere_open_nothing(page: Page) -> None:
    page.goto("/glossary/")
    page.fill("[data-glossary-filter] input", "")
    page.keyboard.type("sf/ыа")
    expect(page.locator("[data-glossary-filter] input")).to_have_value("sf/ыа")


def test_nothing_of_the_search_is_loaded_before_it_is_used(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/", wait_until="networkidle")
    assert not [one for one in asked if "search" in one or "pagefind" in one]
    with page.expect_response(re.compile("wasm")):
        page.click(FIELD)
        expect(page.locator(STATUS)).to_be_visible()


@pytest.mark.parametrize(
    ("start", "query", "lang"),
    [("/", "stakeholders", "en"), ("/en/", "заинтересованные стороны", "ru")],
)
def test_a_term_is_found_by_its_name_in_the_other_language(
    page: Page, start: str, query: str, lang: str
) -> None:
    assert _search(page, query, start)[0].startswith(f"{start}glossary/interested-party/")
    other = page.locator(RESULT).first.locator("[lang]")
    expect(other).to_have_attribute("lang", lang)
    expect(other.locator("mark").first).to_be_visible()


def test_a_term_that_is_named_is_explained_at_once(page: Page) -> None:
    answer = page.locator(".kb-found__answer")
    for query in ("внутренними клиентами", "что такое внутренний клиент"):
        assert _search(page, query)[0] == "/glossary/internal-client/", query
        expect(answer).to_have_count(1)
        expect(answer).to_contain_text("Роль человека или подразделения внутри компании")


def test_an_abbreviation_and_a_see_from_name_find_their_term(page: Page) -> None:
    for query, term in {"sla": "sla", "постановка задачи": "brief", "пдн": "personal-data"}.items():
        assert _search(page, query)[0] == f"/glossary/{term}/"


def test_matches_are_marked_in_title_and_text(page: Page) -> None:
    _search(page, "переданной работе")
    first = page.locator(".kb-found__item").filter(has=page.locator("[href$='peredat-rezultat/']"))
    expect(first.locator("a[data-search-result] mark").first).to_have_text("передать")
    expect(first.locator("p mark").first).to_have_text(re.compile("[Пп]ереда|[Рр]абот"))


def test_a_title_is_broken_into_lines_as_on_its_page(page: Page) -> None:
    _search(page, "отказать и сохранить")
    title = page.locator(f"{RESULT}[href$='/otkaz/']")
    assert title.text_content() == "Как отказать и\u00a0сохранить отношения"


def test_a_term_is_shown_by_its_definition(page: Page) -> None:
    _search(page, "срок ответа клиенту")
    term = page.locator(".kb-found__item").filter(has=page.locator("[href$='response-time/']"))
    expect(term.locator("p")).to_have_text(re.compile("^Время от получения запроса до .*ответа"))
    expect(term.locator("p mark")).to_have_text(["ответа"])


def test_a_section_is_offered_and_leads_into_the_page(page: Page) -> None:
    _search(page, "sla ola xla простыми словами")
    page.click(".kb-found__parts a:has-text('простыми словами')")
    expect(page).to_have_url(re.compile("/guides/soglashenie/#sla"))


SLIPS = [
    ("/", "rkbtyn", "клиент", "/glossary/client/"),
    ("/", "ыдф", "sla", "/glossary/sla/"),
    ("/", "нпс", "nps", "/glossary/nps/"),
    ("/", "б2с", "b2c", "/glossary/b2c/"),
    ("/", "xtr-kbcns b if,kjys", "чек-листы и шаблоны", "/checklists/"),
    ("/", "эскалцаия", "эскалация", "/glossary/escalation/"),
    ("/", "клиенто центричность", "клиентоцентричность", "/glossary/client-centricity/"),
    ("/en/", "зфнук", "payer", "/en/roles/platelshchik/"),
    ("/en/", "escaltion", "escalation", "/en/glossary/escalation/"),
]


def test_a_slip_is_corrected_and_may_be_meant(page: Page) -> None:
    instead = page.locator(".kb-found__instead")
    for address, typed, meant, found in SLIPS:
        assert found in _search(page, typed, address)[:3], typed
        expect(instead).to_contain_text(meant)
        instead.locator("button").click()
        expect(instead).to_have_count(0)
        expect(page.locator(STATUS)).to_contain_text(typed)


def test_filters_by_type_and_by_reader(page: Page) -> None:
    _search(page, "запрос")
    every = _found(page)
    page.select_option(".kb-found select[name=type]", "checklist")
    expect(page.locator(".kb-found select[name=type]")).to_be_focused()
    some = _found(page)
    assert some
    assert all(one.startswith("/checklists/") for one in some)
    page.select_option(".kb-found select[name=audience]", "manager")
    expect(page.locator(STATUS)).to_have_text(re.compile(rf" {len(_found(page))}$"))
    assert set(_found(page)) < set(some)
    page.select_option(".kb-found select[name=type]", "")
    page.select_option(".kb-found select[name=audience]", "")
    assert _found(page) == every


def test_a_filter_stays_for_the_next_query_unless_it_would_leave_nothing(page: Page) -> None:
    chosen = page.locator(".kb-found select[name=type]")
    _search(page, "клиент")
    chosen.select_option("quiz")
    page.fill(FIELD, "запрос")
    expect(page.locator(".kb-found__instead")).to_have_count(0)
    expect(page.locator(RESULT).first).to_have_attribute("href", re.compile("/quizzes/"))
    expect(chosen).to_have_value("quiz")
    page.fill(FIELD, "бриф")
    expect(page.locator(RESULT).first).to_have_attribute("href", re.compile("/glossary/brief/$"))
    expect(chosen).to_have_value("")
    chosen.select_option("term")
    page.fill(FIELD, "")
    expect(page.locator(RESULT)).to_have_count(0)
    page.fill(FIELD, "клиент")
    expect(chosen).to_have_value("")


BEGUN = [
    *["Чек-листы и шаб", "кто зд", "обратная св", "похвалить сотр", "чеклис"],
    *["быть проактивны", "минимизиров", "проинформировать"],
]


def test_what_is_being_typed_is_not_corrected_to_something_else(page: Page) -> None:
    for begun in BEGUN:
        assert _search(page, begun), begun
        expect(page.locator(".kb-found__instead"), begun).to_have_count(0)


CORRECTIONS = {
    "обратня связь": "«обратная связь»",
    "критрии приёмки": "«критерии приёмки»",
    "интервью с клиентым": "«интервью с клиентом»",
}


def test_a_correction_is_shown_as_it_would_be_written(page: Page) -> None:
    for typed, meant in CORRECTIONS.items():
        _search(page, typed)
        expect(page.locator(".kb-found__instead")).to_contain_text(meant)


@pytest.mark.parametrize("start", ["/", "/en/"])
def test_two_words_typed_as_one_find_what_both_do(page: Page, site: Site, start: str) -> None:
    names = dict.fromkeys(chain(*(one.names for one in _pages(site, start))))
    pairs = [one for one in names if len(cut := words(one)) == 2 and min(map(len, cut)) > 2]
    page.goto(start)
    script, folder = site.asset("assets/js/search-dialog.js"), f"{start}pagefind/"
    apart = page.evaluate(BATCH, [script, folder, pairs])
    joined = page.evaluate(BATCH, [script, folder, ["".join(words(name)) for name in pairs]])
    assert len(pairs) > 80
    for name, both, one in zip(pairs, apart, joined, strict=True):
        assert one, name
        assert one[0] in both, name


def test_a_page_that_is_found_by_another_name_says_so(page: Page) -> None:
    _search(page, "сла")
    expect(page.locator(RESULT).first).to_contain_text("(SLA)")
    expect(page.locator(RESULT).first.locator("mark")).to_have_text("SLA")


def test_a_word_of_any_length_stops_nothing(page: Page) -> None:
    page.set_default_timeout(5000)
    assert _search(page, "клиент" * 200) == []


def test_groups_say_what_they_are_and_open_up(page: Page) -> None:
    _search(page, "клиент")
    names = page.locator(".kb-found section").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert names[0] == "Лучшее"
    assert {"Термины", "Гайды", "Карточки ролей"} <= set(names)
    group = page.locator(".kb-found section[aria-label='Термины']")
    expect(group.locator(f"{RESULT}:visible")).to_have_count(4)
    group.locator(".kb-found__more").click()
    assert group.locator(f"{RESULT}:visible").count() > 4
    expect(group.locator(RESULT).nth(4)).to_be_focused()


def test_a_search_without_result_helps_on(page: Page) -> None:
    assert _search(page, "щщщыыы") == []
    expect(page.locator(STATUS)).to_contain_text("щщщыыы")
    sections = page.locator(".kb-found__sections a")
    expect(sections).to_have_text(page.locator(".md-tabs__link").all_inner_texts())
    sections.get_by_text("Глоссарий").click()
    expect(page).to_have_url(re.compile("/glossary/$"))


def test_what_is_typed_stays_text(page: Page) -> None:
    _search(page, "<i>щщщыыы</i> <img src=x onerror=alert(1)>")
    expect(page.locator(".kb-found :is(i, img)")).to_have_count(0)
    page.keyboard.insert_text("клиент " * 100)  # a server refuses addresses of some kilobytes
    assert len(page.locator(FIELD).input_value()) == 300


def test_a_link_with_an_endless_query_does_not_stop_the_page(page: Page) -> None:
    page.goto(f"/?q={'a' * 5000}")  # to look for its misprints would take a minute
    expect(page.locator(STATUS)).to_have_text(re.compile("«a{300}»"))
    expect(page).to_have_url(re.compile("q=a{300}$"))


@pytest.mark.parametrize("start", ["/", "/en/"])
def test_a_screen_reader_hears_what_happens(page: Page, start: str) -> None:
    page.goto(start)
    page.click(FIELD)
    assert not page.locator(FIELD).evaluate("field => field.required")
    clear = page.get_by_role("button", name={"/": "Очистить", "/en/": "Clear"}[start])
    expect(clear).to_be_hidden()  # there is nothing to clear
    page.keyboard.type("sla")
    status = page.get_by_role("status").filter(has_text=re.compile(r"\d"))
    expect(status).to_have_text(re.compile("^(Найдено страниц|Pages found): [0-9]+$"))
    expect(clear).to_be_visible()
    for named_once in (clear, page.locator("header .md-logo")):
        expect(named_once).to_have_accessible_description("")
    expect(page.get_by_role("dialog").get_by_role("list").first).to_be_visible()
    name = {"/": "Поиск", "/en/": "Search"}[start]
    expect(page.get_by_role("dialog", name=name)).to_be_visible()
    expect(page.get_by_role("textbox", name=name)).to_be_focused()
    for select in page.locator(".kb-found select").all():
        assert select.evaluate("one => one.labels.length") == 1


def test_matches_are_seen_in_the_colours_of_the_system(page: Page) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark")
    _search(page, "запрос")
    match = page.locator(".kb-found mark").first
    # Behind a text in the colour of marks, a tint of another colour would be nearly the page's.
    assert match.evaluate("one => getComputedStyle(one).backgroundColor").startswith("rgb(")


def test_on_a_phone_the_search_fills_the_screen(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(reduced_motion="reduce")  # the dialog has its final width at once
    page.goto("/guides/")
    page.get_by_role("button", name="Поиск", exact=True).click()
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(".md-container")).to_have_js_property("inert", True)  # it is covered
    page.keyboard.type("договориться")
    expect(page.locator(RESULT).first).to_be_visible()
    # Material locks the page's scrolling 400 ms after the dialog opens; results may come sooner.
    expect(page.locator("body[data-md-scrolllock]")).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    wide = page.locator(".kb-found *").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().right > 361).length"
    )
    assert wide == 0
    page.get_by_role("button", name="Закрыть поиск").click()
    expect(page.locator(RESULT).first).not_to_be_visible()
    expect(page.get_by_role("button", name="Поиск", exact=True)).to_be_focused()


def test_the_search_works_in_a_folder_of_a_site(page: Page, site: Site) -> None:
    def answer(route: Route) -> None:
        path = re.sub(r"^.*?/inner/", "", route.request.url.partition("?")[0])
        file = site.folder / path
        route.fulfill(path=file / "index.html" if file.is_dir() else file)

    page.route("**/inner/**", answer)
    assert _search(page, "mentor", "/inner/en/roles/")[0] == "/inner/en/roles/nastavnik/"


def test_what_was_loaded_works_without_network_and_the_rest_says_so(
    page: Page, context: BrowserContext, complaints: list[str]
) -> None:
    _search(page, "клиент")
    context.set_offline(True)
    page.fill(FIELD, "внешний клиент")
    expect(page.locator(RESULT).first).to_have_attribute("href", re.compile("external-client/$"))
    page.fill(FIELD, "сарафанное радио")
    expect(page.locator(RESULT).first).to_have_attribute("href", re.compile("word-of-mouth/$"))
    expect(page.locator(".kb-found__partly")).to_contain_text("Не всё загрузилось")
    context.set_offline(False)
    _clear(complaints, "net::ERR", "Failed to load the index chunk")


def _clear(complaints: list[str], *expected: str) -> None:
    """Clears complaints about a failing network; fails if there are any others."""
    assert [one for one in complaints if not any(text in one for text in expected)] == []
    complaints.clear()


@pytest.mark.parametrize(
    "missing", ["vocabulary.json", "pagefind-entry.json*", "*.pf_meta", "wasm.*.pagefind"]
)
def test_the_next_key_tries_again_what_did_not_load(
    page: Page, complaints: list[str], missing: str
) -> None:
    page.route(f"**/{missing}", lambda route: route.abort())
    page.goto("/roles/?q=клиент")
    expect(page.locator(STATUS)).to_contain_text("Поиск не загрузился")
    page.unroute(f"**/{missing}")
    page.fill(FIELD, "клиенты")
    expect(page.locator(RESULT).first).to_be_visible()
    _clear(complaints, "net::ERR", "Failed to load", "WASM Error")


def test_without_javascript_the_magnifier_leads_to_the_index_of_terms(scriptless: Page) -> None:
    scriptless.goto("/en/guides/")
    expect(scriptless.locator(FIELD)).not_to_be_visible()
    scriptless.click("a.kb-without-search")
    expect(scriptless).to_have_url(re.compile("/en/glossary/$"))


def test_nothing_breaks_the_content_policy(page: Page) -> None:
    policy = "default-src 'self'; img-src 'self' data:; script-src 'self' 'wasm-unsafe-eval'"

    def answer(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, headers=headers)

    page.route(re.compile(r"/quizzes/"), answer)
    assert _search(page, "rkbtyn", "/quizzes/")  # a violation would be on the console


BATCH = """async ([script, folder, queries]) => {
    const { engine } = await import(script);
    const search = await engine(new URL(folder, location));
    const found = [];
    for (const query of queries) {
        found.push((await search.search(query)).results.slice(0, 3).map(({ page }) => page.url));
    }
    return found;
}"""


def _pages(site: Site, folder: str) -> list[Named]:
    """What the built search knows of the pages, with their first sentences."""
    root = Path(site.folder, folder.strip("/"), "pagefind")
    parts = json.loads((root / "vocabulary.json").read_bytes())["parts"]
    named = []
    for id_, url, _, title, _, names, *_ in chain(*parts):
        packed = (root / "fragment" / f"{id_}.pf_fragment").read_bytes()
        content = json.loads(gzip.decompress(packed).removeprefix(b"pagefind_dcd"))["content"]
        named.append(Named(url, (title, *names), content.partition(". ")[0]))
    return named


@pytest.mark.parametrize("locale", FOLDERS)
def test_people_find_what_they_look_for(
    new_context: CreateContextCallback, site: Site, locale: str
) -> None:
    pages = _pages(site, FOLDERS[locale])
    asked = list(queries(pages, locale, held_out=True, seed=20261123))
    known = {one.url.removesuffix("/") for one in pages}
    for name in ("typed", "asked", "named", "questions", "several", "textbook"):
        kind = "typed" if name == "asked" else name
        typed = yaml.safe_load((TYPED / f"{name}-{locale}.yml").read_text("utf-8"))
        for text, answers in typed.items():
            assert set(answers) <= known, text
            asked.append(Query(kind, str(text), frozenset(f"{one}/"[not one :] for one in answers)))
    page = new_context().new_page()
    page.goto(FOLDERS[locale])
    folder = f"{FOLDERS[locale]}pagefind/"
    script = site.asset("assets/js/search-dialog.js")
    found = page.evaluate(BATCH, [script, folder, [one.text for one in asked]])

    all_, first, near, none = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    missed = []
    for query, urls in zip(asked, found, strict=True):
        for kind in (query.kind, "together"):
            all_[kind] += 1
            first[kind] += bool(urls) and urls[0] in query.pages
            near[kind] += bool(query.pages & set(urls))
            none[kind] += not urls
        if not query.pages & set(urls):
            missed.append(f"{query.kind}: «{query.text}» → {urls}, а не {sorted(query.pages)}")
    for kind, number in all_.items():
        figures = (first[kind] / number, near[kind] / number, none[kind] / number)
        print(f"{locale} {kind}: {number}, {figures[0]:.3f}, {figures[1]:.3f}, {figures[2]:.3f}")
        # Who types «чек-лист SLA» gets the checklist, but sometimes after the term; a question in
        # words that no page has is often answered by a neighbour.
        lower = {
            "named": (0.8, 0.95),
            "questions": (0.7, 0.85),
            "several": (0.8, 0.9),
            "textbook": (0.7, 0.9),
        }
        best, among_three = lower.get(kind, (0.85, 0.95))
        assert figures[0] >= best, (kind, figures, missed)
        assert figures[1] >= among_three, (kind, figures, missed)
        assert figures[2] <= 0.03, (kind, figures, missed)


WORDS = (
    "квартал заявка письмо срок отдел звонок договор смета приёмка отчёт правка неустойка".split()
)


def _serve(page: Page, files: dict[str, bytes]) -> None:
    """Serves searches that are part of no site."""

    def serve(route: Route) -> None:
        path = urlsplit(route.request.url).path
        kind = "text/javascript" if path.endswith(".js") else "application/octet-stream"
        route.fulfill(body=files[path], content_type=kind)

    page.route(re.compile("/(whole|parts|signs|asked)/pagefind/"), serve)
    page.goto("/")


def test_a_large_search_in_parts_finds_what_a_whole_one_does(page: Page, site: Site) -> None:
    pages = [
        FinishedPage(document("sla"), html, html, f"{number}/", ())
        for number, word in enumerate(WORDS)
        for html in [f"<p>{word}, а не {WORDS[number - 1]}</p>"]
    ]
    wanted = Wanted("", "ru", pages, {})
    files = {
        f"/{folder}/pagefind/{name}": content
        for folder, size in {"whole": len(pages), "parts": 3}.items()
        for name, content in make(wanted, pages=size).files.items()
    }

    _serve(page, files)
    script = site.asset("assets/js/search-dialog.js")
    asked = [*WORDS, "писем", "отдл", "смета приемка"]
    whole, parts = (
        page.evaluate(BATCH, [script, f"/{folder}/pagefind/", asked])
        for folder in ("whole", "parts")
    )
    assert any(name.startswith("/parts/pagefind/3/") for name in files)
    assert all(whole)
    assert [sorted(one) for one in parts] == [sorted(one) for one in whole]


SIGNS = (
    "C",
    "C#",
    "C++",
    ".NET",
    "ASP.NET",
    "R&D",
    "L&D",
    "24/7",
    "24 часа",
    "1С:Предприятие",
    "1С",
    "Q&A",
    "Всё о C++",
    "Всё о C#",
)


def test_a_name_with_signs_is_found_as_it_is_written(page: Page, site: Site) -> None:
    sla = document("sla")
    pages = []
    for number, name in enumerate(SIGNS):
        entry = sla.entry.model_copy(
            update={"title": name, "abbr": None, "aliases": (), "see_from": ()}
        )
        html = f"<p>{name} и {SIGNS[number - 1]}</p>".replace("&", "&amp;")
        one, title = replace(sla, entry=entry), typeset(name, "ru")
        pages.append(FinishedPage(one, html, html, f"{number}/", (), title=title))
    made = make(Wanted("", "ru", pages, {}), pages=len(pages))
    _serve(page, {f"/signs/pagefind/{name}": content for name, content in made.files.items()})
    script = site.asset("assets/js/search-dialog.js")
    asked = [name.lower() for name in SIGNS]
    found = page.evaluate(BATCH, [script, "/signs/pagefind/", asked])
    assert {name: one[:1] for name, one in zip(SIGNS, found, strict=True)} == {
        name: [f"{number}/"] for number, name in enumerate(SIGNS)
    }


def test_a_heading_with_the_whole_question_beats_a_title_with_a_word_of_it(
    page: Page, site: Site
) -> None:
    heading = "Смета квартала, договор, приёмка, неустойка и письмо"
    pages = _titled(
        {"Смета": "<p>Смета. Квартал.</p>", "Отчёт": f"<h2>{heading}</h2><p>Таблица.</p>"}
    )
    found = _asked(page, site, make(Wanted("", "ru", pages, {})), "смета на квартал", "смета")
    assert found == [["1/", "0/"], ["0/", "1/"]]


def test_a_text_with_the_whole_question_beats_headings_with_a_word_of_it(
    page: Page, site: Site
) -> None:
    headings = "".join(f"<h2>{word} отдела</h2><p>Таблица.</p>" for word in WORDS)
    apart = " ".join(WORDS)
    pages = _titled(
        {
            "Отдел": headings,
            "План": f"<p>Компенсация. {apart}. Интернет. {apart}. Отдел.</p>",
            "Удалёнка": "<p>Компенсация за интернет: напишите в отдел.</p>",
        }
    )
    made = make(Wanted("", "ru", pages, {}))
    (found,) = _asked(page, site, made, "компенсация интернета в отделе")
    assert found == ["2/", "1/", "0/"]


def test_a_synonym_finds_the_pages_of_the_word_that_it_stands_for(page: Page, site: Site) -> None:
    texts = ("<p>Смета.</p>", "<p>Отчёт руководителю.</p>", "<p>Нет.</p>")
    pages = _titled(dict(zip(("Руководитель", "Отчёт", "План"), texts, strict=True)))
    made = make(Wanted("", "ru", pages, {}, {"шеф": ("руководитель",)}))
    found = _asked(page, site, made, "шефу", "отчёт шефу", "шеффу")
    assert found == [["0/", "1/"], ["1/", "0/"], ["0/", "1/"]]


def _titled(texts: Mapping[str, str]) -> list[FinishedPage]:
    """Returns pages with these titles and texts, 0/, 1/ and so on."""
    role = document("R01")
    found = []
    for number, (title, html) in enumerate(texts.items()):
        entry = role.entry.model_copy(update={"title": title, "summary": title})
        found.append(FinishedPage(replace(role, entry=entry), html, html, f"{number}/", ()))
    return found


def _asked(page: Page, site: Site, made: Search, *queries: str) -> list[list[str]]:
    """Returns the addresses that a search finds for each of the queries."""
    _serve(page, {f"/asked/pagefind/{name}": content for name, content in made.files.items()})
    script = site.asset("assets/js/search-dialog.js")
    found: list[list[str]] = page.evaluate(BATCH, [script, "/asked/pagefind/", [*queries]])
    return found


OLD = """
INHERIT: mkdocs.yml
plugins:
  - search
  - i18n:
      docs_structure: folder
      reconfigure_material: true
      languages:
        - locale: ru
          name: Русский
          default: true
        - locale: en
          name: English
          build: false
nav: [index.md, guide, glossary/index.md]
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small library with the theme's search in place of ours, as for use without a server."""
    house = House.make(tmp_path_factory.mktemp("old"))
    house.write({"company.yml": OLD})
    return house.build()


def test_the_search_stands_aside_where_the_themes_is_configured(
    at_small: Page, small: Site
) -> None:
    assert small.code == 0, small.log
    assert not (small.folder / "pagefind").exists()
    at_small.goto("/small/")
    at_small.click(FIELD)
    at_small.keyboard.type("заказчик")
    at_small.keyboard.press("End")  # the theme listens to keys; Cyrillic is typed without any
    expect(at_small.locator(RESULT).first).to_be_visible()
    expect(at_small.locator(".kb-found")).to_have_count(0)
