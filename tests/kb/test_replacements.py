"""A company's pages that replace ours: which ones, and whether ours have changed since."""

import sys
from pathlib import Path

import pytest
from click.testing import Result

from kb.cli.usage import typed
from tests.command import kb
from tests.disk import edit, protected

OURS = Path("docs/ru/glossary/brief.md")
OWN = Path("company/ru/glossary/brief.md")


def _kb(*arguments: object) -> Result:
    return kb(*arguments, "--docs", "docs", "--docs", "company")


def _errors() -> list[str]:
    lines = _kb("check").output.splitlines()
    found = [one for one in lines if one.startswith(("docs/", "company/"))]
    return [one for one in found if " предупреждение: " not in one]


def _copied(docs: Path) -> None:
    """A company has copied a page of ours and written its own definition."""
    OWN.parent.mkdir(parents=True)
    OWN.write_bytes((docs / "ru/glossary/brief.md").read_bytes())


@pytest.fixture
def own(docs: Path) -> Path:
    _copied(docs)
    edit(OWN, "definition: ", "definition: У нас — ")
    return OWN


def test_a_copy_says_nothing_until_one_of_the_two_changes(docs: Path) -> None:
    _copied(docs)
    assert _kb("replaced").output == (
        "сверено: 1; отстаёт: 0; не отмечено: 0; нашей больше нет: 0.\n"
    )
    edit(OURS, "definition: ", "definition: Коротко — ")
    assert _kb("replaced").output.splitlines() == [
        f"{OWN}: не отмечено, с каким текстом {OURS} сверена",
        "сверено: 0; отстаёт: 0; не отмечено: 1; нашей больше нет: 0.",
    ]
    assert f"заменяет {OURS} и с ней не сверена; сравните их и отметьте" in _kb("check").output


