"""New pages, as far as a command need not be run to see them."""

from kb.content.library import Library
from kb.draft import draft

EMPTY = Library((), {}, ("ru", "en"))


def test_a_terms_name_is_neither_another_id_nor_another_file() -> None:
    def path(kind: str) -> str:
        ids, names = {"brif"}, {"brif-2"}
        made = draft(kind, "Бриф", library=EMPTY, ids=ids, names=names, locales=["ru"], fields={})
        return made.path

    assert [path("term"), path("guide")] == ["glossary/brif-3.md", "guides/brif.md"]
