"""Where the codes in print lead: to a table with the trace of each of its figures, or to one."""

from dataclasses import dataclass
from functools import partial

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, sees_all_of
from reporting.consolidation.queries.trace_reports import TracedReport
from reporting.core.queries.period_words import joined
from reporting.core.views.document_blocks import TablePresenter, table_presenter
from reporting.core.views.portal import portal_view
from reporting.core.views.text_runs import trace_query
from reporting.document.trace_codes import WITHOUT_EDITION, parse_code
from reporting.editions.reading.queries.coded_figures import CodedFigures, NoFigure, asked_by_code
from reporting.editions.reading.queries.explained_proofs import (
    ExplainedProof,
    ExplainedProofs,
    explain_proofs,
)
from reporting.editions.reading.views.report_addresses import ReportAddress
from reporting.editions.reading.views.report_pages import may_open

MOST_NAMED = 60


@require_safe
@portal_view(Permission.REPORT_VIEW)
def trace_code(request: PortalRequest, actor: Actor, code: str) -> HttpResponseBase:
    """`/t/NSP-2020-1-T12`: the short address that stands in print."""
    asked = _asked(code)
    if not asked.code.row:
        return redirect("reporting:trace_table", str(asked.code))
    [figure] = asked.figures
    if not may_open(actor, figure.address):
        raise NotHere
    page = reverse("reporting:trace", args=[asked.code.period])
    return redirect(f"{page}?{trace_query(figure.address, asked.code.edition or None)}")


@dataclass(frozen=True)
class TracedTableFigure:
    """A figure of the table. `reports`: which revisions, in a line; `more`: how many beyond."""

    explained: ExplainedProof
    place: str
    query: str
    reports: str
    more: int
    printed_as: str


@require_safe
@portal_view(Permission.REPORT_VIEW)
def trace_table(request: PortalRequest, actor: Actor, code: str) -> HttpResponseBase:
    asked = _asked(code)
    if asked.table is None or asked.code.row:
        raise NotHere
    if parse_code(code).letter == WITHOUT_EDITION:
        return redirect("reporting:trace_table", str(asked.code))
    reading = asked.reading
    seen = [figure for figure in asked.figures if may_open(actor, figure.address)]
    proofs = explain_proofs(reading.figures, seen, get_language() or "en")
    edition = asked.code.edition or None
    sees_all = sees_all_of(actor, asked.table.section)
    context = {
        "year": reading.period.year,
        "period": reading.period,
        "trace_period": reading.period.url,
        "reading": reading,
        "document": reading.document,
        "reader": ReportAddress(reading, edition),
        "code": str(asked.code),
        "table": asked.table,
        "section": reading.outlined.section(asked.table.section),
        "presenter": _traced_table_presenter(asked, actor, edition),
        "lines": [_line(figure, proofs, edition) for figure in proofs.figures],
        "reports": reports_of(proofs),
        "sees_all": sees_all,
        "wrong": sum(not figure.adds_up for figure in proofs.figures) if sees_all else 0,
    }
    return render(request, "editions/reading/table_trace.html", context)


def _asked(code: str) -> CodedFigures:
    try:
        return asked_by_code(code, get_language() or "en")
    except (ValueError, NoFigure) as error:
        raise NotHere from error


def _traced_table_presenter(
    asked: CodedFigures, actor: Actor, edition: int | None
) -> TablePresenter:
    assert asked.table is not None
    return table_presenter(asked.table, partial(may_open, actor), edition)


def _line(
    explained: ExplainedProof, proofs: ExplainedProofs, edition: int | None
) -> TracedTableFigure:
    named = [proofs.addresses[line.revision.pk] for line in explained.reports]
    return TracedTableFigure(
        explained,
        explained.traced.code.partition("-R")[2].join(("R", "")),
        trace_query(explained.traced.address, edition),
        joined(named[:MOST_NAMED]),
        max(len(named) - MOST_NAMED, 0),
        proofs.printed_as(explained),
    )


def reports_of(proofs: ExplainedProofs) -> list[TracedReport]:
    """Each report behind the table once, in the order of protocol."""
    lines = {line.revision.pk: line for explained in proofs.figures for line in explained.reports}
    return sorted(lines.values(), key=_protocol)


def _protocol(line: TracedReport) -> tuple[int, int]:
    report = line.revision.report
    return report.organisation_unit.position, report.period_key
