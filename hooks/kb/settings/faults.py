"""Finds faults in a file of a configuration that the engine reports badly or not at all.

Besides what cannot be read: repeated fields, of which YAML takes the last; values lost because `#`
begins a comment; lists that drop ours; misspelt settings.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

import yaml

from kb.content.clock import MOST_MONTHS
from kb.content.fields.kinds import Visibility
from kb.content.fields.messages import wanted
from kb.content.problems import Location
from kb.settings.brand import BACKGROUNDS
from kb.settings.engine import BOOL, NULL, is_of_kind, refused
from kb.settings.files import (
    TEXT,
    File,
    Found,
    at,
    fields,
    has_own_tag,
    items,
    name_in,
    nodes_in,
    plain,
    text,
)
from kb.settings.inheritance import misinherited
from kb.settings.places import LANGUAGES, ONLY_LOCALE, locales_of, misplaced
from kb.urls import in_ascii

ENGINE = frozenset(
    "INHERIT site_name site_url site_description site_author copyright repo_name repo_url edit_uri"
    " edit_uri_template nav exclude_docs draft_docs not_in_nav validation theme docs_dir site_dir"
    " extra_css extra_javascript extra_templates extra markdown_extensions plugins hooks watch"
    " strict dev_addr use_directory_urls remote_branch remote_name".split()
)
"""The engine's own settings."""

_KINDS = {
    name: kind
    for kind, names in {
        "string": "site_name site_url site_description site_author copyright repo_name repo_url"
        " edit_uri edit_uri_template exclude_docs draft_docs not_in_nav docs_dir site_dir dev_addr"
        " remote_branch remote_name",
        "bool": "use_directory_urls strict",
        "dict": "extra theme validation",
        "tuple": "nav extra_css extra_javascript extra_templates hooks watch",
    }.items()
    for name in names.split()
}
"""What the engine's settings have to be; those that may be of several kinds are left out."""

_NEEDED = frozenset({"site_name", "extra", "theme", "use_directory_urls", "strict"})
"""Settings that must not be empty."""

_OURS = "extra"
_THEME = "material"
_PALETTE: Location = ("theme", "palette")
_LOOK: Location = ("theme", "custom_dir")

_ADDRESSES = ("site_url", "repo_url")
_ADDRESS = re.compile(r"https?://[^/]")
_TAIL = re.compile(r"[?#].*|[^/]+\.html?\Z", re.DOTALL)
_LOST = re.compile(r":[ \t]+(#\S+)")


def faults(files: Sequence[File]) -> Iterator[Found]:
    """Yields what is wrong with the first of the files.

    The others are those that it inherits from. Our own settings are those that the last one has
    below `extra`.
    """
    file, *others = files
    known = fields(files[-1].fields.get(_OURS))
    lines = file.text.split("\n")
    for node in nodes_in(file.root):
        if isinstance(node, yaml.MappingNode):
            yield from _silent(node, lines)
    yield from _strange(file.root, known)
    yield from _of_another_kind(file)
    yield from refused(file)
    yield from _addresses(file.fields, files)
    yield from _another_theme(file.root)
    if not any("extra_css" in one.fields for one in files[:-1]):  # a style sheet may add schemes
        yield from _unknown_schemes(at(file.root, _PALETTE))
    yield from misplaced(file, files)
    if others:
        yield from misinherited(file, others)
    yield from _no_language(file.root, [one.root for one in files])
    yield from _untranslated(file, files)
    yield from _unknown(file.fields.get(_OURS), known)


def _silent(node: yaml.MappingNode, lines: list[str]) -> Iterator[Found]:
    """Yields the fields whose values YAML would lose."""
    seen: dict[str, int] = {}
    for key, value in node.value:
        if key.value in seen:
            told = f"указано второй раз, и то, что в строке {seen[key.value] + 1}, пропадёт"
            yield key, (), f"поле «{key.value}» {told}; соедините их под одним именем"
        seen.setdefault(key.value, key.start_mark.line)
        lost = _LOST.match(lines[key.end_mark.line], key.end_mark.column)
        if lost and value.tag == NULL:
            told = f'{lost[1]} пропадёт как примечание; возьмите в кавычки: "{lost[1]}"'
            yield key, (key.value,), told


def _strange(root: yaml.MappingNode, ours: Collection[str]) -> Iterator[Found]:
    """Yields the fields that the engine does not know."""
    in_lower_case = {one.lower(): one for one in sorted(ENGINE)}
    for key, _ in root.value:
        name = str(key.value)
        if name in ENGINE:
            continue
        if name in ours:
            told = f"его место под «{_OURS}»; перенесите туда, с отступом"
        elif alike := get_close_matches(name.lower(), in_lower_case, 1):
            told = f"такого нет, может быть, «{in_lower_case[alike[0]]}»? исправьте имя"
        else:
            told = "такого нет; проверьте имя и отступ или удалите"
        yield key, (name,), told


