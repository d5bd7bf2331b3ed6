"""Tells an English noun from the verb or adjective of the same spelling: “a request”, “we request”.

Only words that can be both are weighed: by their neighbours of the closed classes (articles,
pronouns, prepositions, auxiliaries) and by the endings of other neighbours, which decides most
cases without a parser. Without any evidence a word counts as the noun.
"""

from itertools import takewhile

from kb.glossary.context import Context
from kb.glossary.lemmas import fold, is_irregular_plural, is_verb_too, singular


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ONE = _set("a an this each every another either neither one")
_SOME = _set(
    "several many few more most fewer enough these those such same two three four five six seven"
    " eight nine ten"
)
_SEVERAL = _set("several many few fewer these those two three four five six seven eight nine ten")
"""Those of `_SOME` that a noun in the singular does not follow."""

_DETERMINERS = _ONE | _SOME | _set("the my your his its our their no whose some any")
_VAGUE = _set("that which what both all her")
_PREPOSITIONS = _set(
    "of in on for with by from at about as into after before under over through between without"
    " within per via during against towards toward upon behind beyond than like across around"
    " beside besides despite concerning regarding including until till among amongst above below"
)
_MODALS = _set(
    "can could will would shall should may might must do does did don't doesn't didn't can't cannot"
    " won't wouldn't shouldn't couldn't mustn't let's please i'll you'll we'll they'll he'll she'll"
    " it'll i'd you'd we'd they'd he'd she'd"
)
_INVERTED = _set("do does did will would can could should shall may might must")
_ADVERBS = _set("not never always often usually sometimes rarely also just only really still then")
_EVER = _set("not never always")
_TIMES = _set(
    "first today now again early late here there yesterday tomorrow together once twice soon later"
    " too instead already yet nothing everything something"
)
_PLURAL_SUBJECTS = _set("i we they you people")
_SINGULAR_SUBJECTS = _set(
    "he she it everybody everyone nobody somebody someone anyone nothing everything something"
)
_RELATIVES = _set("who that which what whoever whatever")
_OBJECTS = _set("me us them him it you her")
_GIVING = _set(
    "give gives gave given giving send sends sent sending offer offers offered offering show shows"
    " showed shown showing tell tells told telling bring brings brought bringing get gets got"
    " getting ask asks asked asking owe owes owed write writes wrote leave leaves left"
)
_LETTING = _set("help helps helped helping let lets make makes made making have has had watch see")
_TAKING_TO = _set(
    "respond responds responded responding reply replies replied replying answer answers answered"
    " according due access attention subject related relating similar listen listens listened"
    " listening refer refers agree agrees agreed thanks close open key response reaction next"
    " contribute contributes add adds added link links linked apply applies applied prior equal"
    " attached back point points limited belongs belong turn lead leads leading led react reacts"
    " attend attends change changes changed changing approach"
)
_BE = _set(
    "is are was were has have had will must should may can could would cannot isn't aren't wasn't"
    " weren't does did do doesn't didn't don't"
)
_CONJUNCTIONS = _set("if when where while because so until unless since once and or but")
_SUBORDINATE = _set(
    "if when where while because until unless since once how why what that which as than whatever"
    " whenever although though whether"
)
_QUANTIFIERS = _set("various multiple different all both each")
_ASKING = _set("what whatever why how")
"""Words that open an object: “request what you need”."""

_OFTEN = _set("less more again instead twice once early now")
"""Adverbs that show an imperative at the start of a clause: “paraphrase less”."""

