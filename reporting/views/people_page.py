"""One person's page: who they are, what they hold, their account. `do` says which form was sent."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.access_errors import NotHere, Refused
from reporting.actions import mail
from reporting.actions import people as actions
from reporting.forms.people import DetailsForm, RoleFields
from reporting.queries.mails import failed_of
from reporting.queries.people import Person
from reporting.views.people import person_or_none, tell_invited
from reporting.views.portal import portal_view

Step = Callable[[PortalRequest, Actor, Person], None]


@require_http_methods(["GET", "POST"])
@portal_view(Permission.PEOPLE_MANAGE)
def person_page(request: PortalRequest, actor: Actor, person_id: int) -> HttpResponseBase:
    person = person_or_none(person_id)
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
    """False: the page is shown again with what has to be mended."""
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
    found = [one.membership for one in person.held if str(one.membership.pk) == wanted]
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
