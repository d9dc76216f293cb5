"""One form for all spellings of a name, so that a report's own spelling finds its unit."""

import re
import unicodedata

# Two spellings of the Khmer subscript that look the same: coeng DA and coeng TA.
_COENG_DA, _COENG_TA = "\u17d2\u178a", "\u17d2\u178f"
_LATIN_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("['’‘`´]")
_NOT_A_WORD = re.compile(r"[^\w\u1780-\u17d3\u17dd]+")
_GENERIC = re.compile(r"^(the|khet)\s+|\s+(province|provincial|capital|municipality|city)$")


def fold(spelling: str) -> str:
    """Lower case, without accents, apostrophes, punctuation, zero-width spaces and 'the'.

    >>> fold("The Ministry of Women’s Affairs")
    'ministry of womens affairs'
    """
    text = unicodedata.normalize("NFKD", spelling.replace("\u200b", ""))
    text = _LATIN_ACCENTS.sub("", text).casefold().replace("&", " and ")
    text = _APOSTROPHES.sub("", text).replace(_COENG_DA, _COENG_TA)
    text = " ".join(_NOT_A_WORD.sub(" ", text).split())
    return text.removeprefix("the ")


def fold_place(spelling: str) -> str:
    """As fold, without the words that only say what kind of place it is."""
    return _GENERIC.sub("", fold(spelling))


def spellings_of(text: str) -> set[str]:
    """What to search for so that two Khmer spellings that look alike both are found."""
    plain = " ".join(text.split())
    return {plain, plain.replace(_COENG_DA, _COENG_TA), plain.replace(_COENG_TA, _COENG_DA)} - {""}
