"""The page that says where a figure comes from: units, cells, reports, people."""

from collections.abc import Iterator

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.spelling import plain, whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, sees_all_of
from reporting.consolidation.queries.trace import Trace, parse_address, trace
from reporting.consolidation.queries.trace_reports import discrepancies_of
from reporting.core.queries.period_words import report_title
from reporting.core.queries.years import runs_with
from reporting.core.views.portal import portal_view
from reporting.editions.reading.queries.doubted_figures import DoubtedFigures
from reporting.editions.reading.queries.readable_editions import figures_read
from reporting.kernel.expressions import Reference
from reporting.kernel.periods import Period
from reporting.models import Consolidation
from strategies.models import Cell
from strategies.models.cells import UnitOfCount

MOST_EDITIONS = 10_000


@require_safe
@portal_view(Permission.REPORT_VIEW)
def trace_page(request: PortalRequest, actor: Actor, period: Period) -> HttpResponseBase:
    """Of the figures that are read: where an edition is published, its frozen ones."""
    edition = _edition(request.GET.get("edition", ""))
    reference = parse_address(plain(request.GET.get("figure", "")), period.code)
    found, consolidation = _found(reference, period, edition, sees_all=actor.is_national)
    may_see_findings = actor.may(Permission.DISCREPANCY_VIEW)
    context = {
        "year": period.year,
        "period": period,
        "edition": edition,
        "title": report_title(consolidation.period),
        "consolidation": consolidation,
        "trace": found,
        "doubted": DoubtedFigures([consolidation], sees_all=actor.is_national),
        "section": found.cell.table.section,
        "sees_all": sees_all_of(actor, found.cell.table.section.code),
        "unit_of_count": _unit_of_count(found.cell),
        "show_all_values": found.is_of_one_unit or reference.entry is not None,
        "printed_as": _printed_as(found),
        "odd_values": [value for value in found.values if value.is_odd],
        "discrepancies": (
            discrepancies_of(consolidation, str(reference)) if may_see_findings else []
        ),
    }
    return render(request, "editions/reading/figure_trace.html", context)


def _printed_as(found: Trace) -> str:
    """How the source prints a figure that is one number, where it prints it differently."""
    notes = [value.note for value in found.values]
    return notes[0].printed if len(notes) == 1 and notes[0] else ""


def _edition(text: str) -> int | None:
    """The number in the address, where there is one."""
    if not text:
        return None
    number = whole_number(text)
    if not number or number >= MOST_EDITIONS:
        raise NotHere
    return number


def _found(
    reference: Reference, period: Period, edition: int | None, *, sees_all: bool
) -> tuple[Trace, Consolidation]:
    """In the report at the address; else, of those in which it may stand, the likeliest."""
    language = get_language() or "en"
    for consolidation in _places(reference, period, edition):
        try:
            return trace(consolidation, reference, language, sees_all=sees_all), consolidation
        except NotHere:
            continue
    raise NotHere


def _places(reference: Reference, period: Period, edition: int | None) -> Iterator[Consolidation]:
    if edition:
        yield figures_read(period, edition)
        return
    try:
        own = Period.parse(reference.period or period.code)
        later = own.in_year(own.year + 1)  # a report shows the year before beside its own
        runs = [
            *runs_with(period.year, own),
            *runs_with(own.year, own),
            *runs_with(later.year, own),
        ]
    except ValueError as error:  # no such year
        raise NotHere from error
    for place in dict.fromkeys((period, own, later)):
        try:
            yield figures_read(place)
        except NotHere:
            continue
    yield from runs


def _unit_of_count(cell: Cell) -> str:
    option = cell.option.unit_of_count if cell.option else ""
    return str(UnitOfCount(option or cell.element.unit_of_count).label)
