"""The labels of the catalogue as words, and which of them a question's words hit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from reporting.search.rules.words import MISSPELT, Vocabulary, features

Ways = tuple[tuple[str, ...], ...]  # of saying a label: English, Khmer, its code


def ways(*texts: str) -> Ways:
    return tuple(dict.fromkeys(found for text in texts if (found := features(text))))


@dataclass(frozen=True)
class LabelledColumn:
    """`whole`: of a part (females) also the ways of its whole (participants)."""

    code: str
    ways: Ways
    is_first: bool = False
    whole: Ways = ()


@dataclass(frozen=True)
class LabelledRow:
    code: str
    ways: Ways


@dataclass(frozen=True)
class KnownTable:
    """`cells`: (row or "", column) -> key of the cell."""

    code: str
    section: str
    position: int
    ways: Ways
    section_ways: Ways
    rows: tuple[LabelledRow, ...]
    columns: tuple[LabelledColumn, ...]
    cells: dict[tuple[str, str], int]
    is_computed: bool = False

    @cached_property
    def words(self) -> frozenset[str]:
        labels = [*self.ways, *self.section_ways]
        labels += [way for row in self.rows for way in row.ways]
        labels += [way for column in self.columns for way in column.ways]
        return frozenset(word for way in labels for word in way)


@dataclass(frozen=True)
class KnownTitle:
    """What is found by its title: a table, a section, an indicator, a group of activities."""

    kind: str
    code: str
    ways: Ways


class Asked:
    """The words of a question, how rare each is among the labels, and what of them a label says."""

    def __init__(self, words: Sequence[str], known: "Labels") -> None:
        self.words = list(words)
        self.known = known
        self.near = [known.vocabulary.near(word) for word in self.words]
        self.weights = [max((known.rarity(word) for word in near), default=known.rarest)
                        for near in self.near]  # fmt: skip
        self.total = sum(self.weights) or 1.0
        self._alike = {word for near in self.near for word in near}
        self._hits: dict[Ways | frozenset[str], list[float]] = {}  # labels repeat: “Females”
        self._covered: dict[tuple[str, ...], float] = {}

    def hits(self, said: Ways | frozenset[str]) -> list[float]:
        """How near each word of the question is said in the label: 0 to 1."""
        if said not in self._hits:
            self._hits[said] = self._find_hits(said)
        return self._hits[said]

    def _find_hits(self, said: Ways | frozenset[str]) -> list[float]:
        words = said if isinstance(said, frozenset) else {word for way in said for word in way}
        return [
            max((likeness for word, likeness in near.items() if word in words), default=0.0)
            for near in self.near
        ]

    def share(self, hits: Iterable[float]) -> float:
        """Of the question's words, the rarer ones counting more."""
        return sum(map(float.__mul__, self.weights, hits)) / self.total

    def covered(self, said: Ways) -> float:
        """How much of the label is asked for, said in the way that fits best."""
        return max(map(self.covered_way, said), default=0.0)

    def covered_way(self, way: tuple[str, ...]) -> float:
        if way not in self._covered:
            self._covered[way] = self._find_covered(way)
        return self._covered[way]

    def _find_covered(self, way: tuple[str, ...]) -> float:
        if not self._alike.intersection(way):
            return 0.0
        total = sum(map(self.known.rarity, way))
        return sum(self._asks(word) * self.known.rarity(word) for word in way) / total

    def _asks(self, word: str) -> float:
        return max((near.get(word, 0.0) for near in self.near), default=0.0)

    def longest_run(self, said: Ways) -> range:
        """Which words of the question stand one after the other in the label, as there."""
        return max((self._run(way) for way in said), key=len, default=range(0))

    def _run(self, way: tuple[str, ...]) -> range:
        best, before = range(0), [0] * (len(way) + 1)
        for here, near in enumerate(self.near, 1):
            now = [0] * (len(way) + 1)
            for at, word in enumerate(way, 1):
                if near.get(word, 0.0) >= MISSPELT:
                    now[at] = before[at - 1] + 1
                    if now[at] > len(best):
                        best = range(here - now[at], here)
            before = now
        return best


class Labels:
    """All of them, with an index from words to tables and titles."""

    def __init__(self, tables: Sequence[KnownTable], titles: Sequence[KnownTitle]) -> None:
        self.tables, self.titles = tables, titles
        self._tables_of: dict[str, set[int]] = defaultdict(set)
        self._titles_of: dict[str, set[int]] = defaultdict(set)
        for at, table in enumerate(tables):
            for word in table.words:
                self._tables_of[word].add(at)
        for at, title in enumerate(titles):
            for word in {word for way in title.ways for word in way}:
                self._titles_of[word].add(at)
        self.vocabulary = Vocabulary({*self._tables_of, *self._titles_of})
        self.rarest = log(1 + len(tables))
        self._rarity = {
            word: log(1 + len(tables) / (1 + len(places)))
            for word, places in self._tables_of.items()
        }

    def rarity(self, word: str) -> float:
        """What is said in each table says little."""
        return self._rarity.get(word, self.rarest)

    def asked(self, words: Sequence[str]) -> Asked:
        return Asked(words, self)

    def tables_with(self, asked: Asked, least: float) -> list[KnownTable]:
        """Whose labels together say at least so much of the question."""
        return [self.tables[at] for at in self._with(asked, self._tables_of, least)]

    def titles_with(self, asked: Asked, least: float) -> list[KnownTitle]:
        return [self.titles[at] for at in self._with(asked, self._titles_of, least)]

    @staticmethod
    def _with(asked: Asked, places: dict[str, set[int]], least: float) -> list[int]:
        shares: dict[int, float] = defaultdict(float)
        for near, weight in zip(asked.near, asked.weights, strict=True):
            best: dict[int, float] = {}
            for word, likeness in near.items():
                for at in places.get(word, ()):
                    best[at] = max(best.get(at, 0.0), likeness)
            for at, likeness in best.items():
                shares[at] += weight * likeness
        return sorted(at for at, share in shares.items() if share >= least * asked.total)
