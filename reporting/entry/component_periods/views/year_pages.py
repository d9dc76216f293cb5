"""Two pages: a unit's year side by side, months against every longer report; and the numbers that a
draft would take over from the shorter reports, shown before they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.queries import unit_name
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.core.queries.period_words import short_words
from reporting.core.views.portal import portal_view
from reporting.entry.access import ReportAccess
from reporting.entry.component_periods.actions.adoption import adopt
from reporting.entry.component_periods.queries.adoption import offers
from reporting.entry.component_periods.queries.compared_year import (
    ComponentYear,
    TableLines,
    compared_form,
    component_year,
)
from reporting.entry.component_periods.rules.year_lines import CellOverYear, ReportedAndComputed
from reporting.entry.page.forms.report_forms import ComponentYearFilter
from reporting.entry.page.queries.form_tables import form_tables
from reporting.entry.page.views.report_access import report_address, report_view
from reporting.entry.page.views.report_head import head_of
from reporting.kernel.numbers import format_number
from reporting.kernel.tables import TableSpec, Value
from reporting.models import Report, Revision
from strategies.models import Table

CELL = '<td class="{}">{}<small>{}</small></td>'


@dataclass(frozen=True)
class ColumnHead:
    title: str
    state: str
    state_word: str
    url: str


@dataclass(frozen=True)
class LineText:
    label: str
    months: str
    cells: SafeString
    why: str


@require_safe
@portal_view(Permission.REPORT_VIEW)
def component_periods_page(
    request: PortalRequest, actor: Actor, unit: str, data_set: str, year: int
) -> HttpResponseBase:
    seen_from = None if actor.is_national else actor.unit
    report = compared_form(unit, data_set, year, seen_from=seen_from)
    numeric = [
        (form_table.code, form_table.title)
        for form_table in form_tables(report)
        if form_table.kind in (Table.Kind.FIXED, Table.Kind.SINGLE, Table.Kind.OPEN)
    ]
    form = ComponentYearFilter(request.GET, tables=numeric)
    table, only = form.wanted()
    found = component_year(report, table)
    words = ComponentYearWords(found)
    context = {
        "unit": unit_name(report.organisation_unit, year, get_language() or "en"),
        "data_set": report.data_set,
        "year": str(year),
        "form": form,
        "months": found.months,
        "differing": sum(lines.differing for lines in found.tables),
        "heads": [_head(report, found, place) for place in range(len(found.columns))],
        "tables": list(_tables(found.tables, words, only=only)),
        "there_is_something": bool(found.revisions),
        "only": only,
        "width": len(found.columns) + 2,
    }
    return render(request, "entry/component_periods.html", context)


def _head(form: Report, found: ComponentYear, place: int) -> ColumnHead:
    period = found.columns[place]
    revision = found.revisions.get(period)
    if revision is None:
        return ColumnHead(short_words(period), "awaited", _("no report"), "")
    form.period_key = period.key
    word = str(Revision.State(revision.state).label)
    return ColumnHead(short_words(period), revision.state, word, report_address(form))


def _tables(
    tables: list[TableLines], words: "ComponentYearWords", *, only: bool
) -> Iterator[tuple[TableLines, list[LineText]]]:
    """Those of which something is shown, with the rows that are."""
    for table in tables:
        chosen = [line for line in table.lines if line.differs or not only]
        if chosen:
            yield table, [words.line(table.spec, line) for line in chosen]


class ComponentYearWords:
    """Numbers and differences in words. A page has thousands: each phrase is looked up once, and
    a row's cells are put together here and not by the template, which takes three times as long."""

    def __init__(self, found: ComponentYear) -> None:
        self.explained = found.explained
        self.periods = {period: short_words(period) for period in found.columns}
        self.computed = _("computed %(number)s")
        self.other = _("differs: computed %(number)s")
        self.none = _("differs: nothing computed")
        self.missing = _("n/a")

    def line(self, spec: TableSpec, line: CellOverYear) -> LineText:
        return LineText(
            label=_label(spec, line),
            months=self.number(line.months),
            cells=format_html_join("", CELL, map(self.cell, line.columns)),
            why=self.why(line),
        )

    def cell(self, pair: ReportedAndComputed) -> tuple[str, str, str]:
        """How it looks, the number as reported, and what the shorter reports give."""
        reported, computed = self.number(pair.reported), self.number(pair.computed)
        if pair.differs:
            note = self.other % {"number": computed} if computed else self.none
            return "end differs", reported or "–", note
        if not computed:
            return "end", reported, ""
        return "end", reported, self.computed % {"number": computed}

    def number(self, value: Value | None) -> str:
        if value is None:
            return ""
        return self.missing if value.number is None else format_number(value.number)

    def why(self, line: CellOverYear) -> str:
        """The answers of the unit to the differences of this line."""
        answers = []
        for column in line.columns:
            if column.differs and (column.period, column.cell) in self.explained:
                reason, text = self.explained[column.period, column.cell]
                words = ". ".join(filter(None, (reason, text)))
                answers.append(f"{self.periods[column.period]}: {words}")
        return " · ".join(answers)


def _label(spec: TableSpec, line: CellOverYear) -> str:
    """Row and column; a table of one row has only columns, one of one column only rows."""
    option = spec.option(line.row.option) if line.row.option else None
    first = line.row.first
    row = option.title if option else first.title if first else ""
    if not row:
        return line.element.title
    return row if len(spec.entered()) == 1 else f"{row}: {line.element.title}"


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_VIEW)
@report_view
def component_adoption_page(
    request: PortalRequest, actor: Actor, found: ReportAccess
) -> HttpResponseBase:
    found.require(Permission.REPORT_ENTER)
    if request.method == "POST":
        count = adopt(by=actor, access=found)
        words = ngettext(
            "%(count)d number is taken over.", "%(count)d numbers are taken over.", count
        )
        messages.success(request, words % {"count": count})
        return redirect(report_address(found.report))
    context = {"head": head_of(found), "offers": offers(found.revision)}
    return render(request, "entry/component_adoption.html", context)
