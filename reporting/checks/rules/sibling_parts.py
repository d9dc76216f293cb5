"""Columns that are parts of one whole and cannot overlap, told without a declaration: then their
sum cannot be more than the whole. Females and foreigners overlap, men, women, boys and girls do
not."""

from collections import defaultdict
from functools import lru_cache
from itertools import combinations

from reporting.kernel.tables import ElementSpec, RuleSpec, TableSpec

_SPOKEN = {
    "females": "female", "males": "male", "women": "woman", "men": "man", "girls": "girl",
    "boys": "boy", "minors": "minor", "children": "minor", "adults": "adult",
}  # fmt: skip
_APART = (
    frozenset({"female", "male"}),
    frozenset({"female", "boy", "man"}),
    frozenset({"male", "girl", "woman"}),
    frozenset({"woman", "man", "girl", "boy"}),
    frozenset({"woman", "man", "minor"}),
    frozenset({"adult", "minor"}),
)
# Where a table has all four, its males and females are the adults.
_ADULTS_TOO = {"male", "female", "boy", "girl"}
_OVERLAP = frozenset({"females", "males", "minors", "foreigners"})  # roles that cut across others


def disjoint_parts(table: TableSpec) -> list[tuple[str, tuple[str, ...]]]:
    """(whole, parts) of two parts or more; those of a rule that the table declares are left out."""
    return _disjoint(table.entered(), table.rules)


@lru_cache(maxsize=1024)  # a table is looked at once for each of its reports
def _disjoint(
    elements: tuple[ElementSpec, ...], rules: tuple[RuleSpec, ...]
) -> list[tuple[str, tuple[str, ...]]]:
    declared = {(rule.whole, part) for rule in rules for part in rule.parts}
    siblings: dict[str, list[ElementSpec]] = defaultdict(list)
    for element in elements:
        if element.part_of and (element.part_of, element.code) not in declared:
            siblings[element.part_of].append(element)
    found = []
    for whole, parts in siblings.items():
        for chosen in _largest(parts):
            found.append((whole, tuple(part.code for part in chosen)))
    return found


def _largest(parts: list[ElementSpec]) -> list[tuple[ElementSpec, ...]]:
    """The largest sets of parts that do not overlap, none inside another."""
    found: list[tuple[ElementSpec, ...]] = []
    for size in range(len(parts), 1, -1):
        for chosen in combinations(parts, size):
            inside = any(set(chosen) <= set(other) for other in found)
            if not inside and _apart(chosen):
                found.append(chosen)
    return found


def _apart(parts: tuple[ElementSpec, ...]) -> bool:
    said = [_SPOKEN.get(part.code, "") for part in parts]
    if not any(said):
        return not any(part.role in _OVERLAP for part in parts)
    if len(set(said)) < len(said):
        return False
    return set(said) == _ADULTS_TOO or any(set(said) <= apart for apart in _APART)
