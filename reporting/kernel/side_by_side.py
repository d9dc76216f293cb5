"""All reports of one unit, form and year side by side: months, quarters, semesters, ten months and
the year, each coarser one with what the accepted finer ones give."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from reporting.kernel.filed import CommonRow, Filed, common_rows
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.reconciliation import Finer, compute, differs, finer_within
from reporting.kernel.tables import Element, TableSpec, Value, cell_code


@dataclass(frozen=True)
class Beside:
    """One report's number and what its finer ones give; `cell` is its full code in this report."""

    period: Period
    cell: str
    reported: Value | None
    computed: Value | None
    differs: bool


@dataclass(frozen=True)
class Line:
    """One cell over the year: `months` as the accepted months give it."""

    row: CommonRow
    element: Element
    months: Value | None
    columns: tuple[Beside, ...]

    @property
    def differs(self) -> bool:
        return any(one.differs for one in self.columns)

    @property
    def is_blank(self) -> bool:
        """Nobody said anything of it."""
        values = (value for one in self.columns for value in (one.reported, one.computed))
        return self.months is None and not any(values)


@dataclass(frozen=True)
class YearOfReports:
    """`reports`: each as it stands; only those of `accepted` count as finer ones."""

    year: int
    reports: Mapping[Period, Filed]
    accepted: Collection[Period]

    def finer(self, period: Period, *, only_months: bool = False) -> Finer:
        chosen = {
            one: report
            for one, report in self.reports.items()
            if one in self.accepted and (one.kind is PeriodKind.MONTH or not only_months)
        }
        return finer_within(period, chosen)


def lines(spec: TableSpec, columns: Collection[Period], given: YearOfReports) -> Iterator[Line]:
    """A line a cell of the table, those of which nobody said anything left out."""
    months = given.finer(Period(given.year, PeriodKind.YEAR), only_months=True)
    finer = {period: given.finer(period) for period in columns}
    ordered = [given.reports[period] for period in sorted(given.reports)]
    for row in common_rows(spec, ordered):
        for element in spec.entered():
            line = Line(
                row=row,
                element=element,
                months=compute(spec, row, element, months).value,
                columns=tuple(
                    _beside(spec, row, element, given.reports.get(period), finer[period])
                    for period in columns
                ),
            )
            if not line.is_blank:
                yield line


def _beside(
    spec: TableSpec, row: CommonRow, element: Element, report: Filed | None, finer: Finer
) -> Beside:
    computed = compute(spec, row, element, finer)
    period = finer.period
    if report is None:
        return Beside(period, "", None, computed.value, differs=False)
    reported = row.value(spec, element, report)
    key = row.key(element, period)
    return Beside(
        period=period,
        cell=cell_code(spec.code, key.option, key.element, key.entry) if key else "",
        reported=reported,
        computed=computed.value,
        differs=bool(finer.reports)
        and differs(element.aggregation, reported, computed, filled=finer.fills(spec.code)),
    )
