"""What to write into each field, in Russian, for programs that help an editor with it.

A field is looked up by its part and name, then by its name alone: many parts share a name.
"""

from collections.abc import Mapping

FIELDS: Mapping[str, str] = {
    # Any page
    "title": "Название. Без точки, до 60 знаков",
    "slug": "Напоминание об имени файла; должно с ним совпадать",
    "type": "Тип страницы",
    "audience": "Кому страница",
    "seed": "Номера тезисов концепции: S1–S75",
    "terms": "Термины, на которых держится страница: их id",
    "sources": "Источники: их id из sources.yml",
    "related": "«Смотрите также»: id страниц",
    "owner": "Кто отвечает за страницу; без поля — редакция базы",
    "reviewed": "Когда страницу перечитали целиком: ГГГГ-ММ-ДД",
    "translated": "С какого текста переведено; ставит «kb translations --accept», а не рука",
    "replaces": "С каким нашим текстом сверена замена; ставит «kb replaced --accept», а не рука",
    "recheck": "К какому дню её нужно сверить с законом: ГГГГ-ММ-ДД",
    "glossary": "Ссылки на термины; false — не ставить",
    "link": "Сколько раз ссылаться на термин: первый, в каждом разделе, всегда",
    "hide": "Что спрятать на странице",
    "icon": "Знак в меню",
    "status": "Метка в меню",
    "tags": "Метки",
    "search": "Настройки поиска для страницы",
    "id": "Номер, один на все языки: R15. По нему на страницу ссылаются",
    "summary": "Одно предложение о том, что даст страница; до 160 знаков",
    "minutes": "Сколько минут займёт; без поля посчитает сборка",
    "template": "Своя рамка страницы",
    "section": "Раздел гайдов",
    "note": "Примечание",
    # A role
    "side": "На какой стороне роль: внутренний клиент, внешний или команда",
    "pair": "Роль напротив: её id",
    "when": "В каких случаях",
    "answers": "За что роль отвечает и за что нет",
    "Answers.for": "За что роль отвечает",
    "Answers.not_for": "За что роль не отвечает",
    "may": "Что можно",
    "may_not": "Чего нельзя",
    "Role.questions": "О чём себя спросить",
    "Questions.title": "Заголовок вопросов",
    "Questions.items": "Вопросы",
    "sounds": "Как говорить",
    "instead": "Как говорить не стоит",
    "better": "Как сказать лучше",
    "failing": "По каким признакам видно, что роль не работает",
    "watch": "Что измерять или замечать",
    "nearby": "Соседние роли",
    "Nearby.role": "Id соседней роли",
    "Nearby.note": "Чем она рядом",
    # A checklist
    "groups": "Группы пунктов",
    "ItemGroup.title": "Название группы",
    "ItemGroup.items": "Пункты",
    "Item.id": "Имя пункта латиницей, одно на все языки",
    "visibility": "Кому видна страница; internal — её нет на открытом сайте",
    "exclude": "Не показывать в поиске",
    "boost": "Во сколько раз выше в поиске",
    "InSearch.words": "Как ещё об этой странице спросят",
    "Item.text": "Что сделать",
    "why": "Зачем или почему",
    "critical": "Важный пункт",
    "Item.link": "Страница, которая поможет: её id",
    "Item.role": "Чьё это дело: id роли",
    # A comparison
    "question": "Какой выбор помогает сделать таблица",
    "columns": "Что сравниваем: столбцы",
    "Column.id": "Имя столбца латиницей",
    "Column.title": "Заголовок столбца",
    "ref": "Id страницы, с которой строки берут поля",
    "rows": "По каким вопросам: строки",
    "Row.id": "Имя строки латиницей",
    "criterion": "Вопрос или признак",
    "Row.group": "Заголовок группы строк",
    "cells": "Ответы: по одному на столбец",
    "field": "Какое поле взять со страниц столбцов вместо ответов",
    "not_applicable": "Почему ячейка пуста",
    "takeaway": "Вывод одним предложением",
    "mistake": "Частая ошибка",
    # A document to fill in
    "fields": "Места, которые заполняют",
    "Blank.id": "Имя места латиницей; в документе стоит {имя}",
    "label": "Что вписать",
    "hint": "Подсказка",
    "example": "Пример",
    "document": "Текст документа; на местах — {имя}",
    "change": "Что менять под себя",
    "keep": "Что оставить",
    # Questions to check oneself
    "Quiz.questions": "Вопросы",
    "Question.id": "Имя вопроса латиницей",
    "Question.type": "one — один верный ответ, many — несколько, order — порядок",
    "text": "Текст",
    "options": "Ответы; в order — в верном порядке",
    "ok": "Верный ответ",
    # A term
    "Term.id": "Имя термина латиницей, как у файла",
    "Term.group": "Раздел глоссария",
    "abbr": "Сокращение",
    "definition": "Определение до 300 знаков, без самого термина",
    "aliases": "Другие названия: сборка найдёт их в текстах",
    "see_from": "Слова, с которых указатель пошлёт сюда: «см.»",
    "match": "Как отличить термин от похожих слов",
    "exact": "Считать только эти формы",
    "never": "Эти слова и обороты термином не считать",
    "Term.avoid": "Как не пишем",
    # docs/sources.yml
    "level": "Насколько надёжен: A — первоисточник, B — пересказ, C — прочее",
    "Source.title": "Название на каждом языке",
    "fact": "Что мы из него взяли, на каждом языке",
    "where": "Где это найти",
    # docs/words.yml
    "known": "Слова, которых нет в словаре, в начальной форме",
    "avoid": "Слова и обороты, которых мы не пишем",
    "words": "Слово или оборот",
    "Avoided.better": "Что писать вместо",
    "Avoided.exact": "Только в этой форме",
    "before_verb": "Только перед глаголом: «следует проверить»",
}


def describe(part: str, field: str) -> str:
    """Returns what to write into the field of a part, such as `Item` and `why`.

    Raises `KeyError` for a field that nobody has described.
    """
    told = FIELDS.get(f"{part}.{field}") or FIELDS.get(field)
    if told is None:
        raise KeyError(f"{part}.{field}: no description in {__name__}")
    return told
