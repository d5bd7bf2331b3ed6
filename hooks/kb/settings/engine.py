"""Finds values that the engine and its plugins refuse in English, without a line, or ignore."""

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import entry_points
from pathlib import Path

import yaml

from kb.content.fields.messages import MISSING, near, unknown_field, wanted
from kb.content.problems import Location
from kb.settings.files import TEXT, YAML, File, Found, at, fields, has_own_tag, items, text

BOOL = f"{YAML}bool"
NULL = f"{YAML}null"
TAGS = {"string": TEXT, "bool": BOOL, "dict": f"{YAML}map", "tuple": f"{YAML}seq"}
"""How YAML marks a value of each kind that `wanted` has a message for."""

Shape = str | Sequence[str] | Mapping[str, "Shape"]
"""What a value has to be: of a kind, one of several words, or fields with their own shapes."""

_LEVELS = ("warn", "info", "ignore")
_LINKS: Shape = (*_LEVELS, "relative_to_docs")
_OF_NAV: dict[str, Shape] = {
    "omitted_files": _LEVELS,
    "not_found": _LEVELS,
    "absolute_links": _LINKS,
}
_OF_LINKS: dict[str, Shape] = {
    "not_found": _LEVELS,
    "absolute_links": _LINKS,
    "unrecognized_links": _LEVELS,
    "anchors": _LEVELS,
}
VALIDATION: dict[str, Shape] = {"nav": _OF_NAV, "links": _OF_LINKS, **_OF_NAV, **_OF_LINKS}
"""The engine's `validation`: besides the two groups, there may be a level for all."""

LANGUAGE: dict[str, Shape] = {
    **dict.fromkeys(("build", "default"), "bool"),
    **dict.fromkeys(("extra", "nav_translations", "admonition_translations", "theme"), "dict"),
    **dict.fromkeys(
        "copyright fixed_link link locale name site_author site_description site_name"
        " site_url".split(),
        "string",
    ),
    "nav": "tuple",
}
"""The fields of one of i18n's `languages`."""

I18N: dict[str, Shape] = {
    "build_only_locale": "string",
    "docs_structure": ("folder",),  # of the two values, the one for our folders
    "fallback_to_default": "bool",
    "reconfigure_material": "bool",
    "reconfigure_search": "bool",
    "languages": "tuple",
}
"""The options of the plugin that makes a site of each language."""

SCRIPT: dict[str, Shape] = {
    "path": "string",
    "type": "string",
    "defer": "bool",
    "async": "bool",
}
"""An item of `extra_javascript` that is more than a path."""

_SCHEME: dict[str, Shape] = {
    **dict.fromkeys(("media", "scheme", "primary", "accent"), "string"),
    "toggle": {"icon": "string", "name": "string"},
}
"""An item of the theme's `palette`, or the whole palette."""

_THEME: dict[str, Shape] = {
    "custom_dir": "string",
    "favicon": "string",
    "features": "tuple",
    "language": "string",
    "logo": "string",
}
"""Some of the theme's options; it may have any others."""

_INSTANT = "navigation.instant"
_LOCALE = re.compile(r"null|[a-z]{2}(?:-[A-Za-z]{4})?(?:[-_][A-Z]{2})?")
_ADDRESS = re.compile(r"(?:[^\s:]+|\[[0-9A-Fa-f:]+\]):(\d{1,5})")
_LAST_PORT = 65535


def refused(file: File) -> Iterator[Found]:
    """Yields what is wrong with values below the engine's own settings."""
    root = file.root
    yield from _misshapen(at(root, ("validation",)), VALIDATION, ("validation",))
    yield from _misshapen(at(root, ("theme",)), _THEME, ("theme",), is_open=True)
    yield from _misshapen(at(root, ("extra", "overlay")), "string", ("extra", "overlay"))
    yield from _palette(at(root, ("theme", "palette")))
    yield from _features(at(root, ("theme", "features")))
    yield from _menu(file.fields.get("nav"), ("nav",))
    yield from _plugins(file.fields.get("plugins"))
    yield from _scripts(file.fields.get("extra_javascript"))
    yield from _address(file.fields.get("dev_addr"))
    yield from _missing(file)


def is_of_kind(node: yaml.Node, kind: str) -> bool:
    """Whether a value is of a kind, as far as it can be known: an `!ENV` may be of any."""
    return has_own_tag(node) or node.tag == TAGS[kind]


def _misshapen(
    node: yaml.Node | None, shape: Shape, location: Location, *, is_open: bool = False
) -> Iterator[Found]:
    """Yields where a value differs from its shape; if it `is_open`, unknown fields are fine."""
    if node is None or node.tag == NULL:
        return
    if isinstance(shape, str):
        if not is_of_kind(node, shape):
            yield node, location, wanted(shape)
    elif isinstance(shape, Mapping):
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            name = str(key.value)
            if name in shape:
                yield from _misshapen(value, shape[name], (*location, name))
            elif not is_open:
                yield key, (*location, name), unknown_field(name, shape)
        if not isinstance(node, yaml.MappingNode) and location[1:]:  # others are reported already
            yield node, location, wanted("dict")
    elif isinstance(node, yaml.ScalarNode) and node.tag == TEXT and node.value not in shape:
        told = f"«{node.value}» не подходит; возможные значения: {', '.join(shape)}"
        yield node, location, told


