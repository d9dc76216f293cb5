"""Completeness: in how many sections of its form a report answers every table, with a number, a
row, a text or “nothing this period”. One definition, beside every rate of reporting."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from reporting.kernel.number_comparisons import whole_percent


@dataclass(frozen=True)
class Completeness:
    """Sections `answered` of those `asked`; of several reports their sum."""

    answered: int = 0
    asked: int = 0

    def __add__(self, other: Completeness) -> Completeness:
        return Completeness(self.answered + other.answered, self.asked + other.asked)

    @property
    def percent(self) -> int | None:
        return whole_percent(self.answered, self.asked)


def completeness(asked: Iterable[tuple[int, int]], answered: Collection[int]) -> Completeness:
    """`asked`: (section, table) of the form; `answered`: the tables in which there is anything."""
    sections: dict[int, bool] = {}
    for section, table in asked:
        sections[section] = sections.get(section, True) and table in answered
    return Completeness(sum(sections.values()), len(sections))
