"""What hooks/output.py does when a file cannot be read or written."""

import errno
import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs import utils
from mkdocs.exceptions import PluginError

from kb.cache.output import Output
from tests.hook import load_hook


class Config(dict[str, Any]):
    """What the hook uses of MkDocs' configuration."""

    def __init__(self, site: Path, *, serving: bool) -> None:
        super().__init__(serving=serving, kb_build=SimpleNamespace(alone=False, is_over=True))
        self.site_dir, self.strict = str(site), False


@pytest.fixture
def hook() -> Any:
    module = load_hook("output")
    yield module
    module.on_shutdown()


def test_a_file_that_has_gone_stops_a_build_in_one_line(hook: Any, tmp_path: Path) -> None:
    config = Config(tmp_path / "site", serving=False)
    hook.on_config(config)
    with pytest.raises(PluginError, match=r"gone\.png: файл не читается: нет такого файла"):
        utils.copy_file(str(tmp_path / "gone.png"), f"{config.site_dir}/gone.png")


def test_a_file_that_has_gone_is_told_in_a_preview(
    hook: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = Config(tmp_path / "site", serving=True)
    hook.on_config(config)
    with caplog.at_level(logging.ERROR):
        utils.copy_file(str(tmp_path / "gone.png"), f"{config.site_dir}/gone.png")
    utils.write_file(b"1", f"{config.site_dir}/page/index.html")
    hook.on_post_build(config)
    assert "gone.png: файл не читается: нет такого файла или папки" in caplog.text
    assert (tmp_path / "site/page/index.html").read_bytes() == b"1"


def test_a_full_disk_stops_a_build_in_one_line(
    hook: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "site/page")

    config = Config(tmp_path / "site", serving=False)
    hook.on_config(config)
    with monkeypatch.context() as patched:
        patched.setattr(Output, "write", full)
        with pytest.raises(
            PluginError, match=r"^site/page: на диске кончилось место; освободите его\. С"
        ):
            utils.write_file(b"1", f"{config.site_dir}/page/index.html")
    monkeypatch.setattr(Output, "end", full)
    with pytest.raises(PluginError, match="Сайт сменился не весь, соберите его ещё раз"):
        hook.on_post_build(config)


def test_what_cannot_be_read_stops_a_build_in_one_line(hook: Any, tmp_path: Path) -> None:
    hook.on_config(Config(tmp_path / "site", serving=False))
    begun = [path.name for path in (tmp_path / "site").iterdir()]
    error = PermissionError(errno.EACCES, "Permission denied", "docs/ru/guides")
    with pytest.raises(PluginError, match=r"^docs/ru/guides: нет прав\. Сайт не изменён$"):
        hook.on_build_error(error)
    assert begun
    assert not (tmp_path / "site").exists()
    full = OSError(errno.ENOSPC, "No space left on device")  # as `write` raises it
    with pytest.raises(PluginError, match=r"^папка сайта: на диске кончилось место; освободите"):
        hook.on_build_error(full)


def test_a_fault_of_the_code_is_not_hidden(hook: Any) -> None:
    hook.on_build_error(ValueError("нет"))
    hook.on_build_error(OSError("нет"))
