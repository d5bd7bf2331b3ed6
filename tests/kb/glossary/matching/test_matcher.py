"""Where terms are found in a text."""

import sys
import time

import pytest

from kb.glossary import Match, Matcher, TermForms

TERMS = [
    TermForms("client", ["клиент", "client", "customer"], never=["почтовый клиент"]),
    TermForms("internal", ["внутренний клиент", "internal client"]),
    TermForms("survey", ["опрос внутренних клиентов", "internal client survey"]),
    TermForms("office", ["бэк-офис", "back office"]),
    TermForms("sandwich", ["«бутерброд» обратной связи"]),
    TermForms("feedback", ["обратная связь", "feedback"], ["ОС"]),
    TermForms("nps", ["Net Promoter Score"], ["NPS"]),
    TermForms("ld", [], ["L&D"]),
    TermForms("report", ["отчёт", "report"]),
    TermForms("right", ["право"]),
    TermForms("steel", ["сталь"]),
    TermForms("request", ["request"]),
    TermForms("onboarding", ["onboarding"]),
    TermForms("chain", ["цепочка «сервис — прибыль»"]),
    TermForms("process", ["процесс", "process"], never=["в процессе", "запустить процесс"]),
    TermForms("checkin", ["check-in"]),
    TermForms("passer", ["passer-by"]),
    TermForms("todo", ["to-do", "go live plan"]),
    TermForms("face", ["face-to-face", "go-to-market"]),
    TermForms("signoff", ["sign-off sheet"]),
    TermForms("walkthrough", ["walk through"]),
    TermForms("step", ["step-by-step guide"]),
    TermForms("set", ["set"], never=["set-up", "set out"]),
]
MATCHER = Matcher(TERMS)


