"""The folders that a configuration names."""

from collections.abc import Iterator
from pathlib import Path

from kb.content.front_matter import Location
from kb.settings import OVERLAY, Settings

_FOLDERS: dict[Location, str] = {
    ("site_dir",): "куда собирают сайт",
    ("docs_dir",): "где лежат страницы",
    OVERLAY: "где лежат страницы",
}


def folders(config: Path) -> Iterator[tuple[Path, str]]:
    """Yields the folders of the built site and of pages, each with what it is for, in Russian.

    A folder that only an inherited file names is there too: it is used when that file is built.
    """
    settings = Settings.read(config, shown_from=Path.cwd())
    for location, what in _FOLDERS.items():
        for name in filter(None, settings.texts(location)):
            yield config.resolve().parent / name, what
