"""One publication at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.publish.failure import PublishError


@contextmanager
def only_one(dest: Path) -> Iterator[None]:
    """Holds the lock of an existing folder until the block ends.

    The lock is the kernel's: it is gone when the process ends, however it ends; the file stays.

    Raises `PublishError` when another process holds the lock, and on Windows.
    """
    try:
        import fcntl
    except ImportError:
        raise PublishError(
            "Публикация работает на Linux и macOS: Windows не меняет ссылку на папку за один шаг. "
            "Соберите сайт здесь и опубликуйте на сервере: kb publish ПАПКА --from site"
        ) from None
    # Not a file object: the garbage collector must not decide when it is closed.
    # By our umask: publishers who share a folder through a group share the lock too.
    handle = os.open(dest / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
            raise PublishError(
                f"{dest}: публикация уже идёт (процесс {holder or 'без номера'}). "
                "Дождитесь её конца и повторите."
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
