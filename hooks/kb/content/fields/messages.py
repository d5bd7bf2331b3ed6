"""Turns pydantic's English errors into Russian messages that also say how to fix them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from kb.content.fields.kinds import NO_ID
from kb.content.fields.structure import names_at
from kb.content.likenesses import in_latin
from kb.content.problems import Fault, Location
from kb.content.yaml.unreadable import no_item
from kb.content.yaml.yaml_document import YamlDocument

MISSING = "обязательное поле не заполнено; добавьте его"

_TEXTS = {
    "empty_type": "после двоеточия ничего нет; напишите значение или удалите поле",
    "missing": MISSING,
    "string_type": "нужен текст; число или «true» возьмите в кавычки, список замените строкой",
    "string_too_short": "пустой текст; напишите значение или удалите поле",
    "string_too_long": "слишком длинно: не больше {max_length} знаков",
    "tuple_type": "нужен список: каждый пункт с новой строки и с «- »",
    "too_short": "слишком мало пунктов: нужно не меньше {min_length}",
    "too_long": "слишком много пунктов: не больше {max_length}",
    "int_type": "нужно целое число",
    "int_parsing": "нужно целое число",
    "int_parsing_size": "нужно целое число, и не такое длинное",
    "int_from_float": "нужно целое число",
    "float_type": "нужно число",
    "float_parsing": "нужно число",
    "greater_than": "число слишком мало: нужно больше {gt}",
    "greater_than_equal": "число слишком мало: нужно не меньше {ge}",
    "less_than_equal": "число слишком велико: нужно не больше {le}",
    "bool_type": "нужно «true» или «false», без кавычек",
    "date_type": "нужна одна дата, например 2026-11-23; список или поля замените ею",
    "dict_type": "нужны вложенные поля вида «имя: значение»",
    "model_type": "нужны вложенные поля вида «имя: значение»",
    "model_attributes_type": "нужны вложенные поля вида «имя: значение»",
}

_NO_PART = ("model_type", "model_attributes_type")
"""pydantic's types of the error in a value that should be a part with fields of its own."""

_EMPTY_ITEM = "после «- » ничего нет; напишите пункт или удалите строку"
_UNSEEN = re.compile(r"[^\S \n]|[\u00ad\u200b-\u200d\u2060]")
"""Characters that look like an ordinary space, or like nothing, and come from other programs."""

HIDDEN_BY = "черновик держите в своей ветке или спрячьте полем «visibility: internal»"
"""What to do with a page that should not be read yet."""

_ELSEWHERE = {
    name: field
    for field, names in {
        "title": "name заголовок название",
        "summary": "description excerpt lead subtitle описание",
        "reviewed": "created date lastmod last_modified last_reviewed last_update last_updated"
        " modified updated дата",
        "recheck": "expires next_review review_date",
        "owner": "author authors maintainer автор владелец ответственный",
        "tags": "categories category labels topics категория метки теги",
        "where": "address href link url адрес ссылка",
        "visibility": "draft hidden private published unlisted",
    }.items()
    for name in names.split()
}
"""Our field for each field of other programs that does the same."""

_NOT_A_TEXT = (
    "нужен текст, а здесь вложенные поля; если двоеточие — часть текста, возьмите весь текст в"
    " кавычки"
)


def wanted(kind: str) -> str:
    """Returns the message about a value that is not of a kind: string, bool, dict, tuple, empty."""
    return _TEXTS[f"{kind}_type"]


def field_name(location: Location) -> str:
    """Returns the path to a value, counted from 1 as editors do: groups[1].items[2].why."""
    name = ""
    for step in location:
        if isinstance(step, int):
            name += f"[{step + 1}]"
        else:
            name += f".{one_line(step)}" if name else one_line(step)
    return name


def in_field(location: Location, message: str) -> str:
    """Puts the field's name before the message; without a field, returns the message alone."""
    return f"поле «{field_name(location)}»: {message}" if location else message


class FieldsError(ValueError):
    """A block of fields outside the pages, such as a setting, cannot be used; has all reasons."""

    def __init__(self, *faults: tuple[Location, str]) -> None:
        """`faults` are places in the file, and what is wrong there, in Russian."""
        super().__init__("\n".join(in_field(*one) for one in faults))
        self.faults = faults


def explain(
    error: ValidationError, model: type[BaseModel], at: Location = ()
) -> Iterator[tuple[Location, str]]:
    """Yields where each of pydantic's errors is, and what is wrong there; see `in_field`.

    `at` leads to the part of a file that should be a `model`.
    """
    return ((location, told) for _, location, told in _explained(error, model, at))


def faults(
    error: ValidationError, model: type[BaseModel], document: YamlDocument, at: Location = ()
) -> Iterator[Fault]:
    """Yields pydantic's errors in the part of a document at `at`, in Russian and with lines."""
    for one, location, told in _explained(error, model, at):
        is_no_id = one["type"] == NO_ID and not _is_typed_in_cyrillic(one["input"])
        yield replace(
            fault(document, location, told),
            is_missing=one["type"] == "missing",
            no_id=one["input"] if is_no_id else "",
        )


def _explained(
    error: ValidationError, model: type[BaseModel], at: Location
) -> Iterator[tuple[Mapping[str, Any], Location, str]]:
    """Yields pydantic's errors, each with its place in the file and what is wrong there.

    A field that is missing because its name is misspelt is told once: as the misspelt name.
    """
    errors = error.errors(include_url=False)
    unknown = [one["loc"] for one in errors if one["type"] == "extra_forbidden"]
    meant = {(*at[:-1], _meant(str(at[-1]), names_at(model, _fields(at[:-1])))) for at in unknown}
    for one in errors:
        if one["type"] == "missing" and one["loc"] in meant:
            continue
        if one["type"] == "too_short" and any(
            _is_inside(other["loc"], one["loc"]) for other in errors
        ):
            continue  # pydantic counts only the items without errors
        inner = _fields(one["loc"])
        is_whole = one["type"] in _NO_PART
        yield one, at + inner, _message(one, names_at(model, inner if is_whole else inner[:-1]))


