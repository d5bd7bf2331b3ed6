"""The types of boxes, `!!! note`, that the theme knows."""

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "abstract": "Коротко",
    "attention": "Внимание",
    "bug": "Ошибка",
    "caution": "Осторожно",
    "check": "Готово",
    "cite": "Цитата",
    "danger": "Осторожно",
    "done": "Готово",
    "error": "Ошибка",
    "example": "Пример",
    "fail": "Сбой",
    "failure": "Сбой",
    "faq": "Вопрос",
    "help": "Вопрос",
    "hint": "Подсказка",
    "important": "Важно",
    "info": "К сведению",
    "missing": "Не хватает",
    "note": "Примечание",
    "question": "Вопрос",
    "quote": "Цитата",
    "success": "Готово",
    "summary": "Коротко",
    "tip": "Совет",
    "tldr": "Коротко",
    "todo": "Сделать",
    "warning": "Внимание",
}
"""The types, and Russian titles for boxes without one."""
