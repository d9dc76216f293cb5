"""People: the list, an invitation, and handing over a unit. One person's page: people_page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.models import User
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.access_errors import NotHere, Refused
from reporting.actions import invitations
from reporting.actions import people as actions
from reporting.forms.people import HandOverForm, InviteForm, PeopleFilter
from reporting.queries.mails import failed_people, waiting_since
from reporting.queries.people import Person, Wanted, gaps, persons
from reporting.views.portal import portal_view

A_PAGE = 50


@require_safe
@portal_view(Permission.PEOPLE_MANAGE)
def people_list(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    form = PeopleFilter(request.GET)
    wanted = form.wanted()
    page = Paginator(wanted.rows(), A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "people": persons(page.object_list),
        "is_filtered": wanted != Wanted(),
        "gaps": gaps(),
        "waiting_since": waiting_since(),
        "failed": failed_people(),
        "query": query.urlencode(),
    }
    return render(request, "people/list.html", context)


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
    if invitations.send_invitation(by=actor, person=person):
        words = _("An invitation is on its way to %(email)s. Its link works for 7 days.")
        messages.success(request, words % {"email": person.email})
    else:
        words = _(
            "The account is made, but the mail server did not take the e-mail to %(email)s. "
            "Send the invitation again from this page."
        )
        messages.error(request, words % {"email": person.email})


def person_or_none(person_id: int) -> Person:
    found = persons(User.objects.filter(pk=person_id))
    if not found:
        raise NotHere
    return found[0]


@require_http_methods(["GET", "POST"])
@portal_view(Permission.PEOPLE_MANAGE)
def hand_over(request: PortalRequest, actor: Actor, person_id: int) -> HttpResponseBase:
    person = person_or_none(person_id)
    units = {one.membership.organisation_unit.code: one.unit_name for one in person.held}
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
