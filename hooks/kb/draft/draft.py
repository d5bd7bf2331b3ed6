"""Makes the files of a new page: a free id and file name, and texts to be replaced."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from pydantic import ValidationError

from kb.content.fields.messages import explain, in_field
from kb.content.library import Library
from kb.content.model import TYPES
from kb.content.names import names_of, normal
from kb.content.normal_form import write_front
from kb.content.reading.folders import DEVICES
from kb.content.yaml.front_matter import SourceText, file_text, parse
from kb.slugs import slugify
from kb.system.refusals import RefusedError

FOLDERS = {kind: one.folder for kind, one in TYPES.items() if one.folder} | {"plain": "about"}
"""Where new pages of a type are below a language's folder; a plain one may be moved anywhere."""

_LONGEST = 60
"""How many characters a file name made from a title has at most."""

_SPECIAL = DEVICES | {"index", "readme", "404"}
"""File names that do not become the address of their page, or cannot be."""

_SKELETONS = Path(__file__).with_name("skeletons")
_MARKS = {"en": "‹translate: {}›"}


class DraftError(RefusedError):
    """Says in Russian why no such page can be made."""


@dataclass(frozen=True)
class Draft:
    """A page that is not written to disk yet."""

    id: str
    """Empty for a plain page, which nothing refers to by an id."""

    path: str
    """Below a language's folder: roles/dezhurnyy.md."""

    files: Mapping[str, str]
    """The text of its file, by locale."""


def draft(
    kind: str,
    title: str,
    *,
    library: Library,
    ids: Collection[str],
    names: Collection[str],
    locales: Sequence[str],
    fields: Mapping[str, object],
    key: str = "",
    slug: str = "",
    prefix: str = "",
) -> Draft:
    """Returns a new page of a type in some languages; the first is the one it is written in.

    `ids` and `names` (file names without `.md`, in lower case) are taken already. `fields` replace
    the skeleton's. `key` is the page's id; without one it gets a free one, which begins with
    `prefix`. Raises `DraftError`.
    """
    title = " ".join(title.split())
    if not title:
        raise DraftError("название пустое; напишите его")
    _refuse_twin(kind, title, library)
    # A term's id and the name of its file are the same word.
    taken = {*ids, *names} if kind == "term" else names
    chosen = slug or (key if kind == "term" else "")
    named = _named(chosen, names) if chosen else _free(_name(title, kind), taken)
    if not key and TYPES[kind].model_fields["id"].is_required():
        key = named if kind == "term" else free_id(kind, ids, prefix)
    if key in ids:
        raise DraftError(f"id «{key}» уже занят; выберите другой")
    own = {"id": key, **fields} if key else fields
    files = {
        locale: _text(kind, locale, {"title": _title(title, locale), **own}) for locale in locales
    }
    return Draft(key, f"{FOLDERS[kind]}/{named}.md", files)


def skeleton(kind: str, locale: str) -> str:
    """Returns the page that new pages of a type start from. Raises `DraftError` without one."""
    path = _SKELETONS / locale / f"{kind}.md"
    if not path.is_file():
        known = ", ".join(sorted(one.parent.name for one in _SKELETONS.glob(f"*/{kind}.md")))
        if not known:
            raise DraftError(f"нет заготовки страницы «{kind}»; напишите её: {path}")
        raise DraftError(f"нет заготовок на языке «{locale}»; есть: {known}")
    return path.read_text("utf-8")


def _refuse_twin(kind: str, title: str, library: Library) -> None:
    for one in library.documents:
        is_alike = (one.locale, one.entry.type) == (library.default_locale, kind)
        if is_alike and any(normal(name) == normal(title) for _, name in names_of(one.entry)):
            raise DraftError(f"«{title}» уже есть: {one.shown_as}; допишите эту страницу")


def _name(title: str, kind: str) -> str:
    """A file name made of a title's words; the type's if the title has none."""
    if not any(map(str.isalnum, title)):
        return kind
    slug = slugify(title)
    if len(slug) > _LONGEST:
        slug = slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
    return f"{kind}-{slug}" if slug in _SPECIAL else slug


def _named(slug: str, names: Collection[str]) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or slug in _SPECIAL:
        told = f"«{slug}» не годится для адреса"
        raise DraftError(f"{told}; нужны строчные латинские буквы, цифры и дефис")
    if slug in names:
        raise DraftError(f"имя файла «{slug}.md» уже занято; выберите другое")
    return slug


def _free(name: str, names: Collection[str]) -> str:
    others = (f"{name}-{number}" for number in count(2))
    return next(one for one in chain([name], others) if one not in names)


def free_id(kind: str, ids: Collection[str], prefix: str = "") -> str:
    """Returns the id of the next page of a type; `ids` are taken.

    Its number follows the highest: a lower one that is free may still mean a removed page to some.
    """
    start = f"{prefix}{TYPES[kind].letter}"
    numbers = [int(one[len(start) :]) for one in ids if re.fullmatch(f"{start}[0-9]+", one)]
    return f"{start}{max(numbers, default=0) + 1:02}"


def id_prefix(folder: str, ids: Collection[str]) -> str:
    """Returns what new ids in a company's own folder begin with: no id of ours ever does.

    It is the name that most of the folder's `ids` begin with, as VEKTOR-1 does; else the folder's.
    """
    found = (re.match("[A-Z]+(?=-)", one) for one in sorted(ids))
    if names := Counter(one[0] for one in found if one):
        return f"{names.most_common(1)[0][0]}-"
    letters = re.sub("[^A-Z]", "", slugify(folder).upper())
    return f"{letters or 'OWN'}-"


def _title(title: str, locale: str) -> str:
    return _MARKS.get(locale, "{}").format(title.replace("‹", "").replace("›", ""))


def _text(kind: str, locale: str, fields: Mapping[str, object]) -> str:
    """A language's skeleton with these fields, in the normal form; checked as if it were read."""
    read = parse(skeleton(kind, locale))
    assert isinstance(read, SourceText)  # noqa: S101 (a test reads them all)
    data = {**read.front.data, **fields}
    try:
        front = write_front(data)
        TYPES[kind].model_validate(data)
    except ValidationError as error:
        found = explain(error, TYPES[kind])
        raise DraftError("; ".join(in_field(*one) for one in found)) from error
    except ValueError as error:
        raise DraftError("в названии есть невидимый знак; наберите его заново") from error
    return file_text(front, read.body)
