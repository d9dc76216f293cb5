"""The population of a place, and rates per 100,000 of its people."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from provinces.models import OrganisationUnit, Population

PER = 100_000
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Rate:
    """How many of 100,000 people, to a tenth; `population`: of which year, whose word."""

    value: Decimal
    population: Population


def populations(units: Iterable[OrganisationUnit | int], year: int) -> dict[int, Population]:
    """Unit id -> the number of the nearest year at or before; one query."""
    wanted = [unit if isinstance(unit, int) else unit.pk for unit in units]
    rows = Population.objects.filter(unit_id__in=wanted, year__lte=year)
    newest = rows.order_by("unit_id", "-year").distinct("unit_id")
    return {row.unit_id: row for row in newest}


def rate_per_100000(value: Decimal | int, unit: OrganisationUnit | int, year: int) -> Rate | None:
    """By the population of the nearest year at or before, which the answer names; None where none
    is known."""
    found = list(populations([unit], year).values())
    return rate_among(value, found[0]) if found else None


def rate_among(value: Decimal | int, population: Population) -> Rate:
    """The same where the population was read before."""
    rate = Decimal(value) * PER / population.persons
    return Rate(rate.quantize(TENTH, rounding=ROUND_HALF_UP), population)
