"""Lets the live preview notice a saved file at once."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from watchdog.events import FileModifiedEvent, FileSystemEventHandler
from watchfiles import watch

SETTLED = 50
"""Milliseconds without another change: an editor may save a file in several steps."""


@event_priority(100)  # before others watch folders of their own
def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., Any]
) -> LiveReloadServer:
    """Lets the system report changes, where MkDocs would look at every file twice a second."""
    watched = [config.docs_dir, *filter(None, [config.config_file_path])]
    for path in watched:
        server.unwatch(path)
    server.observer = _Observer(server.observer)  # type: ignore[assignment]
    for path in watched:
        server.watch(path)
    server.build_delay = 0.01  # we have waited already
    return server


class _Observer(Thread):
    """Offers what MkDocs uses of a watchdog observer; folders are watched by the system."""

    def __init__(self, polling: Any) -> None:
        """`polling` watches single files: the system loses track of one that an editor replaces.

        It also watches a folder that is added while the others are watched.
        """
        super().__init__(daemon=True)
        self._polling = polling
        self._folders: dict[str, FileSystemEventHandler] = {}
        self._over = Event()

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool) -> Any:
        if Path(path).is_dir() and not self.is_alive():
            self._folders[path] = handler
            return path
        return self._polling.schedule(handler, path, recursive=recursive)

    def unschedule(self, watched: Any) -> None:
        if watched not in self._folders:
            self._polling.unschedule(watched)
        self._folders.pop(watched, None)

    def run(self) -> None:
        self._polling.start()
        for changes in watch(*self._folders, step=SETTLED, stop_event=self._over):
            handler = next(iter(self._folders.values()))  # they are all alike
            for _, path in changes:
                handler.dispatch(FileModifiedEvent(path))

    def stop(self) -> None:
        self._over.set()
        if self._polling.is_alive():
            self._polling.stop()