_SAYING = _set(
    "know knows knew think thinks say says said believe see ensure ensures show shows means note"
    " check find remember tell tells told agree agreed sure clear hope feel so it is was me us you"
)
_LY_ADJECTIVES = _set("daily weekly monthly quarterly yearly early friendly costly likely family")
_ADJECTIVES = _set(
    "brief front individual official professional objective potential standard current present"
    " patient relative representative executive private public regular material general key local"
    " native premium principal capital annual final initial novel original chief light minor major"
    " junior senior superior subject expert complex classic lead average base champion favourite"
    " favorite total real direct internal external"
)
_BEING = _set(
    "is are was were be been being very too so quite rather keep keeps kept stay stays it's that's"
    " as more most fairly"
)
_MOSTLY_VERBS = _set("need ask get want")
_SAYS = _set("says has goes tells covers asks comes gives takes makes means shows helps saves")
_EXPLAINS = _set(
    "explains describes contains includes mentions specifies defines requires provides follows"
    " becomes brings carries chooses continues creates decides depends discusses ensures exists"
    " expects gets grows keeps knows learns lets listens loses meets obtains omits proposes"
    " prevents puts receives recommends refers remains reminds replaces resolves responds sees"
    " seems sells sends serves sits sleeps speaks spends suggests summarises summarizes teaches"
    " thinks understands wants writes reads agrees allows applies appears arrives avoids believes"
    " belongs fits"
    " buys considers consists eats feels happens hears identifies improves indicates informs"
    " introduces involves lacks maintains pays"
)
"""Other verbs with a subject in the singular that are seldom plural nouns."""

_THIRD_PERSON = _SAYS | _EXPLAINS | {"needs", "uses"}

_PASTS = _set(
    "came became went began gave took grew knew threw flew drew blew wrote rode drove spoke broke"
    " chose froze stole woke tore wore bore swore ran sang sank swam rang drank ate fell held kept"
    " slept wept met sent lent bent brought thought fought caught taught sought told sold said laid"
    " made heard meant dealt felt found stood understood sat won got forgot hung stuck struck dug"
    " fed shook shone"
)
"""Pasts of irregular verbs that are neither nouns nor, as a rule, participles before one."""

_PARTICIPLES = _set(
    "left lay lost paid built spent written spoken given taken known shown done gone seen chosen"
    " drawn broken grown driven hidden stolen"
)
"""Forms of irregular verbs that may stand before a noun: “a brief written note”."""

_PAST_OR_NOUN = _set("cut cost set put hit hurt read shut split spread rose saw shot let quit beat")
_NO_NOUNS = _set(
    "even almost perhaps maybe thus therefore however itself himself herself themselves alone"
)
_PARTICLES = _set("well up out off away back why how whether")
_PEOPLE = _set("patient representative executive lead champion expert chief")
_TELLING = _PEOPLE | {"brief"}
"""Those of `_ADJECTIVES` that list, sign or say something, as nouns."""

_ACTS = _set("waits stays leaves signs calls works moves rests")
_ABOUT = _set("of for from about")
_ROUGHLY = _set("about around over under nearly almost roughly")
_COLLECTIVE = _set("staff police media crew team board management press personnel clergy cattle")
"""Nouns in the singular whose verb may be in the plural; “men” and the like are looked up."""

_ATTRIBUTIVE = _set(
    "sales systems operations services goods accounts communications relations claims savings"
    " sports customs news resources works data metadata public press"
)
"""Plurals that often stand before another noun: “a sales process”."""

_NEEDED = _set(
    "help time support data information money attention access work clear new something nothing"
    " everything anything"
)
_BEFORE_NOUNS = _set(
    "new other next last first second same own big small good bad old early late long short open"
    " real main whole full free high low key extra daily weekly monthly"
)
_DOERS = ("ers", "ors", "ists", "ees")
_QUALIFYING = ("ed", "ing", "ive", "al", "able", "ful", "ous", "ic", "ent", "ant")
_FUNCTION = (
    _DETERMINERS
    | _VAGUE
    | _PREPOSITIONS
    | _MODALS
    | _ADVERBS
    | _TIMES
    | _PLURAL_SUBJECTS
    | _SINGULAR_SUBJECTS
    | _RELATIVES
    | _OBJECTS
    | _BE
    | _CONJUNCTIONS
    | _set("to be been not how why")
)


