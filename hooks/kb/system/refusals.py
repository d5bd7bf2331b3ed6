"""Explains in Russian what cannot be done; the operating system's own words are English."""

import errno
import os

_NO_ROOM = "на диске кончилось место; освободите его"
_DENIED = "нет прав" if os.name != "nt" else "нет прав, или файл открыт в другой программе"

_REASONS = {
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: "диск только для чтения",
    errno.ENOSPC: _NO_ROOM,
    errno.EFBIG: _NO_ROOM,  # as far as this file may grow
    errno.EDQUOT: "кончилась квота на диске; освободите место",
    errno.ENOENT: "нет такого файла или папки",
    errno.EISDIR: "это папка, а не файл",
    errno.ENOTDIR: "на месте папки лежит файл",
    errno.EEXIST: "на месте папки лежит файл",  # from `mkdir`; writers of files report it better
    errno.ENOTEMPTY: "здесь уже лежит папка",
    errno.EBUSY: "занято другой программой",
    errno.ENAMETOOLONG: "слишком длинное имя",
    errno.ELOOP: "ссылки ведут по кругу",
    errno.EMFILE: "открыто слишком много файлов",
    errno.ENFILE: "открыто слишком много файлов",
    errno.EIO: "диск не читается или не пишется",
}

FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})
"""What a write to a full disk raises: these errors name no file."""

_PROTECTED = (
    "файл или папка защищены от записи, или файл открыт в другой программе; "
    "снимите защиту или закройте его"
)
"""Windows also says so if another program has the file open."""


class RefusedError(Exception):
    """What was asked for cannot be done; the message says in Russian why, one reason per line."""


def why(error: OSError) -> str:
    """Returns the reason, without the file's name; the system's own words if it is a rare one."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def why_not_written(error: OSError) -> str:
    """Returns why a file could not be written: if it may not be, that somebody protects it."""
    return _PROTECTED if isinstance(error, PermissionError) else why(error)
