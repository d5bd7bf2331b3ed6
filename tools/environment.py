"""Makes .venv and keeps it in step with the lock file: the first step of every command.

    python tools/environment.py            what the site needs (requirements.lock)
    python tools/environment.py --tests    what the tests need (requirements-test.lock)
    python tools/environment.py --pdf      what PDF needs (requirements-pdf.lock)
    python tools/environment.py --bare     nothing but pip

If there is a folder wheelhouse/ for the same lock (made by tools/wheelhouse.py), everything is
installed from it and no network is needed.

When nothing has changed, does nothing, in a fifth of a second. Uses only the standard library, and
syntax that an old Python can parse, so that it can tell users of an old Python what is wrong.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
TRIED_UP_TO = (3, 14)

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
WHEELHOUSE = ROOT / "wheelhouse"
STAMP = VENV / "installed.json"
"""What was last installed, and from which input; deleted with .venv, never committed."""


def main() -> None:
    if sys.version_info[:2] < OLDEST:
        wanted, got = (".".join(map(str, version)) for version in (OLDEST, sys.version_info[:2]))
        sys.exit(f"Нужен Python {wanted} или новее, а это {got}: {sys.executable}")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    content = parser.add_mutually_exclusive_group()
    content.add_argument("--tests", action="store_true", help="install what the tests need")
    content.add_argument("--pdf", action="store_true", help="install what PDF needs")
    content.add_argument("--bare", action="store_true", help="install nothing")
    parser.add_argument(
        "--this-python",
        action="store_true",
        help="make .venv anew if it is of another version than the Python that runs this",
    )
    options = parser.parse_args()

    os.chdir(str(ROOT))
    reason = why_anew(options.this_python)
    if reason:
        create(reason)
    if not options.bare:
        which = "-test" if options.tests else "-pdf" if options.pdf else ""
        install(f"requirements{which}.lock")


def install(lock: str) -> None:
    """Installs into .venv what `lock` lists, and this project itself, unless they are there."""
    stamp = read_stamp()
    wanted = {"root": str(ROOT), lock: fingerprint(lock), "package": fingerprint("pyproject.toml")}
    missing = {name for name, value in wanted.items() if stamp.get(name) != value}
    if not missing:
        return
    write_stamp({})  # an interrupted installation will start over
    if lock in missing:
        say(f"Устанавливаю зависимости из {lock}; в первый раз это минута-другая…")
        pip("--require-hashes", "--requirement", lock, *wheelhouse(lock))
    if missing - {lock}:
        # setuptools came with the lock, so nothing is fetched here.
        pip("--no-deps", "--no-build-isolation", "--editable", ".")
    write_stamp({**stamp, **wanted})


def wheelhouse(lock: str) -> "list[str]":
    """Returns pip's options for using wheelhouse/ alone, if it was made for this very lock."""
    own = WHEELHOUSE / lock
    if not own.is_file():
        return []
    if own.read_bytes() != (ROOT / lock).read_bytes():
        say(f"Папка wheelhouse собрана для другой версии базы ({lock}): беру пакеты из сети.")
        return []
    return ["--no-index", "--find-links", str(WHEELHOUSE)]


def why_anew(this_python: bool) -> str:
    """Returns, in Russian, why .venv cannot be used as it is; empty if it can."""
    if not VENV.exists():
        return "его ещё нет"
    found = venv_version()
    if found is None:
        return "он сломан или не доделан"
    if found < OLDEST:
        return "его Python слишком старый"
    if this_python and found != sys.version_info[:2]:
        return "в нём другой Python"
    if read_stamp().get("root", str(ROOT)) != str(ROOT):
        return "папку проекта перенесли"  # the scripts in .venv name the old path
    if not read_stamp() and not venv_runs("-m", "pip", "--version"):
        # An interrupted creation leaves no pip, and uv installs none.
        return "" if venv_runs("-m", "ensurepip") else "в нём нет pip"
    return ""


def venv_version() -> "tuple[int, int] | None":
    """The Python version of .venv; None if it does not run, or runs outside .venv."""
    question = "import sys; print(sys.version_info[0], sys.version_info[1], sys.prefix)"
    try:
        answer = subprocess.run(
            [str(VENV_PYTHON), "-I", "-c", question],
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout
        major, minor, prefix = answer.strip().split(" ", 2)
        belongs = Path(prefix).samefile(VENV)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None
    return (int(major), int(minor)) if belongs else None


def create(reason: str) -> None:
    """Makes an empty .venv with pip, in place of any that is there."""
    major, minor = sys.version_info[:2]
    say(f"Создаю .venv ({reason}), Python {major}.{minor}…")
    if (major, minor) > TRIED_UP_TO:
        say("На таком новом Python проект ещё не проверяли: если не выйдет, возьмите 3.14.")
    if VENV.exists() and Path(sys.prefix).resolve() == VENV.resolve():
        sys.exit("Удалите папку .venv и повторите команду: её Python не может заменить сам себя.")
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        sys.exit(
            f"В этом Python нет модуля venv или ensurepip: {sys.executable}\n"
            "На Debian и Ubuntu его ставит команда\n"
            "    sudo apt-get install python3-venv\n"
            "После неё повторите команду."
        )
    try:
        if VENV.is_symlink():
            VENV.unlink()  # its target is somebody else's, and would be emptied
        venv.create(str(VENV), clear=True, with_pip=True, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"Не удалось создать .venv: {error}")


def pip(*arguments: str) -> None:
    """Installs into .venv; ends the program with pip's exit code if that fails."""
    command = [str(VENV_PYTHON), "-I", "-m", "pip", "install", "--quiet"]
    command += ["--disable-pip-version-check", "--no-input", *arguments]
    # A personal «install for me only» setting makes no sense inside .venv.
    done = subprocess.run(command, env={**os.environ, "PIP_USER": "0"}, check=False)
    if done.returncode:
        say(
            "\nУстановка не удалась (сообщение pip выше). Чаще всего нет доступа к индексу\n"
            "пакетов: проверьте сеть и прокси; адрес зеркала компании задаёт переменная\n"
            "PIP_INDEX_URL или файл настроек pip. Без сети нужна папка wheelhouse, собранная\n"
            "для этой системы и этой версии Python (make wheelhouse). Потом повторите команду."
        )
        sys.exit(done.returncode)


def venv_runs(*arguments: str) -> bool:
    command = [str(VENV_PYTHON), "-I", *arguments]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def fingerprint(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def read_stamp() -> "dict[str, str]":
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: "dict[str, str]") -> None:
    STAMP.write_text(json.dumps(stamp, indent=2) + "\n", encoding="utf-8")


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