def is_noun(form: str, name: str, context: Context) -> bool:
    """Whether `form`, a form of the one-word `name`, is this noun in its `context`."""
    word = fold(form)
    if word.endswith("'s"):
        return True
    noun = singular(name)
    plural = word != noun
    left = [fold(word) for word in context.left]
    right = [fold(word) for word in context.right]
    if not plural and noun in _ADJECTIVES:
        opens = len(left) == 1 and context.left[0][:1].isupper()
        if _is_adjective(noun, left, right, opens=opens):
            return False
    if not is_verb_too(noun):
        return True
    if not plural and context.ends_sentence and left[:1] and not left[1:]:
        return not _looks_plural(left[0])  # “Prices change.”
    score = 1 + _rarity(noun, plural, right)
    return score + _after(left, right, plural) + _before(left, right, plural) >= 0


def _is_adjective(noun: str, left: list[str], right: list[str], *, opens: bool) -> bool:
    """Whether a word that may be an adjective is one: before a noun, or after “be”.

    `opens` says that a sentence begins with the word’s determiner.
    """
    if left[:1] == ["in"] and not right:
        return True
    if left[1:] and left[0] in _OBJECTS and left[1] in {"keep", "keeps", "kept", "make", "made"}:
        return True
    if right and _may_be_nominal(right[0]):
        return not _is_predicate(noun, left, right, opens=opens)
    return bool(left) and (left[0] in _BEING or left[0].endswith("ly")) and left[1:2] != ["a"]


def _may_be_nominal(word: str) -> bool:
    if word in _FUNCTION or word in _PASTS or word in _NO_NOUNS:
        return False
    return not word.endswith(("ly", "ed"))


def _is_predicate(noun: str, left: list[str], right: list[str], *, opens: bool) -> bool:
    """Whether the word after `noun` is its finite verb: “a brief says”, not “brief notes”."""
    verb, follows = right[0], right[1] if right[1:] else ""
    if verb.endswith("ing"):
        return follows in _DETERMINERS
    if verb in _PARTICIPLES:
        return not follows or not _may_be_nominal(follows)
    if verb not in _PAST_OR_NOUN and not _looks_plural(verb):
        return False
    if follows in _DETERMINERS | _TIMES | _VAGUE | _OBJECTS:
        return True
    if verb in _PAST_OR_NOUN or follows in _BE | _MODALS:
        return False
    if verb in _SAYS or not _ONE.isdisjoint(left[:2]):
        return True
    own = takewhile(lambda word: word not in _PREPOSITIONS, left[:3])
    determined = not (_DETERMINERS | {"her"}).isdisjoint(own)
    if determined and (verb in _EXPLAINS or follows in _PARTICLES):
        return True
    if not _is_subject(left, opens=opens) or not is_verb_too(singular(verb)):
        return False
    # Nothing else can be the verb: “The brief lists names.”, “The executive signs.”
    if _looks_plural(follows):
        return noun in _TELLING
    return noun in _PEOPLE and (not follows or verb in _ACTS)


def _is_subject(left: list[str], *, opens: bool) -> bool:
    """Whether a clause begins with a noun that has `left` before it: “when the patient”."""
    if not left or left[0] not in (_DETERMINERS | {"her"}) - _SOME:
        return False
    return opens or (left[1:] != [] and left[1] in _SUBORDINATE - {"as", "than"})


def _rarity(noun: str, plural: bool, right: list[str]) -> float:
    """Less than 0 for a noun that is rarer than its verb."""
    if noun not in _MOSTLY_VERBS:
        return 0
    wanted = bool(right) and (right[0] in _NEEDED or right[0].endswith("ing"))
    return (-0.5 if plural else -1.5) - 3 * wanted


