"""In `mkdocs serve`: shows each page's problems on it, and keeps running when a build fails."""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, Literal
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from mkdocs.commands import serve
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

from kb.preview import Preview, Snapshot, sources
from kb.settings import Settings
from kb.system.logged import logged_errors

_AT_PAGE = "Error reading page ", "Error building page "
"""What MkDocs logs of an error at a page, in English, before it tells the error itself."""

preview = Preview()  # of this process: a configuration lives for one build only


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    serve.build = _first_build  # type: ignore[attr-defined]  # the engine would end with it


def _first_build(config: MkDocsConfig, **options: Any) -> None:
    _outliving(partial(build, config, **options), Path(config.config_file_path))()


@event_priority(-100)  # after the content has been read
def on_config(config: MkDocsConfig) -> None:
    if config["serving"] and (preview.snapshot is None or preview.snapshot.kb is not config["kb"]):
        # A language that has not changed is not built, so its pages' addresses must be kept.
        known = dict(preview.snapshot.sources) if preview.snapshot else {}
        preview.snapshot = Snapshot(config["kb"], known)


@event_priority(-100)  # after i18n has given the files of this language their addresses
def on_files(files: Files, config: MkDocsConfig) -> Files:
    if config["serving"] and preview.snapshot:
        pages = ((file.url, file.src_uri) for file in files.documentation_pages())
        preview.snapshot.sources.update(sources(pages))
    return files


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., Any]
) -> LiveReloadServer:
    base = Path(config.config_file_path).resolve().with_name("mkdocs.yml")
    if base.is_file():
        server.watch(str(base))  # a company's configuration inherits from it
    serve.build = build  # type: ignore[attr-defined]
    # The server calls this attribute for each rebuild, and hangs if it raises.
    server.builder = _outliving(server.builder, Path(config.config_file_path))
    server.set_app(_with_panel(server.serve_request, server.mount_path))
    return server


def _outliving(build: Callable[[], None], config: Path) -> Callable[[], None]:
    """Returns a build whose failure is shown in the browser instead of stopping the preview.

    `config` is the configuration file; MkDocs reports what is wrong with it in English.
    """

    def outliving() -> None:
        with logged_errors("mkdocs") as told:  # a configuration's faults are in the log only
            try:
                with preview.lock:
                    build()
            except Exception as error:  # a configuration or a template may raise anything
                if not (told and isinstance(error, Abort)):  # MkDocs has logged why it aborts
                    logging.getLogger("mkdocs.kb").error(str(error))
                if isinstance(error, Abort | BuildError):
                    told = [one for one in told if not one.startswith(_AT_PAGE)]
                settings = Settings.read(config, shown_from=config.resolve().parent)
                known = "\n".join(dict.fromkeys(told))
                news = [str(one) for one in settings.problems() if str(one) not in known]
                preview.failure = "\n".join([*news, known])
            else:
                preview.failure = ""

    return outliving


def _with_panel(app: WSGIApplication, root: str) -> WSGIApplication:
    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if not path.startswith(root) or not path.endswith(("/", ".html")):
            return app(environ, start)
        begun: list[Any] = []
        answered = app(environ, lambda *what: begun.extend(what))  # type: ignore[arg-type]
        body = b"".join(answered)
        address = path.removeprefix(root).removesuffix("index.html")
        status, headers, *_ = begun
        if status.startswith("200") or preview.failure:  # which is shown in place of any page
            status, body = "200 OK", preview.page(body, address, root)
            headers = [one for one in headers if one[0] != "Content-Length"]
            headers.append(("Content-Length", str(len(body))))
        start(status, headers)
        return [body]

    return answer
