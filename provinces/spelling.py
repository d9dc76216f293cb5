"""One way of reading what people type: invisible signs, kinds of space, spellings of a name.

`plain` is for a value on one line (a number, a code, a key), `fold` for comparing names, `squeezed`
for finding a unit by any of its spellings (`provinces.queries.Spellings`). Nothing here changes a
text that is kept: the invisible U+200B, which the space bar of Khmer keyboards types, parts the
words of a Khmer sentence.
"""

import re
import unicodedata
from collections.abc import Iterable

MOST_DIGITS = 18  # of a key: a PostgreSQL bigint has at most 19

# Two spellings of the Khmer subscript that look the same: coeng DA and coeng TA.
_COENG_DA, _COENG_TA = "\u17d2\u178a", "\u17d2\u178f"
_LATIN_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("['’‘`´]")
_NOT_A_WORD = re.compile(r"[^\w\u1780-\u17d3\u17dd]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
# What a place is, and whose committee writes: "PCCT Takeo", "Khet Takeo", "Takeo Province".
_KIND_OF_PLACE = {
    *("the", "of", "in", "for", "to", "at", "khet", "khaet", "krong", "province", "provincial"),
    *("capital", "municipality", "municipal", "city", "administration", "hall"),
    *("pcct", "pccts", "ccct", "cpcct", "c", "m", "committee", "counter", "anti", "combat"),
    *("combating", "human", "trafficking", "persons"),
}
_KHMER_COMMITTEE = re.compile(
    "^(គណៈកម្មាធិការ|គណកម្មាធិការ|គកបជ|គខបជ|គរបជ|គបជខ|គបជ|សាលា|រដ្ឋបាល|ខេត្ត|រាជធានី|ក្រុង|"
    "ប្រយុទ្ធប្រឆាំង|អំពើជួញដូរមនុស្ស|ជួញដូរមនុស្ស|នៃ)+"
)


def visible(text: str) -> str:
    """Without format characters (zero-width spaces and joiners, direction marks, soft hyphens, byte
    order marks) and with a plain space for each kind of space but line breaks and tabs."""
    signs = ((sign, unicodedata.category(sign)) for sign in text)
    return "".join(" " if kind == "Zs" else sign for sign, kind in signs if kind != "Cf")


# Of what is invisible, a text that is kept needs these: U+200B parts Khmer words, the two joiners
# shape letters. The rest hides or turns around what stands beside it.
_KEPT_IN_TEXTS = frozenset("\u200b\u200c\u200d\n")
_DROPPED_KINDS = ("Cc", "Cf", "Cs", "Co", "Cn")


def stranger_text(text: str) -> str:
    r"""What somebody without an account typed, without control characters, direction marks, private
    and half signs; lines end in one way, and no more than one in a row is empty.

    >>> stranger_text("one\u202e two\r\n\r\n\r\n three\x07\u200b")
    'one two\n\n three'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (
        sign
        for sign in unicodedata.normalize("NFC", lines)
        if sign in _KEPT_IN_TEXTS or unicodedata.category(sign) not in _DROPPED_KINDS
    )
    return re.sub(r"\n[ \u200b]*\n\s*\n", "\n\n", "".join(kept)).strip(" \n\u200b\u200c\u200d")


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
    """As fold, without the words that only say what kind of place it is, or whose committee.

    >>> fold_place("Provincial Committee for Counter Trafficking of Takeo Province")
    'takeo'
    """
    words = fold(spelling).split()
    while words and words[0] in _KIND_OF_PLACE:
        del words[0]
    while words and words[-1] in _KIND_OF_PLACE:
        del words[-1]
    return " ".join(words)


def squeezed(spelling: str) -> str:
    """As fold, without any space and with plain digits: what is compared to find a unit.

    >>> squeezed("Prey Vêng") == squeezed("PREYVENG")
    True
    """
    return _close(fold(spelling))


def squeezed_place(spelling: str) -> str:
    """As fold_place and squeezed at once; in Khmer too, where no space parts the words."""
    return _KHMER_COMMITTEE.sub("", _close(fold_place(spelling)))


def _close(folded: str) -> str:
    return _plain_digits(folded.replace(" ", "").translate(_LIGATURES))


def _plain_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def searched(text: str) -> str:
    """As fold, with plain digits: both sides of every search are read so.

    >>> searched("ខេត្តកណ្ដាល​ ២០២១")
    'ខេត្តកណ្តាល 2021'
    """
    return _plain_digits(fold(text))


_SHORTEST_WITHOUT_SPACES = 5


def finds(wanted: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts holds what somebody looks for: without accents, capitals, invisible
    signs, in either Khmer spelling, and (of longer words) with or without spaces.

    >>> finds("Preyveng​", ["KH-14", "Prey Vêng"])
    True
    """
    folded = searched(wanted)
    if not folded:
        return False
    bare = folded.replace(" ", "")
    for text in map(searched, texts):
        if folded in text:
            return True
        if len(bare) >= _SHORTEST_WITHOUT_SPACES and bare in text.replace(" ", ""):
            return True
    return False


def whole_number(text: str) -> int | None:
    """The number in an address or in a field of a form that the portal wrote: a few ASCII digits
    and nothing else; None of any other text, and of more digits than a key of the database has.

    What people type into cells is read by `reporting.kernel.numbers`, which also says why not.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
