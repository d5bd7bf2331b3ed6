"""What files of Word and of Excel have in common."""

import zipfile

LARGEST = 200_000_000
"""In bytes, unpacked: what people type stays far below, a zip bomb does not."""

OLD = b"\xd0\xcf\x11\xe0"
"""The beginning of a file in the format of Office 97, in which a password wraps a newer one too."""


def is_too_large(archive: zipfile.ZipFile) -> bool:
    """Whether a file would unpack to more than anybody writes."""
    return sum(one.file_size for one in archive.infolist()) > LARGEST
