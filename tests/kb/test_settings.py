"""Settings that YAML would take for something else are told, with their lines."""

from pathlib import Path

import pytest

from kb.settings import problems
from tests.sites import ROOT

OURS = """\
extra:
  brand: {name: База}
  overlay: ""
  report: false
  editor:
    preview: !ENV [KB_EDITOR, false]
hooks: !!python/name:kb.slugs.slugify
"""


def _told(folder: Path, company: str) -> list[str]:
    (folder / "mkdocs.yml").write_text(OURS, "utf-8")
    (folder / "company.yml").write_text(f"INHERIT: mkdocs.yml\n{company}", "utf-8")
    return [str(one) for one in problems(folder / "company.yml", shown_from=folder)]


@pytest.mark.parametrize(
    ("company", "told"),
    [
        (
            "extra:\n  overlay: company\nextra:\n  report: true\n",
            "company.yml:4: поле «extra» указано второй раз, и то, что в строке 2, пропадёт; "
            "соедините их под одним именем",
        ),
        (
            "extra:\n  brand:\n    colors:\n      light: #0b3d91\n",
            "company.yml:5: поле «light»: #0b3d91 пропадёт как примечание; возьмите в кавычки: "
            '"#0b3d91"',
        ),
        (
            "extra:\n  overlya: company\n",
            "company.yml:3: поле «extra.overlya»: такого нет, может быть, «overlay»? исправьте имя",
        ),
        (
            "extra:\n  report: да\n",
            "company.yml:3: поле «extra.report»: нужно true или false, без кавычек",
        ),
        ("extra:\n  report: 'true'\n", "company.yml:3: поле «extra.report»: нужно true или false"),
    ],
)
def test_what_would_be_lost_is_told(tmp_path: Path, company: str, told: str) -> None:
    (found,) = _told(tmp_path, company)
    assert found.startswith(told)


@pytest.mark.parametrize(
    "company",
    [
        "",
        "extra:\n  report: true\n  overlay: # пока нет\n  social: [{icon: a}]\n  repo: git\n",
        "extra:\n  report: !ENV [REPORT, false]\n  brand:  # наше\n    name: Мы\n",
        "nav:\n  - Роли: [role]\n  - Роли: [role]\n",
        "a: [\n",
    ],
)
def test_what_is_meant_so_is_not(tmp_path: Path, company: str) -> None:
    assert _told(tmp_path, company) == []


def test_all_are_told_at_once_and_our_own_file_too(tmp_path: Path) -> None:
    company = "extra:\n  reprot: true\n  overlya: a\nnav: []\nnav: []\n"
    assert [one.split(": ")[0] for one in _told(tmp_path, company)] == [
        "company.yml:3",
        "company.yml:4",
        "company.yml:6",
    ]
    (tmp_path / "mkdocs.yml").write_text(f"{OURS}extra: {{}}\n", "utf-8")
    told = [str(one) for one in problems(tmp_path / "company.yml", shown_from=tmp_path)]
    assert any(one.startswith("mkdocs.yml:8: поле «extra» указано второй раз") for one in told)


def test_a_circle_of_files_ends(tmp_path: Path) -> None:
    (tmp_path / "company.yml").write_text("INHERIT: company.yml\n", "utf-8")
    assert problems(tmp_path / "company.yml", shown_from=tmp_path) == []


@pytest.mark.parametrize("name", ["mkdocs.yml", "offline.yml"])
def test_our_own_settings_are_right(name: str) -> None:
    assert problems(ROOT / name, shown_from=ROOT) == []
