"""What surrounds a page's text."""

from kb.edition import Usage
from kb.edition.observed import Answers, Observed
from kb.page.frame import Frame
from tests.bakery import changed, document, edition, with_entry


def _used(of: Frame) -> list[tuple[str, list[str]]]:
    return [(one.key, [place.heading for place in places]) for one, places in of.usage]


def test_a_term_is_used_where_it_is_linked_and_where_a_page_rests_on_it() -> None:
    other = with_entry("C01", document("C01").entry)  # no terms were found in it yet
    assert _used(Frame(document("brief"), other)) == [("G01", []), ("R01", [])]
    other.usage["brief"] = {
        Usage(document("R02"), "Когда", "when"): None,
        Usage(document("G01"), "Как", "how"): None,
    }
    assert _used(Frame(document("brief"), other)) == [
        ("G01", ["Как"]),
        ("R01", []),
        ("R02", ["Когда"]),
    ]


def test_a_term_that_names_itself_is_not_used_by_itself() -> None:
    brief = changed(document("brief").entry, (), {**_fields("brief"), "terms": ["brief"]})
    other = with_entry("brief", brief)
    term = other.find("brief")
    assert term is not None
    assert [key for key, _ in _used(Frame(term, other))] == ["G01", "R01"]


def test_where_a_term_is_used_changes_with_the_pages_that_rest_on_it() -> None:
    observed = Observed.of(edition(), Answers(edition()))
    assert Frame(document("brief"), observed).usage
    named = changed(document("R02").entry, (), {**_fields("R02"), "terms": ["brief"]})
    assert Answers(edition()).hold(observed.reads)
    assert not Answers(with_entry("R02", named)).hold(observed.reads)


def test_many_related_pages_of_several_types_stand_apart_by_type() -> None:
    few = ["R01", "brief", "C01", "R02"]
    many = [*few, "X01", "Q01", "T01", "sla"]
    for keys, apart in (
        (few, {"": few}),
        (
            many,
            {
                "role": ["R01", "R02"],
                "term": ["brief", "sla"],
                "checklist": ["C01"],
                "comparison": ["X01"],
                "quiz": ["Q01"],
                "template": ["T01"],
            },
        ),
    ):
        guide = changed(document("G01").entry, (), {**_fields("G01"), "related": keys})
        own = with_entry("G01", guide)
        found = Frame(own.find("G01") or document("G01"), own).related_by_type
        assert {kind: [one.key for one in some] for kind, some in found.items()} == apart


def test_a_definition_beside_a_link_is_broken_into_lines_as_on_its_page() -> None:
    brief = {**_fields("brief"), "definition": "Письмо — *что* и к сроку"}
    own = with_entry("brief", changed(document("brief").entry, (), brief))
    own.linked[document("G01").path] = ["brief"]
    shown = dict(Frame(document("G01"), own).definitions)
    assert shown["brief"] == "Письмо\u00a0— <em>что</em> и\u00a0к\u00a0сроку"


def _fields(key: str) -> dict[str, object]:
    return document(key).entry.model_dump(mode="json", by_alias=True, exclude_none=True)