def _of_another_kind(file: File) -> Iterator[Found]:
    """Yields the settings that the engine would refuse in English."""
    for name, node in file.fields.items():
        kind = _KINDS.get(name)
        if kind is None or is_of_kind(node, kind):
            continue
        told = wanted(kind)
        if node.tag == NULL:
            told = wanted("empty") if name in _NEEDED else ""
        if told:
            yield name_in(file.root, name), (name,), told


def _another_theme(root: yaml.MappingNode) -> Iterator[Found]:
    name = at(root, ("theme", "name"))
    if isinstance(name, yaml.ScalarNode) and name.value != _THEME:
        told = f"наши страницы сделаны для темы «{_THEME}»; удалите поле"
        yield name, ("theme", "name"), told


def _unknown_schemes(palette: yaml.Node | None) -> Iterator[Found]:
    for number, one in enumerate(items(palette)):
        yield from _unknown_scheme(one, (*_PALETTE, number))
    yield from _unknown_scheme(palette, _PALETTE)


def _unknown_scheme(node: yaml.Node | None, location: Location) -> Iterator[Found]:
    scheme = at(node, ("scheme",))
    if scheme and scheme.tag == TEXT and scheme.value not in BACKGROUNDS:
        told = f"«{scheme.value}» не подходит; возможные значения: {', '.join(BACKGROUNDS)}"
        yield scheme, (*location, "scheme"), told


def _no_language(root: yaml.MappingNode, roots: Sequence[yaml.MappingNode]) -> Iterator[Found]:
    """Yields a fault if the only language to be published is not listed."""
    only, names = at(root, ONLY_LOCALE), locales_of(roots)
    if only and only.tag == TEXT and names and only.value not in names:
        told = f"«{only.value}» не подходит; возможные значения: {', '.join(names)}"
        yield only, ONLY_LOCALE, told


def _untranslated(file: File, files: Sequence[File]) -> Iterator[Found]:
    """Yields the languages in which our own words on the pages, such as buttons, do not exist."""
    looks = ((one.folder, text(at(one.root, _LOOK))) for one in files)
    look = next((folder / name for folder, name in looks if name), None)
    if look is None or not (look / "i18n").is_dir():
        return
    for number, one in enumerate(items(at(file.root, LANGUAGES))):
        locale = text(fields(one).get("locale"))
        path = Path("i18n", f"{locale}.yml")
        if locale and not (look / path).is_file():
            told = f"нет подписей сайта на языке «{locale}», {look.name}/{path}; удалите язык"
            yield one, (*LANGUAGES, number, "locale"), told


def _addresses(own: Mapping[str, yaml.Node], files: Sequence[File]) -> Iterator[Found]:
    is_whole = not any(one.fields.get("repo_url") for one in files)  # else it is added to that one
    for name in (*_ADDRESSES, *(["edit_uri"] if is_whole else [])):
        node = own.get(name)
        if node and (told := why_no_address(text(node), is_site=name == "site_url")):
            yield node, (name,), told


def why_no_address(address: str, *, is_site: bool) -> str:
    """Returns what is wrong with an address; empty if nothing is, or if there is none.

    The path of a page is added to that of the whole site.
    """
    if not address:
        return ""
    if not _ADDRESS.match(address):
        return f"«{address}» не адрес; нужен полный, с https://"
    if re.search(r"\s", address):
        return "в адресе пробел; вместо него пишут %20"
    try:
        in_ascii(address)
    except ValueError:
        return f"«{address}» не адрес; проверьте имя сервера и порт"
    tail = _TAIL.search(address) if is_site else None
    return f"к этому адресу прибавится путь страницы; уберите «{tail[0]}»" if tail else ""


def wrong_value(name: str, value: object) -> str:
    """Returns what is wrong with a setting of ours below `extra`; empty if nothing is."""
    if name == "review_months" and not (type(value) is int and 1 <= value <= MOST_MONTHS):
        return f"нужно число месяцев, от 1 до {MOST_MONTHS}, без кавычек"
    if name == "visibility" and value not in tuple(Visibility):
        return f"нужно {' или '.join(Visibility)}"
    return ""


def _unknown(node: yaml.Node | None, known: Mapping[str, yaml.Node]) -> Iterator[Found]:
    """Yields what is wrong with settings of ours; others may be for a company's own templates."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        name = str(key.value)
        location = (_OURS, name)
        if name in known:
            if not has_own_tag(value) and (told := wrong_value(name, plain(value))):
                yield key, location, told
            if known[name].tag == BOOL != value.tag and not value.tag.startswith("!"):
                yield key, location, "нужно true или false, без кавычек"
        elif alike := get_close_matches(name, known, 1, 0.82):
            yield key, location, f"такого нет, может быть, «{alike[0]}»? исправьте имя"