def fault(document: YamlDocument, location: Location, message: str) -> Fault:
    """Returns a fault of the value at `location`."""
    return Fault(document.line(location), in_field(location, message), location)


def _is_inside(location: Location, outer: Location) -> bool:
    return len(location) > len(outer) and location[: len(outer)] == outer


def _fields(location: Location) -> Location:
    """Pydantic's location without steps that name a member of a union, or say «the key itself»."""
    return tuple(step for step in location if step not in ("<text>", "<reason>", "[key]"))


def _message(error: Mapping[str, Any], known: Iterable[str]) -> str:
    """Returns the message for one error; `known` are the names of the fields that may be there."""
    kind = error["type"]
    # The limits of a fractional number are fractional too: 100.0.
    context = {key: str(value).removesuffix(".0") for key, value in error.get("ctx", {}).items()}
    given = one_line(error.get("input"))
    is_word = kind in ("kb", NO_ID, "enum", "literal_error")
    if "input" in error and error["input"] is None and (is_word or kind.endswith("_type")):
        is_item = bool(error["loc"]) and isinstance(error["loc"][-1], int)
        return _EMPTY_ITEM if is_item else wanted("empty")
    if is_word and _UNSEEN.search(str(error["input"])):
        seen = _UNSEEN.sub("", given)
        return f"рядом с «{seen}» невидимый знак; сотрите значение и наберите заново"
    if kind in ("kb", NO_ID):
        if _is_typed_in_cyrillic(given):
            return f"в «{given}» русские буквы; наберите латинские"
        return str(error["msg"]).replace("{input}", given)
    if kind in _NO_PART:
        return f"{_TEXTS[kind]}: {', '.join(known)}"
    if kind == "string_type" and isinstance(error["input"], dict):
        return _NOT_A_TEXT
    if kind == "tuple_type" and (told := _no_items(error["input"])):
        return told
    if kind == "extra_forbidden":
        return unknown_field(str(error["loc"][-1]), known)
    if kind in ("enum", "literal_error"):
        allowed = context["expected"].replace(" or ", ", ").replace("'", "")
        meant = in_latin(given)
        if meant != given and meant in allowed.split(", "):
            return f"в «{given}» русские буквы; наберите «{meant}» латиницей"
        if isinstance(error["input"], list | dict):
            return f"нужно одно значение, без дефиса и скобок: {allowed}"
        return f"«{given}» не подходит; возможные значения: {allowed}"
    text = _TEXTS.get(
        kind, "значение не подходит; посмотрите, как это поле заполнено на соседних страницах"
    )
    for key, value in context.items():
        text = text.replace("{" + key + "}", value)
    return text


def _no_items(value: object) -> str:
    """Returns why what was typed as a list was read as text or as fields; empty if unknown."""
    first = next(iter(value), "") if isinstance(value, dict) else value
    return no_item(first) if isinstance(first, str) else ""


def unknown_field(name: str, known: Iterable[str]) -> str:
    """Returns the message about a field that does not exist; `known` are those that do."""
    known = list(known)
    bare = "".join(name.split())
    if bare != name and bare in known:  # YAML strips ordinary spaces
        return f"в имени поля неразрывный пробел; удалите его: «{bare}»"
    if ours := _ours(name, known):
        told = HIDDEN_BY if ours == "visibility" else f"у нас это «{ours}»"
        return f"неизвестное поле; {told}"
    hint = near(name, known)
    return f"неизвестное поле{hint}" + ("" if hint.endswith("?") else ", или удалите его")


def _meant(name: str, known: Iterable[str]) -> str:
    """Returns the field that the message about an unknown one names; empty if it names none."""
    known = list(known)
    return _ours(name, known) or misspelt(name, known)


def _ours(name: str, known: Collection[str]) -> str:
    """Returns our field for what other programs call so; empty if there is none."""
    ours = _ELSEWHERE.get(name.lower(), "")
    return ours if ours in known else ""


def near(name: str, known: Iterable[str]) -> str:
    """Returns the end of a message about an unknown name: what may have been meant."""
    found = misspelt(name, known)
    if found and found == in_latin(name):
        return f"; в нём русские буквы; может быть, «{found}»?"
    if not found and _is_typed_in_cyrillic(name):
        return "; в нём русские буквы, наберите латинские"
    return f"; может быть, «{found}»?" if found else "; проверьте, нет ли опечатки"


def misspelt(name: str, known: Iterable[str]) -> str:
    """Returns the known name that an unknown one misspells; empty if there is none."""
    names = sorted(known)
    meant = in_latin(name)
    found = [one for one in names if one == meant or one.casefold() == name.casefold()]
    return next(iter(found or get_close_matches(name, names, n=1, cutoff=0.7)), "")


def _is_typed_in_cyrillic(name: str) -> bool:
    """Whether an id has Cyrillic letters in place of similar Latin ones: «С01», «оla».

    A word in Cyrillic letters only does not count.
    """
    is_mixed = any(one.isascii() and one.isalnum() for one in name)
    return is_mixed and not name.isascii() and in_latin(name).isascii()


def one_line(value: object) -> str:
    """Returns a value as an editor writes it, on one line and short enough for a message."""
    if isinstance(value, list | dict):
        return "…"
    text = " ".join((str(value).lower() if isinstance(value, bool) else str(value)).split())
    return text if len(text) <= 60 else text[:59] + "…"
