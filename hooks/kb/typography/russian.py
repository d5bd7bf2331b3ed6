"""What Russian keeps on one line: the editorial rules N1–N8.

N1 (dashes), N8 (groups of digits) and the signs №, §, % are common to all languages.
"""

import re
from collections.abc import Iterable

from kb.tree.runs import OPAQUE
from kb.typography.spaces import NUMBER, SIGN, STANDARD, Rule, after, before, each, pattern

SHORT = frozenset("а в и к о с у я во да де до за из ко на не ни но ну об от по со аж уж".split())
"""Not «то», «мы», «он»: longer pronouns are not bound. Not «бы», «же», «ли»: N3 binds those."""

# Accents and soft hyphens belong to a word, and so does what a hyphen, apostrophe or slash joins.
_SHORT_WORD = pattern(
    r"""
    [авдзикнопсуяАВДЗИКНОПСУЯ] (?<! [\w\u0301\u00ad‑/'’-] . ) [абдежзиотуАБДЕЖЗИОТУ]? ␣ (?= \S )
    """
)
_WORD_ENDS = r"(?! [\w\u0301\u00ad‑'’-] )"
_CAPITALS = re.compile(r"\W*[А-ЯЁ]{2}")
_WITHIN_SENTENCE = pattern(r"[^\W\d_A-ZА-ЯЁ] ␣")

# Nouns named by a letter: in «вариант А лучше» it is not a conjunction, in «витамин С. Он» not an
# initial. After `_PARTIES` it may be an initial («клиент А. Петров»), but not a conjunction.
_LETTERED = """
    блок|букв|вариант|верси|витамин|глав|групп|зон|категори|класс|кнопк|колонк|корпус|литер|пакет
    |план|площадк|подъезд|подпункт|поколени|приложени|пункт|раздел|секци|сери|спис(?:ок|к)|столб(?:ец|ц)
    |сторон|строк|сценари|тип|точк|уров(?:ень|н)|цех|част|шаг|этап|язык
"""
_PARTIES = "клиент|коллег|команд|компани|отдел|партн[её]р|поставщик|сотрудник|участник|филиал"
_LETTER_FOLLOWS = pattern(rf"\b (?i: {_LETTERED} ) \w{{0,3}} ␣ \Z")
_LETTER_OR_PERSON_FOLLOWS = pattern(rf"\b (?i: {_LETTERED} | {_PARTIES} ) \w{{0,3}} ␣ \Z")
_LONGEST_NOUN = 20


def _after_short_words(text: str) -> Iterable[int]:
    """N2. Two capitals are a short word only before capitals; else ПО, ОТ are abbreviations."""
    for match in _SHORT_WORD.finditer(text):
        word, start, end = match[0][:-1], match.start(), match.end()
        if word.lower() not in SHORT:
            continue
        if len(word) == 2 and word.isupper() and not _CAPITALS.match(text, end):
            continue
        if word == "А" and _WITHIN_SENTENCE.match(text, start - 2):
            continue  # «цех А и цех Б»: a capital is no conjunction
        if word in "АВС" and _follows(_LETTER_OR_PERSON_FOLLOWS, text, start):
            continue
        yield end - 1


# Дж., Вл., Эд. are initials as well. A Latin letter belongs to a Latin name.
_INITIAL = r"(?: [А-ЯЁ][вджлмрт]? | [A-Z] ) \."
_ANY_INITIAL = pattern(r"\. (?: (?<= [А-ЯЁA-Z] . ) | (?<= [А-ЯЁA-Z] [вджлмрт] . ) )")
"""Much faster than the two patterns below: a text has few full stops."""

_INITIALS = pattern(
    rf"""
    [А-ЯЁA-Z] (?<! [\w&] . ) (?<! \w- . ) [вджлмрт]? \. ␣
    (?= {_INITIAL}
      | (?<= [A-Z] .. ) [A-Z][a-z’']
      | (?<= [а-яёА-ЯЁ] .. ) (?: (?: ван | де | ди | дю | да | фон ) ␣ )? [А-ЯЁ][а-яё] )
    """
)
_SURNAME_FIRST = pattern(
    rf"""
    [А-ЯЁA-Z] (?<! \w . ) (?<! \w- . ) [\w’'-]+ (?<= [а-яёa-z] ) ␣
    (?= {_INITIAL} (?: ␣? {_INITIAL} )* (?! ␣? [А-ЯЁA-Z] | \w ) )
    """
)


_UNITS = frozenset("АБВГКНФABCVWKN")
_NUMBER_FOLLOWS = pattern(r"(?<! [0-9] ) [0-9]{1,3} ␣ \Z")
"""In «3,5 В. Завхоз», «в 7 Б. Потом» the letter is a unit or that of a class; a year has none."""


