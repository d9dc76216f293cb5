"""Where a figure comes from: units, cells, reports, people."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.access_errors import NotHere
from reporting.kernel.expressions import Reference
from reporting.kernel.periods import Period
from reporting.models import Consolidation
from reporting.queries.document.titles import report_title
from reporting.queries.trace import Trace, parse_address, trace
from reporting.queries.trace_reports import discrepancies_of
from reporting.queries.years import runs_with
from reporting.views.national import report_url
from reporting.views.portal import portal_view
from strategies.models import Cell
from strategies.models.cells import UnitOfCount


@require_safe
@portal_view(Permission.ANNUAL_VIEW)
def trace_page(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    reference = parse_address(request.GET.get("figure", ""), year)
    found, consolidation = _found(reference, year, sees_all=actor.is_national)
    may_see_findings = actor.may(Permission.DISCREPANCY_VIEW)
    context = {
        "year": year,
        "report": report_title(consolidation.period),
        "report_url": report_url(consolidation.period),
        "consolidation": consolidation,
        "trace": found,
        "section": found.cell.table.section,
        "sees_all": actor.is_national,
        "unit_of_count": _unit_of_count(found.cell),
        "show_all_values": found.is_of_one_unit or reference.entry is not None,
        "odd_values": [one for one in found.values if one.is_odd],
        "discrepancies": (
            discrepancies_of(consolidation, str(reference)) if may_see_findings else []
        ),
    }
    return render(request, "reporting/trace.html", context)


def _found(reference: Reference, year: int, *, sees_all: bool) -> tuple[Trace, Consolidation]:
    """Of the national reports in which the figure may stand, the likeliest that has it."""
    language = get_language() or "en"
    for consolidation in _runs(reference, year):
        try:
            return trace(consolidation, reference, language, sees_all=sees_all), consolidation
        except NotHere:
            continue
    raise NotHere


def _runs(reference: Reference, year: int) -> list[Consolidation]:
    try:
        return runs_with(year, Period.parse(reference.period or str(year)))
    except ValueError as error:  # no such year
        raise NotHere from error


def _unit_of_count(cell: Cell) -> str:
    option = cell.option.unit_of_count if cell.option else ""
    return str(UnitOfCount(option or cell.element.unit_of_count).label)
