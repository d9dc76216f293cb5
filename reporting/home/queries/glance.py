"""A unit's year at a glance: twelve months, and under them the longer periods."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reporting.calendar.queries.owed_reports import Owed
from reporting.calendar.rules.deadlines import ReportStatus
from reporting.core.queries.period_words import short_month
from reporting.kernel.periods import PeriodKind
from strategies.models import DataSet

MONTHS = 12
GlanceCell = tuple[int, Owed | None]  # how many months wide; nothing is owed


@dataclass(frozen=True)
class Glance:
    """A unit's year: twelve months, and under them the longer periods as bars. `forms`: each with
    a row a kind of period; `statuses`: those that there are."""

    months: list[str]
    forms: list[tuple[DataSet, list[tuple[PeriodKind, list[GlanceCell]]]]]
    statuses: list[ReportStatus]


def glance_of(reports: Iterable[Owed]) -> Glance:
    by_form: dict[DataSet, dict[PeriodKind, list[Owed]]] = defaultdict(lambda: defaultdict(list))
    used: set[ReportStatus] = set()
    for report in reports:
        by_form[report.data_set][report.period.kind].append(report)
        used.add(report.placed.status)
    return Glance(
        months=[short_month(number) for number in range(1, MONTHS + 1)],
        forms=[
            (form, [(kind, _cells(kinds[kind])) for kind in PeriodKind if kind in kinds])
            for form, kinds in by_form.items()
        ],
        statuses=[status for status in ReportStatus if status in used],
    )


def _cells(reports: list[Owed]) -> list[GlanceCell]:
    cells: list[GlanceCell] = []
    at = 1
    for report in sorted(reports, key=lambda owed: owed.period):
        months = report.period.months
        first = months[0][1]
        if first > at:
            cells.append((first - at, None))
        cells.append((len(months), report))
        at = first + len(months)
    if at <= MONTHS:
        cells.append((MONTHS + 1 - at, None))
    return cells
