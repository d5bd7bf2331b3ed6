"""Finds an nginx for the server tests, or installs Debian's, and prints its path.

    export KB_NGINX="$(python tools/nginx.py)"

Tries in this order: $KB_NGINX; an installed nginx; Debian's package with its Brotli module, if we
are root or sudo needs no password. Only the path goes to standard output; if all fail, advises
in Russian and exits with code 1. On Windows, where nginx does not serve the site, prints nothing.
"""

import os
import shutil
import sys

from system import install_packages, run

PACKAGES = ("nginx", "libnginx-mod-http-brotli-static")
PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
"""Not every PATH has the sbin folders, where servers are installed."""

ADVICE = """\
Не нашёлся и не установился nginx: без него не проверить, как сайт отдаётся и публикуется.
  • Debian и Ubuntu: sudo apt-get install nginx libnginx-mod-http-brotli-static
  • macOS: brew install nginx
  • стоит в необычном месте: export KB_NGINX=/путь/к/nginx"""


def main() -> None:
    if sys.platform == "win32":
        return
    chosen = os.environ.get("KB_NGINX")
    if chosen and not works(chosen):
        sys.exit(f"KB_NGINX={chosen}: такой программы нет, или она не запускается.")
    nginx = chosen or find() or (find() if install_packages(*PACKAGES) else None)
    if nginx is None:
        sys.exit(ADVICE)
    print(nginx)


def find() -> str | None:
    """The installed nginx, if it runs."""
    found = shutil.which("nginx", path=PLACES)
    return found if found and works(found) else None


def works(path: str) -> bool:
    return run([path, "-v"], seconds=30, quiet=True)


if __name__ == "__main__":
    main()
