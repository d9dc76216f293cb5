"""A line for each cell over the year: what each longer report says beside what the accepted shorter
ones add up to."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporting.entry.component_periods.rules.component_reports import (
    CommonRow,
    ReportData,
    common_rows,
)
from reporting.entry.component_periods.rules.differences import (
    ComponentReports,
    Computed,
    components_within,
    compute_from,
    differs,
)
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.tables import ElementSpec, TableSpec, Value, cell_code


@dataclass(frozen=True)
class ReportedAndComputed:
    """One report's number and what its shorter ones give; `cell` is the full code of a cell
    that differs, in this report."""

    period: Period
    cell: str
    reported: Value | None
    computed: Value | None
    differs: bool


@dataclass(frozen=True)
class CellOverYear:
    """One cell over the year: `months` as the accepted months give it."""

    row: CommonRow
    element: ElementSpec
    months: Value | None
    columns: tuple[ReportedAndComputed, ...]

    @property
    def differs(self) -> bool:
        return any(column.differs for column in self.columns)

    @property
    def is_blank(self) -> bool:
        """Nobody said anything of it."""
        values = (value for column in self.columns for value in (column.reported, column.computed))
        return self.months is None and not any(values)


@dataclass(frozen=True)
class YearOfReports:
    """`reports`: each as it stands, oldest first; `months`: the accepted months;
    `components`: of each longer period, by column, chosen once for all tables."""

    reports: Mapping[Period, ReportData]
    months: ComponentReports
    components: Mapping[Period, ComponentReports]


def year_of_reports(
    year: int,
    reports: Mapping[Period, ReportData],
    accepted: Collection[Period],
    columns: Iterable[Period],
) -> YearOfReports:
    """Only accepted reports stand for component periods."""
    chosen = {period: report for period, report in reports.items() if period in accepted}
    months = {
        period: report for period, report in chosen.items() if period.kind is PeriodKind.MONTH
    }
    return YearOfReports(
        reports={period: reports[period] for period in sorted(reports)},
        months=components_within(Period(year, PeriodKind.YEAR), months),
        components={period: components_within(period, chosen) for period in columns},
    )


def lines(spec: TableSpec, given: YearOfReports) -> Iterator[CellOverYear]:
    """A line a cell of the table, those of which nobody said anything left out."""
    reports = list(given.reports.values())
    months = _column(spec, given.months, reports)
    columns = [_column(spec, components, reports) for components in given.components.values()]
    for row in common_rows(spec, reports):
        for element in spec.entered():
            values = row.values(spec, element, reports)
            line = CellOverYear(
                row=row,
                element=element,
                months=months.compute(element, values).value,
                columns=tuple(_beside(spec, row, element, column, values) for column in columns),
            )
            if not line.is_blank:
                yield line


@dataclass(frozen=True)
class _Column:
    """A longer period. `own` and `places`: where its report and its shorter ones stand in the list
    of all reports, so that a page of 400 lines looks each number up once."""

    components: ComponentReports
    own: int | None
    places: tuple[int, ...]
    filled: bool

    def compute(self, element: ElementSpec, values: Sequence[Value | None]) -> Computed:
        return compute_from(element, [values[place] for place in self.places], self.components)


def _column(
    spec: TableSpec, components: ComponentReports, reports: Sequence[ReportData]
) -> _Column:
    places = {report.period: place for place, report in enumerate(reports)}
    return _Column(
        components=components,
        own=places.get(components.period),
        places=tuple(places[report_data.period] for report_data in components.reports),
        filled=components.fills(spec.code),
    )


def _beside(
    spec: TableSpec,
    row: CommonRow,
    element: ElementSpec,
    column: _Column,
    values: Sequence[Value | None],
) -> ReportedAndComputed:
    computed = column.compute(element, values)
    period = column.components.period
    if column.own is None:
        return ReportedAndComputed(period, "", None, computed.value, differs=False)
    reported = values[column.own]
    differing = column.filled and differs(element.aggregation, reported, computed, filled=True)
    key = row.key(element, period) if differing else None
    cell = cell_code(spec.code, key.option, key.element, key.entry) if key else ""
    return ReportedAndComputed(period, cell, reported, computed.value, differs=differing)
