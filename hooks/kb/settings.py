"""Reads the files of a configuration, and finds what the engine tells badly or not at all.

The engine reads its configuration before any hook runs. `python -m kb.settings company.yml`
therefore checks it before the engine does.
"""

import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import yaml

from kb.content.front_matter import Fault, Location, child, decode
from kb.content.messages import in_field, wanted
from kb.content.problems import Problem, as_shown
from kb.content.unreadable import why
from kb.system_errors import why as why_refused

BASE = "mkdocs.yml"
"""Our own file, from which all others inherit."""

PROJECT = Path(__file__).resolve().parents[2]
"""The folder of the project that this code belongs to."""

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

_THEME = "material"

ONLY_LOCALE: Location = ("plugins", "i18n", "build_only_locale")
"""The setting that names the only language to be published."""

_LANGUAGES: Location = ("plugins", "i18n", "languages")

OVERLAY: Location = ("extra", "overlay")
"""The setting that names the folder with a company's pages."""

_OURS = "extra"
_PARENT = "INHERIT"
_WHOLE = ("plugins", "hooks", "markdown_extensions", "extra_css")
"""Lists of which a site can lack nothing; another file's list takes the place of ours."""

_ADDRESSES = ("site_url", "repo_url")
_ADDRESS = re.compile(r"https?://[^/]")
_TAIL = re.compile(r"[?#].*", re.DOTALL)
_YAML = "tag:yaml.org,2002:"
_PYTHON = f"{_YAML}python/"
_BOOL = f"{_YAML}bool"
_NULL = f"{_YAML}null"
_TEXT = f"{_YAML}str"
_TAGS = {"string": _TEXT, "bool": _BOOL, "dict": f"{_YAML}map", "tuple": f"{_YAML}seq"}
_LOST = re.compile(r":[ \t]+(#\S+)")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_IS_HEIR = re.compile(rf"^{_PARENT}[ \t]*:", re.MULTILINE)


class _File(NamedTuple):
    """A file of the configuration.

    Its nodes are not made into values, for which the engine has its own tags.
    """

    shown_as: str
    text: str
    root: yaml.MappingNode

    @property
    def fields(self) -> dict[str, yaml.Node]:
        return _fields(self.root)


@dataclass(frozen=True)
class Settings:
    """A configuration file and those it inherits from, the nearest first."""

    files: Sequence[_File]
    """Those that could be read."""

    fault: Problem | None
    """Why there are no more files, unless the last one is our own."""

    @classmethod
    def read(cls, path: Path, *, shown_from: Path) -> "Settings":
        """Reads the files; problems name them relative to `shown_from`."""
        files: dict[Path, _File] = {}
        following: Path | Problem | None = path.resolve()
        while isinstance(following, Path):
            file = _read(following, as_shown(following, shown_from.resolve()))
            if isinstance(file, _File):
                files[following] = file
                following = _parent(file, following, files)
            else:
                following = file
        return cls(tuple(files.values()), following)

    def problems(self) -> list[Problem]:
        """Returns all that is wrong, sorted by place.

        Besides what cannot be read: fields that stand twice, of which YAML takes the last one; a
        value that is lost because `#` begins a comment; a list that drops ours; a misspelt setting.
        Our own settings are those that the last file has below `extra`.
        """
        found = {self.fault} if self.fault else set()
        known = _fields(self.files[-1].fields.get(_OURS)) if self.files else {}
        for place, one in enumerate(self.files):
            lines = one.text.split("\n")
            told = [
                *(it for node in _mappings(one.root) for it in _silent(node, lines)),
                *_strange(one.root, known),
                *_of_another_kind(one),
                *_addresses(one.fields),
                *_another_theme(one.root),
                *_no_language(one.root, [it.root for it in self.files[place:]]),
                *_dropped(one, self.files[place + 1 :]),
                *_unknown(one.fields.get(_OURS), known),
            ]
            found |= {Problem(one.shown_as, line + 1, message) for line, message in told}
        return sorted(found)

    def problem(self, location: Location, message: str) -> Problem:
        """Returns a problem with the value at `location`, in the file it is taken from."""
        return Problem(*self.place(location), in_field(location, message))

    def place(self, location: Location) -> tuple[str, int]:
        """Returns the file and the line of a value; of its nearest parent if there is none."""
        found = [(*_deepest(one.root, location), one.shown_as) for one in self.files]
        _, line, shown_as = max(found, key=lambda one: one[0])  # the nearest file if they are equal
        return shown_as, line + 1

    def texts(self, location: Location) -> list[str]:
        """Returns the texts that a setting has, the nearest file's first; none for an `!ENV`."""
        nodes = (_at(one.root, location) for one in self.files)
        return [one.value for one in nodes if isinstance(one, yaml.ScalarNode) and one.tag == _TEXT]


