"""The order of the Khmer dictionary, as a key that plain comparison sorts rightly.

A word is sorted by its consonants first; of those that begin alike, one without a vowel sign comes
before one with (in the order of the dictionary: ា ... ៅ ុំ ំ ាំ ះ), and one with a subscript after
both. An independent vowel stands where អ with that sign would, robat where a subscript below រ
would, and the signs that only change how a letter is said part words that are otherwise the same.
These are the rules of CLDR for Khmer; the embedded PostgreSQL has no ICU that would know them, so
what the database sorts by is kept in a column (`db_collation="C"`).
"""

import unicodedata
from collections.abc import Iterator

from provinces.spelling import visible

_CONSONANTS = "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរឫឬលឭឮវឝឞសហឡអ"
_VOWELS = ("ា", "ិ", "ី", "ឹ", "ឺ", "ុ", "ូ", "ួ", "ើ", "ឿ", "ៀ", "េ", "ែ", "ៃ", "ោ", "ៅ",
           "ុំ", "ំ", "ាំ", "ះ")  # fmt: skip
_COENG, _DA, _TA, _RA, _ROBAT = "\u17d2", "\u178a", "\u178f", "\u179a", "\u17cc"
_INDEPENDENT = {
    "ឣ": "អ", "ឤ": "អា", "ឥ": "អិ", "ឦ": "អី", "ឧ": "អុ", "ឨ": "អុ", "ឩ": "អូ", "ឪ": "អុអ",
    "ឯ": "អែ", "ឰ": "អៃ", "ឱ": "អោ", "ឲ": "អោ", "ឳ": "អៅ",
}  # fmt: skip
_FIRST = 0x1780  # keys of Khmer letters stand in their block, behind digits and Latin letters
_WEIGHTS = {
    sign: chr(_FIRST + place) for place, sign in enumerate((*_CONSONANTS, *_VOWELS, _COENG))
}
_TOGETHER = ("ុំ", "ាំ")
_SECOND = "\x01"  # parts the letters from the signs, before every letter
_SIGNS = "\u17c8\u17c9\u17ca\u17cb\u17cd\u17ce\u17cf\u17d0\u17d1\u17d3\u17dd"


def sort_key(text: str) -> str:
    """Words with U+200B and in either spelling of the subscript TA have the same key.

    >>> sorted(["ក្រចេះ", "កំពត", "កែប", "ខេត្ត", "កណ្តាល"], key=sort_key)
    ['កណ្តាល', 'កែប', 'កំពត', 'ក្រចេះ', 'ខេត្ត']
    """
    plain = unicodedata.normalize("NFKD", visible(text)).casefold()
    spelt = "".join(_INDEPENDENT.get(sign, sign) for sign in plain)
    spelt = spelt.replace(_COENG + _DA, _COENG + _TA)
    letters = "".join(_letters(_without_robat(spelt)))
    signs = "".join(sign for sign in spelt if sign in _SIGNS)
    return f"{' '.join(letters.split())}{_SECOND}{signs}"


def _without_robat(text: str) -> str:
    """ធម៌ is sorted as ធរ្ម: the letter below it carries the robat."""
    while (at := text.find(_ROBAT)) > 0:
        text = f"{text[: at - 1]}{_RA}{_COENG}{text[at - 1]}{text[at + 1 :]}"
    return text.replace(_ROBAT, "")


def _letters(text: str) -> Iterator[str]:
    bare = "".join(sign for sign in text if sign not in _SIGNS)
    at = 0
    while at < len(bare):
        sign = bare[at : at + 2] if bare[at : at + 2] in _TOGETHER else bare[at]
        at += len(sign)
        if sign in _WEIGHTS:
            yield _WEIGHTS[sign]
        elif sign.isspace():
            yield " "
        elif sign.isdecimal():
            yield str(unicodedata.decimal(sign))
        elif sign.isalnum():
            yield sign
