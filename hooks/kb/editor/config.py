"""Builds the configuration of Sveltia CMS: what to edit in a library, and where it is stored."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import StringConstraints, ValidationError

from kb.content.fields.kinds import Key, Pattern, Reference, SourceRef
from kb.content.fields.messages import FieldsError, explain
from kb.content.library import Document, Library
from kb.content.model import TYPES, Part
from kb.content.normal_form import field_order
from kb.editor.fields import Option, fields, has_a_form

_BODY = {
    "name": "body",
    "label": "Текст",
    "hint": "Markdown. Раздел начинается с «## »",
    "widget": "markdown",
    "modes": ["raw"],  # the rich text mode rewrites Markdown that it does not know
    "required": False,
    "i18n": True,
}

_SLUG = {
    "editable": ["create"],
    "hint": "Имя файла и конец адреса, латиницей: dezhurnyy-po-zaprosam",
    "pattern": [Key.pattern.regex, f"Здесь {Key.pattern.advice}"],
}


class Forge(Part):
    """Where a company's repository is, in Sveltia's terms."""

    name: Literal["gitlab", "gitea"]
    """`gitea` covers Forgejo, too: they share one API."""

    base_url: Annotated[str, Pattern(r"^https?://", "не адрес", "нужен полный, с https://")]
    repo: Annotated[str, StringConstraints(min_length=3)]
    branch: str = "main"
    app_id: str = ""
    """The id of the OAuth application (PKCE); without it editors sign in with an access token."""


class EditorSettings(Part):
    """`extra.editor` of the configuration."""

    preview: bool = False
    """Whether the preview includes the editor; `make editor` turns this on."""

    publish: bool = False
    """Whether the published site includes the editor."""

    forge: Forge | None = None

    @classmethod
    def read(cls, block: Mapping[str, Any]) -> "EditorSettings":
        """Raises `FieldsError`."""
        try:
            settings = cls.model_validate(block)
        except ValidationError as error:
            raise FieldsError(*explain(error, cls, ("extra", "editor"))) from error
        if settings.publish and settings.forge is None:
            told = "назовите хранилище: на сайте папку с диска не открыть"
            raise FieldsError((("extra", "editor", "forge"), told))
        return settings


def configuration(
    library: Library, words: Mapping[str, Any], *, forge: Forge | None, folder: str
) -> dict[str, Any]:
    """Returns Sveltia's configuration for the pages of a library.

    `words` are the interface texts in the editors' language. Without a forge, editors can work
    only on a local checkout, whose directory is named `folder`.
    """
    choices = _choices(library)
    return {
        "backend": _backend(forge, folder),
        "media_folder": "docs/assets",
        "public_folder": "/assets",
        "i18n": {
            "structure": "multiple_folders",
            "locales": list(library.locales),
            "default_locale": library.default_locale,
            "initial_locales": [library.default_locale],
        },
        "output": {
            "omit_empty_optional_fields": True,  # an empty text is an error here
            "yaml": {"indent_size": 2, "indent_sequences": True, "quote": "none"},
        },
        "editor": {"preview": False},  # our own preview runs beside the editor
        "show_preview_links": False,
        "collections": [
            _collection(root, folder, kind, words, choices)
            for root, folder, kind in _places(library)
        ],
    }


def _backend(forge: Forge | None, folder: str) -> dict[str, Any]:
    if forge is None:  # Sveltia requires one even for a local folder; this one does not exist
        return {"name": "gitea", "repo": f"local/{folder}", "base_url": "http://127.0.0.1"}
    is_gitlab = forge.name == "gitlab"
    address = forge.base_url.rstrip("/")
    return {
        "name": forge.name,
        "repo": forge.repo,
        "branch": forge.branch,
        "base_url": address,
        "api_root": f"{address}/api/{'v4' if is_gitlab else 'v1'}",
        **(
            {"graphql_api_root": f"{address}/api/graphql", "auth_type": "pkce"} if is_gitlab else {}
        ),
        **({"app_id": forge.app_id} if forge.app_id else {}),
    }


def _places(library: Library) -> list[tuple[str, str, str]]:
    """Each root, folder and page type that has pages to edit in a form.

    Plain pages in a folder with other types are lists and indexes, made of blocks with little text:
    they need no form.
    """
    kinds: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in library.documents:
        folder = one.path.rpartition("/")[0]
        if folder:
            kinds[_root(one), folder].add(one.entry.type)
    rank = list(TYPES)
    found = [
        (root, folder, kind)
        for (root, folder), there in kinds.items()
        for kind in there
        if has_a_form(TYPES[kind]) and (kind != "plain" or there == {"plain"})
    ]
    return sorted(found, key=lambda place: ((rank.index(place[2]) - 1) % len(rank), place))


def _root(document: Document) -> str:
    return document.shown_as.removesuffix(f"/{document.src_uri}")


def _collection(
    root: str,
    folder: str,
    kind: str,
    words: Mapping[str, Any],
    choices: Mapping[type, Sequence[Option]],
) -> dict[str, Any]:
    model = TYPES[kind]
    is_plain = kind == "plain"
    label = words["editor"]["folders"].get(folder, folder)
    return {
        "name": re.sub(r"[^a-z0-9]+", "-", f"{root}-{folder}-{kind}".lower()).strip("-"),
        "label": label if root == "docs" else f"{label} ({root})",
        "label_singular": words["types"].get(kind, label),
        "folder": root,
        "path": f"{folder}/{{{{slug}}}}",
        "filter": {"field": "type", "value": kind},
        "identifier_field": "title",
        # A term's file is named after its id; other files get a Latin name that the editor chooses.
        "slug": "{{fields.id}}" if kind == "term" else _SLUG,
        "summary": "{{title}}" if is_plain else "{{id}} · {{title}}",
        "create": not is_plain,
        "delete": not is_plain,
        "format": "yaml-frontmatter",
        "extension": "md",
        "i18n": True,
        "fields": [*fields(model, field_order(kind), choices), _BODY],
    }


def _choices(library: Library) -> dict[type, list[Option]]:
    """What each kind of reference may refer to, with titles in the default language."""
    entries = [one for one in library.documents if one.locale == library.default_locale]
    found: dict[type, list[Option]] = {
        kind: [
            {"label": f"{one.key} — {one.entry.title}", "value": one.key}
            for one in entries
            if one.entry.id and (not kind.types or one.entry.type in kind.types)
        ]
        for kind in _kinds(Reference)
    }
    found[SourceRef] = [
        {"label": library.text(library.default_locale, one.title), "value": key}
        for key, one in library.sources.items()
    ]
    return found


def _kinds(of: type[Reference]) -> Iterator[type[Reference]]:
    yield of
    for one in of.__subclasses__():
        yield from _kinds(one)
