"""Converts a Word document with pandoc, and rewrites pandoc's tree on the way."""

import json
import re
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.content.yaml.decoding import UNSEEN
from kb.docx.boxes import unboxed
from kb.docx.losses import DocxError, losses, pictures_in, words_lost
from kb.docx.tree import Node, Tree, words

_FORMAT = "markdown_strict+pipe_tables+footnotes+four_space_rule+raw_html+startnum"
"""What Python-Markdown reads with our extensions, and nothing else."""

_SEPARATORS = re.compile("[\x85\u2028\u2029]")
_TYPED = re.compile(r"\A#{1,6} \S|\*\*[^\s*][^*]*\*\*|\A\|(?: *:?-+:? *\|)+\Z|\A```")
"""What a paragraph typed as Markdown has: a heading, bold words, a table, code."""

_SECONDS = 120
_IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
"""Not .svg: it may hold scripts. Not .emf and .wmf: no browser shows them."""


@dataclass(frozen=True)
class Converted:
    """A page's text, without front matter."""

    title: str
    """The document's own title; "" if it has none."""

    body: str
    lead: str
    """The words of its first paragraph that has any."""

    images: dict[str, bytes]
    """Pictures by file name."""

    warnings: tuple[str, ...]


def convert(raw: bytes, *, images: str) -> Converted:
    """Returns a .docx as Markdown.

    `images` is the address, relative to the page, of the folder that will hold its pictures. Raises
    `DocxError`.
    """
    warnings = list(losses(raw))
    with TemporaryDirectory(prefix="kb-") as name:
        folder = Path(name)
        opened = unboxed(raw)
        document, unseen = _parsed(opened, folder)
        if unseen:
            warnings.append(f"невидимые служебные знаки убраны: {unseen}")
        pictures = _Pictures(folder, images)
        tree = Tree(pictures.address)
        title = words(document["meta"].get("title", {}).get("c", []))
        title = title or _first_heading(document["blocks"])
        blocks = tree.page(document["blocks"], title)
        above = tree.above(document["meta"])
        lost = pictures_in(opened) - pictures.asked_for
        if lost > 0:
            warnings.append(f"картинки не перенесены: {lost}; вставьте их сами")
        if not above and not blocks:
            warnings.append("текста в документе нет; может быть, он на картинке")
        paragraphs = [words(one["c"]) for one in blocks if one["t"] == "Para"]
        if sum(map(bool, map(_TYPED.search, paragraphs))) > 1:
            warnings.append(
                "в документе набраны знаки Markdown («##», «**»), и читатели увидят их сами; такой"
                " текст, из чат-бота или с GitHub, вставьте прямо в файл страницы"
            )
        body = _written({**document, "meta": {}, "blocks": above + blocks}, folder)
        # Entities may be those of HTML, or words of the document.
        warnings += words_lost(opened, f"{title} {body} {unescape(body)}")
        return Converted(
            title,
            body=body,
            lead=next(filter(None, paragraphs), ""),
            images=pictures.found,
            warnings=(*warnings, *pictures.warnings, *tree.warnings),
        )


def _parsed(raw: bytes, folder: Path) -> tuple[Node, int]:
    """Returns pandoc's tree of a document without unseen characters, and how many there were.

    Its pictures are put into `folder`.
    """
    (folder / "in.docx").write_bytes(raw)
    options = ["--from=docx+styles", "--to=json", "--extract-media=."]
    output = _pandoc(*options, "in.docx", folder=folder)
    output = _SEPARATORS.sub(" ", output)  # a page with what nobody sees could not be read
    shown, unseen = UNSEEN.subn("", output)
    return json.loads(shown), unseen


def _written(document: Node, folder: Path) -> str:
    """Returns a tree as Markdown."""
    (folder / "out.json").write_text(json.dumps(document), "utf-8")
    options = ["--wrap=none", "--markdown-headings=atx", "--reference-location=document"]
    body = _pandoc("--from=json", f"--to={_FORMAT}", *options, "out.json", folder=folder)
    return body.strip() + "\n"


def _first_heading(blocks: list[Node]) -> str:
    """The title of a document that begins with its only heading of the first level."""
    first = [one for one in blocks if one["t"] == "Header" and one["c"][0] == 1]
    return words(first[0]["c"][2]) if len(first) == 1 and blocks[0] is first[0] else ""


class _Pictures:
    def __init__(self, folder: Path, address: str) -> None:
        self.found: dict[str, bytes] = {}
        self.warnings: list[str] = []
        self.asked_for = 0
        self._folder = folder
        self._address = address

    def address(self, path: str, said: str) -> str | None:
        """The address of a picture; None if it cannot be shown."""
        self.asked_for += 1
        file = self._folder / path
        suffix = file.suffix.lower()
        if suffix not in _IMAGES or not file.is_file():
            self.warnings.append(f"картинка «{file.name}» не перенесена; сохраните её как PNG")
            return None
        name = f"{len(self.found) + 1}{suffix}"
        self.found[name] = file.read_bytes()
        if not said:
            self.warnings.append(f"у картинки {name} нет описания; напишите его в скобках: ![…]")
        return f"{self._address}/{name}"


def _pandoc(*arguments: str, folder: Path) -> str:
    try:
        import pypandoc  # an extra, for those who import documents
    except ImportError as error:
        raise DocxError(
            "нужна библиотека pypandoc_binary; поставьте её: "
            ".venv/bin/python -m pip install --editable '.[docx]'"
        ) from error
    try:
        done = subprocess.run(
            [pypandoc.get_pandoc_path(), "+RTS", "-M1g", "-RTS", *arguments],
            cwd=folder,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise DocxError("pandoc не смог прочитать документ; откройте и сохраните заново") from error
    return done.stdout.decode("utf-8", "replace")
