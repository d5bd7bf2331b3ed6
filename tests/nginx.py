"""Serves folders with a real nginx and the configuration of deploy/nginx, as an operator would."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.programs import path_of
from tests.sites import ROOT

DEPLOY = ROOT / "deploy" / "nginx"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
"""Where Debian puts the module; another system's nginx is tested without it."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Nginx:
    """A running nginx."""

    port: int
    base: str
    """The path of the site on the server, such as `/klient`; empty for the root."""

    conf: Path
    """The server's copy of deploy/nginx."""

    url: str = field(init=False)
    """The address of the site, without a slash at its end."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "url", f"http://127.0.0.1:{self.port}{self.base}")

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Requests a path; `accept_language="en"` sends a header. Does not follow redirects."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


def program() -> str:
    """Returns the path of nginx; Windows, where nobody serves the site with it, may lack it."""
    return path_of("nginx", needed=sys.platform != "win32")


def policy() -> str:
    """The Content-Security-Policy, from the one place that defines it."""
    text = (DEPLOY / "security-headers.conf").read_text("utf-8")
    (found,) = re.findall(
        r'^add_header Content-Security-Policy "(.+?)" always;$', text, re.MULTILINE
    )
    return str(found)


@contextmanager
def serving(
    site: Path,
    folder: Path,
    *,
    base: str = "",
    access: str = "",
    server: str = "",
    files: Mapping[str, str] | None = None,
    brotli: bool = True,
) -> Iterator[Nginx]:
    """Runs nginx for a site until the block ends, in `folder`, which must be empty.

    `base` is the site's path on the server, such as `/klient`; `access` and `server` are more lines
    after site.conf and in the server block; `files` are added to `Nginx.conf`, or replace some.
    """
    conf = configured(folder, brotli=brotli, files=files)
    for _attempt in range(5):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        main = folder / "nginx.conf"
        main.write_text(_main(site, folder, port, base, access, server, brotli=brotli), "utf-8")
        log = folder / "error.log"
        with subprocess.Popen(
            [
                program(),
                "-p",
                str(folder),
                "-c",
                str(main),
                "-e",
                str(log),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                if _answers(process, port):
                    yield Nginx(port, base, conf)
                    return
            finally:
                process.terminate()
        told = log.read_text("utf-8")
        if "Address already in use" not in told:  # another process took the port first
            pytest.fail(told, pytrace=False)
    pytest.fail("нет свободного порта")


def configured(folder: Path, *, brotli: bool, files: Mapping[str, str] | None = None) -> Path:
    """Copies deploy/nginx as an operator would, to `kb` in the folder; returns the copy."""
    conf = Path(shutil.copytree(DEPLOY, folder / "kb"))
    if not (brotli and BROTLI.exists()):
        (conf / "brotli.conf").unlink()
    for name, text in (files or {}).items():
        (conf / name).write_text(text, "utf-8")
    return conf


def _main(
    site: Path, folder: Path, port: int, base: str, access: str, server: str, *, brotli: bool
) -> str:
    """Returns an nginx.conf that includes our files, as an operator's would."""
    module = f"load_module {BROTLI};" if brotli and BROTLI.exists() else ""
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    ours = f'set $kb_base "{base}"; include kb/site.conf;\n{access}'
    if base:
        block = f"""
        location = {base} {{ absolute_redirect off; return 301 {base}/; }}
        location {base}/ {{ alias {site}/; {ours} }}
        location / {{ default_type text/plain; return 200 portal; }}"""
    else:
        block = f"root {site}; {ours} include kb/health.conf;"
    user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    return f"""
{module}
{user}
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
events {{ worker_connections 512; }}
http {{
    access_log off;
    {temporary}
    include kb/http.conf;
    server {{
        listen 127.0.0.1:{port};
        {block}
        {server}
    }}
}}
"""


def _answers(process: "subprocess.Popen[bytes]", port: int) -> bool:
    end = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return True
    return False
