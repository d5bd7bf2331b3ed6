"""Where terms are found in a text."""

import sys

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
    TermForms("chain", ["цепочка «сервис — прибыль»"]),
    TermForms("process", ["процесс", "process"], never=["в процессе"]),
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
        # never
        ("почтовым клиентом и клиентом", ["client: клиентом"]),
        ("в процессе, о процессе", ["process: процессе"]),
        # addresses, names in programs
        ("client@example.com, www.client.ru, https://x.ru/client, client.py", []),
        ("client_id, $client, @client, #client, {client}", []),
        ("client/клиент", ["client: client", "client: клиент"]),
        ("", []),
        ("12 345, — …", []),
    ],
)
def test_find(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_longest_wins_even_if_another_starts_before_it() -> None:
    matcher = Matcher([TermForms("ab", ["alpha beta"]), TermForms("bcd", ["beta gamma delta"])])
    assert matcher.find("alpha beta gamma delta") == [Match(6, 22, "bcd")]


def test_first_of_two_terms_has_the_form() -> None:
    matcher = Matcher([TermForms("one", ["клиент"]), TermForms("two", ["клиенты"])])
    assert matcher.find("клиентам") == [Match(0, 8, "one")]


def test_text_of_changing_length_in_lower_case_keeps_its_positions() -> None:
    assert found("İİİ клиент") == ["client: клиент"]


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