def _palette(node: yaml.Node | None) -> Iterator[Found]:
    location: Location = ("theme", "palette")
    for number, one in enumerate(items(node)):
        yield from _misshapen(one, _SCHEME, (*location, number), is_open=True)
    if not isinstance(node, yaml.SequenceNode):
        yield from _misshapen(node, _SCHEME, location, is_open=True)


def _features(node: yaml.Node | None) -> Iterator[Found]:
    """Yields the feature with which the language switch loses the current page."""
    for number, one in enumerate(items(node)):
        if isinstance(one, yaml.ScalarNode) and one.value.startswith(_INSTANT):
            told = f"с «{one.value}» переключатель языков теряет открытую страницу; уберите строку"
            yield one, ("theme", "features", number), told


def _menu(
    node: yaml.Node | None, location: Location, above: tuple[yaml.Node, ...] = ()
) -> Iterator[Found]:
    """Yields the items of the menu that are neither a page nor a single title with its content."""
    if node is None or any(node is one for one in above):
        return
    for number, one in enumerate(items(node)):
        place = (*location, number)
        if isinstance(one, yaml.SequenceNode):
            yield one, place, "список без названия; уберите лишний дефис или допишите «Название:»"
        elif isinstance(one, yaml.MappingNode):
            for title, pages in one.value:
                inner = (*place, str(title.value))
                yield from _menu(pages, inner, (*above, node))
                if isinstance(pages, yaml.MappingNode):
                    told = "пункты раздела пишут списком: каждый с новой строки и с «- »"
                    yield pages, inner, told
            for title, _ in one.value[1:]:
                yield title, (*place, str(title.value)), "новый пункт меню начните с «- »"
        elif not is_of_kind(one, "string"):
            yield one, place, wanted("empty" if one.tag == NULL else "string")


def _plugins(node: yaml.Node | None) -> Iterator[Found]:
    named: list[tuple[yaml.Node, yaml.Node | None]] = []
    for one in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(one, yaml.MappingNode):
            named += one.value
        elif isinstance(one, yaml.ScalarNode) and one is not node:
            named.append((one, None))
    strangers = [key for key, _ in named if key.value != "i18n"]
    known = {one.name for one in entry_points(group="mkdocs.plugins")} if strangers else set()
    for key in strangers:
        name = str(key.value)
        if name not in known and f"{_OF_THEME}{name}" not in known:
            hint = near(name, {"i18n", *(one.removeprefix(_OF_THEME) for one in known)})
            yield key, ("plugins", name), f"такой плагин не установлен{hint}"
    for key, options in named:
        if key.value == "i18n" and options is not None:
            if options.tag == NULL:
                yield key, ("plugins", "i18n"), wanted("empty")
            if isinstance(node, yaml.SequenceNode) and "languages" not in fields(options):
                told = "список плагинов заменил наш, и языки пропали; пишите «i18n:» без дефиса"
                yield key, ("plugins", "i18n"), told
            yield from _languages(options)


_OF_THEME = "material/"
"""The prefix of the names of the theme's own plugins; it may be left out."""


def _languages(options: yaml.Node) -> Iterator[Found]:
    location: Location = ("plugins", "i18n")
    yield from _misshapen(options, I18N, location)
    listed = fields(options).get("languages")
    if not isinstance(listed, yaml.SequenceNode):
        return
    location = (*location, "languages")
    for number, one in enumerate(listed.value):
        own = fields(one)
        yield from _misshapen(one, LANGUAGE, (*location, number))
        for name in ("locale", "name"):
            if isinstance(one, yaml.MappingNode) and name not in own:
                yield one, (*location, number, name), MISSING
        locale = own.get("locale")
        if locale and locale.tag == TEXT and not _LOCALE.fullmatch(locale.value):
            told = f"«{locale.value}» не код языка; нужен вид «ru» или «pt-BR»"
            yield locale, (*location, number, "locale"), told
    is_known = "build_only_locale" in fields(options)
    if not is_known and not any("default" in fields(one) for one in listed.value):
        yield listed, location, "не сказано, какой язык основной; допишите ему «default: true»"


def _scripts(node: yaml.Node | None) -> Iterator[Found]:
    for number, one in enumerate(items(node)):
        if isinstance(one, yaml.MappingNode):
            yield from _misshapen(one, SCRIPT, ("extra_javascript", number))


def _address(node: yaml.Node | None) -> Iterator[Found]:
    if node and node.tag == TEXT:
        found = _ADDRESS.fullmatch(node.value)
        if not found or int(found[1]) > _LAST_PORT:
            told = f"«{node.value}» не адрес; нужны имя и порт, например 127.0.0.1:8000"
            yield node, ("dev_addr",), told


def _missing(file: File) -> Iterator[Found]:
    """Yields the files and folders that are named but do not exist, and files named as folders."""
    named: list[tuple[yaml.Node | None, Location]] = [
        (at(file.root, one), one)
        for one in (("docs_dir",), ("theme", "custom_dir"), ("extra", "overlay"))
    ]
    for name in ("watch", "hooks"):
        listed = enumerate(items(file.fields.get(name)))
        named += [(one, (name, number)) for number, one in listed]
    for node, location in named:
        if not node or not text(node):
            continue
        place = Path(file.folder, text(node))
        if not place.exists():
            yield node, location, f"нет «{text(node)}»; проверьте путь от папки этого файла"
        elif location[0] not in ("watch", "hooks") and not place.is_dir():
            yield node, location, f"«{text(node)}» — файл, а нужна папка; исправьте путь"
