"""“Ask our districts”: a province decides what its places report, and sees the form before they
do; the Secretariat sees who asks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces.models import UnitKind
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused, require
from reporting.calendar.queries.asked_places import (
    asked_by,
    asking_provinces,
    begun_below,
    form_of_level,
    kinds_to_ask,
    places_of,
)
from reporting.calendar.queries.owed_reports import Calendar, calendar_of, calendars
from reporting.core.views.portal import portal_view
from reporting.models import AskedPlaces
from reporting.models.calendar import PeriodKindChoice
from reporting.places.actions import ask, stop_asking
from reporting.places.forms import AskForm
from reporting.places.queries import OfferedSection, offered_sections

FIRST = AskedPlaces.Level.DISTRICT


@require_safe
@portal_view(Permission.REPORT_VIEW)
def places(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """To the newest real year that is open; without one, a page that says how it begins."""
    _require_a_say(actor)
    opened = calendars(unit_ids=[actor.unit.pk])
    years = [year for year, found in opened.items() if form_of_level(FIRST, found.year)]
    real = [year for year in years if not opened[year].is_practice]
    chosen = next(iter(real or years), None)
    if chosen is None:
        return render(request, "places/no_year.html")
    return redirect("reporting:places_year", chosen)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_VIEW)
def places_year(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    _require_a_say(actor)
    calendar = calendar_of(year)
    form = form_of_level(FIRST, year)
    if calendar is None or form is None:
        raise NotHere
    if actor.is_national:
        if request.method == "POST":
            raise Refused(_("A province decides this itself."))
        return render(request, "places/asking_provinces.html", _asking(year))
    if request.method == "POST":
        require(actor, Permission.PLACES_ASK)
    sections = offered_sections(form, year, get_language() or "en")
    asked = asked_by(actor.unit, year)
    ask_form = _form(request, calendar, sections, asked)
    if request.method == "POST" and ask_form.is_valid():
        try:
            ask(by=actor, year=year, **ask_form.cleaned_data)
        except Refused as refusal:  # with what was typed and ticked
            ask_form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Your places are asked. Their reports open as the calendar says.")
            )
            return redirect("reporting:places_year", year)
    there = begun_below(actor.unit, year) if asked else None
    context = {
        "year": year,
        "calendar": calendar,
        "years": _years(),
        "asked": asked,
        "begun": there,
        "counts": places_of(actor.unit),
        "form": ask_form,
        "sections": sections,
        "ticked": _ticked(request, ask_form, asked, sections),
        "may_ask": actor.may(Permission.PLACES_ASK),
        "may_change": actor.may(Permission.PLACES_ASK) and not (there and there.signed),
    }
    return render(request, "places/places_year.html", context)


def _require_a_say(actor: Actor) -> None:
    if not actor.is_national and actor.unit.kind != UnitKind.PROVINCE:
        raise Refused(_("Only a province asks its districts or communes for reports."))


def _years() -> list[int]:
    return [year for year in calendars() if form_of_level(FIRST, year)]


def _form(
    request: PortalRequest,
    calendar: Calendar,
    sections: list[OfferedSection],
    asked: AskedPlaces | None,
) -> AskForm:
    form = form_of_level(FIRST, calendar.year)
    kinds = kinds_to_ask(calendar, form) if form else []
    return AskForm(
        request.POST if request.method == "POST" else None,
        kinds=[(kind.value, PeriodKindChoice(kind.value).label) for kind in kinds],
        tables=[
            (offered.table.code, offered.table.title)
            for section in sections
            for offered in section.tables
        ],
        initial={
            "level": asked.level if asked else FIRST.value,
            "period_kind": asked.period_kind if asked else (kinds[0].value if kinds else ""),
            "first_month": asked.first_month if asked else _month_of(calendar),
        },
    )


def _month_of(calendar: Calendar) -> int:
    """So that nothing is late the moment it is asked for."""
    return calendar.today.month if calendar.today.year == calendar.year else 1


def _ticked(
    request: PortalRequest,
    form: AskForm,
    asked: AskedPlaces | None,
    sections: list[OfferedSection],
) -> set[str]:
    """Where nothing was decided yet, all tables of numbers."""
    if request.method == "POST":
        return set(form.data.getlist("tables"))  # type: ignore[attr-defined]
    if asked:
        return set(asked.tables)
    tables = [offered for section in sections for offered in section.tables]
    return {offered.table.code for offered in tables if offered.columns}


def _asking(year: int) -> dict[str, Any]:
    found = asking_provinces(year, get_language() or "en")
    return {
        "year": year,
        "years": _years(),
        "provinces": found,
        "asking": sum(row.asked is not None for row in found),
    }


@require_POST
@portal_view(Permission.PLACES_ASK)
def places_stop(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    stop_asking(by=actor, year=year)
    messages.success(request, _("You ask for no reports of your places any more."))
    return redirect("reporting:places_year", year)
