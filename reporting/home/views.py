"""The home page, where what this person's role asks of them comes first, and the choice of the unit
for which a person with several memberships acts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from provinces.models import OrganisationUnit
from provinces.queries import label, unit_names
from provinces.roles import Permission
from provinces.tenancy.middleware import choose_membership, choose_place
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused
from reporting.calendar.queries.extensions import waiting_requests
from reporting.calendar.queries.owed_reports import calendars, owed
from reporting.commitments.queries.answers import RegisterClock
from reporting.commitments.queries.feedback import new_feedback
from reporting.commitments.queries.register import overdue_commitments, own_commitments
from reporting.core.queries.editions import in_work, newest_edition, newest_published, period_of
from reporting.core.queries.period_words import report_title
from reporting.core.queries.years import reported_year, run_of_year, runs_of_years, this_year
from reporting.core.views.portal import portal_view
from reporting.editions.discrepancies.queries.discrepancy_list import DiscrepancyWorkspace
from reporting.editions.reading.queries.readable_editions import (
    PeriodEditions,
    readable_periods,
)
from reporting.editions.reading.views.file_list import EditionFileList, FileLink
from reporting.editions.writing.views.edition_access import edition_address
from reporting.entry.page.views.next_move import may_ask, more_time, move_of
from reporting.home.queries.administrator import to_correct
from reporting.home.queries.glance import glance_of
from reporting.home.queries.nation import Nation, late_units
from reporting.home.queries.own_unit import (
    Task,
    UnitYear,
    figures_beside,
    own_reports,
    shown_year,
    unit_year,
)
from reporting.models import Consolidation
from reporting.monitoring.queries.situation import Situation, year_beside
from reporting.monitoring.views.province_map import legend, state_map
from reporting.monitoring.views.situation import LEADS
from reporting.review.forms import InboxForm
from reporting.review.queries.inbox import submitted, waiting
from reporting.review.views.inbox import inbox_list
from reporting.special.queries.special_reports import listed

FILLS = {Permission.REPORT_ENTER, Permission.REPORT_SIGN}
LATE_IN_THE_INBOX, LATE_OF_THE_NATION = 12, 8
COMMITMENTS_SHOWN = 5
Context = dict[str, Any]


@require_safe
@portal_view()
def home(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    asked_year = request.GET.get("year", "")
    language = get_language() or "en"
    context: Context
    if not actor.may(Permission.REPORT_VIEW):
        template, context = "home/observer.html", {"published": _published(actor, language)}
    elif not actor.is_national:
        template, context = _of_a_unit(actor, asked_year)
    elif actor.permissions & LEADS:
        template, context = "home/nation.html", _nation(actor, asked_year, language)
    elif actor.may(Permission.PEOPLE_MANAGE):
        template, context = "home/administrator.html", {"to_correct": to_correct()}
    else:
        template, context = "home/reviewer.html", _inbox(actor, request.GET, language)
    context |= {"actor": actor, "accepts": actor.may(Permission.REPORT_REVIEW)}
    context["specials"] = listed(actor, language, only_open=True)
    context |= _commitments(actor, context, language)
    return render(request, template, context)


def _commitments(actor: Actor, context: Context, language: str) -> Context:
    """What a unit has to answer, what is due first; for the Secretariat what is overdue."""
    if not actor.may(Permission.REPORT_VIEW):
        return {}
    clock = RegisterClock.of(context.get("calendar_year") or context.get("year"))
    found = (
        overdue_commitments(actor, clock, language)
        if actor.is_national
        else own_commitments(actor, clock, language)
    )
    shown, count = (
        new_feedback(clock.year, most=COMMITMENTS_SHOWN)
        if actor.may(Permission.FEEDBACK_KEEP)
        else ([], 0)
    )
    return {
        "new_feedback": shown,
        "more_feedback": count,
        "commitments": found[:COMMITMENTS_SHOWN],
        "more_commitments": len(found),
        "commitment_clock": clock,
    }


def _published(actor: Actor, language: str) -> list[tuple[str, PeriodEditions, list[FileLink]]]:
    """To an observer: what row-level security shows is what was chosen."""
    return [
        (
            report_title(found.period),
            found,
            EditionFileList(found.read, language, actor).whole(),
        )
        for found in readable_periods()
    ]


def _inbox(actor: Actor, asked: QueryDict, language: str) -> Context:
    """The reviewer's: what waits to be read, who is late, who asks for more time."""
    opened = calendars()
    form = InboxForm(asked)
    owing = owed(opened=opened) if opened else []
    fitting = [report for report in owing if form.fits(report.unit, report.data_set)]
    late = late_units(fitting, language)
    year = reported_year()
    run = run_of_year(year)
    return {
        **inbox_list(actor, asked, form, waiting(actor, language, opened)),
        "opened": opened,
        "late": late[:LATE_IN_THE_INBOX],
        "more_late": late[LATE_IN_THE_INBOX:],
        "late_count": len(late),
        "requests": waiting_requests(this_year(), language),
        "year": year,
        # Whom one waits for, where no calendar says who is late.
        "nation": None if opened else Nation(year, language),
        "consolidation": run,
        "tallies": _tallies(run, language),
    }


