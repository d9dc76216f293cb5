"""Changes of the calendar: each is shown before it is saved, with the due days old and new."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.calendar import actions
from reporting.calendar.forms.deadlines import CutOffForm, HolidaysForm, OpenYearForm, RuleForm
from reporting.calendar.queries.calendar_changes import (
    changed_periods,
    due_groups,
    mark,
    owed_forms,
)
from reporting.calendar.queries.extensions import holidays_of
from reporting.calendar.queries.owed_reports import Calendar, calendars
from reporting.calendar.rules.deadlines import USUAL
from reporting.calendar.views.years_pages import opened_or_404
from reporting.core.queries.years import this_year
from reporting.core.views.portal import portal_view
from reporting.kernel.periods import PeriodKind
from reporting.models import ReportingYear
from reporting.models.calendar import PeriodKindChoice
from strategies.models import DataSet


@dataclass(frozen=True)
class CalendarChange:
    """A page that changes the calendar: what it would be (`after`), and how it is saved."""

    title: str | Promise
    save_button: str | Promise
    form: forms.Form
    after: Callable[[], Calendar]
    save: Callable[[], object]
    before: Calendar | None = None
    year: int | None = None
    more: dict[str, Any] | None = None


def _answer(request: PortalRequest, change: CalendarChange) -> HttpResponseBase:
    """Saved only if what is saved is what was shown."""
    context: dict[str, Any] = {"change": change, "form": change.form, "groups": None}
    if request.method == "POST" and change.form.is_valid():
        after = change.after()
        seen = mark(after)
        if request.POST.get("save") == seen:
            change.save()
            messages.success(
                request, _("The calendar of %(year)s is saved.") % {"year": after.year}
            )
            return redirect("reporting:calendar_year", after.year)
        groups = due_groups(after, owed_forms(after.year), change.before)
        context |= {
            "groups": groups,
            "seen": seen,
            "is_new": change.before is None,
            "changed": changed_periods(groups),
        }
    return render(request, "calendar/deadline_change.html", context | (change.more or {}))


@require_http_methods(["GET", "POST"])
@portal_view(Permission.CALENDAR_MANAGE)
def calendar_open(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    opened = calendars()
    form = OpenYearForm(request.POST or None, opened=opened, this_year=this_year())

    def after() -> Calendar:
        found = form.cleaned_data
        holidays = frozenset(holiday.date for holiday in holidays_of(found["year"]))
        day = date(found["year"], 1, 1)
        return Calendar(
            year=found["year"],
            today=day,
            is_practice=False,
            cut_off=found["cut_off"],
            rules=form.rule_set(),
            holidays=holidays,
        )

    def save() -> None:
        found = form.cleaned_data
        actions.open_year(
            by=actor, year=found["year"], rules=form.rule_set(), cut_off=found["cut_off"]
        )

    return _answer(
        request, CalendarChange(_("Open a year"), _("Open this year"), form, after, save)
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@portal_view(Permission.CALENDAR_MANAGE)
def calendar_rule(
    request: PortalRequest, actor: Actor, year: int, kind: str, data_set: str = ""
) -> HttpResponseBase:
    before = opened_or_404(year)
    of_kind, of_form = _kind(kind), _form(year, data_set)
    key = (of_form.pk if of_form else None, of_kind)
    now = before.rules.get(key) or before.rules.get((None, of_kind)) or USUAL[of_kind]
    form = RuleForm(request.POST or None, initial=now.__dict__)

    def after() -> Calendar:
        return replace(before, rules=before.rules | {key: form.rule()})

    def save() -> None:
        actions.change_rule(
            by=actor, opened=_row(year), kind=of_kind, data_set=of_form, rule=form.rule()
        )

    more = {
        "kind": PeriodKindChoice(kind).label,
        "own_form": of_form,
        "has_own": key in before.rules and of_form is not None,
        "kind_code": kind,
        "other_forms": [] if of_form else owed_forms(year),
    }
    title = _("Deadlines %(year)s: %(kind)s") % {"year": year, "kind": PeriodKindChoice(kind).label}
    change = CalendarChange(title, _("Save these deadlines"), form, after, save, before, year, more)
    return _answer(request, change)


@require_POST
@portal_view(Permission.CALENDAR_MANAGE)
def calendar_rule_drop(
    request: PortalRequest, actor: Actor, year: int, kind: str, data_set: str
) -> HttpResponseBase:
    opened_or_404(year)
    of_form = _form(year, data_set)
    assert of_form is not None  # the address has one
    actions.drop_rule(by=actor, opened=_row(year), kind=_kind(kind), data_set=of_form)
    words = _("%(form)s follows the deadlines of all forms again.")
    messages.success(request, words % {"form": of_form.title})
    return redirect("reporting:calendar_year", year)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.CALENDAR_MANAGE)
def calendar_cut_off(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    before = opened_or_404(year)
    form = CutOffForm(request.POST or None, year=year, initial={"cut_off": before.cut_off})

    def after() -> Calendar:
        return replace(before, cut_off=form.cleaned_data["cut_off"])

    def save() -> None:
        actions.set_cut_off(by=actor, opened=_row(year), day=form.cleaned_data["cut_off"])

    title = _("Cut-off %(year)s") % {"year": year}
    return _answer(
        request, CalendarChange(title, _("Save the cut-off"), form, after, save, before, year)
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@portal_view(Permission.CALENDAR_MANAGE)
def calendar_holidays(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    before = opened_or_404(year)
    form = HolidaysForm(
        request.POST or None, year=year, holidays=holidays_of(year),
        language=get_language() or "en",
    )  # fmt: skip

    def after() -> Calendar:
        added = {day_off.day for day_off in form.cleaned_data["lines"]}
        return replace(before, holidays=(before.holidays - set(form.taken_out)) | added)

    def save() -> None:
        actions.change_holidays(
            by=actor, year=year, added=form.cleaned_data["lines"], removed=form.taken_out
        )

    title = _("Holidays %(year)s") % {"year": year}
    return _answer(
        request, CalendarChange(title, _("Save the holidays"), form, after, save, before, year)
    )  # fmt: skip


def _row(year: int) -> ReportingYear:
    return ReportingYear.objects.get(year=year)


def _kind(kind: str) -> PeriodKind:
    try:
        return PeriodKind(kind)
    except ValueError as error:
        raise NotHere from error


def _form(year: int, code: str) -> DataSet | None:
    if not code:
        return None
    found = next((form for form in owed_forms(year) if form.code == code), None)
    if found is None:
        raise NotHere
    return found
