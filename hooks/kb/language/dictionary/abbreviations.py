"""Abbreviations and units that no dictionary has but every trade uses.

They belong to the language, not to a company, so they are here and not in words.yml.
"""

import re

_WITHOUT_STOP = frozenset(
    """
    вкл выкл компл мкр мсек мск нп пп снт уп янв фев февр июн июл авг сен сент окт нояб
    вых гг гггг дд дн каб корп мм нед пач сс чч
    """.split()
)

_WITH_STOP = frozenset(
    """
    авантит автогр автореф адапт азерб альм амбул аннот ассист ассоц бесп беспл библ библиогр
    биобиблиогр биогр бульв бухг введ вестн видеофоногр включ воспр вост вспом вступ выст высш
    госп грав деят диагн диагр диам диапоз дискогр дискус дисп докл долж допеч дораб ежедн журн
    загл замеч зарег знач извлеч излож изобр изобрет инстр инъекц исполн испр иссл исслед капс
    картогр кирг комис комн компл конгр кондит конф кооп корп корр кратк кред лекц литогр макед
    моногр муниц надзаг назв наим накл напеч нареч науч неотл нидерл номогр норв нояб обраб
    общеж объед опубл ориг ответств отпеч отправ оформ переизд перелож перепеч перераб погр
    подгот подзаг подобр поликл полн помещ попул портр порц посвящ послесл практ предисл предм
    предпр предс предст прекр преп препр прибл прил примеч припл продолж произв пром просп псевд
    публ разд разраб расш реаним редкол репр репрод респ ретросп розн ротапр рукоп секр сельск
    сент серт симп сист служ собр собств совещ совм совр содерж соиск сокр сообщ соотв сотр
    специф стат стац стеногр тадж терап тетр техн трансп унив устан устар устр учебн февр фельдш
    физкульт филос фильмогр флам фоногр фотокоп фрагм футл худож шосс экспл энцикл эпид
    """.split()
)
"""Those of ГОСТ Р 7.0.12–2011 and some more; one of fewer than four letters needs no list."""

_ENGLISH = frozenset(
    """
    acct adj adv alt amt appt apr asap assoc asst attn aug ave avg bbl bhp bldg blvd bn btu capt cmd
    ctn ctns ctrl cu dec dist doz dwg ea eng enq esc esp esq est excl exec ext fac fn freq fri
    fwd gbps hq hwy hz ibid ie illus incl inst instr intl jul kbps kph lge lv maint matl mbps
    mech med mfg mgmt mgr misc mkt mktg msg msgs mtg natl nov obj occ orig pc pcs pct pkg pkt pm
    pos pref prelim prev proj prov pty qt qty rcpt rd recd regd req retd rpm sched sgt soc sp
    std supp supt surg sys tba tbc tbd thu univ util val veh viz wgt wkly wrt wt
    """.split()
)
"""In lower case; in British English most take no full stop."""

_BORROWED = re.compile(
    r"\b(?:(?:a|ex) (?:fortiori|posteriori|priori|ante|gratia|post)|ad[ -](?:hoc|infinitum|nauseam)"
    r"|alma mater|bona fide|carte blanche|caveat emptor|curriculum vitae|de (?:facto|jure)"
    r"|en (?:masse|route)|et al(?:ii)?|force majeure|in (?:absentia|situ|vitro|vivo)|inter alia"
    r"|ipso facto|laissez-faire|modus (?:operandi|vivendi)|mutatis mutandis"
    r"|per (?:annum|capita|diem|se)|post[ -]mortems?|prima facie|pro (?:bono|forma|rata|tem)"
    r"|quid pro quo|raison d|status quo|sui generis|tabula rasa|terra incognita"
    r"|vice versa|vis-a-vis)\b",
    re.IGNORECASE,
)
"""What English has borrowed as a whole phrase."""

_LONGEST = 20

_UNIT = re.compile(
    r"(?:да|мк|[гдкмнпсГКМТ])?"
    r"(?:байт|бар|бит|бод|Бк|Б|вар|Вб|Вт|ВА|В|А|Гн|Гр|Гц|г|Дж|Зв|кал|кат|кд|К|лк|лм|л|м|моль"
    r"|Н|Ом|Па|рад|с|Тл|т|Ф|ч|эВ)"
)
"""A unit of measurement: «мкг», «кПа», «ккал», «Мбит»; in «кВт·ч» each part is a word."""

_CONTRACTION = re.compile(
    r"""
    [бвгджзклмнпрстфхцчшщ]{1,4} - [а-яё]{1,3}
    | [а-яё]{1,4} [бвгджзклмнпрстфхцчшщ] -
      (?: в(?: о|а|у|ом|е ) | ни(?: е|я|ю|и|ем ) | ст(?: ь|и|ью ) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A word with its middle left out: «р-н», «пл-дь», «хоз-во», «отд-ние»."""

_CONSONANT = re.compile(r"[бвгджзклмнпрстфхцчшщ]\Z", re.IGNORECASE)
"""A Russian word is never cut after «й» or «ь»: those would be an ending."""

_GOES_ON = re.compile(r"\.(?:[-)/]|\s*[a-zа-яё0-9№,;:])")
"""A full stop after which the sentence goes on."""

_FEW = 3
_SOME = 6
"""The most letters of a Russian and an English word that need not be listed if a stop follows."""


def is_russian_abbreviation(text: str, end: int, word: str) -> bool:
    """Whether a word that ends at `end` is an abbreviation or a unit."""
    lower = word.lower()
    if lower in _WITHOUT_STOP or _UNIT.fullmatch(word) or _CONTRACTION.fullmatch(word):
        return True
    if text[end : end + 1] != "." or not _CONSONANT.search(word):
        return False
    return len(word) <= _FEW or lower in _WITH_STOP or bool(_GOES_ON.match(text, end))


def is_borrowed(text: str, start: int, end: int) -> bool:
    """Whether an English word is a part of a phrase from another language: “vice versa”."""
    begin = max(0, start - _LONGEST)
    near = _BORROWED.finditer(text, begin, end + _LONGEST)
    return any(one.start() <= start and end <= one.end() for one in near)


def is_english_abbreviation(text: str, end: int, word: str) -> bool:
    """Whether a word that ends at `end` is an abbreviation or a unit."""
    if word.lower() in _ENGLISH:
        return True
    return len(word) <= _SOME and bool(_GOES_ON.match(text, end))
