"""The calendar's pages that everybody reads: the years, one year, and it as a file for a phone."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from provinces.queries import unit_name
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.calendar.exports import DueDay, phone_calendar
from reporting.calendar.queries.calendar_changes import (
    DueGroup,
    calendar_revision,
    due_groups,
    owed_forms,
)
from reporting.calendar.queries.extensions import holidays_of
from reporting.calendar.queries.owed_reports import Calendar, Owed, calendar_of, calendars, owed
from reporting.calendar.rules.deadlines import Dates
from reporting.core.queries.period_words import joined
from reporting.core.queries.practice_years import mark_of_name
from reporting.core.views.portal import portal_view
from reporting.core.views.tags import period
from reporting.models.calendar import PeriodKindChoice
from strategies.models import DataSet


def opened_or_404(year: int) -> Calendar:
    found = calendar_of(year)
    if found is None:
        raise NotHere
    return found


@require_safe
@portal_view(Permission.REPORT_VIEW)
def calendar_years(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    context = {
        "calendars": list(calendars().values()),
        "may_manage": actor.may(Permission.CALENDAR_MANAGE),
    }
    return render(request, "calendar/calendar_years.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def calendar_year(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    calendar = opened_or_404(year)
    own = _own(actor, calendar)
    forms = owed_forms(year)
    context: dict[str, Any] = {
        "calendar": calendar,
        "year": year,
        "own": own,
        "is_national": actor.is_national,
        "groups": due_groups(calendar, forms) if actor.is_national else [],
        "rules": _rules(calendar, forms) if actor.is_national else [],
        "holidays": holidays_of(year),
        "language": get_language() or "en",
        "may_manage": actor.may(Permission.CALENDAR_MANAGE),
        "may_extend": actor.may(Permission.EXTENSION_GRANT),
    }
    return render(request, "calendar/calendar_year.html", context)


def _own(actor: Actor, calendar: Calendar) -> list[Owed]:
    """What the reader's own unit owes; the Secretariat reads the whole calendar."""
    if actor.is_national:
        return []
    return owed(units=[actor.unit], opened={calendar.year: calendar})


def _rules(calendar: Calendar, owed_by: list[DataSet]) -> list[dict[str, Any]]:
    """In the order of the kinds; a form's own rule behind the one of all forms."""
    forms = {form.pk: form for form in owed_by}
    order = list(PeriodKindChoice.values)
    rows = sorted(
        calendar.rules.items(), key=lambda rule: (order.index(rule[0][1]), rule[0][0] or 0)
    )
    return [
        {
            "kind": kind.value,
            "title": PeriodKindChoice(kind).label,
            "form": forms.get(form) if form else None,
            "rule": rule,
            "opens_before": -rule.opens_days,
        }
        for (form, kind), rule in rows
        if form is None or form in forms
    ]


@require_safe
@portal_view(Permission.REPORT_VIEW)
def calendar_file(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    """Each due day, for the calendar of a phone; a unit's with its extensions."""
    calendar = opened_or_404(year)
    list_url = request.build_absolute_uri(reverse("reporting:reports"))
    if actor.is_national:
        days = _days_of_all(due_groups(calendar, owed_forms(year)), list_url)
        whose = _("all units")
        revision = calendar_revision(year)
    else:
        days = [
            _day(
                f"{actor.unit.code}-{report.data_set.code}",
                report.data_set.title,
                report.period.code,
                report.dates,
                list_url,
            )
            for report in _own(actor, calendar)
        ]
        revision = calendar_revision(year, actor.unit)
        whose = unit_name(actor.unit, year, get_language() or "en")
    title = _("NSP reports %(year)s: %(unit)s") % {"year": year, "unit": whose}
    if calendar.is_practice:
        title = _("Practice: %(title)s") % {"title": title}
        days = [replace(day, title=_("Practice: %(title)s") % {"title": day.title}) for day in days]
    response = HttpResponse(
        phone_calendar(title, days, revision),
        content_type="text/calendar; charset=utf-8",
    )
    name = f"nsp-reports-{year}{mark_of_name(year)}.ics"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _days_of_all(groups: list[DueGroup], url: str) -> list[DueDay]:
    found = []
    for group in groups:
        whose = _("all forms") if group.is_all else joined(form.title for form in group.forms)
        for line in group.lines:
            if line.after is not None:
                found.append(_day(group.forms[0].code, whose, line.period.code, line.after, url))
    return found


def _day(who: str, what: str, code: str, when: Dates, url: str) -> DueDay:
    """`who` and the period stay what they are when a form gets another title."""
    params = {"period": period(code), "what": what}
    return DueDay(
        key=f"{who}-{code}",
        day=when.due,
        title=_("Due: report on %(period)s (%(what)s)") % params,
        words=_("It is due today."),
        url=url,
    )
