"""Finds settings with which a file overrides those that it inherits by mistake, or in vain."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from kb.content.problems import Location
from kb.settings.files import BASE, TEXT, File, Found, at, fields, name_in, text
from kb.settings.places import ONLY_LOCALE, locales_of

_BRAND: Location = ("extra", "brand")
_TAKEN_FROM: dict[Location, str] = {
    ("site_name",): "name",
    ("copyright",): "copyright",
    ("theme", "logo"): "logo",
    ("theme", "favicon"): "favicon",
}
"""Settings of the engine that are set by the brand, and its fields."""

_FOLDERS: dict[Location, str] = {
    ("docs_dir",): "свои страницы кладут в папку, которую называет extra.overlay",
    ("theme", "custom_dir"): "наш вид лежит в overrides, а свои стили называет extra_css",
}
"""Our folders, and what a company uses in their place."""

_WHOLE = ("plugins", "hooks", "markdown_extensions", "extra_css")
"""Lists of which a site needs every item; another file's list replaces ours."""


def misinherited(file: File, others: Sequence[File]) -> Iterator[Found]:
    """Yields what is wrong with a file that inherits from others."""
    yield from _without_effect(file)
    yield from _half_translated([file, *others])
    yield from _dropped(file, others)


def _without_effect(file: File) -> Iterator[Found]:
    """Yields the settings of an heir that would change nothing, or take away what is ours."""
    for location, field in _TAKEN_FROM.items():
        node = at(file.root, location)
        if node and text(node):
            told = f"здесь не действует; напишите в {'.'.join(map(str, (*_BRAND, field)))}"
            yield node, location, told
    for location, told in _FOLDERS.items():
        node = at(file.root, location)
        if node and node.tag == TEXT and Path(file.folder, node.value).exists():
            yield node, location, f"удалите: {told}"


def _half_translated(files: Sequence[File]) -> Iterator[Found]:
    """Yields the texts of an heir's brand that would remain ours in a published language."""
    roots = [one.root for one in files]
    own, *inherited = roots
    only = next(filter(None, (at(one, ONLY_LOCALE) for one in roots)), None)
    locales = [str(only.value)] if isinstance(only, yaml.ScalarNode) else locales_of(roots)
    for name, node in fields(at(own, _BRAND)).items():
        texts = fields(node)
        for locale in locales if set(texts) & set(locales_of(roots)) else ():
            ours = next(filter(None, (at(one, (*_BRAND, name, locale)) for one in inherited)), None)
            if locale not in texts and isinstance(ours, yaml.ScalarNode):
                told = (
                    f"на языке «{locale}» останется «{ours.value}»; допишите «{locale}: …» или "
                    "оставьте один текст на все языки"
                )
                yield node, (*_BRAND, name), told


def _dropped(file: File, others: Sequence[File]) -> Iterator[Found]:
    """Yields the lists that replace an inherited one but lack some of its items."""
    for name in _WHOLE:
        own = file.fields.get(name)
        inherited = next((one.fields[name] for one in others if name in one.fields), None)
        if own is None or inherited is None or {type(own), type(inherited)} == {yaml.MappingNode}:
            continue
        items = _items(own)
        lacks = [
            f"«{one}» без вложенных настроек" if one in items else f"нет «{one}»"
            for one, has_options in _items(inherited).items()
            if one not in items or (has_options and not items[one])
        ]
        if lacks:
            told = (
                f"{lacks[0]}; свой список заменяет наш целиком, перепишите в него и то, что стоит "
                f"в {BASE}"
            )
            yield name_in(file.root, name), (name,), told


def _items(node: yaml.Node) -> dict[str, bool]:
    """Returns the names in a list, and whether they have options."""
    if isinstance(node, yaml.SequenceNode):
        inner = (one for one in node.value if not isinstance(one, yaml.SequenceNode))
        return {name: has for one in inner for name, has in _items(one).items()}
    if isinstance(node, yaml.ScalarNode):
        return {node.value: False} if node.value else {}
    return {name: bool(one.value) for name, one in fields(node).items()}
