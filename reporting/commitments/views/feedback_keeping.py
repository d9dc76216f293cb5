"""The Secretariat enters feedback, changes what is said of it, writes down an answer that went out,
and makes a commitment of a recommendation."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, Refused
from reporting.calendar.queries.owed_reports import today_of
from reporting.commitments.actions import feedback as actions
from reporting.commitments.forms.feedback import (
    AnswerSentForm,
    FeedbackForm,
    RecommendationForm,
)
from reporting.commitments.queries.feedback import linked_units, one_feedback, sender_of
from reporting.commitments.views.keeping import offered
from reporting.core.queries.years import this_year
from reporting.core.views.portal import portal_view
from reporting.models import Feedback

NAME_OF_ORIGIN = 200


@require_http_methods(["GET", "POST"])
@portal_view(Permission.FEEDBACK_KEEP)
def feedback_new(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    form = FeedbackForm(
        request.POST or None,
        initial={"received_on": today_of(this_year()), "is_confidential": True},
        button=_("Enter the feedback"),
        **offered(actor),
    )
    if request.method == "POST" and form.is_valid():
        made = actions.enter(
            by=actor,
            text=form.said(),
            sender=form.sender(),
            units=form.chosen_units(),
            serves=form.serves(),
        )
        messages.success(
            request, _("The feedback has the number %(number)d.") % {"number": made.number}
        )
        return redirect("reporting:feedback_one", made.number)
    context = {"form": form, "year": this_year()}
    return render(request, "commitments/feedback_new.html", context)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.FEEDBACK_KEEP)
def feedback_edit(request: PortalRequest, actor: Actor, number: int) -> HttpResponseBase:
    feedback = one_feedback(number)
    form = FeedbackForm(
        request.POST or None,
        initial=_as_it_stands(feedback),
        as_sent=feedback if feedback.is_from_form else None,
        button=_("Save the change"),
        **offered(actor),
    )
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(
                by=actor,
                feedback=feedback,
                text=form.said(),
                sender=form.sender(),
                units=form.chosen_units(),
                serves=form.serves(),
            )
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("The feedback is changed."))
            return redirect("reporting:feedback_one", number)
    context = {**_shown(feedback), "form": form, "refused": refused}
    return render(request, "commitments/feedback_edit.html", context)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.FEEDBACK_KEEP)
def feedback_answer(request: PortalRequest, actor: Actor, number: int) -> HttpResponseBase:
    feedback = one_feedback(number)
    if feedback.state == Feedback.State.CLOSED:
        raise Refused(_("It is closed without an answer. Open it again first."))
    today = today_of(feedback.practice_year or this_year())
    form = AnswerSentForm(request.POST or None, initial={"sent_on": today})
    if request.method == "POST" and form.is_valid():
        actions.answer(by=actor, feedback=feedback, said=form.said())
        messages.success(request, _("The answer stands in the register."))
        return redirect("reporting:feedback_one", number)
    context = {**_shown(feedback), "form": form, "sender": sender_of(feedback)}
    return render(request, "commitments/feedback_answer.html", context)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.FEEDBACK_KEEP)
def feedback_promise(request: PortalRequest, actor: Actor, number: int) -> HttpResponseBase:
    feedback = one_feedback(number)
    form = RecommendationForm(
        request.POST or None,
        initial=_as_a_recommendation(feedback),
        button=_("Make it a commitment"),
        **offered(actor),
    )
    if request.method == "POST" and form.is_valid():
        made = actions.promise(
            by=actor,
            feedback=feedback,
            origin=form.from_where(),
            texts=form.texts(),
            units=form.chosen_units(),
            due=form.cleaned_data["due_on"],
            serves=form.serves(),
        )
        messages.success(
            request, _("The commitment has the number %(number)d.") % {"number": made.number}
        )
        return redirect("reporting:feedback_one", number)
    context = {**_shown(feedback), "form": form}
    return render(request, "commitments/feedback_promise.html", context)


def _shown(feedback: Feedback) -> dict[str, Any]:
    """`year`: of what is real no page says that it is practice."""
    return {"feedback": feedback, "year": feedback.practice_year or this_year()}


def _as_it_stands(feedback: Feedback) -> dict[str, Any]:
    sender = sender_of(feedback)
    return {
        "sender_kind": feedback.sender_kind,
        "name": sender.name,
        "contact": sender.contact,
        "received_on": feedback.received_on,
        "channel": feedback.channel,
        "language": feedback.language,
        "title": feedback.title,
        "text": feedback.text,
        "is_confidential": feedback.is_confidential,
        "units": [unit.code for unit in linked_units(feedback)],
        **_serves(feedback),
    }


def _as_a_recommendation(feedback: Feedback) -> dict[str, Any]:
    """The kind of sender is no secret; the name of who sent it is left to whoever makes it."""
    units = [unit.code for unit in linked_units(feedback)]
    is_khmer = feedback.language == Feedback.Language.KHMER
    name = Truncator(feedback.title).chars(NAME_OF_ORIGIN)
    return {
        "year": feedback.received_on.year,
        "name_km" if is_khmer else "name_en": name,
        "lead": units[0] if units else "",
        "units": units[1:],
        **_serves(feedback),
    }


def _serves(feedback: Feedback) -> dict[str, str]:
    return {
        "group": feedback.activity_group.code if feedback.activity_group else "",
        "activity": feedback.activity.code if feedback.activity else "",
    }
