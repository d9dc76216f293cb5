"""The list of reports (a unit's own, or everybody's with filters, those included that nobody has
begun), and the beginning of a report or of its next revision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.calendar.rules.deadlines import NOT_IN, ReportStatus
from reporting.calendar.views.tags import WORDS, message_words, status_word
from reporting.core.queries.tree import TreeLevel, tree_level
from reporting.core.queries.years import this_year
from reporting.core.views.level_links import LevelLinks, level_links
from reporting.core.views.portal import paged, portal_view
from reporting.entry.access import ReportAccess
from reporting.entry.component_periods.views.component_notes import component_periods_address
from reporting.entry.page.actions import revisions
from reporting.entry.page.forms.report_forms import BeginForm, ListForm
from reporting.entry.page.queries.report_list import (
    ReportCriteria,
    ReportLine,
    forms_of,
    listed,
    listed_units,
    listed_years,
    names_of,
    opened_years,
    owed_forms,
    report_lines,
    reporters_below,
)
from reporting.entry.page.views.next_move import NextMove, move_of
from reporting.entry.page.views.report_access import (
    next_words,
    read_address,
    report_address,
    report_view,
    state_words,
)
from reporting.models import Revision

A_PAGE = 50


@dataclass(frozen=True)
class ReportListRow:
    """`state`: of the calendar where there is one, else the revision's."""

    line: ReportLine
    url: str
    state: str
    word: str
    why: str
    move: NextMove | None
    component_periods_url: str = ""


@require_safe
@portal_view(Permission.REPORT_VIEW)
def report_list(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    form, names = None, dict[int, str]()
    wanted = ReportCriteria(state=_not_open(request))
    forms = owed_forms() if actor.is_national else None
    if forms is not None:
        units = listed_units(forms)
        names = names_of(units)
        choices = [(unit.code, names.get(unit.pk, unit.code)) for unit in units]
        form = ListForm(request.GET, units=choices, years=listed_years(), states=_states())
        wanted = form.wanted()
    level = tree_level(None if actor.is_national else actor.unit, request.GET.get("inside", ""))
    found = listed(wanted, level, forms)
    page, query = paged(request.GET, found.found, A_PAGE)
    context = {
        "form": form,
        "page": page,
        "rows": [_row(line, actor) for line in report_lines(list(page.object_list), names)],
        "is_filtered": wanted != ReportCriteria(),
        "not_open": found.not_open,
        "levels": _levels(request, actor, level, names),
        "by_unit": level.inside is not None and len(level.members) > 1,
        "may_begin": actor.may(Permission.REPORT_ENTER),
        "query": query,
    }
    return render(request, "entry/report_list.html", context)


def _levels(
    request: PortalRequest, actor: Actor, level: TreeLevel, known: Mapping[int, str]
) -> LevelLinks | None:
    """Down to those below whom there is any report."""
    reported = reporters_below(level)
    shown = {unit.pk for unit in (*level.path, *reported)}
    names = names_of(shown, known)
    return level_links(
        request.GET,
        level,
        names,
        has_nation=actor.is_national,
        opened=reported,
        without=("unit", "kind", "data_set"),
    )


def _not_open(request: PortalRequest) -> str:
    """A unit's list has one filter: what is not open yet."""
    wanted = request.GET.get("state") == ReportStatus.NOT_OPEN
    return ReportStatus.NOT_OPEN.value if wanted else ""


def _states() -> list[tuple[str, Any]]:
    """Those of the calendar first; a draft is open or overdue, and may be asked for by itself."""
    draft = (Revision.State.DRAFT.value, Revision.State.DRAFT.label)
    return [*((status.value, words) for status, words in WORDS.items()), draft]


def _row(line: ReportLine, actor: Actor) -> ReportListRow:
    url = read_address(line.revision.report, actor) if line.revision else ""
    if line.owed is not None:
        status = line.owed.placed.status
        came = status not in NOT_IN and line.step is not None
        return ReportListRow(
            line=line,
            url=url,
            state=status.value,
            word=status_word(status),
            why=state_words(line.step, below=line.unit.stands_below)
            if came
            else message_words(line.owed.placed.why),
            move=move_of(line.owed, actor),
            component_periods_url=component_periods_address(line.revision.report)
            if line.revision
            else "",
        )
    assert line.revision is not None  # what is not owed was begun
    own = line.unit.pk == actor.unit.pk
    state = line.revision.state
    return ReportListRow(
        line=line,
        url=url,
        state=state,
        word=str(Revision.State(state).label),
        why=state_words(line.step, below=line.revision.report.is_below),
        move=NextMove(
            next_words(state, own=own, below=line.revision.report.is_below, actor=actor),
            url,
            leads=False,
        ),
        component_periods_url=component_periods_address(line.revision.report),
    )


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_ENTER)
def report_begin(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """A report that is there already is opened, not begun twice."""
    data_sets = forms_of(actor.unit)
    form = BeginForm(
        request.POST or None, initial=request.GET.dict(), data_sets=data_sets,
        this_year=this_year(), unit=actor.unit, opened=opened_years(),
    )  # fmt: skip
    if not form.is_valid():
        return render(request, "entry/report_begin.html", {"form": form, "data_sets": data_sets})
    opened = revisions.begin(
        by=actor, unit=actor.unit, data_set=form.cleaned_data["data_set"], period=form.period()
    )
    return redirect(report_address(opened.report))


@require_POST
@portal_view(Permission.REPORT_ENTER)
@report_view
def report_next(request: PortalRequest, actor: Actor, found: ReportAccess) -> HttpResponseBase:
    report = found.report
    revisions.begin(
        by=actor, unit=report.organisation_unit, data_set=report.data_set, period=report.period
    )
    return redirect(report_address(report))
