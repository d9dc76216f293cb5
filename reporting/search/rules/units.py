"""Which unit a question names, by code, name or another spelling, and what it says besides."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from provinces.spelling import searched, squeezed, squeezed_place
from reporting.search.rules.words import SHORTEST_MISSPELT, clusters, deletes, is_khmer

Find = Callable[[str], tuple[int, ...]]
MOST_WORDS = 9
SHORTEST_KHMER = 2  # clusters
# Whoever is there before the name in Khmer says what kind of place it is.
BEFORE_NAMES = ("រាជធានី", "ខេត្ត", "ក្រុង")
NATION = {"nation", "nationwide", "countrywide", "country"}
KHMER_NATION = ("ទូទាំងប្រទេស", "ថ្នាក់ជាតិ")


@dataclass(frozen=True)
class Named:
    """`units`: keys of those that are called so; `rest`: the other words of the question."""

    units: tuple[int, ...]
    rest: str
    is_misspelt: bool = False
    is_nation: bool = False


class UnitSpellings:
    """`spellings`: each with the key of its unit; `places`: keys of the provinces."""

    def __init__(self, spellings: Iterable[tuple[str, int]], places: frozenset[int]) -> None:
        self._places = places
        self._units: dict[str, set[int]] = defaultdict(set)
        for spelling, unit in spellings:
            if folded := squeezed(spelling):
                self._units[folded].add(unit)
        self._deletes: dict[str, set[str]] = defaultdict(set)
        self._khmer: list[str] = []
        for folded in self._units:
            if is_khmer(folded):
                self._khmer.append(folded)
            elif len(folded) > SHORTEST_MISSPELT and folded.isalpha():
                for part in deletes(folded):
                    self._deletes[part].add(folded)
        self._khmer = [name for name in self._khmer if len(clusters(name)) >= SHORTEST_KHMER]
        self._khmer.sort(key=len, reverse=True)

    def exact(self, words: str) -> tuple[int, ...]:
        found = self._units.get(squeezed(words))
        if not found:
            found = self._units.get(squeezed_place(words), set()) & self._places
        return tuple(sorted(found))

    def _misspelt(self, words: str) -> tuple[int, ...]:
        wanted = squeezed(words)
        if len(wanted) <= SHORTEST_MISSPELT or not wanted.isascii() or not wanted.isalpha():
            return ()
        near = {name for part in deletes(wanted) for name in self._deletes.get(part, ())}
        return tuple(sorted({unit for name in near for unit in self._units[name]}))

    def readings(self, text: str) -> Iterator[Named]:
        """The whole text without a unit first; then with the longest name that it holds; where it
        holds none, with one that is spelt nearly so."""
        folded = searched(text)
        nation = self._nation(folded)
        if nation is not None:
            yield Named((), nation, is_nation=True)
        yield Named((), folded)
        words = folded.split()
        named = list(self._spans(words, self.exact))
        named = named[:2] or list(self._in_khmer(folded))
        if not named:
            named = [
                Named(found.units, found.rest, is_misspelt=True)
                for found in self._spans(words, self._misspelt)
            ][:3]
        yield from named

    @staticmethod
    def _nation(folded: str) -> str | None:
        words = folded.split()
        rest = " ".join(word for word in words if word not in NATION)
        for name in KHMER_NATION:
            rest = rest.replace(name, " ")
        rest = " ".join(rest.split())
        return rest if rest != " ".join(words) else None

    def _spans(self, words: list[str], find: Find) -> Iterator[Named]:
        """The longest names first."""
        for length in range(min(len(words), MOST_WORDS), 0, -1):
            for start in range(len(words) - length + 1):
                if units := find(" ".join(words[start : start + length])):
                    rest = words[:start] + words[start + length :]
                    yield Named(units, " ".join(rest))

    def _in_khmer(self, folded: str) -> Iterator[Named]:
        """No space need part a name from what stands beside it."""
        for name in self._khmer:
            at = folded.find(name)
            if at >= 0:
                before = folded[:at]
                for kind in BEFORE_NAMES:
                    before = before.removesuffix(kind)
                rest = f"{before} {folded[at + len(name) :]}"
                yield Named(tuple(sorted(self._units[name])), " ".join(rest.split()))
                return
