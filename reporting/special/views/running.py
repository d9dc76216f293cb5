"""The list of special reports, the running table and chart of one, its files; for a unit its own
days."""

from typing import Any

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, require
from reporting.core.queries.practice_years import is_practice
from reporting.core.views.document_blocks import chart_presenter, table_presenter
from reporting.core.views.document_downloads import as_csv, as_workbook
from reporting.core.views.portal import portal_view
from reporting.models import SpecialQuestion
from reporting.special.queries.special_document import (
    STATES,
    answering_table,
    compared_table,
    list_table,
    running_chart,
    running_table,
    special_document,
)
from reporting.special.queries.special_reports import (
    ANSWERED,
    SpecialDays,
    listed,
    require_no_lead,
    special_report,
)

NEWEST_FIRST = -1


@require_safe
@portal_view(Permission.REPORT_VIEW)
def special_reports(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    require_no_lead(actor)
    context = {
        "listed": listed(actor, get_language() or "en"),
        "actor": actor,
        "may_open": actor.may(Permission.SPECIAL_OPEN),
    }
    return render(request, "special/special_reports.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def special_report_page(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    special = _days(actor, key)
    compared = compared_table(special)
    context: dict[str, Any] = {
        "year": special.report.year,
        "special": special,
        "report": special.report,
        "title": special.report.title_in(special.language),
        "compared": table_presenter(compared) if compared else None,
        "may_open": actor.may(Permission.SPECIAL_OPEN),
        "may_answer": actor.may(Permission.REPORT_ENTER) and not special.report.is_closed,
        "may_download": actor.may(Permission.DOWNLOAD),
    }
    if actor.is_national:
        template, more = "special/special_report.html", _of_all(request.GET, special)
    else:
        template, more = "special/own_days.html", _of_one(special)
    return render(request, template, context | more)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def special_file(request: PortalRequest, actor: Actor, key: int, ending: str) -> HttpResponseBase:
    require(actor, Permission.DOWNLOAD)
    special = _days(actor, key)
    name, years = f"special-report-{special.report.pk}", [special.report.year]
    if ending == "csv":
        return as_csv(list_table(special), name, years)
    return as_workbook(special_document(special), name, years)


def _days(actor: Actor, key: int) -> SpecialDays:
    """Of all units for the Secretariat, else of one's own."""
    report = special_report(actor, key)
    return SpecialDays(report, get_language() or "en", None if actor.is_national else actor.unit)


def _of_all(asked: QueryDict, special: SpecialDays) -> dict[str, Any]:
    question = _question(asked, special)
    return {
        "question": question,
        "running": table_presenter(running_table(special, question)),
        "answering": table_presenter(answering_table(special)),
        "chart": chart_presenter(running_chart(special, question)) if special.days else None,
        "labels": [(one, one.label_in(special.language)) for one in special.questions],
        "newest": special.days[-1] if special.days else None,
        "answered": sum(special.said(unit, special.days[-1]) is not None for unit in special.units)
        if special.days
        else 0,
    }


def _question(asked: QueryDict, special: SpecialDays) -> SpecialQuestion:
    """The one that is asked for by its place, else the first."""
    by_place = {str(question.position + 1): question for question in special.questions}
    return by_place.get(asked.get("question", ""), special.questions[0])


def _of_one(special: SpecialDays) -> dict[str, Any]:
    """Days, the newest first: state, in words, and the numbers."""
    [unit] = special.units
    days = []
    for day in special.days[::NEWEST_FIRST]:
        state = special.state(unit, day)
        numbers = [special.number(unit, day, question.pk) for question in special.questions]
        days.append(
            {
                "day": day,
                "state": state,
                "words": STATES[state],
                "numbers": numbers,
                "is_answered": state in ANSWERED,
            }
        )
    return {
        "days": days,
        "labels": [one.label_in(special.language) for one in special.questions],
        "waiting": [one["day"] for one in days if not one["is_answered"]],
        "is_practice": is_practice(special.report.year),
    }
