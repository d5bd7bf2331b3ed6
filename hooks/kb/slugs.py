"""Turns a heading into a readable Latin anchor that stays the same from build to build."""

import re
import unicodedata
from functools import lru_cache

import iuliia

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_SIGNS = re.compile(r"(?<=\w)[+#]+(?!\w)|(?<!\S)\.(?=[^\W\d_])")
_SPOKEN = {"+": " plus", "#": " sharp", ".": "dot "}
_APOSTROPHES = re.compile("['’ʼ`]")


@lru_cache(maxsize=10_000)  # many pages have the same headings
def slugify(text: str, separator: str = "-") -> str:
    """Returns the anchor of a heading: «Что дальше?» → `chto-dalshe`.

    Russian is transliterated by the scheme of Yandex.Maps (iuliia), where «ё» is `yo` and «ъ», «ь»
    are dropped. Signs by which one name differs from another are read out: C++ → `c-plus-plus`.
    Text without a letter or digit gives `section`.
    """
    text = _SIGNS.sub(lambda signs: "".join(map(_SPOKEN.__getitem__, signs[0])), text)
    latin = iuliia.YANDEX_MAPS.translate(unicodedata.normalize("NFC", text))
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    words = _NOT_WORD.sub(separator, _APOSTROPHES.sub("", plain).lower()).strip(separator)
    return words or "section"
