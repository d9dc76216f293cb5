"""In which order the units' texts and open rows stand in a table of the report."""

from provinces.models import SUB_NATIONAL, OrganisationUnit
from reporting.models import ListEntry
from strategies.models import Table

Order = tuple[int, int, int]


def rank(unit: OrganisationUnit, table: Table) -> int:
    """Where a reporter stands in a table: its printed order, else the order of protocol."""
    if unit.code in table.unit_order:
        return table.unit_order.index(unit.code)
    return 10_000 + unit.position


def entry_order(entry: ListEntry, table: Table) -> Order:
    """As transcribed, else unit by unit. Wants `revision__report` and `organisation_unit`."""
    place = rank(entry.organisation_unit, table)
    if entry.revision.report.transcribed_from:
        return (0, entry.position, place)  # the positions of a printed report run through
    return (1, place, entry.position)


def level_of(unit: OrganisationUnit, before: str) -> str:
    """Once the provinces have begun, whoever follows stands among them."""
    local = unit.kind in SUB_NATIONAL or unit.code == "CPCS"
    return "sub-national" if local or before == "sub-national" else "national"
