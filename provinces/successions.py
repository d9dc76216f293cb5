"""Units that became others: with which units of the year before each of them is compared."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from provinces.models import OrganisationUnit, UnitSuccession


@dataclass(frozen=True)
class YearBefore:
    """Units that belong together where a year is compared with the one before: `now` and `before`.
    Of one unit now the sum of those before says the same; of several nobody knows whose share is
    whose, and only all of them together are compared."""

    year: int
    now: tuple[OrganisationUnit, ...]
    before: tuple[OrganisationUnit, ...]

    @property
    def is_one(self) -> bool:
        return len(self.now) == 1


def years_before(year: int) -> dict[int, YearBefore]:
    """By the key of each unit, now or before, that became another in this year; one query. A unit
    that goes on (another joins it, or leaves it) stands on both sides."""
    rows = UnitSuccession.objects.filter(from_year=year).select_related("predecessor", "successor")
    groups: list[tuple[dict[int, OrganisationUnit], dict[int, OrganisationUnit]]] = []
    for row in rows:
        now, before = {row.successor_id: row.successor}, {row.predecessor_id: row.predecessor}
        if row.predecessor.holds_in(year):
            now[row.predecessor_id] = row.predecessor
        if row.successor.holds_in(year - 1):
            before[row.successor_id] = row.successor
        apart = []
        for group in groups:
            if group[0].keys() & now.keys() or group[1].keys() & before.keys():
                now, before = now | group[0], before | group[1]
            else:
                apart.append(group)
        groups = [*apart, (now, before)]
    found: dict[int, YearBefore] = {}
    for now, before in groups:
        group_of = YearBefore(year, _in_order(now.values()), _in_order(before.values()))
        found |= dict.fromkeys({*now, *before}, group_of)
    return found


def successions_of(unit: OrganisationUnit) -> list[UnitSuccession]:
    """Those in which the unit stands on either side, in time; one query."""
    rows = UnitSuccession.objects.filter(Q(predecessor=unit) | Q(successor=unit))
    return list(rows.select_related("predecessor", "successor"))


def _in_order(units: Iterable[OrganisationUnit]) -> tuple[OrganisationUnit, ...]:
    return tuple(sorted(units, key=lambda unit: (unit.position, unit.code)))
