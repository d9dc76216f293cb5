"""What the provinces ask of their districts or communes in a year, and how much of it came."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Max

from provinces.models import LOCALITIES, OrganisationUnit, UnitClosure, UnitKind
from reporting.calendar.queries.owed_reports import owed
from reporting.kernel.periods import Period
from reporting.models import AskedPlaces
from reporting.provincial.rules import PlaceRate

Came = tuple[int, int, Period]  # unit, form, period of a report that stands behind the figures


class AskedYear:
    """As many queries for one province as for all: one where nobody asks, else six."""

    def __init__(self, year: int, came: Iterable[Came]) -> None:
        rows = AskedPlaces.objects.filter(year=year)
        self.level = {row.organisation_unit_id: UnitKind(row.level) for row in rows}
        self.places: dict[int, list[OrganisationUnit]] = defaultdict(list)
        self.rates: dict[int, PlaceRate] = {}
        if self.level:
            self._read(year, frozenset(came))

    def _read(self, year: int, came: frozenset[Came]) -> None:
        lines = UnitClosure.objects.filter(
            ancestor_id__in=self.level, descendant__kind__in=LOCALITIES
        ).select_related("descendant__parent")
        for line in lines.order_by("descendant__code"):
            if line.descendant.holds_in(year):
                self.places[line.ancestor_id].append(line.descendant)
        asked = [
            place
            for province, places in self.places.items()
            for place in places
            if place.kind == self.level[province]
        ]
        expected: dict[int, int] = defaultdict(int)
        received: dict[int, int] = defaultdict(int)
        for one in owed([year], units=asked):
            expected[one.unit.pk] += 1
            received[one.unit.pk] += (one.unit.pk, one.data_set.pk, one.period) in came
        self.rates = {pk: PlaceRate(received[pk], count) for pk, count in expected.items()}

    def districts(self, province: OrganisationUnit) -> list[OrganisationUnit]:
        return [place for place in self.places[province.pk] if place.kind == UnitKind.DISTRICT]

    def in_district(self, district: OrganisationUnit) -> list[PlaceRate]:
        """The rates of those that are asked there: of the district itself, or of its communes."""
        if district.pk in self.rates:
            return [self.rates[district.pk]]
        return self._of_communes.get(district.pk, [])

    @cached_property
    def _of_communes(self) -> Mapping[int, list[PlaceRate]]:
        found: dict[int, list[PlaceRate]] = defaultdict(list)
        for places in self.places.values():
            for place in places:
                if place.kind == UnitKind.COMMUNE and place.parent_id and place.pk in self.rates:
                    found[place.parent_id].append(self.rates[place.pk])
        return found


def decisions(year: int) -> tuple[int, datetime | None]:
    """How many provinces ask, and when one last decided; one query."""
    found = AskedPlaces.objects.filter(year=year).aggregate(
        count=Count("pk"), last=Max("decided_at")
    )
    return found["count"], found["last"]
