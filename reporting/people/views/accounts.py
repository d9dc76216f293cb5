"""People: the list, an invitation, handing over a unit, and one person's page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.models import User
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused
from reporting.core.views.portal import paged, portal_view
from reporting.notices.actions import mail
from reporting.notices.queries.notices import failed_of, failed_people, waiting_since
from reporting.people.actions import accounts as actions
from reporting.people.forms import DetailsForm, HandOverForm, InviteForm, PeopleFilter, RoleFields
from reporting.people.queries import PeopleCriteria, Person, gaps, persons

A_PAGE = 50


@require_safe
@portal_view(Permission.PEOPLE_MANAGE)
def people_list(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    if "standing" in request.GET:  # what the status was called in addresses once
        moved = request.GET.copy()
        moved["status"] = moved.pop("standing")[-1]
        return redirect(reverse("reporting:people", query=moved), permanent=True)
    form = PeopleFilter(request.GET)
    wanted = form.wanted()
    page, query = paged(request.GET, wanted.rows(), A_PAGE)
    context = {
        "form": form,
        "page": page,
        "people": persons(page.object_list),
        "is_filtered": wanted != PeopleCriteria(),
        "gaps": gaps(),
        "waiting_since": waiting_since(),
        "failed": failed_people(),
        "query": query,
    }
    return render(request, "people/people_list.html", context)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.PEOPLE_MANAGE)
def invite(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    initial = {name: request.GET.get(name, "") for name in ("unit", "role")}
    form = InviteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        unit, role = form.cleaned_data["unit"], form.cleaned_data["role"]
        try:
            person = actions.invite(by=actor, details=form.details(), unit=unit, role=role)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            tell_invited(request, actor, person)
            return redirect("reporting:person", person.pk)
    return render(request, "people/invite.html", {"form": form})


def tell_invited(request: PortalRequest, actor: Actor, person: User) -> None:
    """Sends the e-mail, and says on the next page what became of it."""
    if actions.send_invitation(by=actor, person=person):
        words = _("An invitation is on its way to %(email)s. Its link works for 7 days.")
        messages.success(request, words % {"email": person.email})
    else:
        words = _(
            "The account is made, but the mail server did not take the e-mail to %(email)s. "
            "Send the invitation again from this page."
        )
        messages.error(request, words % {"email": person.email})


def person_or_404(person_id: int) -> Person:
    found = persons(User.objects.filter(pk=person_id))
    if not found:
        raise NotHere
    return found[0]


@require_http_methods(["GET", "POST"])
@portal_view(Permission.PEOPLE_MANAGE)
def hand_over(request: PortalRequest, actor: Actor, person_id: int) -> HttpResponseBase:
    person = person_or_404(person_id)
    units = {held.membership.organisation_unit.code: held.unit_name for held in person.held}
    form = HandOverForm(request.POST or None, units=list(units.items()))
    if request.method == "POST" and form.is_valid():
        try:
            successor = _hand_over(request, actor, person, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("reporting:person", successor.pk)
    return render(request, "people/hand_over.html", {"form": form, "person": person})


def _hand_over(request: PortalRequest, actor: Actor, person: Person, form: HandOverForm) -> User:
    successor = actions.succeed(
        by=actor,
        person=person.user,
        unit=form.cleaned_data["unit"],
        to=form.known or form.details(),
        close=form.cleaned_data["deactivate"],
    )
    if form.known is None:
        tell_invited(request, actor, successor)
    words = {"old": person.user.get_full_name(), "new": successor.get_full_name()}
    messages.success(request, _("%(new)s has what %(old)s held at the unit.") % words)
    return successor


Step = Callable[[PortalRequest, Actor, Person], None]


@require_http_methods(["GET", "POST"])
@portal_view(Permission.PEOPLE_MANAGE)
def person_page(request: PortalRequest, actor: Actor, person_id: int) -> HttpResponseBase:
    person = person_or_404(person_id)
    what = request.POST.get("what", "")
    forms = _forms(person, request.POST if request.method == "POST" else None, what)
    if request.method == "POST" and _done(request, actor, person, what, forms):
        return redirect("reporting:person", person.user.pk)
    context = {
        "person": person,
        "details": forms["details"],
        "role": forms["role"],
        "is_oneself": person.user.pk == actor.user.pk,
        "failed": failed_of(person.user.pk),
    }
    return render(request, "people/person.html", context)


def _forms(person: Person, data: Any, what: str) -> dict[str, Any]:
    names = ("full_name_en", "full_name_km", "email", "language")
    return {
        "details": DetailsForm(
            data if what == "details" else None,
            person=person.user,
            initial={name: getattr(person.user, name) for name in names},
        ),
        "role": RoleFields(data if what == "role" else None),
    }


def _done(
    request: PortalRequest, actor: Actor, person: Person, what: str, forms: dict[str, Any]
) -> bool:
    """False: the page is shown again with what has to be corrected."""
    form: Any = forms.get(what)
    if form is not None and not form.is_valid():
        return False
    try:
        if what == "details":
            actions.change_details(by=actor, person=person.user, details=form.details())
            messages.success(request, _("Saved."))
        elif what == "role":
            given = form.cleaned_data
            actions.give_role(by=actor, person=person.user, **given)
            messages.success(request, _("The role is given. It holds from the next click on."))
        elif what in STEPS:
            STEPS[what](request, actor, person)
        else:
            raise NotHere
    except Refused as refusal:
        if form is None:
            messages.error(request, str(refusal))
            return True
        form.add_error(None, str(refusal))
        return False
    return True


def _take_role(request: PortalRequest, actor: Actor, person: Person) -> None:
    wanted = request.POST.get("membership", "")
    found = [held.membership for held in person.held if str(held.membership.pk) == wanted]
    if not found:
        raise NotHere
    actions.take_role(by=actor, membership=found[0])
    messages.success(request, _("The role is taken away. Reports keep the person's name."))


def _invite_again(request: PortalRequest, actor: Actor, person: Person) -> None:
    actions.invite_again(by=actor, person=person.user)
    tell_invited(request, actor, person.user)


def _withdraw(request: PortalRequest, actor: Actor, person: Person) -> None:
    actions.withdraw(by=actor, person=person.user)
    messages.success(request, _("The invitation is withdrawn: its link does not work any more."))


def _deactivate(request: PortalRequest, actor: Actor, person: Person) -> None:
    actions.set_active(by=actor, person=person.user, active=False)
    messages.success(request, _("The account is inactive: nobody signs in with it."))


def _activate(request: PortalRequest, actor: Actor, person: Person) -> None:
    actions.set_active(by=actor, person=person.user, active=True)
    messages.success(request, _("The account is active."))


def _mail_again(request: PortalRequest, actor: Actor, person: Person) -> None:
    mail.try_again(by=actor, person=person.user)
    messages.success(request, _("The e-mails are tried again within a minute."))


STEPS: dict[str, Step] = {
    "take_role": _take_role,
    "invite_again": _invite_again,
    "withdraw": _withdraw,
    "deactivate": _deactivate,
    "activate": _activate,
    "mail_again": _mail_again,
}
