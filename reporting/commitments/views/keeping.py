"""A commitment is entered, changed and withdrawn by who keeps it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.models import LOCALITIES, OrganisationUnit, UnitClosure, UnitKind
from provinces.queries import unit_names
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, Refused
from reporting.calendar.queries.owed_reports import today_of
from reporting.commitments import actions
from reporting.commitments.forms.commitments import AmendForm, CommitmentForm, WithdrawForm
from reporting.commitments.queries.register import one_commitment
from reporting.core.queries.years import this_year
from reporting.core.views.portal import portal_view
from reporting.models import Commitment
from strategies.models import ActivityGroup

NOT_ASKED = (UnitKind.NATION, UnitKind.OBSERVER, *LOCALITIES)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.COMMITMENT_KEEP)
def commitment_new(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    if not actor.is_national:
        raise Refused(_("A unit enters its decisions with the meeting that made them."))
    form = CommitmentForm(
        request.POST or None,
        initial={"year": today_of(this_year()).year, "origin": Commitment.Origin.OUTSIDE},
        button=_("Enter the commitment"),
        **offered(actor),
    )
    if request.method == "POST" and form.is_valid():
        made = actions.make_commitment(
            by=actor,
            origin=form.from_where(),
            texts=form.texts(),
            units=form.chosen_units(),
            due=form.cleaned_data["due_on"],
            serves=form.serves(),
        )
        messages.success(
            request, _("The commitment has the number %(number)d.") % {"number": made.number}
        )
        return redirect("reporting:commitment", made.number)
    return render(request, "commitments/commitment_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@portal_view(Permission.COMMITMENT_KEEP)
def commitment_amend(request: PortalRequest, actor: Actor, number: int) -> HttpResponseBase:
    commitment = _kept(actor, number)
    form = AmendForm(
        request.POST or None,
        initial=_as_it_stands(commitment),
        button=_("Save the change"),
        **offered(actor, commitment),
    )
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.amend(
                by=actor,
                commitment=commitment,
                units=form.chosen_units(),
                due=form.cleaned_data["due_on"],
                serves=form.serves(),
                sign_en=form.cleaned_data["sign_en"],
                sign_km=form.cleaned_data["sign_km"],
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("The commitment is changed."))
            return redirect("reporting:commitment", commitment.number)
    context = {"form": form, "commitment": commitment, "refused": refused}
    return render(request, "commitments/commitment_amend.html", context)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.COMMITMENT_KEEP)
def commitment_withdraw(request: PortalRequest, actor: Actor, number: int) -> HttpResponseBase:
    commitment = _kept(actor, number)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(by=actor, commitment=commitment, reason=form.cleaned_data["reason"])
        messages.success(request, _("The commitment is withdrawn and keeps its number."))
        return redirect("reporting:commitment", commitment.number)
    context = {
        "form": form,
        "commitment": commitment,
        "text": commitment.text_in(get_language() or "en"),
    }
    return render(request, "commitments/commitment_withdraw.html", context)


def _kept(actor: Actor, number: int) -> Commitment:
    commitment = one_commitment(number)
    if not actions.keeps(actor, commitment):
        raise Refused(_("Only who keeps a commitment changes it."))
    return commitment


def offered(actor: Actor, commitment: Commitment | None = None) -> dict[str, Any]:
    """Whom the person may ask, with those that are asked already."""
    units = OrganisationUnit.objects.order_by("position", "code")
    if actor.is_national:
        units = units.exclude(kind__in=NOT_ASKED)
        if commitment is not None:
            units = units | OrganisationUnit.objects.filter(pk__in=commitment.answering)
    else:
        below = UnitClosure.objects.filter(ancestor=actor.unit).values("descendant_id")
        units = units.filter(pk__in=below)
    found = list(units)
    groups = ActivityGroup.objects.select_related("strategy").order_by(
        "strategy__plan", "strategy__number", "number"
    )
    return {
        "units": found,
        "names": unit_names(this_year(), get_language() or "en", found),
        "groups": groups,
    }


def _as_it_stands(commitment: Commitment) -> dict[str, Any]:
    units = [one.organisation_unit.code for one in commitment.units.all()]
    return {
        "lead": units[0] if units else "",
        "units": units[1:],
        "due_on": commitment.due_on,
        "sign_en": commitment.sign_en,
        "sign_km": commitment.sign_km,
        "group": commitment.activity_group.code if commitment.activity_group else "",
        "activity": commitment.activity.code if commitment.activity else "",
        "indicator": commitment.indicator,
    }
