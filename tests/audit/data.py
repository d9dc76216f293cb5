"""What is measured: a practice year with the two before it, and 2020 without its print."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from reporting.calendar.queries.owed_reports import calendars, owed
from reporting.checks.rules.model import FoundDiscrepancy
from reporting.consolidation.queries.discrepancies import check_inputs
from reporting.consolidation.rules.checks.all_checks import CheckedPeriod
from reporting.kernel.periods import Period
from reporting.models import Consolidation
from reporting.practice.actions.making import make
from reporting.practice.actions.opening import PracticePeople
from reporting.practice.queries import catalogue_of, practice_inputs
from reporting.practice.rules.planning import Planted
from reporting.practice.rules.practice_inputs import PracticeInputs
from reporting.practice.rules.rounds import Fate
from strategies.models import TableDataSet
from tests.audit.changed_figures import ChangedFigures
from tests.audit.measuring import without_print
from tests.audit.reported import Plant, Reported
from tests.bench.report import said
from tests.factories import consolidated, secretariat

YEARS = (2021, 2022, 2023)  # the last one is measured
OWN = 2020
SEED = 1
# What is wrong in numbers; who is late, or misses a report, says nothing wrong.
FAULTS = frozenset(
    {Fate.EXPLAINED, Fate.CONTRADICTION, Fate.COPIED_PERIOD, Fate.COPIED_UNIT, Fate.DIFFERENT}
)
# What is missing from one of two figures that should agree makes them differ as well.
ABSENT = frozenset({Fate.MISSING, Fate.RETURNED, Fate.WAITING})


@dataclass(frozen=True)
class Data:
    """`planted` gives what would be checked with these errors; `is_announced` whether a finding is
    about a fault that the practice year was made with; `drawn_from`: what it was made from."""

    title: str
    inputs: CheckedPeriod
    reported: Reported
    planted: Callable[[Sequence[Plant]], CheckedPeriod]
    is_announced: Callable[[FoundDiscrepancy], bool] | None = None
    drawn_from: PracticeInputs | None = None


def practice_data(seed: int = SEED) -> Data:
    made = []
    for year in YEARS:
        with said(f"practice year {year}"):
            made.append(make(by=PracticePeople.found(), year=year, seed=seed + year - YEARS[0]))
    with said("consolidated"):
        before, now = consolidated(YEARS[-2]), consolidated(YEARS[-1])
    with secretariat():
        data = _data(f"Practice year {YEARS[-1]}", now, before)
        tables: dict[str, set[str]] = {}
        pairs = TableDataSet.objects.values_list("data_set__code", "table__code")
        for form, table in pairs:
            tables.setdefault(form, set()).add(table)
        drawn_from = _drawn_from(YEARS[-1], seed + len(YEARS) - 1)
    earlier = [plant for one in made[:-1] for plant in one.plan.planted]
    is_announced = announced(made[-1].plan.planted, tables, earlier)
    return replace(data, is_announced=is_announced, drawn_from=drawn_from)


def _drawn_from(year: int, seed: int) -> PracticeInputs:
    """Once more what the year was made from: it follows from the year before and the seed."""
    return practice_inputs(
        calendars([year])[year], owed([year]), catalogue_of(year), {}, until=12, seed=seed
    )


def data_of_2020() -> Data:
    with secretariat():
        made = Consolidation.objects.filter(period_key=Period.of_year(OWN).key).latest("pk")
        return _data(f"{OWN} without its print", made, None)


def _data(title: str, now: Consolidation, before: Consolidation | None) -> Data:
    inputs = without_print(check_inputs(now))
    earlier = check_inputs(before).rows if before else ()
    reported = Reported(inputs.tables, inputs.rows, earlier)
    figures = ChangedFigures(now, inputs.tables)

    def planted(plants: Sequence[Plant]) -> CheckedPeriod:
        rows = reported.with_plants(plants)
        changes = [change for plant in plants for change in plant.changes]
        lookup = figures.lookup(reported, rows, changes)
        recorded = figures.recorded(inputs.recorded, lookup)
        return replace(inputs, rows=rows, lookup=lookup, recorded=recorded)

    return Data(title, inputs, reported, planted)


def announced(
    planted: Collection[Planted], tables: dict[str, set[str]], earlier: Collection[Planted] = ()
) -> Callable[[FoundDiscrepancy], bool]:
    """A finding about the report with the fault, or about the one that was copied: its unit, a
    table of its form, and a period that holds the report's or lies in it. Or one that names both
    units of a copy in an `earlier` year: what they say grows from what they said then. Figures of
    the nation that should agree do in a year without faults (a test walks over them): where they
    differ, it is by a fault or a report that is missing in one of their tables."""

    faults = [plant for plant in planted if plant.fate in FAULTS]
    touched = {
        table
        for plant in planted
        if plant.fate in FAULTS | ABSENT
        for table in tables[plant.slot.data_set]
    }
    copies = [{plant.slot.unit, plant.other} for plant in earlier if plant.other]

    def is_announced(found: FoundDiscrepancy) -> bool:
        period = Period.parse(found.period) if found.period else None
        tables_named, units_named = _tables_of(found), _units_of(found)
        if found.kind == "two_values" and not units_named - {""}:
            return bool(tables_named & touched)
        for plant in faults:
            slot = plant.slot
            units = {slot.unit, plant.other} - {""}
            near = period is None or period.overlaps(slot.period)
            if near and units_named & units and tables_named & tables[slot.data_set]:
                return True
        return any(pair <= units_named for pair in copies)

    return is_announced


def _tables_of(found: FoundDiscrepancy) -> set[str]:
    named = {cell.split("[")[0].split("{")[0].split(".")[0] for cell in found.cells}
    return named | ({found.table} if found.table else set())


def _units_of(found: FoundDiscrepancy) -> set[str]:
    named = {unit for cell in found.cells for unit in _scope(cell)}
    return named | ({found.unit} if found.unit else set())


def _scope(cell: str) -> list[str]:
    """`females@KH-08|MOI:2023`: the units that are asked."""
    return cell.partition("@")[2].partition(":")[0].split("|")
