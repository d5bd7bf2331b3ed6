"""Content: every case is a file with pages and the problems reported for them.

page: the text of docs/ru/page.md
pages: {path below docs/: text}
edit: {path: [{replace, by}]}   changes to the small valid library of tests/library/
remove: [path below docs/]   files of that library to delete
encoding: of `page` and `pages`, utf-8 by default; today: 2026-11-23 by default
problems: what `kb check` prints, line by line
"""

import datetime
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.bases import base
from tests.disk import edit, write
from tests.sites import LIBRARY, ROOT

CASES = sorted((ROOT / "tests" / "cases" / "content").glob("*.yml"))
KEYS = {"page", "pages", "edit", "remove", "encoding", "today", "problems"}


def _problems(case: dict[str, Any], root: Path) -> list[str]:
    assert set(case) <= KEYS, "a case with a misspelt key tests nothing"
    docs = root / "docs"
    if "edit" in case or "remove" in case:
        shutil.copytree(LIBRARY, docs)
    for path, changes in case.get("edit", {}).items():
        for change in changes:
            edit(docs / path, **change)
    for path in case.get("remove", []):
        (docs / path).unlink()
    pages = {**case.get("pages", {}), **({"ru/page.md": case["page"]} if "page" in case else {})}
    encoding = case.get("encoding", "utf-8")
    write(docs, {path: text.encode(encoding) for path, text in pages.items()})
    today = datetime.date.fromisoformat(case.get("today", "2026-11-23"))
    return [str(one) for one in base(docs, shown_from=root, today=today).problems]


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_file_has_the_problems_that_its_case_names(file: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(file.read_text("utf-8"))
    assert _problems(case, tmp_path) == case["problems"]
    for line in case["problems"]:
        assert len(line) < 300
        assert line.isprintable()
        assert re.match(r"docs/\S.*:[1-9][0-9]*: .*[а-я]{3}", line), "a place, and Russian"


def test_the_small_library_has_no_problems(tmp_path: Path) -> None:
    assert _problems({"edit": {}}, tmp_path) == []


def test_a_note_of_a_company_is_to_be_kept_outside_its_folder(tmp_path: Path) -> None:
    docs, company = tmp_path / "docs", tmp_path / "company"
    shutil.copytree(LIBRARY, docs)
    company.mkdir()
    (company / "README.md").write_text("# Заметки\n", "utf-8")
    assert [str(one) for one in base(docs, company, shown_from=tmp_path).problems] == [
        "company/README.md:1: это не страница: нет полей; заметки для себя храните вне этой "
        "папки, а страницу перенесите в одну из папок языков: company/ru/, company/en/"
    ]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("title: Наш договор\naliases: [SLA]", "4: поле «aliases[1]»: «SLA»"),
        ("title: SLA\naliases: [Наш договор]", "3: поле «title»: «SLA»"),
    ],
)
def test_a_name_of_our_term_is_told_where_a_company_takes_it(
    tmp_path: Path, names: str, told: str
) -> None:
    docs, company = tmp_path / "docs", tmp_path / "company"
    shutil.copytree(LIBRARY, docs)
    term = f"---\ntype: term\n{names}\nid: dogovor\ngroup: basics\ndefinition: Бумага.\n---\n"
    write(company, {"ru/glossary/dogovor.md": term})
    assert [str(one) for one in base(docs, company, shown_from=tmp_path).problems] == [
        f"company/ru/glossary/dogovor.md:{told} — название нашего термина docs/ru/glossary/sla.md; "
        "назовите свой иначе или перенесите это в see_from"
    ]
