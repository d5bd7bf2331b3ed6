"""Publishes under load, kills publications at random, and counts what readers noticed.

    .venv/bin/python -m bench.publish [--publishes 100] [--kills 30] [--site site]

A real nginx serves the folder; readers request pages of a built site and the styles and scripts
that each page names, compressed or not, with or without ETags. They know every page of every
release byte for byte, so they notice a mixed, truncated or outdated answer. If there is any, the
exit code is 1.
"""

import argparse
import gzip
import hashlib
import http.client
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import brotli

from kb.publish import Releases
from kb.publish.files import copy
from tests.nginx import Nginx, serving

_RELEASE = re.compile(rb'<meta name="kb-release" content="(\d+)">')
_PARTS = re.compile(rb'"([^"]*/proof\.[0-9a-f]{8}\.(?:css|js))"')
_CODINGS = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


@dataclass
class Outcome:
    """What was done, and what readers noticed."""

    published: int = 0
    killed: int = 0
    seconds: list[float] = field(default_factory=list)
    """How long each publication took that was not killed."""

    answers: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        took = statistics.median(self.seconds) if self.seconds else 0
        return "\n".join(
            [
                f"публикаций: {self.published + self.killed}, из них убито: {self.killed}",
                f"обычная публикация, медиана: {took:.1f} с",
                f"ответов: {self.answers.total()} "
                + ", ".join(f"{what}: {n}" for what, n in sorted(self.answers.items())),
                f"ошибок, смешанных и пропавших страниц: {len(self.faults)}",
                *self.faults[:10],
            ]
        )


class Editions:
    """Editions of one site, a few pages of which differ each time."""

    def __init__(self, built: Path, folder: Path, changing: int) -> None:
        self._built = built
        self._folder = folder
        names = sorted(path.relative_to(built).as_posix() for path in built.rglob("index.html"))
        random.Random(7).shuffle(names)  # noqa: S311 (no secret)
        self.changing = names[:changing]
        self.constant = {name: _digest((built / name).read_bytes()) for name in names[changing:]}
        self.known: dict[tuple[str, int], str] = {}
        """Digests of the changing pages and their parts, by release."""

    def make(self, number: int) -> Path:
        """Writes an edition into a folder of its own."""
        folder = self._folder / str(number)
        copy(self._built, folder)
        parts = []
        for suffix in ("css", "js"):
            content = f"/* {number} */\n".encode() * 200
            name = f"proof.{_digest(content)[:8]}.{suffix}"
            (folder / "assets" / name).write_bytes(content)
            self.known[name, number] = _digest(content)
            parts.append(name)
        for page in self.changing:
            up = "../" * page.count("/") or "./"
            head = (
                f'<meta name="kb-release" content="{number}">'
                f'<link rel="stylesheet" href="{up}assets/{parts[0]}">'
                f'<script src="{up}assets/{parts[1]}"></script></head>'
            )
            content = (folder / page).read_bytes().replace(b"</head>", head.encode(), 1)
            (folder / page).write_bytes(content)
            self.known[page, number] = _digest(content)
        return folder


