"""Makes the snippets VS Code inserts into a page: blocks, and the fields of every type."""

import re
from collections.abc import Iterator

from kb.content.body.blocks import EMBEDDED, LISTS
from kb.draft import skeleton

_HINT = re.compile(r"‹замените: ([^›]*)›")

_BLOCKS = {
    "admonition": ('!!! note "${1:Заголовок}"\n\n    ${2:Текст}\n', "Заметка в рамке"),
    "dialogue": ("> **${1:Ольга}:** ${2:Реплика.}\n>\n> **${3:Тимур}:** ${4:Ответ.}\n", "Диалог"),
    "instead": (
        "| Вместо | Лучше |\n| --- | --- |\n| ${1:как не стоит} | ${2:как лучше} |\n",
        "Таблица «Вместо — лучше»",
    ),
}

_ARGUMENTS = {"catalogue": "${1:role side=internal}", "print-sheet": "${1:role}", "diagram": "${1}"}
_SHOWN = {
    "role": "Карточка роли",
    "checklist": "Чек-лист",
    "comparison": "Таблица сравнения",
    "template": "Шаблон документа",
    "quiz": "Вопросы для самопроверки",
    "term": "Определение термина",
    "bibliography": "Все источники",
    "catalogue": "Список страниц одного типа",
    "compare": "Сравнение двух-трёх страниц",
    "diagram": "Рисунок",
    "glossary": "Указатель терминов",
    "my-checklists": "Начатые чек-листы",
    "print-sheet": "Карточки для печати",
}


def snippets() -> dict[str, dict[str, object]]:
    """Returns VS Code's snippets by their names; their prefixes begin with `kb`."""
    found = {}
    for name in sorted(EMBEDDED | LISTS):
        argument = _ARGUMENTS.get(name, "${1:id}" if name in EMBEDDED else "")
        body = f"/// {name} | {argument}" if argument else f"/// {name}"
        found[f"Вставить: {name}"] = _snippet(f"kb-{name}", [body, "///", ""], _SHOWN.get(name))
    for name, (text, told) in _BLOCKS.items():
        found[f"Вставить: {name}"] = _snippet(f"kb-{name}", text.split("\n"), told)
    for kind in sorted(EMBEDDED | {"guide", "plain"}):
        text = "".join(_stops(skeleton(kind, "ru")))
        found[f"Страница: {kind}"] = _snippet(
            f"kb-new-{kind}", text.split("\n"), "Поля и разделы страницы; проще — kb new"
        )
    return found


def _snippet(prefix: str, body: list[str], told: str | None) -> dict[str, object]:
    return {"scope": "markdown", "prefix": prefix, "description": told or prefix, "body": body}


def _stops(text: str) -> Iterator[str]:
    """Yields a skeleton's text with a tab stop for each text that is to be replaced."""
    text = text.replace("id: ID", "id: ‹замените: номер›", 1)
    text = text.replace("title: TITLE", "title: ‹замените: название›", 1)
    text = re.sub(
        r"reviewed: .*", "reviewed: $CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", text, count=1
    )
    at = 0
    for number, hint in enumerate(_HINT.finditer(text), 1):
        yield text[at : hint.start()]
        yield f"${{{number}:{hint[1]}}}"
        at = hint.end()
    yield text[at:]
