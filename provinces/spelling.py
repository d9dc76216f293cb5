"""One way of reading what people type: invisible signs, kinds of space, spellings of a name.

`plain` is for a value on one line (a number, a code, a key), `fold` for comparing names, so that a
report's own spelling finds its unit. Nothing here changes a text that is kept: the invisible
U+200B, which the space bar of Khmer keyboards types, parts the words of a Khmer sentence.
"""

import re
import unicodedata
from collections.abc import Iterable

# Two spellings of the Khmer subscript that look the same: coeng DA and coeng TA.
_COENG_DA, _COENG_TA = "\u17d2\u178a", "\u17d2\u178f"
_LATIN_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("['’‘`´]")
_NOT_A_WORD = re.compile(r"[^\w\u1780-\u17d3\u17dd]+")
_GENERIC = re.compile(r"^(the|khet)\s+|\s+(province|provincial|capital|municipality|city)$")


def visible(text: str) -> str:
    """Without format characters (zero-width spaces and joiners, direction marks, soft hyphens, byte
    order marks) and with a plain space for each kind of space but line breaks and tabs."""
    signs = ((sign, unicodedata.category(sign)) for sign in text)
    return "".join(" " if kind == "Zs" else sign for sign, kind in signs if kind != "Cf")


def plain(text: str) -> str:
    """What a person meant on one line: `visible`, composed (NFC), no space at its ends.

    >>> plain("264\u200b"), plain("\u00a01\u202f250 ")
    ('264', '1 250')
    """
    return unicodedata.normalize("NFC", visible(text)).strip()


def fold(spelling: str) -> str:
    """Lower case, without accents, apostrophes, punctuation, invisible signs and 'the'.

    >>> fold("The Ministry of Women’s Affairs")
    'ministry of womens affairs'
    """
    text = unicodedata.normalize("NFKD", visible(spelling))
    text = _LATIN_ACCENTS.sub("", text).casefold().replace("&", " and ")
    text = _APOSTROPHES.sub("", text).replace(_COENG_DA, _COENG_TA)
    text = " ".join(_NOT_A_WORD.sub(" ", text).split())
    return text.removeprefix("the ")


def fold_place(spelling: str) -> str:
    """As fold, without the words that only say what kind of place it is."""
    return _GENERIC.sub("", fold(spelling))


_SHORTEST_WITHOUT_SPACES = 5


def finds(wanted: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts holds what somebody looks for: without accents, capitals, invisible
    signs, in either Khmer spelling, and (of longer words) with or without spaces.

    >>> finds("Preyveng​", ["KH-14", "Prey Vêng"])
    True
    """
    folded = fold(wanted)
    if not folded:
        return False
    bare = folded.replace(" ", "")
    for text in map(fold, texts):
        if folded in text:
            return True
        if len(bare) >= _SHORTEST_WITHOUT_SPACES and bare in text.replace(" ", ""):
            return True
    return False