def files_in(folder: Path) -> list[Path]:
    """Returns the configuration files in a folder: ours, a company's and all that inherit."""
    if not (folder / BASE).is_file():
        return []
    names = {BASE, "company.yml"}
    return [one for one in sorted(folder.glob("*.yml")) if one.name in names or _is_heir(one)]


def _is_heir(path: Path) -> bool:
    return path.is_file() and bool(_IS_HEIR.search(path.read_text("utf-8", "replace")))


def _read(path: Path, shown_as: str) -> _File | Problem:
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        return Problem(shown_as, 1, f"файл не читается: {why_refused(error)}")
    if isinstance(text, Fault):
        return text.in_file(shown_as)
    try:
        root = yaml.compose(text, _LOADER)
    except yaml.YAMLError as error:
        line, reason = why(error, text)
        return Problem(shown_as, line + 1, f"ошибка в записи полей: {reason}")
    if root is None:
        return Problem(shown_as, 1, f"файл пуст; напишите в нём «{_PARENT}: {BASE}»")
    if not isinstance(root, yaml.MappingNode):
        line = root.start_mark.line + 1
        return Problem(shown_as, line, "здесь нужны поля «имя: значение»")
    return _File(shown_as, text, root)


def _parent(file: _File, path: Path, read: Collection[Path]) -> Path | Problem | None:
    """Returns the file that another at `path` inherits from; None if it is our own."""
    node = file.fields.get(_PARENT)
    if node is None:
        told = f"нет строки «{_PARENT}: {BASE}», а без неё и наших настроек; начните с неё"
        return None if "hooks" in file.fields else Problem(file.shown_as, 1, told)
    if not isinstance(node, yaml.ScalarNode):
        told = in_field((_PARENT,), f"нужно имя одного файла; обычно это {BASE}")
        return Problem(file.shown_as, node.start_mark.line + 1, told)
    parent = (path.parent / str(node.value)).resolve()
    if parent in read:
        told = f"файлы берут настройки друг у друга по кругу; обычно здесь {BASE}"
    elif not parent.is_file():
        told = f"нет файла «{node.value}»; обычно здесь {BASE}"
    else:
        return parent
    return Problem(file.shown_as, node.start_mark.line + 1, in_field((_PARENT,), told))


