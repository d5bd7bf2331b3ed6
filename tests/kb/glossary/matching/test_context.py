"""Which of its readings a form has in its context, and what may be made of an abbreviation."""

import pytest

from kb.glossary import Matcher, TermForms

ABBREVIATIONS = frozenset({"SLA", "CSAT", "NPS", "L&D", "ГОСТ", "ЖЭК", "ВУЗ", "ТЗ", "ОСАГО"})


def found(name: str, text: str) -> list[str]:
    abbreviated = name in ABBREVIATIONS
    names, abbreviations = ([], [name]) if abbreviated else ([name], [])
    return [
        text[m.start : m.end] for m in Matcher([TermForms("t", names, abbreviations)]).find(text)
    ]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        # an animate accusative does not agree with an inanimate noun
        ("больной", "У больного кашель.", "больного"),
        ("больной", "У больного озноб и жар.", "больного"),
        ("дежурный", "У дежурного ключ.", "дежурного"),
        ("дежурный", "У дежурного телефон занят.", "дежурного"),
        ("заведующий", "У заведующего новый кабинет.", "заведующего"),
        ("больной", "Осмотрели больного мальчика.", None),
        ("больной", "У больного мальчика жар.", None),
        ("больной", "Больной зуб удалили.", None),
        ("дежурный", "Вызвали дежурного врача.", None),
        ("дежурный", "Вижу дежурный автобус.", None),
        # after a comma it describes the noun before it, unless it is a subject or in a list
        ("ответственный", "Сотрудник, ответственный за приёмку, ушёл.", None),
        ("ответственный", "Спросите сотрудника, ответственного за ключи.", None),
        ("ведущий", "Путь, ведущий к складу, закрыт.", None),
        ("данные", "Слова, данные клятвенно, помнят.", None),
        ("ответственный", "Если есть ключ, ответственный за склад поможет.", "ответственный"),
        ("ведущий", "Когда включили свет, ведущий уже говорил.", "ведущий"),
        ("данные", "Храним имена, данные карт и адреса.", "данные"),
        ("дежурный", "Придут врач, дежурный и медсестра.", "дежурный"),
        ("ведущий", "На сцене гость, ведущий, оператор.", "ведущий"),
    ],
)
def test_russian_adjective_that_serves_as_a_noun(
    name: str, text: str, expected: str | None
) -> None:
    assert found(name, text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("ГОСТ", "По ГОСТу так нельзя, ГОСТы новые.", ["ГОСТу", "ГОСТы"]),
        ("ЖЭК", "В ЖЭКе холодно, ЖЭКи закрыты.", ["ЖЭКе", "ЖЭКи"]),
        ("ВУЗ", "В ВУЗе и вузе", ["ВУЗе"]),
        ("CSAT", "Рост CSAT’а и CSAT'ом", ["CSAT’а", "CSAT'ом"]),
        ("NPS", "NPSы, NPS-ом, NPS-опрос", ["NPSы", "NPS", "NPS"]),
        ("SLA", "SLA'ы и SLAы", ["SLA'ы", "SLAы"]),
        ("L&D", "Без L&D’а", ["L&D’а"]),
        ("СНИЛС", "Нет СНИЛСа, СНИЛС-ом", ["СНИЛСа", "СНИЛС-ом"]),
        ("ТЗ", "ТЗ-план и ТЗ", ["ТЗ", "ТЗ"]),
        # other words, longer abbreviations, other letter case
        ("ГОСТ", "ГОСТИ, ГОСТь, ГОСТиница, ГОСТи, ГОСТовский, госту, ГОСТЕХ", []),
        ("ЖЭК", "ЖЭКы", []),
        ("ОСАГО", "ОСАГОа", []),
        ("SLA", "SLA-шный, SLA-шного, SLA-ный, SLA'шный, slaы, eSLAы", []),
        ("ТЗ", "ТЗ-шка, ТЗ-шкой, ТЗ-шник, ТЗ-овский, ТЗшка", []),
        ("СНИЛС", "СНИЛСовый, СНИЛС-ный", []),
    ],
)
def test_russian_endings_of_an_abbreviation(name: str, text: str, expected: list[str]) -> None:
    assert found(name, text) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("brief", "A brief came late."),
        ("brief", "The brief went to Ann."),
        ("brief", "The brief explains why."),
        ("brief", "The brief lists names."),
        ("brief", "Check that the brief lists names."),
        ("brief", "The brief took an hour."),
        ("brief", "That brief cost us a day."),
        ("brief", "The brief set a date."),
        ("brief", "Our brief grew."),
        ("brief", "Her brief reads well."),
        ("brief", "The brief written by Ann is here."),
        ("brief", "The brief itself is short."),
        ("brief", "The brief fits on a page."),
        ("brief", "When will the initial brief be ready?"),
        ("patient", "The patient waits."),
        ("patient", "The patient waits in the hall."),
        ("patient", "The patient left early."),
        ("patient", "The patient slept."),
        ("representative", "A representative came."),
        ("executive", "The executive signs."),
        ("lead", "A new lead came in."),
    ],
)
def test_english_noun_before_a_verb_is_no_adjective(name: str, text: str) -> None:
    assert found(name, text) == [name]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("brief", "It was a brief visit."),
        ("brief", "Take a brief look at it."),
        ("brief", "Send brief notes."),
        ("brief", "The brief notes explain it."),
        ("brief", "The brief visits were fun."),
        ("brief", "Brief stays are free."),
        ("brief", "Expect brief waits at the desk."),
        ("brief", "A brief written note will do."),
        ("brief", "A brief cut in power."),
        ("brief", "A brief set of rules."),
        ("patient", "Ask a patient man."),
        ("executive", "The executive board agrees."),
        ("executive", "The executive boards meet weekly."),
        ("representative", "Take a representative sample."),
        ("official", "The official reports usually come late."),
        ("official", "The official forms visitors fill in are long."),
        ("front", "The front left wheel is flat."),
        ("standard", "A number of standard includes and defines."),
        ("key", "Turn key codes off at night."),
    ],
)
def test_english_adjective_stays_one(name: str, text: str) -> None:
    assert found(name, text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("process", "Staff process claims."),
        ("request", "The police request a copy."),
        ("request", "The media request comments."),
        ("need", "Our crew need rest."),
        ("report", "The children report to Ann."),
        ("report", "What the police report is noise."),
        ("need", "Clients need on average two days."),
        ("need", "Both plants need gas."),
        ("need", "The shop and the school need it."),
        ("visit", "Parents visit on Friday."),
        ("request", "Staff request forms."),  # may be either
        ("visit", "The inspector visits around 40 shops a month."),
        ("need", "The bank needs over 300 men."),
        ("advocate", "Lawyers advocate for reform."),
        ("paraphrase", "Paraphrase what you heard."),
        ("request", "Request whatever you like."),
        ("paraphrase", "Paraphrase less, ask more."),
        ("promise", "Never promise dates."),
        ("return", "Many return within a year."),
    ],
)
def test_english_verb_after_its_plural_subject(name: str, text: str) -> None:
    assert found(name, text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("request", "The staff request is late."),
        ("request", "The staff request failed."),
        ("request", "Every staff request form is blue."),
        ("request", "In the team request, name the date."),
        ("process", "A team process takes time."),
        ("process", "The form asks which process failed."),
        ("return", "Name two return dates."),
        ("report", "Read the board report."),
        ("report", "The police report came."),
        ("report", "The team report of May is here."),
        ("process", "The sales process in May was slow."),
        ("request", "We call a complaint and an oral request an appeal."),
        ("request", "The specimen request for May is late."),
        ("request", "The data request from Ann is here."),
        ("request", "The public request for a hearing is here."),
        ("support", "Provides support in Almaty."),
        ("support", "The shop’s support for Ann is there."),
    ],
)
def test_english_noun_after_a_noun_in_the_plural(name: str, text: str) -> None:
    assert found(name, text) == [name]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("request", "The clinic requests about the form were late.", "requests"),
        ("visit", "Visits under 20 minutes are free.", "Visits"),
        ("request", "We answer requests about 2 printers.", "requests"),
    ],
)
def test_english_plural_before_a_preposition(name: str, text: str, expected: str) -> None:
    assert found(name, text) == [expected]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("счёт", "Поедем за счёт фирмы.", None),
        ("счёт", "В конечном счёте платит клиент.", None),
        ("счёт", "Перевели на счёт фирмы.", "счёт"),
        ("цель", "В целях экономии.", None),
        ("цель", "В наших целях этого нет.", "целях"),
        ("качество", "Пришёл в качестве наставника.", None),
        ("качество", "Спорят о качестве хлеба.", "качестве"),
        ("очередь", "В первую очередь — пациенты.", None),
        ("очередь", "Врач, в\nсвою очередь, ушёл.", None),
        ("очередь", "Встаньте в первую, очередь там.", "очередь"),
        ("связь", "Опоздали в связи с ремонтом.", None),
        ("связь", "Перебои в связи.", "связи"),
        ("случай", "В случае отказа звоните.", None),
        ("точка", "С точки зрения закона.", None),
        ("order", "In order to win, wait.", None),
        ("order", "In order no. 5 a line is missing.", "order"),
        ("course", "Of course we do.", None),
        ("account", "Take it into account.", None),
        ("place", "It takes place in May.", None),
    ],
)
def test_noun_of_a_set_phrase_is_no_term(name: str, text: str, expected: str | None) -> None:
    assert found(name, text) == ([expected] if expected else [])
