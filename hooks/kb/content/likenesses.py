"""Letters of the two alphabets that look alike and get mixed up by switching layouts."""

LATIN, CYRILLIC = "AaBCcEeHKkMmOoPpTtXxYyë", "АаВСсЕеНКкМмОоРрТтХхУуё"
TO_CYRILLIC = str.maketrans(LATIN, CYRILLIC)
TO_LATIN = str.maketrans(CYRILLIC, LATIN)


def in_latin(name: str) -> str:
    """Returns a name with Latin letters in place of the Cyrillic ones that look like them."""
    return name.translate(TO_LATIN)
