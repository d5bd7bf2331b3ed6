"""Tells an English noun from the verb or adjective of the same spelling: “a request”, “we request”.

Only words that can be both are weighed: by neighbours in the closed classes (articles, pronouns,
prepositions, auxiliaries) and by the endings of other neighbours, which decide most cases without
a parser. Without any evidence, a word counts as the noun.
"""

from itertools import takewhile

from kb.glossary.forms.spelling import spellings
from kb.glossary.lemmas import fold, is_irregular_plural, is_verb_too, singular
from kb.glossary.matching import english_classes as classes
from kb.glossary.matching.context import Context


def is_noun(form: str, name: str, context: Context) -> bool:
    """Whether `form`, a form of the one-word `name`, is this noun in its `context`."""
    word = fold(form)
    if word.endswith("'s"):
        return True
    noun = singular(name)
    if (spelt := singular(word)) in spellings(noun):
        noun = spelt
    plural = word != noun
    left = [fold(word) for word in context.left]
    right = [fold(word) for word in context.right]
    if not plural and noun in classes.ADJECTIVES:
        opens = len(left) == 1 and context.left[0][:1].isupper()
        if _is_adjective(noun, left, right, opens=opens):
            return False
    if not is_verb_too(noun):
        return not (word.endswith("ing") and _is_continuous(left, right))
    if not plural and context.ends_sentence and left[:1] and not left[1:]:
        return not _looks_plural(left[0])  # “Prices change.”
    score = 1 + _rarity(noun, plural, right)
    return score + _after(left, right, plural) + _before(left, right, plural) >= 0


def _is_continuous(left: list[str], right: list[str]) -> bool:
    """Whether a form in -ing has a subject and an object: “we’re training staff”."""
    left = [part for word in left for part in reversed(word.split("'"))]
    at = int(left[:1] != [] and left[0] in classes.ADVERBS | classes.TIMES)
    if not right or not left[at + 1 :] or left[at] not in classes.CONTINUING:
        return False
    active = left[at + 1] in classes.PLURAL_SUBJECTS | {"i", "he", "she", "who"}
    return right[0] in classes.DETERMINERS | classes.OBJECTS or (
        active and right[0] not in classes.FUNCTION
    )


def _is_adjective(noun: str, left: list[str], right: list[str], *, opens: bool) -> bool:
    """Whether a word that may be an adjective is one: before a noun, or after “be”.

    `opens` says that a sentence begins with the word’s determiner.
    """
    if left[:1] == ["in"] and not right:
        return True
    if (
        left[1:]
        and left[0] in classes.OBJECTS
        and left[1] in {"keep", "keeps", "kept", "make", "made"}
    ):
        return True
    if right and _may_be_nominal(right[0]):
        return not _is_predicate(noun, left, right, opens=opens)
    return (
        bool(left) and (left[0] in classes.BEING or left[0].endswith("ly")) and left[1:2] != ["a"]
    )


def _may_be_nominal(word: str) -> bool:
    if word in classes.FUNCTION or word in classes.PASTS or word in classes.NO_NOUNS:
        return False
    return not word.endswith(("ly", "ed"))


def _is_predicate(noun: str, left: list[str], right: list[str], *, opens: bool) -> bool:
    """Whether the word after `noun` is its finite verb: “a brief says”, not “brief notes”."""
    verb, follows = right[0], right[1] if right[1:] else ""
    if verb.endswith("ing"):
        return follows in classes.DETERMINERS
    if verb in classes.PARTICIPLES:
        return not follows or not _may_be_nominal(follows)
    if verb not in classes.PAST_OR_NOUN and not _looks_plural(verb):
        return False
    if follows in classes.DETERMINERS | classes.TIMES | classes.VAGUE | classes.OBJECTS:
        return True
    if verb in classes.PAST_OR_NOUN or follows in classes.BE | classes.MODALS:
        return False
    if verb in classes.SAYS or not classes.ONE.isdisjoint(left[:2]):
        return True
    own = takewhile(lambda word: word not in classes.PREPOSITIONS, left[:3])
    determined = not (classes.DETERMINERS | {"her"}).isdisjoint(own)
    if determined and (verb in classes.EXPLAINS or follows in classes.PARTICLES):
        return True
    if not _is_subject(left, opens=opens) or not is_verb_too(singular(verb)):
        return False
    # Nothing else can be the verb: “The brief lists names.”, “The executive signs.”
    if _looks_plural(follows):
        return noun in classes.TELLING
    return noun in classes.PEOPLE and (not follows or verb in classes.ACTS)