def found(text: str) -> list[str]:
    return [f"{m.term_id}: {text[m.start : m.end]}" for m in MATCHER.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # separators
        ("внутренний клиент", ["internal: внутренний клиент"]),
        ("внутренним\u00a0клиентом", ["internal: внутренним\u00a0клиентом"]),
        ("внутренним\u202fклиентом", ["internal: внутренним\u202fклиентом"]),
        ("внутренним\nклиентом", ["internal: внутренним\nклиентом"]),
        ("внутренним \n клиентом", ["internal: внутренним \n клиентом"]),
        ("внутренним\n\nклиентом", ["client: клиентом"]),
        ("внутренним, клиентом", ["client: клиентом"]),
        ("внутренний-клиент", []),
        # hyphens
        ("бэк-офиса", ["office: бэк-офиса"]),
        ("бэк\u2011офису", ["office: бэк\u2011офису"]),
        ("back\u2011office, back office", ["office: back\u2011office", "office: back office"]),
        ("интернет-клиент, клиент-сервер, client-side", []),
        ("клиент-то доволен, отчёт‑таки", ["client: клиент", "report: отчёт"]),
        ("клиент-тонна", []),
        # ё, letter case, soft hyphen, stress, composed letters
        ("отчет, Отчёту, ОТЧЁТОМ", ["report: отчет", "report: Отчёту", "report: ОТЧЁТОМ"]),
        ("кли\u00adентам кли\u0301ента", ["client: кли\u00adентам", "client: кли\u0301ента"]),
        ("отче\u0308т", ["report: отче\u0308т"]),
        # abbreviations
        ("NPS, nps, Nps, NPSX, eNPS", ["nps: NPS"]),
        ("NPS-опрос, анти-NPS, NPS-2", ["nps: NPS"]),
        ("NPSs, NPS’s", ["nps: NPSs", "nps: NPS’s"]),
        ("L&D и L & D, но не LD", ["ld: L&D", "ld: L & D"]),
        ("net promoter score", ["nps: net promoter score"]),
        # the longest wins
        ("опросом внутренних клиентов", ["survey: опросом внутренних клиентов"]),
        ("the internal client survey", ["survey: internal client survey"]),
        # agreement
        ("внутреннего клиенту", ["client: клиенту"]),
        ("два внутренних клиента", ["internal: внутренних клиента"]),
        ("22 внутренних клиента", ["internal: внутренних клиента"]),
        ("пять внутренних клиента", ["client: клиента"]),
        # pairs of quotation marks
        ("«бутербродом» обратной связи", ["sandwich: «бутербродом» обратной связи"]),
        ("бутерброд обратной связи", ["sandwich: бутерброд обратной связи"]),
        ("в цепочке «сервис — прибыль»!", ["chain: цепочке «сервис — прибыль»"]),
        ("«клиент»", ["client: клиент"]),
        # possessives
        ("the client’s name", ["client: client’s"]),
        ("our clients’ names", ["client: clients’"]),
        ("‘our clients’ are", ["client: clients"]),
        # homonyms
        ("Сделано из стали.", ["steel: стали"]),
        ("Они стали лучше.", []),
        ("Ольга права.", []),
        ("Его права нарушены.", ["right: права"]),
        ("We request it. A request came.", ["request: request"]),
        ("We’re onboarding staff, I am now onboarding the team, Ann was onboarding him.", []),
        ("There is onboarding for all. It is onboarding.", ["onboarding: onboarding"] * 2),
        # never
        ("почтовым клиентом и клиентом", ["client: клиентом"]),
        ("в процессе, о процессе", ["process: процессе"]),
        ("почтовый клиент внутренний клиент", ["internal: внутренний клиент"]),
        ("Запустили процесс, запущу процесс, остановили процесс", ["process: процесс"]),
        # names in quotation marks
        ("Группа «Процесс», ООО «Клиент»; слово «процесс»", ["process: процесс"]),
        (
            "«Процесс» — это шаги. «Клиент», «Клиенты ждут», отдел «Клиент и мы»",
            [
                "process: Процесс",
                "client: Клиент",
                "client: Клиенты",
                "client: Клиент",
            ],
        ),
        # a hyphen before a particle
        (
            "The check-in opens, two check\u2011ins.",
            ["checkin: check-in", "checkin: check\u2011ins"],
        ),
        ("Please check in at two; we check\nin.", []),
        (
            "Passers-by, a passer-by, we passed by, passer by",
            ["passer: Passers-by", "passer: passer-by"],
        ),
        ("a sign-off sheet; sign off sheet 4", ["signoff: sign-off sheet"]),
        ("Two to-dos; we have to do it.", ["todo: to-dos"]),
        ("a go-live plan, a go live plan", ["todo: go-live plan", "todo: go live plan"]),
        ("face to face, face-to-face", ["face: face to face", "face: face-to-face"]),
        ("go to market, go-to-market", ["face: go to market", "face: go-to-market"]),
        ("walk through, walk-through", ["walkthrough: walk through", "walkthrough: walk-through"]),
        ("step by step guide", ["step: step by step guide"]),
        ("a set, a set up, a set-out", ["set: set"]),
        # addresses, names in programs
        ("client@example.com, www.client.ru, https://x.ru/client, client.py", []),
        ("client_id, $client, @client, #client, {client}", []),
        ("client/клиент", ["client: client", "client: клиент"]),
        ("client,x@y.ru internal client", ["internal: internal client"]),
        ("internal client,x@y.ru client", ["client: client"]),
        ("x@y.ru,internal client,y client", ["client: client", "client: client"]),
        ("", []),
        ("12 345, — …", []),
    ],
)
def test_terms_are_found_in_their_forms_and_nowhere_else(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_longest_wins_even_if_another_starts_before_it() -> None:
    matcher = Matcher([TermForms("ab", ["alpha beta"]), TermForms("bcd", ["beta gamma delta"])])
    assert matcher.find("alpha beta gamma delta") == [Match(6, 22, "bcd")]


@pytest.mark.parametrize(
    "text",
    [
        "клиент,заявка," * 6_000,
        "клиент." * 12_000,
        "www.клиент/" * 6_000,
        "клиент," * 6_000 + "внутренний клиент" + ",клиент" * 6_000,
        "почтовый клиент " * 12_000,
    ],
    ids=["commas", "dots", "address", "two", "never"],
)
def test_time_grows_with_the_text_and_not_with_its_square(text: str) -> None:
    found("клиент")
    start = time.process_time()
    MATCHER.find(text)
    assert time.process_time() - start < 4


def test_first_of_two_terms_has_the_form() -> None:
    matcher = Matcher([TermForms("one", ["клиент"]), TermForms("two", ["клиенты"])])
    assert matcher.find("клиентам") == [Match(0, 8, "one")]


def test_text_of_changing_length_in_lower_case_keeps_its_positions() -> None:
    assert found("İİİ клиент") == ["client: клиент"]


SHORT = Matcher(
    [
        TermForms("last", [], ["LAST"]),
        TermForms("heard", [], ["HEARD"]),
        TermForms("ex", [], ["EX"]),
        TermForms("it", ["IT"]),
        TermForms("os", [], ["ОС"]),
        TermForms("tk", [], ["ТК"]),
        TermForms("nps", [], ["NPS"]),
        TermForms("csat", [], ["CSAT"]),
        TermForms("sla", [], ["SLA"]),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        # words in capitals among others
        "AT LAST THE BUS CAME",
        "LAST UPDATED: MAY",
        "LAST 5 MINUTES",
        "You HEARD THEM",
        "YOUR VOICE WILL BE HEARD",
        "EX DIRECTORS ONLY",
        "IT IS SLOW TODAY",
        "LAST-MINUTE SALE",
        "УКУС ОС ОПАСЕН",
        # codes
        "Насос EX 300",
        "EX\u00a030 и ОС 12",
        "IT 2",
        "An EX 30e.",
        "у Mercedes SLA 200",
        "Mercedes SLA 200",
        "CX-5, EX-300",
        "ОС 12 вышла",
        "ТК 21 страницы",
        "ОС 3 новая",
    ],
)
def test_capitals_and_codes_are_no_abbreviation(text: str) -> None:
    assert SHORT.find(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Метод LAST помог, HEARD тоже.", ["LAST", "HEARD"]),
        ("LAST", ["LAST"]),
        ("Методы LAST, HEARD", ["LAST", "HEARD"]),
        ("Use LAST here. THE END", ["LAST"]),
        ("NPS CSAT EX", ["NPS", "CSAT", "EX"]),
        ("В ОС — И EX", ["ОС", "EX"]),
        ("РАСТУТ SLA И NPS", ["SLA", "NPS"]),
        ("ДОГОВОР ТК ГОТОВ", ["ТК"]),
        ("SLA 99,9 %, SLA 99.", ["SLA", "SLA"]),
        ("NPS 40, CSAT 80, CSAT 800", ["NPS", "CSAT", "CSAT"]),
        ("У Сбера NPS 54, Apple NPS 72", ["NPS", "NPS"]),
        ("Средний SLA 240 минут", ["SLA"]),
        ("EX 4,5 балла, EX 30 %, EX 3–5", ["EX", "EX", "EX"]),
        ("EX: 30, IT — 5, 300 EX", ["EX", "IT", "EX"]),
        ("работа IT 24/7", ["IT"]),
        ("В ТК 12 статей, в ТК 21 страница, в ТК 3 новых раздела", ["ТК", "ТК", "ТК"]),
        ("ОС 2 раза в год, ОС 11 коллегам", ["ОС"]),
    ],
)
def test_abbreviation_among_others_and_before_its_value(text: str, expected: list[str]) -> None:
    assert [text[match.start : match.end] for match in SHORT.find(text)] == expected