class Reader(threading.Thread):
    """Reads pages with their parts until it is told to stop."""

    def __init__(self, nginx: Nginx, editions: Editions, outcome: Outcome, seed: int) -> None:
        super().__init__(daemon=True)
        self.enough = threading.Event()
        self._nginx = nginx
        self._editions = editions
        self._outcome = outcome
        self._random = random.Random(seed)  # noqa: S311 (no secret)
        self._kept: dict[str, tuple[str, int]] = {}
        """What a browser would cache of each changing page: its ETag and its release."""
        self._newest = 0

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._nginx.port, timeout=20)
        while not self.enough.is_set():
            try:
                self._read(connection)
            except (OSError, http.client.HTTPException, ValueError, brotli.error) as error:
                connection.close()
                self._fault(f"{type(error).__name__}: {error}")
            time.sleep(0.004)
        connection.close()

    def _read(self, connection: http.client.HTTPConnection) -> None:
        if self._editions.constant and self._random.random() < 0.3:
            page = self._random.choice(sorted(self._editions.constant))
            status, body, _etag = self._get(connection, page)
            if status != 200 or _digest(body) != self._editions.constant[page]:
                self._fault(f"{page}: {status}, не та страница")
            return
        page = self._random.choice(self._editions.changing)
        etag, kept = self._kept.get(page, ("", 0))
        ask = etag if self._random.random() < 0.5 else ""
        status, body, etag = self._get(connection, page, ask)
        if status == 304:
            number = kept
        elif status == 200 and (said := _RELEASE.search(body)):
            number = int(said[1])
            if _digest(body) != self._editions.known.get((page, number)):
                self._fault(f"{page}: выпуск {number}, страница не та")
            self._kept[page] = (etag, number)
        else:
            self._fault(f"{page}: {status}, без номера выпуска")
            return
        if number < self._newest:
            self._fault(f"{page}: {status}, выпуск {number} после {self._newest}")
        self._newest = max(number, self._newest)
        if status == 200:
            time.sleep(self._random.random() * 0.3)  # a switch of releases may come in between
            for part in _PARTS.findall(body):
                name = part.decode().rpartition("/")[2]
                status, content, _etag = self._get(connection, f"assets/{name}")
                if status != 200 or _digest(content) != self._editions.known[name, number]:
                    self._fault(f"{page}: {status}, часть {name} выпуска {number} не та")

    def _get(
        self, connection: http.client.HTTPConnection, path: str, etag: str = ""
    ) -> tuple[int, bytes, str]:
        address = "/" + path.removesuffix("index.html")
        headers = {"Accept-Encoding": self._random.choice(list(_CODINGS))}
        if etag:
            headers["If-None-Match"] = etag
            headers["Accept-Encoding"] = "identity"
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        coding = answer.headers.get("Content-Encoding", "identity")
        self._outcome.answers[f"{answer.status} {coding}"] += 1
        kept = answer.headers.get("ETag", "") if coding == "identity" else ""
        return answer.status, _CODINGS[coding](body), kept

    def _fault(self, told: str) -> None:
        self._outcome.faults.append(told)


def prove(
    built: Path, folder: Path, *, publishes: int, kills: int, readers: int = 4, changing: int = 8
) -> Outcome:
    """Publishes a site at least `publishes` times, kills `kills` of these, and reads all along."""
    dest = folder / "dest"
    editions = Editions(built, folder / "editions", changing)
    outcome = Outcome()
    chance = random.Random(publishes)  # noqa: S311 (no secret)
    (folder / "editions").mkdir()
    _publish(dest, editions.make(1), outcome, None)
    (folder / "nginx").mkdir()
    with serving(dest / "current", folder / "nginx") as nginx:
        reading = [Reader(nginx, editions, outcome, seed) for seed in range(readers)]
        for reader in reading:
            reader.start()
        number = 2
        while number <= publishes or outcome.killed < kills:
            made = editions.make(number)
            left = max(publishes - number + 1, 1)
            kill = chance.random() < (kills - outcome.killed) / left
            last = outcome.seconds[-1]
            _publish(dest, made, outcome, chance.random() * last * 1.1 if kill else None)
            shutil.rmtree(made)
            number += 1
        for reader in reading:
            reader.enough.set()
        for reader in reading:
            reader.join()
    _publish(dest, editions.make(number), outcome, None)
    left_over = [path.name for path in (dest / ".work").iterdir()]
    if left_over or len(Releases(dest).all()) > 5:
        outcome.faults.append(f"осталось лишнее: {left_over}, {len(Releases(dest).all())}")
    return outcome


def _publish(dest: Path, made: Path, outcome: Outcome, kill_after: float | None) -> None:
    start = time.monotonic()
    command = [sys.executable, "-m", "kb", "publish", str(dest), "--from", str(made)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            told, _ = process.communicate(timeout=kill_after)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            outcome.killed += 1
            return
    if process.returncode:
        outcome.faults.append(told.decode())
    outcome.published += 1
    outcome.seconds.append(time.monotonic() - start)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--publishes", type=int, default=100)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--site", type=Path, default=Path("site"), help="a built site")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = prove(
            options.site, Path(folder), publishes=options.publishes, kills=options.kills
        )
    print(outcome)
    sys.exit(bool(outcome.faults))


if __name__ == "__main__":
    main()
