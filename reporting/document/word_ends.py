"""Where Khmer words end. Khmer is written without spaces between words; khmercut finds them by a
model of the language (a CRF) that it ships.

A line may end after a word, but a press keeps some of them together: a sign that closes with what
it closes, a repetition sign with its word, a number with the word before it and its unit.
"""

import re
from functools import lru_cache
from threading import Lock

import khmercut

from reporting.document.shaping import KHMER_CLUSTER

KHMER = "\u1780-\u17ff\u19e0-\u19ff"
CLOSING = "\u17d4-\u17db"  # full stops, the repetition sign, the riel: never begin a line
DIGITS = re.compile("[\u17e0-\u17e9]+")
_INITIALS = re.compile("[\u1780-\u17a2]{1,5}")  # as in the numbers of laws; words have vowels
_CLOSES = re.compile(f"[{CLOSING}]")
# Words that lead a number: no., day, year, age, page, table ...
LEADS_NUMBER = frozenset(
    ("ទី", "លេខ", "ឆ្នាំ", "ថ្ងៃ", "ថ្ងៃទី", "ប្រចាំឆ្នាំ", "អាយុ", "ទំព័រ", "តារាង", "មាត្រា", "ត្រីមាស", "ឆមាស")
)
LEADS_WORD = frozenset(("និង", "ឬ", "នៃ"))  # and, or, of: a line does not end with them

_segmenting = Lock()


@lru_cache(maxsize=32768)
def khmer_words(phrase: str) -> tuple[str, ...]:
    """The pieces of a phrase of Khmer letters, between which a line may end."""
    if _INITIALS.fullmatch(phrase):
        return (phrase,)
    pieces: list[str] = []
    for word in _whole_clusters(phrase, _segmented(phrase)):
        if pieces and _keeps(pieces[-1], word):
            pieces[-1] += word
        else:
            pieces.append(word)
    return tuple(pieces)


def _segmented(phrase: str) -> list[str]:
    """One at a time: the model keeps the phrase that it works on."""
    with _segmenting:
        words: list[str] = khmercut.tokenize(phrase)
    return words


def _whole_clusters(phrase: str, words: list[str]) -> list[str]:
    """The same words, none of which begins within a cluster."""
    starts = {found.start() for found in KHMER_CLUSTER.finditer(phrase)}
    whole: list[str] = []
    at = 0
    for word in words:
        if whole and at not in starts:
            whole[-1] += word
        else:
            whole.append(word)
        at += len(word)
    return whole


def _keeps(before: str, word: str) -> bool:
    if _CLOSES.match(word):
        return True
    if DIGITS.match(word):
        return before in LEADS_NUMBER
    if before in LEADS_WORD:
        return True
    return DIGITS.fullmatch(before) is not None  # its unit; a year or a day has none
