"""The populations that are known, place by place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from provinces.models import LOCALITIES, OrganisationUnit, Population, UnitKind
from provinces.queries import descendants, unit_names

PLACES = (UnitKind.NATION, UnitKind.PROVINCE)


@dataclass(frozen=True)
class PlaceLine:
    """A place with what is known of it; `number` is None where nothing is, of that year."""

    unit: OrganisationUnit
    name: str
    number: Population | None = None


@dataclass(frozen=True)
class PopulationTable:
    """Of one year: the nation, the provinces, and the districts and communes that have a number.
    `years`: those with any number, the newest first."""

    years: list[int] = field(default_factory=list)
    year: int | None = None
    lines: list[PlaceLine] = field(default_factory=list)

    @property
    def missing(self) -> list[PlaceLine]:
        return [line for line in self.lines if line.number is None]

    @property
    def uncertain(self) -> int:
        return sum(line.number is not None and not line.number.certain for line in self.lines)


def population_table(year: int | None, language: str) -> PopulationTable:
    """Of the newest year where none is asked for; four queries."""
    years = list(
        Population.objects.order_by("-year").values_list("year", flat=True).distinct("year")
    )
    if not years:
        return PopulationTable()
    shown = year if year in years else years[0]
    numbers = {row.unit_id: row for row in Population.objects.filter(year=shown)}
    units = OrganisationUnit.objects.filter(kind__in=PLACES) | OrganisationUnit.objects.filter(
        pk__in=list(numbers)
    )
    return PopulationTable(years, shown, _lines(units, numbers, shown, language))


def _lines(
    units: Iterable[OrganisationUnit], numbers: Mapping[int, Population], year: int, language: str
) -> list[PlaceLine]:
    """Each district after its province, by code."""
    rows = sorted(units, key=lambda unit: (unit.kind != UnitKind.NATION, unit.code))
    names = unit_names(year, language, rows)
    return [PlaceLine(unit, _name(unit, names), numbers.get(unit.pk)) for unit in rows]


def _name(unit: OrganisationUnit, names: Mapping[int, str]) -> str:
    """The nation is not its committee."""
    nation = str(UnitKind.NATION.label)
    return nation if unit.kind == UnitKind.NATION else names.get(unit.pk, unit.code)


def lines_to_fill(year: int, language: str, province: OrganisationUnit | None) -> list[PlaceLine]:
    """What a workbook holds: the nation and the provinces, or one province with its districts; with
    what is known of that year. Three queries."""
    if province is None:
        units = list(OrganisationUnit.objects.filter(kind__in=PLACES))
    else:
        below = descendants(province).filter(kind=LOCALITIES[0])
        units = [province, *below]
    numbers = {row.unit_id: row for row in Population.objects.filter(year=year, unit__in=units)}
    return _lines(units, numbers, year, language)


def units_by_code(codes: Iterable[str]) -> dict[str, OrganisationUnit]:
    """One query."""
    return {unit.code: unit for unit in OrganisationUnit.objects.filter(code__in=set(codes))}
