"""Tells an English noun from the verb or adjective of the same spelling: “a request”, “we request”.

Only words that are both are weighed, by their neighbours of the closed classes (articles,
pronouns, prepositions, auxiliaries), which decide most cases without a parser. A word nothing is
known about counts as the noun.
"""

from kb.glossary.context import Context
from kb.glossary.lemmas import fold, is_verb_too, singular


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ARTICLES = _set(
    "a an the my your his its our their every each another no whose one's either neither"
    " several many few more most fewer enough some any this these those such same"
)
_VAGUE = _set("that which what both all her one")
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
_ADVERBS = _set("not never always often usually sometimes rarely also just only really still then")
_PLURAL_SUBJECTS = _set("i we they you")
_SINGULAR_SUBJECTS = _set("he she it")
_RELATIVES = _set("who that which what")
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
_BE = _set("is are was were has have had will must should may can could would cannot isn't aren't")
_SUBORDINATE = _set("if when where while because so until unless since once and or but")
_ADJECTIVES = _set(
    "brief front individual official professional objective potential standard current present"
    " patient relative representative executive private public regular material general key local"
    " native premium principal capital annual final initial novel original chief light minor major"
    " junior senior superior subject expert complex classic lead average base champion favourite"
    " favorite average total real direct internal external"
)
_BEING = _set(
    "is are was were be been being very too so quite rather keep keeps kept stay stays make made"
    " it's that's as more most"
)
_MOSTLY_VERBS = frozenset({"need", "ask", "get", "want"})
_NEEDED = _set("help time support data information money attention access work clear new")


def is_noun(form: str, name: str, context: Context) -> bool:
    """Whether `form`, a form of the one-word `name`, is this noun in its `context`."""
    word = fold(form)
    if word.endswith("'s"):
        return True
    noun = singular(name)
    plural = word != noun
    if not plural and noun in _ADJECTIVES and _adjectival(context):
        return False
    return not is_verb_too(noun) or _noun_score(noun, plural, context) >= 0


def _adjectival(context: Context) -> bool:
    left = [fold(word) for word in context.left]
    right = [fold(word) for word in context.right]
    if left[:1] == ["in"] and not right:
        return True
    if right and right[0] not in _FUNCTION:
        return not (right[0].endswith("ing") and right[1:] and right[1] in _ARTICLES)
    return bool(left) and (left[0] in _BEING or left[0].endswith("ly")) and "a" not in left[1:2]


def _noun_score(noun: str, plural: bool, context: Context) -> float:
    left = [fold(word) for word in context.left]
    right = [fold(word) for word in context.right]
    prior = 1.0
    if noun in _MOSTLY_VERBS:
        prior = 0.5 if plural else -0.5
        prior -= 2 * bool(right and right[0] in _NEEDED)
    return prior + _left(left, plural) + _right(left, right, plural)


def _left(left: list[str], plural: bool) -> float:
    """What the words before say: more than 0 for a noun, less for a verb."""
    if not left:
        return 0
    before, second = left[0], left[1] if len(left) > 1 else ""
    if before in _ARTICLES or before.endswith(("'s", "s'")):
        return 5
    if before == "to":
        return 4 if plural or second in _TAKING_TO else -6
    if before in _PREPOSITIONS:
        return 4
    if before in _MODALS:
        return 1 if plural else -6
    if before in _OBJECTS and second in _GIVING:
        return 3
    if before in _OBJECTS and second in _LETTING:
        return -5
    if before in _PLURAL_SUBJECTS:
        return 0 if plural else -6
    if before in _SINGULAR_SUBJECTS:
        return -6 if plural else 0
    if before in _RELATIVES:
        return -4 if before == "who" else 0
    if before in _ADVERBS or before.endswith("ly"):
        return _left(left[1:], plural) if left[1:] and before != "only" else -1
    if before in _SUBORDINATE:
        return 0
    if before.endswith(("ed", "ing", "ive", "al", "able", "ful", "ous", "ic", "ent", "ant")):
        return 2
    if before.endswith("s") and not before.endswith(("ss", "us", "is")):
        return 0 if plural else -0.5
    return 0


def _right(left: list[str], right: list[str], plural: bool) -> float:
    """What the words after say."""
    if not right:
        return 1
    after = right[0]
    if after in _ARTICLES | _OBJECTS | {"her"}:
        return -3
    if after in _BE:
        return 4
    if after == "to":
        return -1
    if after in _PREPOSITIONS or after in _SUBORDINATE:
        return 1
    subject = len(left) > 1 and left[1] in _ARTICLES and left[0] not in _FUNCTION
    if plural and subject:  # “the team needs data”
        return -2
    return 0


_FUNCTION = (
    _ARTICLES | _VAGUE | _PREPOSITIONS | _MODALS | _ADVERBS | _PLURAL_SUBJECTS | _SINGULAR_SUBJECTS
) | (_RELATIVES | _OBJECTS | _BE | _SUBORDINATE | _set("to be not there here how why"))