def test_a_change_of_ours_is_told_until_it_is_accepted(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = OURS.read_bytes()
    done = _kb("replaced", "--accept", own)
    assert done.output.splitlines() == [f"{own}: отмечено", "Отмечено: 1."]
    assert "\nreplaces: ru-" in own.read_text("utf-8")
    assert "replaces" not in _kb("check").output
    assert ours == OURS.read_bytes(), "no file of ours is written"
    edit(OURS, "definition: ", "definition: Коротко — ")
    (told,) = [one for one in _kb("check").output.splitlines() if "replaces" in one]
    assert told.startswith(f"{own}:")
    assert f"предупреждение: поле «replaces»: {OURS} изменился; что именно, покажет" in told
    monkeypatch.setenv("PATH", "")  # no environment is activated
    assert f"отметьте: «{sys.executable} -m kb replaced --accept {own}»" in _kb("check").output
    assert _kb("replaced").output.startswith(f"{own}: отстаёт, {OURS} изменился:\n")
    assert "Отмечено: 1." in _kb("replaced", "--accept", "--all").output
    assert "replaces" not in _kb("check").output


def test_what_is_only_mended_in_ours_is_no_change(own: Path) -> None:
    _kb("replaced", "--accept", own)
    edit(OURS, "definition: ", "definition: Ещё  раз - ")
    _kb("replaced", "--accept", own)
    edit(OURS, "definition: Ещё  раз - ", "definition: Еще раз — ")
    assert "сверено: 1;" in _kb("replaced").output


def test_a_page_that_has_moved_is_followed(own: Path) -> None:
    """It keeps its name, which is no second problem."""
    _kb("replaced", "--accept", own)
    for locale in ("ru", "en"):
        place = Path(f"docs/{locale}/glossary/slova/brief.md")
        place.parent.mkdir()
        (place.parent.parent / place.name).rename(place)
    (told,) = _errors()
    assert told == (
        f"{own}:2: поле «id»: «brief» — наша страница docs/ru/glossary/slova/brief.md; если ваша "
        "её заменяет, перенесите файл в company/ru/glossary/slova/brief.md, если нет, дайте ей "
        "свой id"
    )
    assert _kb("replaced").output.splitlines()[0] == (
        f"{own}: нашей страницы по этому пути больше нет; теперь она "
        "docs/ru/glossary/slova/brief.md"
    )
    own.parent.joinpath("slova").mkdir()
    own.rename(own.parent / "slova/brief.md")
    assert "company/" not in _kb("check").output


def test_both_languages_of_a_page_that_has_moved_are_the_company_s_to_move(own: Path) -> None:
    english = Path("company/en/glossary/brief.md")
    english.parent.mkdir(parents=True)
    english.write_bytes(Path("docs/en/glossary/brief.md").read_bytes())
    for locale in ("ru", "en"):
        Path(f"docs/{locale}/glossary/brief.md").rename(f"docs/{locale}/glossary/zayavka.md")
    assert [one.partition(":")[0] for one in _errors()] == [str(english), str(own)]


def test_a_page_without_an_id_is_known_by_its_text(docs: Path) -> None:
    ours = docs / "ru/about/o-nas.md"
    ours.write_text("---\ntype: plain\ntitle: О нас\n---\n\nПекарня.\n", "utf-8")
    own = Path("company/ru/about/o-nas.md")
    own.parent.mkdir(parents=True)
    own.write_text("---\ntype: plain\ntitle: О нас\n---\n\nСклад.\n", "utf-8")
    _kb("replaced", "--accept", "--all")
    ours.rename(docs / "ru/about/pekarnya.md")
    told = "наша страница теперь docs/ru/about/pekarnya.md; перенесите эту в company/ru/about/pek"
    assert f"поле «replaces»: {told}arnya.md" in _kb("check").output
    (docs / "ru/about/pekarnya.md").unlink()
    told = "нашей страницы по этому пути больше нет; что с ней стало, пишет CHANGELOG.md; удалите"
    assert f"поле «replaces»: {told} поле" in _kb("check").output
    assert _kb("replaced", "--accept", "--all").output == "Отмечено: 0.\n"


def test_a_mark_is_set_only_on_a_page_that_replaces_ours(own: Path) -> None:
    for name in (OURS, "company/ru/net.md"):
        result = _kb("replaced", "--accept", name)
        assert result.exit_code == 1
        assert result.output == f"{name}: не заменяет нашу страницу или не читается\n"
    assert _kb("replaced", "--accept").exit_code == 2
    with protected(own):
        result = _kb("replaced", "--accept", own)
    assert result.exit_code == 1
    assert f"{own}: отметку не записать: " in result.output


def test_a_mark_of_another_look_is_told(own: Path) -> None:
    edit(own, "definition: ", "replaces: да\ndefinition: ")
    told = f"поле «replaces»: «да» не отметка замены; её ставит «{typed('replaced', '--accept')}»"
    assert told in _kb("check").output


def test_our_translation_of_a_replaced_page_is_not_the_company_s_to_mark(own: Path) -> None:
    ours = Path("docs/en/glossary/brief.md")
    kb("translations", "--accept", "--all")
    before = ours.read_bytes()
    told = f"{ours} переводит наш текст, а не ваш; положите свой перевод в company/en/glossary"
    assert f"{own}:1: предупреждение: {told}/brief.md" in _kb("check").output
    result = _kb("translations", "--accept", ours)
    assert result.exit_code == 1
    assert told in result.output
    assert ours.read_bytes() == before


def test_a_field_that_all_languages_share_is_told_in_the_company_s_file(own: Path) -> None:
    edit(own, "group: process", "group: metrics")
    (told,) = _errors()
    line = own.read_text("utf-8").split("\n").index("group: metrics") + 1
    assert told == (
        f"{own}:{line}: поле «group»: в переводе «process», а здесь «metrics»; они должны "
        "совпадать (перевод наш, docs/en/glossary/brief.md; свой кладут в "
        "company/en/glossary/brief.md)"
    )
    own.write_text("---\ntype: plain\ntitle: Бриф\n---\n", "utf-8")
    told = f"{own}:2: поле «type»: в переводе «term», а здесь «plain»; они должны совпадать"
    assert told in [one.partition(" (")[0] for one in _errors()]
