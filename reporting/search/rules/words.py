"""What is compared of a text: stems of words in Latin letters, and pairs of clusters in Khmer.

Khmer is written without spaces between words. A segmenter cuts a short question and a long label
differently, and stumbles over a slip of the pen; pairs of neighbouring clusters (a consonant with
all that hangs on it) are the same wherever they stand, and of a misspelt word most are still there.
"""

import re
from bisect import bisect_left
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise

from provinces.spelling import searched

_CLUSTER = re.compile(
    "[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3])*[\u17b4-\u17d1\u17d3\u17dd]*|[\u17b4-\u17dd]+"
)
_SCRIPTS = re.compile("[\u1780-\u17dd]+|[^\u1780-\u17dd]+")
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
STOP_WORDS = frozenset(
    {
        *("a", "all", "an", "and", "are", "at", "by", "did", "do", "for", "from", "give", "has"),
        *("have", "how", "i", "in", "is", "it", "its", "many", "me", "much", "nr", "number"),
        *("of", "on", "or", "show", "tell", "that", "the", "their", "there", "they", "to"),
        *("total", "was", "were", "what", "which", "who", "with", "you"),
        *("និង", "នៅ", "ក្នុង", "នៃ", "របស់", "ប៉ុន្មាន", "ចំនួន", "មាន", "ដែល", "សរុប"),
    }
)
# What is asked for in one word and labelled with another: how near the two are.
SYNONYM = 0.85
_GROUPS = (
    ("female", "woman", "women", "lady"),
    ("male", "man", "men"),
    ("person", "people", "participant", "attendee", "attended"),
    ("time", "event", "occasion"),
    ("minor", "children", "child"),
    ("training", "course"),
    ("us", "usd", "dollar", "money"),
    ("ស្រី", "ស្ត្រី", "នារី"),
    ("ប្រុស", "បុរស"),
    ("ករណី", "រឿង"),
)


def is_khmer(word: str) -> bool:
    return "\u1780" <= word[:1] <= "\u17dd"


def stem(word: str) -> str:
    """Without the mark of the plural.

    >>> stem("females"), stem("agencies"), stem("press")
    ('female', 'agency', 'press')
    """
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def clusters(khmer: str) -> list[str]:
    return _CLUSTER.findall(khmer)


@lru_cache(maxsize=16_384)
def features(text: str) -> tuple[str, ...]:
    """In their order; codes with underscores are words too.

    >>> features("Public Forums"), features("ស្រី"), features("កណ្តាល")
    (('public', 'forum'), ('ស្រី',), ('កណ្តា', 'ណ្តាល'))
    """
    found: list[str] = []
    for word in searched(_PLACEHOLDER.sub(" ", text).replace("_", " ")).split():
        if word in STOP_WORDS:
            continue
        for part in _SCRIPTS.findall(word):
            found += _pairs(part) if is_khmer(part) else [stem(part)]
    return tuple(found)


def _pairs(khmer: str) -> list[str]:
    parts = clusters(khmer)
    if len(parts) < 2:
        return parts
    return [one + other for one, other in pairwise(parts)]


def _synonyms() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for group in _GROUPS:
        own = [features(word) for word in group]
        singles = [word[0] for word in own if len(word) == 1]
        for word in singles:
            found.setdefault(word, {}).update(
                {other: SYNONYM for other in singles if other != word}
            )
    return found


SYNONYMS = _synonyms()


def deletes(word: str) -> set[str]:
    """The word, and the word without each of its signs: two words that share one of these differ by
    one slip, or by two signs that changed places."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


SHORTEST_MISSPELT, SHORTEST_BADLY_MISSPELT = 4, 6
MISSPELT = 0.8
BEGUN = 0.75
SHORTEST_BEGINNING = 3


class Vocabulary:
    """The words of all labels, to find those that a typed one may mean."""

    def __init__(self, words: set[str]) -> None:
        self.words = words
        self._sorted = sorted(word for word in words if not is_khmer(word))
        self._deletes: dict[str, list[str]] = {}
        self._of_letter: dict[str, list[str]] = {}
        for word in self._sorted:
            self._of_letter.setdefault(word[0], []).append(word)
            if len(word) >= SHORTEST_MISSPELT and word.isalpha():
                for part in deletes(word):
                    self._deletes.setdefault(part, []).append(word)

    def near(self, word: str) -> dict[str, float]:
        """Word of a label -> how near it is, 1 where it is the same."""
        found: dict[str, float] = {word: 1.0} if word in self.words else {}
        for other, likeness in SYNONYMS.get(word, {}).items():
            if other in self.words:
                found.setdefault(other, likeness)
        if is_khmer(word):
            return found
        for other in self._beginning_alike(word):
            found.setdefault(other, BEGUN)
        for other in self._one_slip_away(word):
            found.setdefault(other, MISSPELT)
        if not found and len(word) >= SHORTEST_BADLY_MISSPELT:
            alike = get_close_matches(word, self._of_letter.get(word[0], ()), 3, MISSPELT)
            found = dict.fromkeys(alike, MISSPELT)
        return found

    def _one_slip_away(self, word: str) -> set[str]:
        if len(word) < SHORTEST_MISSPELT or not word.isalpha():
            return set()
        near = {other for part in deletes(word) for other in self._deletes.get(part, ())}
        return {other for other in near if abs(len(other) - len(word)) < 2}

    def _beginning_alike(self, word: str) -> list[str]:
        """“return” for “returnee”, “repatriat” for “repatriated”: what is typed is a beginning, or
        both share all but an ending."""
        if len(word) < SHORTEST_BEGINNING:
            return []
        root = word if len(word) < 6 else word[: max(5, len(word) - 3)]
        found = []
        for at in range(bisect_left(self._sorted, root), len(self._sorted)):
            other = self._sorted[at]
            if not other.startswith(root):
                break
            if other.startswith(word) or len(other) <= len(root) + 4:
                found.append(other)
        return found
