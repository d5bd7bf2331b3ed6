"""What hooks/templates.py says of a template that cannot be rendered."""

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from mkdocs.exceptions import PluginError

from tests.hook import load_hook


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ("<p>\n{{ nobody.name }}", "inner.html:2: шаблон не работает: 'nobody' is undefined"),
        ("<p>\n\n{% bad %}", "inner.html:3: шаблон не работает: Encountered unknown tag 'bad'."),
        ("{{ 1 + '' }}", "inner.html:1: шаблон не работает: unsupported operand type(s) for +"),
    ],
)
def test_a_broken_template_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inner: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.html").write_text("\n{% include 'inner.html' %}", "utf-8")
    (tmp_path / "inner.html").write_text(inner, "utf-8")
    hook = load_hook("templates")
    env = Environment(loader=FileSystemLoader(tmp_path), undefined=StrictUndefined, autoescape=True)
    with pytest.raises((TemplateError, TypeError)) as failed:
        env.get_template("main.html").render()
    with pytest.raises(PluginError) as raised:
        hook.on_build_error(failed.value)
    first, line = str(raised.value).splitlines()
    assert first == "Сайт не изменён, исправьте шаблон:"
    assert line.startswith(told)


def test_any_other_error_is_left_to_whom_it_concerns(tmp_path: Path) -> None:
    hook = load_hook("templates")
    hook.on_build_error(ValueError("нет"))
    (tmp_path / "main.html").write_text("{{ 'a' | number }}", "utf-8")
    env = Environment(loader=FileSystemLoader(tmp_path), autoescape=True)
    env.filters["number"] = lambda text: int(text)
    with pytest.raises(ValueError, match="invalid literal") as failed:
        env.get_template("main.html").render()
    hook.on_build_error(failed.value)
