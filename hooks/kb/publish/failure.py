"""What stops a publication, in an operator's words."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class PublishError(Exception):
    """Nothing was changed; the message says why in Russian, one reason per line."""


_REASONS = {
    errno.ENOSPC: "на диске кончилось место",
    errno.EDQUOT: "кончилась квота на диске",
    errno.EACCES: "нет прав",
    errno.EPERM: "нет прав",
    errno.EROFS: "диск только для чтения",
    errno.ENOTDIR: "на месте папки лежит файл",
    errno.EEXIST: "на месте папки лежит файл",
    errno.EISDIR: "на месте файла лежит папка",
    errno.ENOTEMPTY: "здесь уже лежит папка",
    errno.ENOENT: "нет такого файла или папки",
    errno.ENAMETOOLONG: "слишком длинное имя",
    errno.ELOOP: "ссылки ведут по кругу",
    errno.EIO: "диск не читается или не пишется",
    errno.EMFILE: "открыто слишком много файлов",
}


@contextmanager
def in_words(dest: Path) -> Iterator[None]:
    """Turns an `OSError` raised in the block into a `PublishError`."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        where = error.filename or dest
        raise PublishError(f"{where}: {reason}. Сайт прежний.") from error
