"""Organisation units: the list, a new one, and one unit's page. `what` says which form was sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.khmer_order import sort_key
from provinces.models import OrganisationUnit, User
from provinces.queries import by_name, unit_name
from provinces.roles import Permission
from provinces.successions import successions_of
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused
from reporting.core.queries.years import this_year
from reporting.core.views.portal import paged, portal_view
from reporting.people.actions import units as actions
from reporting.people.forms import (
    NameForm,
    NewUnitForm,
    SpellingForm,
    SuccessionForm,
    UnitFilter,
    UnitPlaceForm,
)
from reporting.people.queries import persons, unit_lines, wanted_units

A_PAGE = 60


@require_safe
@portal_view(Permission.PEOPLE_MANAGE)
def unit_list(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    form = UnitFilter(request.GET)
    wanted = form.given()
    page, query = paged(request.GET, wanted_units(**wanted), A_PAGE)
    context = {
        "form": form,
        "page": page,
        "lines": unit_lines(page.object_list),
        "query": query,
    }
    return render(request, "people/unit_list.html", context)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.PEOPLE_MANAGE)
def unit_new(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    form = NewUnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("code", "kind", "parent")}
        try:
            unit = actions.add_unit(
                by=actor,
                naming=form.naming(),
                short_name=form.cleaned_data["short_name"],
                **wanted,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The unit is there. Invite the people who report for it."))
            return redirect("reporting:unit", unit.code)
    return render(request, "people/unit_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@portal_view(Permission.PEOPLE_MANAGE)
def unit_page(request: PortalRequest, actor: Actor, code: str) -> HttpResponseBase:
    unit = OrganisationUnit.objects.select_related("parent").filter(code=code).first()
    if unit is None:
        raise NotHere
    what = request.POST.get("what", "")
    forms = _forms(unit, request.POST if request.method == "POST" else None, what)
    if request.method == "POST" and _done(request, actor, unit, what, forms):
        return redirect("reporting:unit", unit.code)
    users = User.objects.filter(memberships__organisation_unit=unit).distinct()
    context = {
        "unit": unit,
        "name": unit_name(unit, this_year(), get_language() or "en"),
        "names": unit.names.order_by("-valid_from"),
        "aliases": sorted(unit.aliases.all(), key=lambda alias: sort_key(alias.spelling)),
        "successions": successions_of(unit),
        "people": persons(users.order_by(*by_name(get_language() or "en"))),
        **forms,
    }
    return render(request, "people/unit.html", context)


def _forms(unit: OrganisationUnit, data: Any, what: str) -> dict[str, Any]:
    return {
        "rename": NameForm(data if what == "rename" else None),
        "place": UnitPlaceForm(data if what == "place" else None, unit=unit),
        "spelling": SpellingForm(data if what == "spelling" else None),
        "succeed": SuccessionForm(data if what == "succeed" else None, unit=unit),
    }


def _done(
    request: PortalRequest, actor: Actor, unit: OrganisationUnit, what: str, forms: dict[str, Any]
) -> bool:
    """False: the page is shown again with what has to be corrected."""
    form: Any = forms.get(what)
    if form is not None and not form.is_valid():
        return False
    try:
        if what == "rename":
            actions.rename(by=actor, unit=unit, naming=form.naming())
        elif what == "place":
            given = form.cleaned_data
            actions.place(
                by=actor, unit=unit,
                short_name=given["short_name"], parent=given.get("parent"),
            )  # fmt: skip
        elif what == "spelling":
            actions.add_spelling(by=actor, unit=unit, spelling=form.cleaned_data["spelling"])
        elif what == "succeed":
            actions.succeed(by=actor, predecessor=unit, **form.cleaned_data)
        elif what == "undo":
            _undo(request, actor, unit)
        else:
            _forget(request, actor, unit, what)
    except Refused as refusal:
        if form is None:
            raise
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Saved."))
    return True


def _undo(request: PortalRequest, actor: Actor, unit: OrganisationUnit) -> None:
    wanted = request.POST.get("succession", "")
    found = [one for one in successions_of(unit) if str(one.pk) == wanted]
    if not found:
        raise NotHere
    actions.undo_succession(by=actor, succession=found[0])


def _forget(request: PortalRequest, actor: Actor, unit: OrganisationUnit, what: str) -> None:
    wanted = request.POST.get("alias", "")
    found = [alias for alias in unit.aliases.all() if str(alias.pk) == wanted]
    if what != "forget" or not found:
        raise NotHere
    actions.forget_spelling(by=actor, alias=found[0])