def _after(left: list[str], right: list[str], plural: bool) -> float:
    """What the preceding words suggest: more than 0 for a noun, less than 0 for a verb."""
    if not left:
        return 0
    word, second = left[0], left[1] if left[1:] else ""
    if word.endswith(("'s", "s'")):
        return 5
    if word == "to":
        return 4 if plural or second in _TAKING_TO else -6
    if word in _OBJECTS and second in _GIVING | _LETTING:
        return 3 if second in _GIVING else -5
    if _is_relative(left, plural) or _joins_infinitive(left, plural):
        return -6
    if right[:1] != ["be"] and _has_subject(left, plural):  # “will the initial brief be ready”
        return -6
    if word in _SEVERAL and not plural and (not right or right[0] in _FUNCTION):
        return -5  # “many return within a year”, but “two return dates”
    for words, singular_says, plural_says in _NEIGHBOURS:
        if word in words:
            return plural_says if plural else singular_says
    if word in _EVER and not second and not plural:
        return -4  # “Never promise dates.”
    if word in _ADVERBS:
        return _after(left[1:], right, plural) if second and word != "only" else -1
    if word.endswith("ly") and word not in _LY_ADJECTIVES:
        return -4
    return 0 if plural else _after_content(left, right)


def _after_content(left: list[str], right: list[str]) -> float:
    """What a noun, adjective or verb before a base form suggests."""
    word = left[0]
    if _looks_plural(word):
        return _after_plural(left, right)
    if _takes_plural_verb(word, left[1:]):
        return _after_collective(left, right)
    joined = left[2:3] == ["and"] and left[1] in _DETERMINERS - _ONE and not _is_adjectival(word)
    if joined and right and right[0] in _DETERMINERS | _OBJECTS:
        return -6  # “the shop and the school need it”
    if left[1:] and not _DETERMINERS.isdisjoint(left[1:3]) and _LETTING.isdisjoint(left[1:4]):
        return 4  # “a small request”: a verb in its base form does not follow a singular
    return 2 if word.endswith(_QUALIFYING) or word in _BEFORE_NOUNS else 0


_NEIGHBOURS: tuple[tuple[frozenset[str], float, float], ...] = (
    (_ONE, 5, -5),  # “this report”, “this works”
    (_DETERMINERS, 5, 5),
    (_PREPOSITIONS, 4, 4),
    (_MODALS, -6, 1),
    (_PLURAL_SUBJECTS, -6, 0),
    (_SINGULAR_SUBJECTS, 0, -6),
    (_set("who whoever be been"), -4, -4),
    (_CONJUNCTIONS | _RELATIVES, 0, 0),
)
"""The scores that one of these words gives to a singular and to a plural right after it."""


def _joins_infinitive(left: list[str], plural: bool) -> bool:
    """Whether the word is the second of two infinitives: “to install and link”."""
    joined = left[0] in {"and", "or"} and left[2:3] == ["to"]
    return joined and not plural and is_verb_too(left[1])


def _is_relative(left: list[str], plural: bool) -> bool:
    """Whether “that” or “which” before the word opens a relative clause: “teams that score low”."""
    if left[0] not in {"that", "which"} or not left[1:]:
        return False
    if left[1] in _SAYING | _FUNCTION | _THIRD_PERSON:
        return False  # “it asks which process failed”
    return plural or _looks_plural(left[1])


def _after_plural(left: list[str], right: list[str]) -> float:
    """What a plural before a base form suggests: “users report faults”, but “the sales report”."""
    before = left[1:]
    if not before and left[0].endswith(_DOERS) and left[0] not in _ATTRIBUTIVE:
        return -4  # “Lawyers advocate for reform.”: one says “a lawyer request”
    if before and before[0] in _LETTING | _SUBORDINATE:
        return -6
    if before and before[0] in _ONE:
        return 4
    determined = bool(before) and before[0] in _DETERMINERS | {"both", "all"}
    if before[determined:] and before[determined] not in _SUBORDINATE | _CONJUNCTIONS:
        return 2  # “improve the sales process”
    if right and right[0] in _BE:
        return 1
    if right and right[0] in _PREPOSITIONS:
        if left[0] in _ATTRIBUTIVE or (right[0] in _ABOUT and not determined):
            return 1  # “the sales process in May”
        if left[0] in _THIRD_PERSON and not determined:
            return 1  # “provides support in Almaty”
        return -3 if determined else -4  # “parents visit on Friday”
    return -3 if right or determined else 0


