"""Which columns of a table give a measure for some of those whom it counts: all victims, the girls
under 15. A part is never given for the whole: what a table does not divide has no answer.

    cut         for whom: a value of each dimension that is asked for; nothing for everybody
    categories  for whom a column counts, in the same way
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Cut = Mapping[str, str]  # dimension -> value


@dataclass(frozen=True)
class ValueSpec:
    code: str
    parent: str = ""
    is_unknown: bool = False
    title: str = ""


@dataclass(frozen=True)
class DimensionSpec:
    """`values` in order; a coarser one is the parent of finer ones."""

    code: str
    values: tuple[ValueSpec, ...]
    title: str = ""

    def value(self, code: str) -> ValueSpec | None:
        return next((value for value in self.values if value.code == code), None)

    def finest(self, code: str = "") -> frozenset[str]:
        """The values that `code` is made of, itself where it has no parts; all without one."""
        parents = {value.parent for value in self.values}
        leaves = [value for value in self.values if value.code not in parents]
        return frozenset(leaf.code for leaf in leaves if not code or code in self._path(leaf.code))

    def known(self, code: str = "") -> frozenset[str]:
        unknown = {value.code for value in self.values if value.is_unknown}
        return self.finest(code) - unknown

    def _path(self, code: str) -> list[str]:
        found = [code]
        value = self.value(code)
        while value is not None and value.parent:
            found.append(value.parent)
            value = self.value(value.parent)
        return found


@dataclass(frozen=True)
class MeasureColumn:
    """A column that gives a measure in a year. `part_of`: its whole, of which it is one part
    without the other; `derived`: it is added up from others."""

    table: str
    code: str
    categories: Cut = field(default_factory=dict)
    part_of: str = ""
    derived: bool = False


Dimensions = Mapping[str, DimensionSpec]


def columns_for(
    cut: Cut, columns: Sequence[MeasureColumn], dimensions: Dimensions
) -> list[MeasureColumn]:
    """The columns of one table to add up; none where it does not divide so."""
    exact = [column for column in columns if dict(column.categories) == dict(cut)]
    if exact:
        return exact[:1]
    inside = [
        column for column in columns
        if not column.derived and _is_inside(column.categories, cut, dimensions)
    ]  # fmt: skip
    codes = {column.code for column in inside}
    whole = [column for column in inside if column.part_of not in codes]
    open_dimensions = [_open(column.categories, cut) for column in whole]
    return whole if whole and _cover(open_dimensions, cut, dimensions) else []


def _is_inside(categories: Cut, cut: Cut, dimensions: Dimensions) -> bool:
    return all(
        name in categories
        and name in dimensions
        and dimensions[name].finest(categories[name]) <= dimensions[name].finest(value)
        for name, value in cut.items()
    )


def _open(categories: Cut, cut: Cut) -> Cut:
    """By what a column is divided further than was asked."""
    return {name: value for name, value in categories.items() if cut.get(name) != value}


def _cover(rows: Sequence[Cut], cut: Cut, dimensions: Dimensions) -> bool:
    """Whether the rows are everybody, each once: one that is not divided, or by one dimension
    after the other all values that are known."""
    if len(rows) == 1 and not rows[0]:
        return True
    shared = set.intersection(*(set(row) for row in rows))
    if not shared:
        return False
    name = min(shared)
    if name not in dimensions:
        return False
    groups: dict[str, list[Cut]] = {}
    for row in rows:
        left = {other: value for other, value in row.items() if other != name}
        groups.setdefault(row[name], []).append(left)
    finest = [dimensions[name].finest(value) for value in groups]
    together = frozenset[str]().union(*finest)
    once = len(together) == sum(map(len, finest))
    there = dimensions[name].known(cut.get(name, "")) <= together
    return once and there and all(_cover(group, cut, dimensions) for group in groups.values())
