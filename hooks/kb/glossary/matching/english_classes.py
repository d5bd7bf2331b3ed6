"""English words by what they show about a neighbour: whether it is a noun, a verb or an adjective.

Closed classes, such as the articles, are complete; of the others, these are the words found beside
terms.
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ONE = _set("a an this each every another either neither one")
SOME = _set(
    "several many few more most fewer enough these those such same two three four five six seven"
    " eight nine ten"
)
SEVERAL = _set("several many few fewer these those two three four five six seven eight nine ten")
"""Those of `SOME` that a noun in the singular does not follow."""

DETERMINERS = ONE | SOME | _set("the my your his its our their no whose some any")
VAGUE = _set("that which what both all her")
PREPOSITIONS = _set(
    "of in on for with by from at about as into after before under over through between without"
    " within per via during against towards toward upon behind beyond than like across around"
    " beside besides despite concerning regarding including until till among amongst above below"
)
MODALS = _set(
    "can could will would shall should may might must do does did don't doesn't didn't can't cannot"
    " won't wouldn't shouldn't couldn't mustn't let's please i'll you'll we'll they'll he'll she'll"
    " it'll i'd you'd we'd they'd he'd she'd"
)
INVERTED = _set("do does did will would can could should shall may might must")
ADVERBS = _set("not never always often usually sometimes rarely also just only really still then")
EVER = _set("not never always")
TIMES = _set(
    "first today now again early late here there yesterday tomorrow together once twice soon later"
    " too instead already yet nothing everything something"
)
PLURAL_SUBJECTS = _set("i we they you people")
SINGULAR_SUBJECTS = _set(
    "he she it everybody everyone nobody somebody someone anyone nothing everything something"
)
RELATIVES = _set("who that which what whoever whatever")
OBJECTS = _set("me us them him it you her")
GIVING = _set(
    "give gives gave given giving send sends sent sending offer offers offered offering show shows"
    " showed shown showing tell tells told telling bring brings brought bringing get gets got"
    " getting ask asks asked asking owe owes owed write writes wrote leave leaves left"
)
LETTING = _set("help helps helped helping let lets make makes made making have has had watch see")
TAKING_TO = _set(
    "respond responds responded responding reply replies replied replying answer answers answered"
    " according due access attention subject related relating similar listen listens listened"
    " listening refer refers agree agrees agreed thanks close open key response reaction next"
    " contribute contributes add adds added link links linked apply applies applied prior equal"
    " attached back point points limited belongs belong turn lead leads leading led react reacts"
    " attend attends change changes changed changing approach"
)
BE = _set(
    "is are was were has have had will must should may can could would cannot isn't aren't wasn't"
    " weren't does did do doesn't didn't don't"
)
CONJUNCTIONS = _set("if when where while because so until unless since once and or but")
SUBORDINATE = _set(
    "if when where while because until unless since once how why what that which as than whatever"
    " whenever although though whether"
)
QUANTIFIERS = _set("various multiple different all both each")
ASKING = _set("what whatever why how")
"""Words that open an object: “request what you need”."""

OFTEN = _set("less more again instead twice once early now")
"""Adverbs that show an imperative at the start of a clause: “paraphrase less”."""

SAYING = _set(
    "know knows knew think thinks say says said believe see ensure ensures show shows means note"
    " check find remember tell tells told agree agreed sure clear hope feel so it is was me us you"
)
LY_ADJECTIVES = _set("daily weekly monthly quarterly yearly early friendly costly likely family")
ADJECTIVES = _set(
    "brief front individual official professional objective potential standard current present"
    " patient relative representative executive private public regular material general key local"
    " native premium principal capital annual final initial novel original chief light minor major"
    " junior senior superior subject expert complex classic lead average base champion favourite"
    " favorite total real direct internal external"
)
BEING = _set(
    "is are was were be been being very too so quite rather keep keeps kept stay stays it's that's"
    " as more most fairly"
)
CONTINUING = _set("am m is s are re was were be been")
MOSTLY_VERBS = _set("need ask get want")
SAYS = _set("says has goes tells covers asks comes gives takes makes means shows helps saves")
EXPLAINS = _set(
    "explains describes contains includes mentions specifies defines requires provides follows"
    " becomes brings carries chooses continues creates decides depends discusses ensures exists"
    " expects gets grows keeps knows learns lets listens loses meets obtains omits proposes"
    " prevents puts receives recommends refers remains reminds replaces resolves responds sees"
    " seems sells sends serves sits sleeps speaks spends suggests summarises summarizes teaches"
    " thinks understands wants writes reads agrees allows applies appears arrives avoids believes"
    " belongs buys considers consists eats feels fits happens hears identifies improves indicates"
    " informs introduces involves lacks maintains pays"
)
"""Other verbs with a subject in the singular that are rarely plural nouns."""

THIRD_PERSON = SAYS | EXPLAINS | {"needs", "uses"}

PASTS = _set(
    "came became went began gave took grew knew threw flew drew blew wrote rode drove spoke broke"
    " chose froze stole woke tore wore bore swore ran sang sank swam rang drank ate fell held kept"
    " slept wept met sent lent bent brought thought fought caught taught sought told sold said laid"
    " made heard meant dealt felt found stood understood sat won got forgot hung stuck struck dug"
    " fed shook shone"
)
"""Pasts of irregular verbs that are neither nouns nor, as a rule, participles before one."""

PARTICIPLES = _set(
    "left lay lost paid built spent written spoken given taken known shown done gone seen chosen"
    " drawn broken grown driven hidden stolen"
)
"""Forms of irregular verbs that may precede a noun: “a brief written note”."""

PAST_OR_NOUN = _set("cut cost set put hit hurt read shut split spread rose saw shot let quit beat")
NO_NOUNS = _set(
    "even almost perhaps maybe thus therefore however itself himself herself themselves alone"
)
PARTICLES = _set("well up out off away back why how whether")
PEOPLE = _set("patient representative executive lead champion expert chief")
TELLING = PEOPLE | {"brief"}
"""Those of `ADJECTIVES` that list, sign or say something, as nouns."""

ACTS = _set("waits stays leaves signs calls works moves rests")
ABOUT = _set("of for from about")
ROUGHLY = _set("about around over under nearly almost roughly")
COLLECTIVE = _set("staff police media crew team board management press personnel clergy cattle")
"""Nouns in the singular whose verb may be in the plural; “men” and the like are looked up."""

ATTRIBUTIVE = _set(
    "sales systems operations services goods accounts communications relations claims savings"
    " sports customs news resources works data metadata public press"
)
"""Plurals that often precede another noun: “a sales process”."""

NEEDED = _set(
    "help time support data information money attention access work clear new something nothing"
    " everything anything"
)
BEFORE_NOUNS = _set(
    "new other next last first second same own big small good bad old early late long short open"
    " real main whole full free high low key extra daily weekly monthly"
)
DOERS = ("ers", "ors", "ists", "ees")
QUALIFYING = ("ed", "ing", "ive", "al", "able", "ful", "ous", "ic", "ent", "ant")
FUNCTION = (
    DETERMINERS
    | VAGUE
    | PREPOSITIONS
    | MODALS
    | ADVERBS
    | TIMES
    | PLURAL_SUBJECTS
    | SINGULAR_SUBJECTS
    | RELATIVES
    | OBJECTS
    | BE
    | CONJUNCTIONS
    | _set("to be been not how why")
)