def _around_initials(text: str) -> Iterable[int]:
    """N7. What follows decides: «модель Н. Кано» and «Вчера Н. Кано», but «Кано Н., Исикава К.»"""
    if not _ANY_INITIAL.search(text):
        return
    for match in _INITIALS.finditer(text):
        start = match.start()
        is_noun = text[start] in "АБВГДСABCDXYZ" and _follows(_LETTER_FOLLOWS, text, start)
        if is_noun or (text[start] in _UNITS and _follows(_NUMBER_FOLLOWS, text, start)):
            continue
        yield match.end() - 1
    for match in _SURNAME_FIRST.finditer(text):
        if not _follows(_LETTER_FOLLOWS, text, match.end()):
            yield match.end() - 1


def _follows(noun: re.Pattern[str], text: str, at: int) -> bool:
    return noun.search(text, max(0, at - _LONGEST_NOUN), at) is not None


_BEFORE_NUMBERS = (
    "абз ауд внутр вып гл д доб изд каб кв кн корп оф п подп пом пп прил разд рис с сс ст стр т"
    " табл тел упр уч ч эт"
)
_BEFORE_WORDS = (
    "акад г гр дер доц зам лит мкр наб оз п пер пл подп пос пп прил просп проф с св см ср ст тов ул"
)

_NAMED_AFTER = pattern(r"им\. (?<! \w ... ) ␣ (?= [А-ЯЁ] )")
_IS_NAMED = pattern(
    r"""
    (?: \b (?i: академи | аэропорт | библиотек | больниц | гимнази | двор | завод | институт | клуб
          | колледж | лице | музе | парк | площад | поликлиник | преми | стадион | театр | улиц
          | университет | училищ | фабрик | фонд | центр | школ ) \w{0,4} | \d ) ␣ \Z
    """
)


def _after_named(text: str) -> Iterable[int]:
    """N5 for «им.»: «школа им. Пушкина», «им. А. С. Пушкина», but not «пользуются им. Если»."""
    for match in _NAMED_AFTER.finditer(text):
        if _follows(_IS_NAMED, text, match.start()) or _INITIALS.match(text, match.end()):
            yield match.end() - 1


_BEFORE_COUNTED = pattern(rf"{NUMBER} ␣ (?! доб\. ) (?= [«„“‘]? [^\W\d_] | {OPAQUE} )")
"""A telephone number and its extension, «доб. 12», would be too long for a phone."""
_SEVERAL_PARTS = re.compile(r"\d+(?:\.\d+){2,}|\d+(?:-\d+){2,}")
"""A date, a version, a telephone number."""

_NAMING = pattern(
    rf"""
    (?: [№§] ␣? | {STANDARD} | \. ␣ (?<! \b т\.␣[дпсч]\.␣ ) {after(_BEFORE_NUMBERS)}
        (?<! [0-9] ␣ [чс] \. ␣ )  # hours and seconds: «в 10 ч. 5 человек»
    ) \Z
    """
)
_LONGEST_DESIGNATION = 20
_GOES_ON = pattern(r"[а-я]{1,5} \. ␣? [\d«] | гг?\. | год | [А-ЯЁ]{2,5} (?! \w )")
_SHORT_AND_NO_NUMBER = pattern(
    rf"(?: {'|'.join(sorted(SHORT - {'с'}))} ) ␣ (?! [№§+−≥≤±≈$€£¥]? ␣? \d | {OPAQUE} )"
)
"""In «с 8 до 20 по Москве» «по» counts nothing. «С» after a number may be seconds."""


def _before_counted(text: str) -> Iterable[int]:
    """N4. Numbers of several parts, and those that name («№ 5», «ГОСТ 52113»), count nothing.

    Binding the next word to them would make chains too long for a phone. It is bound only if the
    reference continues: «ч. 2 ст. 14 ГК».
    """
    for match in _BEFORE_COUNTED.finditer(text):
        start, end = match.span()
        if _SHORT_AND_NO_NUMBER.match(text, end):
            continue
        names = _SEVERAL_PARTS.fullmatch(text, start, end - 1) or _NAMING.search(
            text, max(0, start - _LONGEST_DESIGNATION), start
        )
        if not names or _GOES_ON.match(text, end):
            yield end - 1