def _is_subject(left: list[str], *, opens: bool) -> bool:
    """Whether a clause begins with a noun preceded by `left`: “when the patient”."""
    if not left or left[0] not in (classes.DETERMINERS | {"her"}) - classes.SOME:
        return False
    return opens or (left[1:] != [] and left[1] in classes.SUBORDINATE - {"as", "than"})


def _rarity(noun: str, plural: bool, right: list[str]) -> float:
    """Less than 0 for a noun that is rarer than its verb."""
    if noun not in classes.MOSTLY_VERBS:
        return 0
    wanted = bool(right) and (right[0] in classes.NEEDED or right[0].endswith("ing"))
    return (-0.5 if plural else -1.5) - 3 * wanted


def _after(left: list[str], right: list[str], plural: bool) -> float:
    """What the preceding words suggest: more than 0 for a noun, less than 0 for a verb."""
    if not left:
        return 0
    word, second = left[0], left[1] if left[1:] else ""
    if word.endswith(("'s", "s'")):
        return 5
    if word == "to":
        return 4 if plural or second in classes.TAKING_TO else -6
    if word in classes.OBJECTS and second in classes.GIVING | classes.LETTING:
        return 3 if second in classes.GIVING else -5
    if _is_relative(left, plural) or _joins_infinitive(left, plural):
        return -6
    if right[:1] != ["be"] and _has_subject(left, plural):  # “will the initial brief be ready”
        return -6
    if word in classes.SEVERAL and not plural and (not right or right[0] in classes.FUNCTION):
        return -5  # “many return within a year”, but “two return dates”
    for words, singular_says, plural_says in _NEIGHBOURS:
        if word in words:
            return plural_says if plural else singular_says
    if word in classes.EVER and not second and not plural:
        return -4  # “Never promise dates.”
    if word in classes.ADVERBS:
        return _after(left[1:], right, plural) if second and word != "only" else -1
    if word.endswith("ly") and word not in classes.LY_ADJECTIVES:
        return -4
    return 0 if plural else _after_content(left, right)


def _after_content(left: list[str], right: list[str]) -> float:
    """What a noun, adjective or verb before a base form suggests."""
    word = left[0]
    if _looks_plural(word):
        return _after_plural(left, right)
    if _takes_plural_verb(word, left[1:]):
        return _after_collective(left, right)
    joined = (
        left[2:3] == ["and"]
        and left[1] in classes.DETERMINERS - classes.ONE
        and not _is_adjectival(word)
    )
    if joined and right and right[0] in classes.DETERMINERS | classes.OBJECTS:
        return -6  # “the shop and the school need it”
    if (
        left[1:]
        and not classes.DETERMINERS.isdisjoint(left[1:3])
        and classes.LETTING.isdisjoint(left[1:4])
    ):
        return 4  # “a small request”: a verb in its base form does not follow a singular
    return 2 if word.endswith(classes.QUALIFYING) or word in classes.BEFORE_NOUNS else 0


