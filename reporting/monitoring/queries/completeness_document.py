"""Completeness as a document: its heat map, rates, trend and the list of every owed report."""

from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _

from provinces.models import UnitKind
from reporting.calendar.queries.owed_reports import Owed
from reporting.core.queries.document_words import page_document
from reporting.core.queries.period_words import period_words, short_month, short_period
from reporting.document.value import (
    CellContent,
    Chart,
    Document,
    HeaderCell,
    Missing,
    Number,
    Row,
    Section,
    Series,
    Table,
)
from reporting.monitoring.queries.completeness import (
    STATUS_WORDS,
    MonitoredYear,
    UnitFormReports,
    days_late,
    letter,
    period_kind_words,
    status_words,
)
from reporting.monitoring.rules import Rate


def completeness_document(monitored: MonitoredYear) -> Document:
    blocks = (
        heat_table(monitored),
        _rates_table(
            "2", _("Reporting rate by kind of unit"), _("Kind of unit"),
            ((str(UnitKind(kind).label), rate) for kind, rate in monitored.by_unit_kind.items()),
        ),
        _rates_table(
            "3", _("Reporting rate by kind of period"), _("Kind of period"),
            ((period_kind_words(kind), rate) for kind, rate in monitored.by_period_kind.items()),
        ),
        trend_chart(monitored),
        list_table(monitored),
    )  # fmt: skip
    return page_document(
        _("Completeness of the reports of %(year)d") % {"year": monitored.year},
        Section("completeness", "", _("Completeness"), 1, blocks),
        years=[monitored.year],
        language=monitored.language,
    )


def heat_table(monitored: MonitoredYear) -> Table:
    kinds = [
        HeaderCell(period_kind_words(kind), colspan=len(list(columns)))
        for kind, columns in groupby(monitored.periods, key=lambda period: period.kind)
    ]
    columns = [HeaderCell(short_period(period)) for period in monitored.periods]
    count = len(monitored.periods)
    legend = (
        f"{letter(status)}  {status_words(status)}"
        for status in STATUS_WORDS
        if status in monitored.statuses
    )
    return Table(
        id="heat",
        number="1",
        caption=_("Where each report stands"),
        header=((HeaderCell(_("Unit"), rowspan=2), *kinds), tuple(columns)),
        rows=tuple(_heat_row(line, monitored) for line in monitored.lines),
        align=("start", *["center"] * count),  # type: ignore[arg-type]  # a tuple of one literal
        widths=(6.0, *[1.0] * count),
        notes=(*legend, _("+  came after it was due")),
    )


def _heat_row(line: UnitFormReports, monitored: MonitoredYear) -> Row:
    name = f"{line.name}: {line.form}" if line.is_one_of_several else line.name
    return Row((name, *(_heat_cell(line.reports.get(period.key)) for period in monitored.periods)))


def _heat_cell(report: Owed | None) -> CellContent:
    if report is None:
        return Missing()
    return letter(report.placed.status) + ("+" if days_late(report) else "")


def _rates_table(number: str, caption: str, head: str, rates: Iterable[tuple[str, Rate]]) -> Table:
    heads = (
        head, _("Expected"), _("Came"), _("On time"), _("Accepted"), _("Reporting rate"),
        _("Rate on time"), _("Sections answered"),
    )  # fmt: skip
    units = ("", *[_("reports")] * 4, "%", "%", "%")
    return Table(
        id=f"rates-{number}",
        number=number,
        caption=caption,
        header=(
            tuple(HeaderCell(text, unit=unit) for text, unit in zip(heads, units, strict=True)),
        ),
        rows=tuple(
            Row((name, *map(Number, (rate.expected, rate.received, rate.on_time, rate.accepted)),
                 percent(rate.percent), percent(rate.percent_on_time),
                 percent(rate.complete.percent)))
            for name, rate in rates
        ),
        align=("start", "end", "end", "end", "end", "end", "end", "end"),
        widths=(4.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
        notes=(
            _("Expected: due by now. Came: signed and submitted at least once."),
            _("Sections answered: of the sections of the reports that came."),
        ),
    )  # fmt: skip


def percent(value: int | None) -> CellContent:
    return Missing() if value is None else Number(value)


def trend_chart(monitored: MonitoredYear) -> Chart:
    months = monitored.trend
    came = tuple(rate.percent for rate in months.values())
    on_time = tuple(rate.percent_on_time for rate in months.values())
    return Chart(
        id="trend",
        number="1",
        caption=_("Reports that came, by the month in which their period ends"),
        kind="lines",
        categories=tuple(short_month(month) for month in months),
        series=(Series(_("Reporting rate"), came), Series(_("Rate on time"), on_time)),
        unit="%",
    )


def list_table(monitored: MonitoredYear) -> Table:
    """Every owed report, a row each."""
    heads = (
        _("Unit"), _("Code"), _("Kind of unit"), _("Form"), _("Period"), _("Due on"),
        _("Came on"), _("Days late"), _("State"), _("Sections answered"), _("Sections asked"),
    )  # fmt: skip
    return Table(
        id="reports",
        number="4",
        caption=_("Every report that is owed"),
        header=(tuple(HeaderCell(text) for text in heads),),
        rows=tuple(Row(_list_row(report, monitored)) for report in monitored.reports),
        align=(
            "start",
            "start",
            "start",
            "start",
            "start",
            "start",
            "start",
            "end",
            "start",
            "end",
            "end",
        ),
        widths=(4.0, 1.2, 2.0, 3.0, 2.0, 1.4, 1.4, 1.0, 2.4, 1.0, 1.0),
    )


def _list_row(report: Owed, monitored: MonitoredYear) -> tuple[CellContent, ...]:
    came = report.reported.came_on if report.reported else None
    complete = monitored.complete.get(report.reported.revision_id) if report.reported else None
    return (
        monitored.names.get(report.unit.pk, report.unit.code),
        report.unit.code,
        str(UnitKind(report.unit.kind).label),
        str(report.data_set),
        period_words(report.period),
        report.dates.due.isoformat(),
        came.isoformat() if came else "",
        Number(days_late(report)) if came else Missing(),
        status_words(report.placed.status),
        Number(complete.answered) if complete else Missing(),
        Number(complete.asked) if complete else Missing(),
    )
