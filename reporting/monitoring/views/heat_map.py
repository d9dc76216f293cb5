"""The heat map of a year: a row a unit and form, a column a period, and the way to those below."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reporting.calendar.queries.owed_reports import Owed
from reporting.calendar.rules.deadlines import ReportStatus
from reporting.core.queries.period_words import period_words, short_period
from reporting.kernel.numbers import format_number
from reporting.kernel.periods import Period
from reporting.monitoring.queries.completeness import (
    STATUS_WORDS,
    MonitoredYear,
    UnitFormReports,
    days_late,
    letter,
    period_kind_words,
    report_words,
    status_words,
)


@dataclass(frozen=True)
class PeriodKindHeading:
    """A kind of period over its columns; `columns`: short and full name of each."""

    words: str
    columns: tuple[tuple[str, str], ...]

    @property
    def is_single(self) -> bool:
        return len(self.columns) == 1


@dataclass(frozen=True)
class HeatMap:
    headings: tuple[PeriodKindHeading, ...]
    body: SafeString
    legend: tuple[tuple[str, str, str], ...]  # status, letter, words


def ways_down(query: QueryDict, monitored: MonitoredYear) -> dict[int, SafeString]:
    """Unit -> the rate of those below it, which leads to them."""
    asked = query.copy()
    for name in ("page", "kind", "form", "map"):
        asked.pop(name, None)
    found = {}
    for unit in monitored.level.opened:
        below = monitored.below.get(unit.pk)
        if below is not None and unit != monitored.level.inside:
            asked["inside"] = unit.code
            words = _("below: %(came)s of %(expected)s") % {
                "came": format_number(below.received), "expected": format_number(below.expected),
            }  # fmt: skip
            found[unit.pk] = format_html(
                '<a class="part" href="?{}">{}</a>', asked.urlencode(), words
            )
    return found


def heat_map(
    periods: list[Period],
    lines: Iterable[UnitFormReports],
    ways_down: Mapping[int, SafeString] | None = None,
) -> HeatMap:
    shown = list(lines)
    cells = _Cells()
    left = dict(ways_down or {})
    rows = [_row(line, periods, cells, left.pop(line.unit.pk, SafeString())) for line in shown]
    return HeatMap(
        headings=tuple(_headings(periods)),
        body=mark_safe("".join(rows)),  # noqa: S308  (every part was escaped)
        legend=tuple(
            (status.value, letter(status), status_words(status))
            for status in STATUS_WORDS
            if status in cells.used
        ),
    )


def _headings(periods: list[Period]) -> Iterable[PeriodKindHeading]:
    for kind, columns in groupby(periods, key=lambda period: period.kind):
        yield PeriodKindHeading(
            period_kind_words(kind),
            tuple((short_period(period), period_words(period)) for period in columns),
        )


def _row(
    line: UnitFormReports, periods: list[Period], cells: "_Cells", way_down: SafeString
) -> str:
    form = format_html('<span class="part">{}</span>', line.form) if line.is_one_of_several else ""
    head = format_html('<tr><th scope="row">{}{}{}</th>', line.name, form, way_down)
    base = escape(_address(line))
    return (
        head
        + "".join(cells.cell(line.reports.get(period.key), base) for period in periods)
        + "</tr>"
    )


def _address(line: UnitFormReports) -> str:
    """That of the unit's reports on this form, before the period."""
    where = {"unit": line.unit.code, "data_set": line.form.code, "period": "2000"}
    return reverse("reporting:report", kwargs=where).removesuffix("2000/")


class _Cells:
    """Most reports of a period say the same: their words are put together once."""

    def __init__(self) -> None:
        self.used: set[ReportStatus] = set()
        self._inside: dict[tuple[object, ...], str] = {}

    def cell(self, report: Owed | None, base: str) -> str:
        if report is None:
            return '<td class="none"></td>'
        status = report.placed.status
        self.used.add(status)
        late = " late" if days_late(report) else ""
        inside = self._words(report)
        if report.reported is not None:
            inside = f'<a href="{base}{report.period.url}/">{inside}</a>'
        return f'<td class="{status}{late}">{inside}</td>'

    def _words(self, report: Owed) -> str:
        key = (report.placed.status, tuple(report.placed.why.params.items()), days_late(report))
        if key not in self._inside:
            self._inside[key] = (
                f'<b aria-hidden="true">{escape(letter(report.placed.status))}</b>'
                f'<span class="visually-hidden">{escape(report_words(report))}</span>'
            )
        return self._inside[key]
