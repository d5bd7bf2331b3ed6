"""Addresses: of pages, of links from one to another, and which of them are safe."""

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

SAFE_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})

_ORIGIN = "http://site/"
"""Stands for the address of the site."""


def safe(address: str) -> bool:
    """Whether an address only leads somewhere and runs no code; if so, `urlsplit` can parse it."""
    if address.lstrip().startswith("\\"):
        return False  # a file server of Windows
    compact = re.sub(r"[\s\x00-\x20\\]", "", address).lower()
    try:
        urlsplit(address)
        return urlsplit(compact).scheme in SAFE_SCHEMES
    except ValueError:
        return False


def remote(address: str) -> bool:
    """Whether a browser would ask another host for the address, as it may for a malformed one."""
    plain = re.sub(r"[\t\r\n]", "", address).strip().replace("\\", "/")
    try:
        return plain.startswith("//") or bool(urlsplit(plain).scheme)  # `///host/` leads there too
    except ValueError:
        return True


def in_ascii(address: str) -> str:
    """Returns a web address as it is sent.

    Raises `ValueError` if its host or port is impossible: https://kb..example/, https://kb:99999/.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    if not host:
        raise ValueError(address)
    if ":" in host:  # IPv6
        host = f"[{host}]"
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit(parts._replace(netloc=host + port, path=quote(parts.path, safe="/%")))


def relative(target: str, page: str) -> str:
    """Returns the link from one page to another, both relative to the same folder."""
    return _from(posixpath.dirname(page) or ".", target)


@lru_cache(maxsize=20_000)  # the pages of a folder link the same terms
def _from(folder: str, target: str) -> str:
    return posixpath.relpath(target, folder)


def resolved(link: str, page: str) -> str:
    """Returns where a relative link on a page leads: the inverse of `relative`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), link))


def absolute(link: str, page: str) -> str:
    """Returns where a link of a built page leads, from the root of the site.

    `page` is its address there. A link to another site stays as it is.
    """
    found = urljoin(_ORIGIN + page, link)
    return found.removeprefix(_ORIGIN) if urlsplit(found).netloc == "site" else found


def file_at(address: str) -> str:
    """Returns the path of the file that a server gives for an address below the site's root."""
    return f"{address}index.html" if address == "" or address.endswith("/") else address


def without_index(address: str) -> str:
    """Returns an address without the name of the file that a server gives for a folder."""
    folder, slash, name = address.rpartition("/")
    return folder + slash if name == "index.html" else address


def address(path: str, *, directories: bool = True) -> str:
    """Returns a page's address relative to its language's root: roles/zakazchik/.

    Without `directories`, an address is that of a file: roles/zakazchik.html.
    """
    if not directories:
        return f"{path.removesuffix('.md')}.html"
    folder, _, name = path.removesuffix(".md").rpartition("/")
    stem = folder if name == "index" else f"{folder}/{name}".lstrip("/")
    return f"{stem}/" if stem else ""
