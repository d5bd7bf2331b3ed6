"""What English keeps on one line according to New Hart's Rules, and no more.

Besides what is common to all languages (dashes, groups of digits, №, §, %): a number and its unit,
magnitude, currency or month; a label and its number (No. 5, p. 12); a name and its Roman numeral;
initials, or a title, and the name after them. Articles, prepositions and other words after a number
are not bound.
"""

from collections.abc import Iterable

from kb.typography.spaces import NUMBER, SIGN, Rule, after, before, each, pattern

_UNIT = r"""
    (?: [kmµ]?g | [ckmµ]?m | m?[lL] | ha | t | h | hr | min | m?s | k?Wh? | kB | [KMGT]B | px | pt
      | [kMG]? (?: Hz | bit ) | [kMG]bps | dB | ft | lb | oz | tsp | tbsp | mph | bpm | mmHg | k?V
      | o[’']clock
      | (?: working | business | calendar ) (?= ␣ (?: minute | hour | day | week | month ) )
      | [ap]m | [ap]\.m\. | GMT | UTC | BST | CET | MSK
      | (?: second | minute | hour | day | week | month | year | rouble | ruble | dollar | euro
          | pound | penny | mile | metre | kilometre | gram | kilogram | tonne | litre | degree ) s?
      | foot | feet | inch (?: es )? | pence | per ␣ cent | percent
      | hundred | thousand | million | bn | billion | trillion
      | January | February | March | April | May | June | July | August | September | October
      | November | December | Jan | Feb | Mar | Apr | Jun | Jul | Aug | Sept? | Oct | Nov | Dec )
    (?! [^\W²³] )
"""

_INITIALS = pattern(r"[A-HJ-Z] (?<! \w . ) (?<! \w- . ) \. ␣ (?= [A-Z]\. | [A-Z][a-z’'] )")
_LETTER_FOLLOWS = pattern(
    r"""
    \b (?i: appendix | block | chapter | class | client | column | exhibit | grade | group | letter
          | level | option | part | party | plan | point | section | step | table | team | type
          | variant | version | vitamin | zone ) ␣ \Z
    """
)
_LONGEST_NOUN = 10


def _after_initials(text: str) -> Iterable[int]:
    """A letter that names a noun is not an initial («Choose plan B. Then…»); nor is the word I."""
    for match in _INITIALS.finditer(text):
        start = match.start()
        if not _LETTER_FOLLOWS.search(text, max(0, start - _LONGEST_NOUN), start):
            yield match.end() - 1


_BEFORE_NUMBERS = "art arts ch chs ext fig figs no nos p para pp sec vol vols"

RULES: tuple[Rule, ...] = (
    each(rf"{NUMBER} ␣ (?= {_UNIT} )"),
    each(rf"(?: million | billion | trillion ) ␣ (?= {SIGN} )", needs="illion"),
    each(rf"\. ␣ (?= \d | [IVX]+ \b ) {after(_BEFORE_NUMBERS)}"),
    each(
        r"""
        [FfNnCcVv] (?<! \w . )
        (?: (?<= [Ff] ) ig | (?<= [Nn] ) o | (?<= [Cc] ) h | (?<= [Vv] ) ol ) s ␣ (?= \d )
        """
    ),
    each(
        r"""
        [MDPS] (?<! \w . )
        (?: (?<= M ) (?: rs? | s | x ) | (?<= D ) r | (?<= P ) rof | (?<= S ) t )
        \.? ␣ (?= [A-Z] )
        """
    ),
    _after_initials,
    # A single letter may be the word I, or a grade.
    before(r"[IVX] (?<= [a-z] ␣ . ) [IVX]+ (?! -? \w )", needs="II IV VI IX XI XV XX"),
)