def test_english_terms_do_not_load_the_russian_dictionary() -> None:
    import subprocess

    code = (
        "import sys; from kb.glossary import Matcher, TermForms\n"
        "matcher = Matcher([TermForms('c', ['client'])])\n"
        "assert matcher.find('A client — клиент')\n"
        "assert 'pymorphy3' not in sys.modules\n"
        "Matcher([TermForms('c', ['клиент'])]).find('12')\n"
        "assert 'pymorphy3' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Яндекс", "почта Яндекса", ["Яндекса"]),
        ("Минтруд", "Письмо Минтруда. Минтруд ответил", ["Минтруда", "Минтруд"]),
        ("Москва", "офис в Москве", ["Москве"]),
        ("Санкт-Петербург", "в Санкт\u2011Петербурге", ["Санкт\u2011Петербурге"]),
        ("Ростов-на-Дону", "из Ростова-на-Дону", ["Ростова-на-Дону"]),
        (
            "organisation",
            "The organization grew; organizations’ names",
            ["organization", "organizations’"],
        ),
        ("licence", "We license it. A license is due.", ["license"]),
        ("Битрикс24", "в Битриксе24, а не в Битриксе и не в Битрикс240", ["Битриксе24"]),
        ("ВкусВилл", "в ВкусВилле, а не в вкусвилле", ["ВкусВилле"]),
        ("Excel", "таблица в Excel’е", ["Excel’е"]),
        ("роман", "Роман Петров прочёл роман", ["роман"]),
        ("GitHub", "GitHub’s page, no githubs", ["GitHub’s"]),
        ("Q&A", "two Q&As", ["Q&As"]),
        ("VPN", "VPNs and vpns", ["VPNs"]),
    ],
)
def test_proper_names_are_found(name: str, text: str, expected: list[str]) -> None:
    found = Matcher([TermForms("name", [name])]).find(text)
    assert [text[start:end] for start, end, _ in found] == expected
