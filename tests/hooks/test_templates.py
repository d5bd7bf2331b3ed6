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
    with pytest.raises(TemplateError) as failed:
        env.get_template("main.html").render()
    with pytest.raises(PluginError) as raised:
        hook.on_build_error(failed.value)
    assert str(raised.value).splitlines() == ["Сайт не изменён, исправьте шаблон:", told]


def test_any_other_error_is_left_to_whom_it_concerns() -> None:
    load_hook("templates").on_build_error(ValueError("нет"))