_COUNTED_BY_ROMAN = (
    r"(?: вв?\. | век | групп | кв\. | квартал | класс | курс | полугоди | раздел | разряд | созыв"
    r" | степен | тур | тысячелети | этап )"
)
_AFTER_WORD = pattern(
    rf"""
    [IVX] (?<= [а-яё] ␣ . ) [IVX]* (?: [–-] [IVX]+ )? (?! -? \w | ␣ {_COUNTED_BY_ROMAN} )
    """
)
_HAS_ROMAN = pattern(
    r"""
    (?<! [\w-] )
    (?: [А-ЯЁ] | глав | групп | категори | книг | раздел | степен | том | част | этап ) [а-яё]* \Z
    """
)


def _before_roman(text: str) -> Iterable[int]:
    """N5 for Roman numerals after names and parts of books: «Пётр I», «часть IV»."""
    for match in _AFTER_WORD.finditer(text):
        space = match.start() - 1
        if _HAS_ROMAN.search(text, max(0, space - _LONGEST_NOUN), space):
            yield space


_LEGAL_FORMS = "ООО АО ПАО ОАО ЗАО НАО АНО НКО ГУП МУП ФГУП ГБУ МБУ ГКУ ТОО ТСЖ СНТ"

RULES: tuple[Rule, ...] = (
    _after_short_words,
    # N3
    before(
        rf"""
        [бжл] (?<= [\w\u0301»“”)\]{OPAQUE}] ␣ . )
        (?: (?<= б ) ы {_WORD_ENDS} | (?<= ж ) е {_WORD_ENDS} | (?<= л ) [иь] {_WORD_ENDS}
          | (?<= [бж] ) (?: [\s,;:!?…»)] | \Z ) )
        """
    ),
    before(rf"[БЖЛ] (?<= [А-ЯЁ] ␣ . ) (?: (?<= Б ) Ы | (?<= Ж ) Е | (?<= Л ) И ) {_WORD_ENDS}"),
    # N4
    _before_counted,
    each(
        rf"(?: тыс\. | млн | млрд | трлн ) ␣ (?= {SIGN} | (?: руб | долл ) \. | евро )",
        needs="тыс. млн млрд трлн",
    ),
    each(
        rf"[IVX] (?<! [\w-] . ) [IVX]* (?: [–-] [IVX]+ )? ␣ (?= {_COUNTED_BY_ROMAN} )",
        needs="I V X",
    ),
    _before_roman,
    # N5: abbreviations before a number…
    each(
        rf"""
        \. ␣ (?= (?: [№§] ␣? )? [+]? \d | [IVX]+ \b | {OPAQUE} )
        {after(_BEFORE_NUMBERS)}
        (?<! \b т\.␣[дпсч]\.␣ )
        """
    ),
    # …and before a word; but «5 г.» and «10 с.» are years, grams, seconds.
    each(
        rf"""
        \. ␣ (?= [«„(]? \w | [№§{OPAQUE}] )
        {after(_BEFORE_WORDS, unless="[0-9] ␣")}
        (?<! \b т\.␣[дпсч]\.␣ ) (?<! [А-Я]\.␣ )  # «Витамин С. Он» has no village
        """
    ),
    each(rf"\. ␣ (?= [«„][а-я][»“] ) {after('п пп подп')}", needs="«"),
    _after_named,
    # Contractions and legal forms before a name.
    each(
        r"""
        [гГдДпПбБ] (?<! [\w-] . ) (?: р | (?= - ) )
        (?: (?<= [гГ] ) -(?: н | на | ну | ном | не | жа | жи | же | жу | жой )
          | (?<= [дД] ) -(?: р | ра | ру | ре | ром )
          | (?<= [пП]р ) -(?: к?т | з?д ) | (?<= [бБ] ) -р )
        ␣ (?= [А-ЯЁ«] )
        """,
        needs="-н -ж -р р-",
    ),
    each(
        rf"""
        [ОПТУЖ] ␣ (?= [«„] )
        (?: {" | ".join(f"(?<= {form} ␣ )" for form in _LEGAL_FORMS.split())} )
        """
    ),
    each(r"ИП ␣ (?= [А-ЯЁ][а-яё] ) (?<! [\w-] ИП ␣ )", needs="ИП"),
    # N6
    each(r"\. ␣ (?= [а-яё]\. (?! \w ) ) (?<= [А-ЯЁа-яё] .. ) (?<! \w ... ) (?<! \w- ... )"),
    each(rf"\. ␣ (?= [дкмс]? м \b ) {after('кв куб пог')}", needs="кв. куб. пог."),
    each(
        r"(?: мм ␣ (?= рт\. ) | рт\. ␣ (?= ст\. ) | ст\. (?<! \w ... ) ␣ (?= л\. ) )", needs="ст."
    ),
    each(r"[А-Я] (?<= [А-ЯЁ] . ) ␣ (?= РФ (?! \w ) )", needs="РФ"),
    _around_initials,
)
