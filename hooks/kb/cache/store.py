"""A bounded store on disk of computed data, by the digest of what it was computed from.

One SQLite file: SQLite reads only the entries that are asked for, lets two builds at once wait for
each other, and notices damage; one file per entry would make thousands of small files and leave all
three to us. No entry is ever wrong, only useless: what it depends on is in its key, so entries of
other versions, settings and texts are simply not found, and are evicted in time.
"""

import os
import sqlite3
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import brotli

SCHEMA = 2
"""Part of the file's name: if the table below changes, a new file replaces the old one."""

LIMIT = 256 * 2**20
"""Bytes. A thousand pages in two languages take 80 MB in the bench."""

_WAIT = 10
"""Seconds to wait for another build that is writing."""

_HELD = 4 * 2**20
"""The most bytes that wait to be written: one transaction costs as much as many entries."""

_DAY = 86_400

_CHECK = struct.Struct("<I")


class Store:
    """Entries by key. If anything is wrong with the disk, the store merely seems empty."""

    def __init__(self, folder: Path, *, limit: int = LIMIT) -> None:
        """Opens the store in `folder`, which is created if needed; a damaged store begins anew."""
        self._path = folder / f"rendered-{SCHEMA}.sqlite"
        self._limit = limit
        self._began = int(time.time())
        self._used: set[str] = set()
        """Keys of entries that were read and whose last known use is more than a day old."""

        self._new: dict[str, bytes] = {}
        self._unsaved = 0
        self._damaged = False
        self._process = os.getpid()
        self._database: sqlite3.Connection | None = None
        self._inherited: sqlite3.Connection | None = None
        with suppress(OSError, sqlite3.Error):
            try:
                self._database = self._open()
            except sqlite3.OperationalError:
                pass  # locked for long, or no right to write: this build has no store
            except sqlite3.DatabaseError:
                self._remove()
                self._database = self._open()

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._path, timeout=_WAIT)
        try:
            # Do not wait for the disk: a file damaged by a power cut is simply begun anew.
            database.execute("PRAGMA synchronous = OFF")
            database.execute("PRAGMA auto_vacuum = INCREMENTAL")  # applies to a new file only
            with database:
                # With a row id: else SQLite searches among the values, with forty times the reads.
                database.execute(
                    "CREATE TABLE IF NOT EXISTS entry"
                    " (key TEXT PRIMARY KEY, used INTEGER NOT NULL, value BLOB NOT NULL)"
                )
                database.execute("SELECT key, used FROM entry LIMIT 1").fetchone()
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _remove(self) -> None:
        """Makes room for a new file; another build may keep the damaged one open."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        with suppress(OSError):
            self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)

    def _remove_others(self) -> None:
        """Removes the files of other versions of this code: they are as large as this one."""
        for other in self._path.parent.glob("rendered-*"):
            if not other.name.startswith(self._path.name):
                with suppress(OSError):
                    other.unlink()

    def get(self, key: str) -> bytes | None:
        """Returns the entry as it was put in; None if it is not there."""
        if key in self._new:
            return self._new[key]
        if self._process != os.getpid():
            self._open_in_fork()
        if self._database is None:
            return None
        row = None
        with self._forgiving():
            query = "SELECT value, used FROM entry WHERE key = ?"
            row = self._database.execute(query, (key,)).fetchone()
        if row is None or not isinstance(row[0], bytes):
            return None
        if row[1] < self._began - _DAY:
            self._used.add(key)
        return row[0]

    def _open_in_fork(self) -> None:
        """Opens a new connection: SQLite forbids using, or closing, one opened before a fork."""
        self._process = os.getpid()
        self._inherited, self._database = self._database, None
        with suppress(OSError, sqlite3.Error):
            self._database = self._open()

    def put(self, key: str, value: bytes) -> None:
        """Keeps an entry, replacing an old one of this key; `save` writes it at the latest."""
        self._new[key] = value
        self._unsaved += len(value)
        if self._unsaved > _HELD:
            self.save()

    def save(self) -> None:
        """Writes all new entries in one go: the file is never locked for long."""
        now = int(time.time())
        if self._database is not None and self._new:
            with self._forgiving(), self._database:
                self._database.executemany(
                    "INSERT OR REPLACE INTO entry VALUES (?, ?, ?)",
                    ((key, now, value) for key, value in self._new.items()),
                )
        self._new = {}
        self._unsaved = 0

    def close(self) -> None:
        """Saves, records what was used, and evicts the oldest entries if the store is too large.

        A damaged file is removed, so that the next build does not stumble over it again.
        """
        self.save()
        if self._database is None:
            return
        with self._forgiving(), self._database:
            self._note_use(self._database)
            self._evict(self._database)
        with self._forgiving():
            self._database.execute("PRAGMA incremental_vacuum").fetchall()
        self._database.close()
        self._database = None
        if self._damaged:
            self._remove()
        self._remove_others()

    @contextmanager
    def _forgiving(self) -> Iterator[None]:
        """Lets a build go on when the store fails, for now or for good."""
        try:
            yield
        except sqlite3.OperationalError:
            pass  # locked, read-only or no room: next time
        except sqlite3.Error:
            self._damaged = True

    def _note_use(self, database: sqlite3.Connection) -> None:
        """Records use to the day: a build writes nothing if all it has read was used lately."""
        database.executemany(
            "UPDATE entry SET used = ? WHERE key = ?", ((self._began, key) for key in self._used)
        )

    def _evict(self, database: sqlite3.Connection) -> None:
        (pages,) = database.execute("PRAGMA page_count").fetchone()
        (free,) = database.execute("PRAGMA freelist_count").fetchone()
        (page,) = database.execute("PRAGMA page_size").fetchone()
        excess = (pages - free) * page - self._limit
        if excess <= 0:
            return
        oldest = database.execute("SELECT key, length(value) FROM entry ORDER BY used, key")
        unused: list[tuple[str]] = []
        for key, size in oldest:
            if excess <= 0:
                break
            unused.append((key,))
            excess -= size
        database.executemany("DELETE FROM entry WHERE key = ?", unused)


def pack(value: bytes) -> bytes:
    """Returns an entry's value as it is kept: compressed, with a checksum.

    Brotli at its quickest takes a quarter of zlib's time for the same size.
    """
    compressed: bytes = brotli.compress(value, quality=0)
    return _CHECK.pack(zlib.crc32(value)) + compressed


def unpack(packed: bytes) -> bytes | None:
    """Returns what was packed; None if a byte of it has changed since."""
    try:
        (check,) = _CHECK.unpack_from(packed)
        value: bytes = brotli.decompress(packed[_CHECK.size :])
    except (struct.error, brotli.error):
        return None
    return value if zlib.crc32(value) == check else None