def _tallies(run: Consolidation | None, language: str) -> list[tuple[str, int]]:
    """Open discrepancies by severity."""
    return list(DiscrepancyWorkspace(run, language).unresolved.items()) if run else []


def _nation(actor: Actor, asked_year: str, language: str) -> Context:
    """The Secretary General's, the Permanent Vice-Chair's and the consolidator's: the year with a
    calendar that is under way; without one, the last year with reports."""
    opened = calendars()
    begun = shown_year(opened, asked_year)
    calendar = opened[begun] if begun is not None else None
    year = calendar.year if calendar else reported_year()
    nation = Nation(year, language, calendar)
    run = run_of_year(year)
    tiles = state_map(nation.tiles)
    known = year_beside(year)
    written = newest_edition(year * 100) if actor.may(Permission.EDITION_READ) else None
    return {
        "year": year,
        "calendar": calendar,
        "calendar_years": list(opened),
        "nation": nation,
        "shown": Situation(known, actor, language) if known else None,
        "tiles": tiles,
        "legend": legend(tiles),
        "late": nation.late[:LATE_OF_THE_NATION],
        "more_late": len(nation.late) - LATE_OF_THE_NATION,
        "waiting": nation.submitted if calendar else submitted(actor).count(),
        "requests": waiting_requests(this_year(), language),
        "consolidation": run,
        "newest_edition": None if run else run_of_year(reported_year()),
        "written": (written, edition_address(written)) if written else None,
        "tallies": _tallies(run, language),
        "may_run": actor.may(Permission.CONSOLIDATION_RUN),
        "sign_url": _sign_url(run),
    }


def _sign_url(run: Consolidation | None) -> str:
    """Where the edition in work is signed and published; "" where none is."""
    found = in_work(run.period_key) if run else None
    if found is None:
        return ""
    return reverse("reporting:edition_signatures", args=[period_of(found).url, found.number])


def _of_a_unit(actor: Actor, asked_year: str) -> tuple[str, Context]:
    """Of an officer, an approver and a focal point: what their unit owes."""
    signs = actor.may(Permission.REPORT_SIGN)
    found = unit_year(actor.unit, calendars(unit_ids=[actor.unit.pk]), signs=signs)
    owing = {report.period.year for report in found.reports}
    opened = {year: calendar for year, calendar in found.opened.items() if year in owing}
    year = shown_year(opened, asked_year)
    shared: Context = {
        "calendar_year": year,
        "calendar_years": sorted(owing, reverse=True),
        "glance": glance_of(found.of(year)) if year is not None else None,
    }
    if signs or actor.permissions & FILLS:
        return "home/own_unit.html", shared | _filling(actor, found)
    return "home/focal_point.html", shared | _reading(actor)


def _filling(actor: Actor, found: UnitYear) -> Context:
    """Each task with what is done next, and where more time is asked for."""
    without_calendar = (
        own for own in own_reports(actor.unit) if own.revision.report.year not in found.opened
    )
    return {
        "tasks": [
            (task, move_of(task.owed, actor), _more_time_url(task, actor)) for task in found.tasks
        ],
        "reports": list(without_calendar),
        "editions": runs_of_years(),
        "may_sign": actor.may(Permission.REPORT_SIGN),
        "may_begin": actor.may(Permission.REPORT_ENTER),
        "of_units_below": _waiting_below(actor),
    }


def _waiting_below(actor: Actor) -> int:
    """How many reports of the units below theirs this person has to read."""
    return submitted(actor).count() if actor.may(Permission.REPORT_REVIEW_BELOW) else 0


def _more_time_url(task: Task, actor: Actor) -> str:
    return more_time(task.owed) if may_ask(task.owed, actor) and not task.asked else ""


def _reading(actor: Actor) -> Context:
    published = next(iter(runs_of_years()), None)
    if published is None:
        return {"consolidation": None}
    edition = newest_published(published.period_key)
    return {
        "consolidation": published,
        "year": published.year,
        "tables": figures_beside(published, actor.unit),
        "files": EditionFileList(edition, get_language() or "en", actor).whole() if edition else [],
    }


@require_http_methods(["GET", "POST"])
@portal_view()
def acting_as(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    if request.method == "POST":
        return _choose_place(request) if "place" in request.POST else _choose(request)
    units = [membership.organisation_unit for membership in request.memberships]
    names = unit_names(this_year(), get_language() or "en", units)
    choices = [
        {"membership": membership, "unit": label(membership.organisation_unit, names)}
        for membership in request.memberships
    ]
    return render(request, "core/acting_as.html", {"choices": choices})


def _choose_place(request: PortalRequest) -> HttpResponseBase:
    place = OrganisationUnit.objects.filter(code=request.POST["place"]).first()
    if place is None:
        raise NotHere
    try:
        choose_place(request, place)
    except PermissionDenied as denied:
        raise Refused(str(denied)) from denied
    return redirect("reporting:home")


def _choose(request: PortalRequest) -> HttpResponseBase:
    wanted = request.POST.get("membership", "")
    found = [membership for membership in request.memberships if str(membership.pk) == wanted]
    if not found:
        raise NotHere
    choose_membership(request, found[0])
    return redirect("reporting:home")
