"""What is sent from a meeting's page: its agenda, decisions, signature, notes."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.core.views.portal import portal_view
from reporting.meetings.actions import agendas, decisions
from reporting.meetings.actions import meetings as actions
from reporting.meetings.forms import DecisionForm, ItemForm, NoteForm
from reporting.meetings.queries.meetings import meeting_at
from reporting.meetings.views.pages import page_context, units_to_answer

STEPS = ("strike", "restore", "up", "down")


@require_POST
@portal_view(Permission.MEETING_KEEP)
def meeting_agenda(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    """A new item, or a step with one that is there."""
    meeting = meeting_at(actor, key)
    step = request.POST.get("step", "add")
    if step == "add":
        form = ItemForm(request.POST)
        given = form.cleaned_data if form.is_valid() else {"text_en": "", "text_km": ""}
        agendas.add_item(by=actor, meeting=meeting, **given)
    elif step in STEPS:
        agendas.change_item(
            by=actor,
            meeting=meeting,
            key=request.POST.get("item", ""),
            step=cast(agendas.AgendaStep, step),
        )
    else:
        raise NotHere
    return redirect("reporting:meeting", meeting.pk)


@require_POST
@portal_view(Permission.MEETING_KEEP)
def meeting_decision(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    meeting = meeting_at(actor, key)
    actions.require_keeper(actor, meeting)
    form = DecisionForm(request.POST, units=units_to_answer(actor))
    if not form.is_valid():
        context = page_context(actor, meeting, decision_form=form)
        return render(request, "meetings/meeting.html", context)
    decisions.decide(by=actor, meeting=meeting, text=form.text())
    messages.success(request, _("The decision is written down."))
    return redirect("reporting:meeting", meeting.pk)


@require_POST
@portal_view(Permission.MEETING_KEEP)
def meeting_decision_back(
    request: PortalRequest, actor: Actor, key: int, decision: int
) -> HttpResponseBase:
    meeting = meeting_at(actor, key)
    decisions.take_back(by=actor, meeting=meeting, decision=decision)
    messages.success(request, _("The decision is taken out of the minutes."))
    return redirect("reporting:meeting", meeting.pk)


@require_POST
@portal_view(Permission.MEETING_SIGN)
def meeting_sign(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    meeting = meeting_at(actor, key)
    made = decisions.sign(by=actor, meeting=meeting)
    words = ngettext(
        "The meeting is signed, and %(count)d decision is a commitment now.",
        "The meeting is signed, and %(count)d decisions are commitments now.",
        len(made),
    )
    messages.success(request, words % {"count": len(made)})
    return redirect("reporting:meeting", meeting.pk)


@require_POST
@portal_view(Permission.MEETING_KEEP)
def meeting_note(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    meeting = meeting_at(actor, key)
    form = NoteForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    actions.write_note(by=actor, meeting=meeting, text=text)
    messages.success(request, _("The note is written under the meeting."))
    return redirect("reporting:meeting", meeting.pk)


@require_POST
@portal_view(Permission.MEETING_KEEP)
def meeting_call_off(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    meeting = meeting_at(actor, key)
    actions.call_off(by=actor, meeting=meeting)
    messages.success(request, _("The meeting is called off."))
    return redirect("reporting:meetings")