def _fields(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _at(node: yaml.Node | None, location: Location) -> yaml.Node | None:
    for step in location:
        found = child(node, step) if node else None
        node = found[1] if found else None
    return node


def _line(node: yaml.Node, name: str) -> int:
    """Returns the line of a field's name, which a text on several lines begins after."""
    line, _ = child(node, name) or (0, node)
    return line


def _deepest(node: yaml.Node, location: Location) -> tuple[int, int]:
    """Returns how many steps of a location a file has, and the line of the last of them."""
    line = node.start_mark.line
    for depth, step in enumerate(location):
        found = child(node, step)
        if found is None:
            return depth, line
        line, node = found
    return len(location), line


def _mappings(root: yaml.Node) -> Iterator[yaml.MappingNode]:
    """Yields all groups of fields, each once: `*name` may even stand inside what it names."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            yield node
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _silent(node: yaml.MappingNode, lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yields the fields whose values YAML would lose."""
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line
        if isinstance(key, yaml.ScalarNode) and key.value in seen:
            first = seen[key.value] + 1
            yield (
                line,
                (
                    f"поле «{key.value}» указано второй раз, и то, что в строке {first}, пропадёт; "
                    "соедините их под одним именем"
                ),
            )
        if isinstance(key, yaml.ScalarNode):
            seen.setdefault(key.value, line)
        lost = _LOST.match(lines[key.end_mark.line], key.end_mark.column)
        if lost and value.tag == _NULL:
            yield (
                line,
                (
                    f"поле «{key.value}»: {lost[1]} пропадёт как примечание; возьмите в кавычки: "
                    f'"{lost[1]}"'
                ),
            )


def _strange(root: yaml.MappingNode, ours: Collection[str]) -> Iterator[tuple[int, str]]:
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
        yield key.start_mark.line, in_field((name,), told)


def _of_another_kind(file: _File) -> Iterator[tuple[int, str]]:
    """Yields the settings that the engine would refuse in English."""
    for name, node in file.fields.items():
        kind = _KINDS.get(name)
        if kind is None or not node.tag.startswith(_YAML) or node.tag.startswith(_PYTHON):
            continue
        told = ""
        if node.tag == _NULL:
            told = wanted("empty") if name in _NEEDED else ""
        elif node.tag != _TAGS[kind]:
            told = wanted(kind)
        if told:
            yield _line(file.root, name), in_field((name,), told)


def _another_theme(root: yaml.MappingNode) -> Iterator[tuple[int, str]]:
    name = _at(root, ("theme", "name"))
    if isinstance(name, yaml.ScalarNode) and name.value != _THEME:
        told = f"наши страницы сделаны для темы «{_THEME}»; удалите поле"
        yield name.start_mark.line, in_field(("theme", "name"), told)


def _no_language(
    root: yaml.MappingNode, roots: Sequence[yaml.MappingNode]
) -> Iterator[tuple[int, str]]:
    """Yields that the only language to be published is none of those listed."""
    only = _at(root, ONLY_LOCALE)
    listed = next(filter(None, (_at(one, _LANGUAGES) for one in roots)), None)
    if isinstance(only, yaml.ScalarNode) and isinstance(listed, yaml.SequenceNode):
        found = (_fields(one).get("locale") for one in listed.value)
        names = [str(one.value) for one in found if one]
        if only.tag == _TEXT and only.value not in names:
            told = f"«{only.value}» не подходит; возможные значения: {', '.join(names)}"
            yield only.start_mark.line, in_field(ONLY_LOCALE, told)


def _addresses(fields: Mapping[str, yaml.Node]) -> Iterator[tuple[int, str]]:
    for name in _ADDRESSES:
        node = fields.get(name)
        if not node or not node.value or node.tag != _TEXT:
            continue
        if not _ADDRESS.match(node.value):
            told = f"«{node.value}» не адрес; нужен полный, с https://"
            yield node.start_mark.line, in_field((name,), told)
        elif name == "site_url" and (tail := _TAIL.search(node.value)):
            told = f"к этому адресу прибавится путь страницы; уберите «{tail[0]}»"
            yield node.start_mark.line, in_field((name,), told)


def _dropped(file: _File, others: Sequence[_File]) -> Iterator[tuple[int, str]]:
    """Yields the lists that take the place of an inherited one and lack some of what it has."""
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
            yield _line(file.root, name), in_field((name,), told)


def _items(node: yaml.Node) -> dict[str, bool]:
    """Returns the names in a list, and whether they have options."""
    if isinstance(node, yaml.SequenceNode):
        items = (one for one in node.value if not isinstance(one, yaml.SequenceNode))
        return {name: has for one in items for name, has in _items(one).items()}
    if isinstance(node, yaml.ScalarNode):
        return {node.value: False} if node.value else {}
    return {name: bool(one.value) for name, one in _fields(node).items()}


def _unknown(node: yaml.Node | None, known: Mapping[str, yaml.Node]) -> Iterator[tuple[int, str]]:
    """Yields what is wrong with settings of ours; others may be for a company's own templates."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        line, name = key.start_mark.line, str(key.value)
        if name in known:
            if known[name].tag == _BOOL != value.tag and not value.tag.startswith("!"):
                yield line, f"поле «extra.{name}»: нужно true или false, без кавычек"
        elif alike := get_close_matches(name, known, 1, 0.82):
            yield line, f"поле «extra.{name}»: такого нет, может быть, «{alike[0]}»? исправьте имя"


def main(path: str = "-", *options: str) -> int:
    """Prints what is wrong with a configuration; returns the exit status.

    With `--unreadable`, only why the engine could not even read it: a preview shows the rest.
    """
    if path.startswith("-"):
        print("Назовите файл настроек: python -m kb.settings company.yml", file=sys.stderr)
        return 2
    settings = Settings.read(Path(path), shown_from=Path.cwd())
    found = settings.problems()
    if "--unreadable" in options:
        found = [settings.fault] if settings.fault else []
    for one in found:
        print(one, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
