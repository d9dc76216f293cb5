"""The labels of the catalogue as words, and which of them a question's words hit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from reporting.search.rules.words import Vocabulary, features

Ways = tuple[tuple[str, ...], ...]  # of saying a label: English, Khmer, its code


def ways(*texts: str) -> Ways:
    return tuple(dict.fromkeys(found for text in texts if (found := features(text))))


@dataclass(frozen=True)
class Column:
    code: str
    ways: Ways
    is_first: bool = False


@dataclass(frozen=True)
class Row:
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
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: dict[tuple[str, str], int]
    is_computed: bool = False

    @cached_property
    def words(self) -> frozenset[str]:
        labels = [*self.ways, *self.section_ways]
        labels += [way for part in (*self.rows, *self.columns) for way in part.ways]
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

    def hits(self, said: Ways | frozenset[str]) -> list[float]:
        """How near each word of the question is said in the label: 0 to 1."""
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
        return max((self._covered(way) for way in said), default=0.0)

    def _covered(self, way: tuple[str, ...]) -> float:
        total = sum(map(self.known.rarity, way))
        return sum(self._asks(word) * self.known.rarity(word) for word in way) / total

    def _asks(self, word: str) -> float:
        return max((near.get(word, 0.0) for near in self.near), default=0.0)

    def longest_run(self, said: Ways) -> int:
        """How many words of the question stand one after the other in the label, as there."""
        return max((self._run(way) for way in said), default=0)

    def _run(self, way: tuple[str, ...]) -> int:
        best, before = 0, [0] * (len(way) + 1)
        for near in self.near:
            now = [0] * (len(way) + 1)
            for at, word in enumerate(way, 1):
                if near.get(word, 0.0) > 0:
                    now[at] = before[at - 1] + 1
                    best = max(best, now[at])
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

    def rarity(self, word: str) -> float:
        """What is said in each table says little."""
        return log(1 + len(self.tables) / (1 + len(self._tables_of.get(word, ()))))

    def asked(self, words: Sequence[str]) -> Asked:
        return Asked(words, self)

    def tables_with(self, asked: Asked) -> list[KnownTable]:
        return [self.tables[at] for at in sorted(self._with(asked, self._tables_of))]

    def titles_with(self, asked: Asked) -> list[KnownTitle]:
        return [self.titles[at] for at in sorted(self._with(asked, self._titles_of))]

    @staticmethod
    def _with(asked: Asked, places: dict[str, set[int]]) -> set[int]:
        return {at for near in asked.near for word in near for at in places.get(word, ())}