_NEIGHBOURS: tuple[tuple[frozenset[str], float, float], ...] = (
    (classes.ONE, 5, -5),  # “this report”, “this works”
    (classes.DETERMINERS, 5, 5),
    (classes.PREPOSITIONS, 4, 4),
    (classes.MODALS, -6, 1),
    (classes.PLURAL_SUBJECTS, -6, 0),
    (classes.SINGULAR_SUBJECTS, 0, -6),
    (frozenset({"who", "whoever", "be", "been"}), -4, -4),
    (classes.CONJUNCTIONS | classes.RELATIVES, 0, 0),
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
    if left[1] in classes.SAYING | classes.FUNCTION | classes.THIRD_PERSON:
        return False  # “it asks which process failed”
    return plural or _looks_plural(left[1])


def _after_plural(left: list[str], right: list[str]) -> float:
    """What a plural before a base form suggests: “users report faults”, but “the sales report”."""
    before = left[1:]
    if not before and left[0].endswith(classes.DOERS) and left[0] not in classes.ATTRIBUTIVE:
        return -4  # “Lawyers advocate for reform.”: one says “a lawyer request”
    if before and before[0] in classes.LETTING | classes.SUBORDINATE:
        return -6
    if before and before[0] in classes.ONE:
        return 4
    determined = bool(before) and before[0] in classes.DETERMINERS | {"both", "all"}
    if before[determined:] and before[determined] not in classes.SUBORDINATE | classes.CONJUNCTIONS:
        return 2  # “improve the sales process”
    if right and right[0] in classes.PREPOSITIONS:
        if left[0] in classes.ATTRIBUTIVE or (right[0] in classes.ABOUT and not determined):
            return 1  # “the sales process in May”
        if left[0] in classes.THIRD_PERSON and not determined:
            return 1  # “provides support in Almaty”
        return -3 if determined else -4  # “parents visit on Friday”
    return -3 if right or determined else 0


def _takes_plural_verb(word: str, before: list[str]) -> bool:
    """Whether `word`, with the words `before` it, is a plural without -s: “staff”, “children”."""
    if word == "public":
        return before[:1] == ["the"]
    return word in classes.COLLECTIVE or (
        word not in classes.FUNCTION and is_irregular_plural(word)
    )


def _after_collective(left: list[str], right: list[str]) -> float:
    """What “staff” or the like before a base form suggests: more than 0 only if it is clear.

    “Staff request leave”, “a staff request”; “staff request forms” may be either.
    """
    before = left[1:]
    determined = bool(before) and before[0] in classes.DETERMINERS | classes.VAGUE
    outer = before[determined] if before[determined:] else ""
    if outer in {"what", "whatever"}:
        return -6
    follows = right[0] if right else ""
    if follows in classes.BE | classes.PASTS | classes.THIRD_PERSON or not classes.ONE.isdisjoint(
        before[:2]
    ):
        return 4
    if follows.endswith("ed") and (not right[1:] or right[1] in classes.FUNCTION):
        return 4  # “the staff request failed”
    if outer in classes.PREPOSITIONS - classes.SUBORDINATE:
        return 4  # “in the team process”
    if (
        left[0] in classes.ATTRIBUTIVE
        and follows in classes.PREPOSITIONS | classes.CONJUNCTIONS | classes.RELATIVES
    ):
        return 2  # “the data request from Ann”
    return 2 if outer not in classes.SUBORDINATE and follows in {"", "of"} else -6


def _has_subject(left: list[str], plural: bool) -> bool:
    """Whether a subject precedes the word: “what the task needs”, “will my colleague need”."""
    at = 0
    while at < min(2, len(left)) and left[at] not in classes.FUNCTION:
        at += 1
    if not at or left[0].endswith("ly"):
        return False
    if plural and at == 1 and left[1:2] and left[1] in classes.ONE - {"neither"}:
        return True  # “this change helps”
    determined = at < len(left) and left[at] in classes.DETERMINERS - classes.SOME
    at += determined
    if at >= len(left):
        return False
    if plural:
        noun = not _looks_plural(left[0]) and left[0] not in classes.BEFORE_NOUNS
        return (
            determined and left[at] in classes.SUBORDINATE and noun and not _is_adjectival(left[0])
        )
    return left[at] in classes.INVERTED


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
    if (
        word in classes.DETERMINERS | classes.OBJECTS | classes.QUANTIFIERS | classes.ASKING
        or word in {"up", "out", "off"}
    ):
        return -3
    if word == "not" and not plural:
        return -6
    if word in classes.OFTEN and not left and not plural:
        return -3
    if word in classes.BE:
        return 4
    if word == "to":
        return -1
    subject = (
        left
        and left[0] not in classes.FUNCTION
        and not _is_adjectival(left[0])
        and (not left[1:] or left[1] in classes.DETERMINERS - classes.SOME)
    )
    if word in classes.PREPOSITIONS or word in classes.CONJUNCTIONS:
        counts = word in classes.ROUGHLY and right[1:] and right[1][:1].isdecimal()
        return (
            -2 if plural and subject and left[1:] and counts else 1
        )  # “the bank needs about 9 men”
    if not plural or not subject:
        return 0
    return -2 if left[1:] else -1  # “the team needs data”, “accounting needs data”
