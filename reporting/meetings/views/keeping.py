"""The forms of a meeting: planned, changed, held; and whether a year's counts come from here."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, Overtaken, Refused
from reporting.calendar.queries.owed_reports import today_of
from reporting.core.queries.years import this_year
from reporting.core.views.portal import portal_view
from reporting.meetings.actions import meetings as actions
from reporting.meetings.forms import HeldForm, MeetingForm
from reporting.meetings.queries.meetings import meeting_at, offered_kinds
from reporting.models import Meeting

BEFORE = ("kind", "title", "counts_as", "day", "place", "chair", "secretary")
AFTER = ("place", "chair", "secretary", "men", "women", "minutes_km", "minutes_en")


@require_http_methods(["GET", "POST"])
@portal_view(Permission.MEETING_KEEP)
def meeting_new(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    kinds = offered_kinds(actor.unit)
    form = MeetingForm(
        request.POST or None,
        kinds=kinds,
        initial={"kind": kinds[0][0], "day": today_of(this_year())},
    )
    if request.method == "POST" and form.is_valid():
        meeting = actions.plan(by=actor, text=form.text())
        messages.success(request, _("The meeting is planned. Its agenda is below."))
        return redirect("reporting:meeting", meeting.pk)
    return render(request, "meetings/meeting_form.html", {"form": form, "meeting": None})


@require_http_methods(["GET", "POST"])
@portal_view(Permission.MEETING_KEEP)
def meeting_edit(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    meeting = meeting_at(actor, key)
    actions.require_keeper(actor, meeting)
    if meeting.state != Meeting.State.PLANNED:
        raise Overtaken(_("The meeting was held. Correct its minutes until it is signed."))
    form = MeetingForm(
        request.POST or None,
        kinds=offered_kinds(actor.unit),
        initial={name: getattr(meeting, name) for name in BEFORE},
    )
    if request.method == "POST" and form.is_valid():
        actions.change(by=actor, meeting=meeting, text=form.text())
        messages.success(request, _("The meeting is changed."))
        return redirect("reporting:meeting", meeting.pk)
    context = {"form": form, "meeting": meeting, "year": meeting.year}
    return render(request, "meetings/meeting_form.html", context)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.MEETING_KEEP)
def meeting_held(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    """The first time it is recorded as held, then corrected until it is signed."""
    meeting = meeting_at(actor, key)
    actions.require_keeper(actor, meeting)
    if meeting.state == Meeting.State.SIGNED:
        raise Overtaken(_("The meeting is signed: write a note under it instead."))
    is_first = meeting.state == Meeting.State.PLANNED
    form = HeldForm(request.POST or None, initial={name: getattr(meeting, name) for name in AFTER})
    refused = ""
    if request.method == "POST" and form.is_valid():
        act = actions.hold if is_first else actions.correct
        try:
            act(by=actor, meeting=meeting, text=form.text())
        except Overtaken:
            raise
        except Refused as refusal:
            refused = str(refusal)
        else:
            words = _("The minutes are kept. Write down what was decided, then have it signed.")
            messages.success(request, words)
            return redirect("reporting:meeting", meeting.pk)
    context = {
        "form": form,
        "meeting": meeting,
        "year": meeting.year,
        "is_first": is_first,
        "refused": refused,
    }
    return render(request, "meetings/held.html", context)


@require_POST
@portal_view(Permission.MEETING_SIGN)
def meetings_kept(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    """`keep`: from the records; else typed."""
    if request.POST.get("keep"):
        actions.keep_here(by=actor, year=year)
        words = _("The counts of %(year)d come from the meetings that you keep here.")
    else:
        actions.type_counts(by=actor, year=year)
        words = _("The counts of %(year)d are typed into the reports.")
    messages.success(request, words % {"year": year})
    return redirect("reporting:meetings")
