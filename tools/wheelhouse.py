"""Collects in wheelhouse/ all that a machine without a network needs to build the site.

    .venv/bin/python tools/wheelhouse.py            what the site needs (requirements.lock)
    .venv/bin/python tools/wheelhouse.py --pdf      what PDF needs (requirements-pdf.lock)
    .venv/bin/python tools/wheelhouse.py --tests    what the tests need (requirements-test.lock)

The wheels are those of the lock, checked by hash, for the system and the Python that run this.
Beside them are the texts of their licences (licenses/) and a bill of materials (sbom.cdx.json,
CycloneDX 1.6). tools/environment.py installs from the folder if it is there.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WHEELHOUSE = ROOT / "wheelhouse"

_LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


@dataclass(frozen=True)
class Wheel:
    """A package as it is installed."""

    path: Path
    metadata: Message
    licences: dict[str, bytes]
    """The texts of its licences by file name."""

    @classmethod
    def read(cls, path: Path) -> "Wheel":
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            inner = next(name for name in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
            folder = inner.removesuffix("METADATA")
            texts = {
                name.removeprefix(folder).replace("/", "-"): archive.read(name)
                for name in names
                if name.startswith(folder) and not name.endswith("/") and _LICENCE.search(name)
            }
            return cls(path, HeaderParser().parsestr(archive.read(inner).decode()), texts)

    @property
    def name(self) -> str:
        return re.sub(r"[-_.]+", "-", self.metadata["Name"]).lower()

    @property
    def version(self) -> str:
        return str(self.metadata["Version"])

    @property
    def licence(self) -> str:
        """The licence as its author states it: an SPDX expression, or a few words."""
        said = self.metadata["License-Expression"] or self.metadata["License"] or ""
        words = said.strip().split("\n")[0]
        if words == "UNKNOWN":  # what old tools write if there is none
            words = ""
        classified = [
            one.rpartition(" :: ")[2]
            for one in self.metadata.get_all("Classifier", [])
            if one.startswith("License :: ")
        ]
        return str(words or ", ".join(classified) or "не указана")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--tests", action="store_true", help="what the tests need")
    which.add_argument("--pdf", action="store_true", help="what PDF needs")
    options = parser.parse_args()
    lock = f"requirements{'-test' if options.tests else '-pdf' if options.pdf else ''}.lock"

    aside = WHEELHOUSE.with_name("wheelhouse.part")
    shutil.rmtree(aside, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--require-hashes", "--only-binary", ":all:", "--requirement", str(ROOT / lock)]
    done = subprocess.run([*command, "--dest", str(aside)], check=False)
    if done.returncode:
        shutil.rmtree(aside, ignore_errors=True)
        sys.exit("Пакеты не скачались (сообщение pip выше); папка wheelhouse не изменена.")
    wheels = [Wheel.read(path) for path in sorted(aside.glob("*.whl"))]
    write_licences(wheels, aside / "licenses")
    bill = bill_of_materials(wheels, own_version())
    text = json.dumps(bill, ensure_ascii=False, indent=1) + "\n"
    (aside / "sbom.cdx.json").write_text(text, "utf-8")
    shutil.copy(ROOT / lock, aside / lock)
    shutil.rmtree(WHEELHOUSE, ignore_errors=True)
    aside.rename(WHEELHOUSE)
    size = sum(path.stat().st_size for path in WHEELHOUSE.rglob("*") if path.is_file())
    print(f"wheelhouse: пакетов {len(wheels)}, {size / 1e6:.0f} МБ, {lock}, {sys.platform}")
    print("Перенесите папку проекта вместе с ней: там «make site» обойдётся без сети.")


def write_licences(wheels: Iterable[Wheel], folder: Path) -> None:
    """Writes the licence texts, a folder per package; without a text, the licence's name."""
    for wheel in wheels:
        own = folder / f"{wheel.name}-{wheel.version}"
        own.mkdir(parents=True, exist_ok=True)
        texts = wheel.licences or {"LICENSE": f"{wheel.licence}\n".encode()}
        for name, content in texts.items():
            (own / name).write_bytes(content)


def bill_of_materials(wheels: Iterable[Wheel], version: str) -> dict[str, Any]:
    """Returns the wheels as a CycloneDX 1.6 document (https://cyclonedx.org/docs/1.6/json/).

    It has no date and no serial number, so the same wheels give the same bytes.
    """
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "klient-vnutri-i-snaruzhi",
                "name": "klient-vnutri-i-snaruzhi",
                "version": version,
            }
        },
        "components": [component(wheel) for wheel in wheels],
        "dependencies": list(dependencies(list(wheels))),
    }


def component(wheel: Wheel) -> dict[str, Any]:
    address = f"pkg:pypi/{wheel.name}@{wheel.version}"
    expression = wheel.metadata["License-Expression"]
    named: dict[str, Any] = (
        {"expression": expression} if expression else {"license": {"name": wheel.licence}}
    )
    return {
        "type": "library",
        "bom-ref": address,
        "name": wheel.name,
        "version": wheel.version,
        "description": str(wheel.metadata["Summary"] or ""),
        "hashes": [
            {"alg": "SHA-256", "content": hashlib.sha256(wheel.path.read_bytes()).hexdigest()}
        ],
        "licenses": [named],
        "purl": address,
        "properties": [{"name": "file", "value": wheel.path.name}],
    }


def dependencies(wheels: list[Wheel]) -> Iterator[dict[str, Any]]:
    """Yields which of these wheels each package requires; requirements of extras count too."""
    known = {wheel.name: f"pkg:pypi/{wheel.name}@{wheel.version}" for wheel in wheels}
    yield {"ref": "klient-vnutri-i-snaruzhi", "dependsOn": sorted(known.values())}
    for wheel in wheels:
        asked = (
            re.split(r"[^A-Za-z0-9._-]", one, maxsplit=1)[0]
            for one in wheel.metadata.get_all("Requires-Dist", [])
        )
        names = {re.sub(r"[-_.]+", "-", one).lower() for one in asked} - {wheel.name}
        here = sorted(known[one] for one in names if one in known)
        yield {"ref": known[wheel.name], "dependsOn": here}


def own_version() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