def _takes_plural_verb(word: str, before: list[str]) -> bool:
    """Whether `word`, with the words `before` it, is a plural without -s: “staff”, “children”."""
    if word == "public":
        return before[:1] == ["the"]
    return word in _COLLECTIVE or (word not in _FUNCTION and is_irregular_plural(word))


def _after_collective(left: list[str], right: list[str]) -> float:
    """What “staff” or the like before a base form suggests: more than 0 only if it is clear.

    “Staff request leave”, “a staff request”; “staff request forms” may be either.
    """
    before = left[1:]
    determined = bool(before) and before[0] in _DETERMINERS | _VAGUE
    outer = before[determined] if before[determined:] else ""
    if outer in {"what", "whatever"}:
        return -6
    follows = right[0] if right else ""
    if follows in _BE | _PASTS | _THIRD_PERSON or not _ONE.isdisjoint(before[:2]):
        return 4
    if follows.endswith("ed") and (not right[1:] or right[1] in _FUNCTION):
        return 4  # “the staff request failed”
    if outer in _PREPOSITIONS - _SUBORDINATE:
        return 4  # “in the team process”
    if left[0] in _ATTRIBUTIVE and follows in _PREPOSITIONS | _CONJUNCTIONS | _RELATIVES:
        return 2  # “the data request from Ann”
    return 2 if outer not in _SUBORDINATE and follows in {"", "of"} else -6


def _has_subject(left: list[str], plural: bool) -> bool:
    """Whether a subject precedes the word: “what the task needs”, “will my colleague need”."""
    at = 0
    while at < min(2, len(left)) and left[at] not in _FUNCTION:
        at += 1
    if not at or left[0].endswith("ly"):
        return False
    if plural and at == 1 and left[1:2] and left[1] in _ONE - {"neither"}:
        return True  # “this change helps”
    determined = at < len(left) and left[at] in _DETERMINERS - _SOME
    at += determined
    if at >= len(left):
        return False
    if plural:
        noun = not _looks_plural(left[0]) and left[0] not in _BEFORE_NOUNS
        return determined and left[at] in _SUBORDINATE and noun and not _is_adjectival(left[0])
    return left[at] in _INVERTED


def _is_adjectival(word: str) -> bool:
    return word.endswith(("ive", "al", "able", "ful", "ous", "ic"))


def _looks_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and word != "s"


def _before(left: list[str], right: list[str], plural: bool) -> float:
    """What the following words suggest, on the same scale as `_after`."""
    if not right:
        return 1
    word = right[0]
    if right[:2] == ["one", "by"]:
        return 0
    if word in _DETERMINERS | _OBJECTS | _QUANTIFIERS | _ASKING or word in {"up", "out", "off"}:
        return -3
    if word == "not" and not plural:
        return -6
    if word in _OFTEN and not left and not plural:
        return -3
    if word in _BE:
        return 4
    if word == "to":
        return -1
    subject = (
        left
        and left[0] not in _FUNCTION
        and not _is_adjectival(left[0])
        and (not left[1:] or left[1] in _DETERMINERS - _SOME)
    )
    if word in _PREPOSITIONS or word in _CONJUNCTIONS:
        counts = word in _ROUGHLY and right[1:] and right[1][:1].isdecimal()
        return (
            -2 if plural and subject and left[1:] and counts else 1
        )  # “the bank needs about 9 men”
    if not plural or not subject:
        return 0
    return -2 if left[1:] else -1  # “the team needs data”, “accounting needs data”
