"""The committee of a unit with its deputies, on one page; all committees, for the Secretariat.
`what` says which form was sent."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.models import OrganisationUnit
from provinces.queries import unit_name
from provinces.roles import DELEGABLE, Permission, Role
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused, require
from reporting.committees import actions
from reporting.committees.forms.typed import DeputyForm, LastDayForm, MemberForm
from reporting.committees.queries.committee_table import committee_table
from reporting.committees.queries.members_and_deputies import (
    committee_lines,
    committee_of,
    deputies_of,
    groups_of_committee,
    has_committee,
    held_to_delegate,
    keeps,
    people_at,
    unit_read,
)
from reporting.core.queries.document_words import page_document
from reporting.core.queries.years import this_year
from reporting.core.views.document_downloads import as_csv, as_workbook
from reporting.core.views.portal import portal_view
from reporting.document.value import Section


@require_safe
@portal_view(Permission.REPORT_VIEW)
def committees(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """The Secretariat's list; a unit's people are shown their own."""
    if not actor.is_national:
        return redirect("reporting:committee", actor.unit.code)
    context = {"lines": committee_lines(), "keeps_any": actor.may(Permission.COMMITTEE_KEEP)}
    return render(request, "committees/committees.html", context)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_VIEW)
def committee(request: PortalRequest, actor: Actor, code: str) -> HttpResponseBase:
    unit = unit_read(actor, code)
    what = request.POST.get("what", "")
    groups = groups_of_committee(unit)
    sent = request.POST if request.method == "POST" else None
    forms = _forms(unit, actor, groups, sent, what)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            if _done(request, actor, unit, what, forms):
                messages.success(request, _("Saved."))
                return redirect("reporting:committee", unit.code)
        except Refused as error:
            refusal = error
    context = {
        "actor": actor,
        "unit": unit,
        "name": unit_name(unit, this_year(), get_language() or "en"),
        "has_committee": has_committee(unit),
        "groups": committee_of(unit, groups),
        "keeps": keeps(actor, unit),
        "deputies": deputies_of(unit, actor),
        "refusal": refusal,
        **forms,
    }
    status = refusal.status if refusal else 200
    return render(request, "committees/committee.html", context, status=status)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def committee_file(
    request: PortalRequest, actor: Actor, code: str, ending: str
) -> HttpResponseBase:
    """The members, now and before, as a table to take away."""
    require(actor, Permission.DOWNLOAD)
    unit = unit_read(actor, code)
    if not has_committee(unit):
        raise NotHere
    language = get_language() or "en"
    name = unit_name(unit, this_year(), language)
    table = committee_table(name, committee_of(unit, groups_of_committee(unit)))
    file = f"committee-{unit.code}"
    if ending == "csv":
        return as_csv(table, file, ())
    title = _("Committee: %(unit)s") % {"unit": name}
    section = Section("committee", "", title, 1, (table,))
    document = page_document(title, section, years=[this_year()], language=language)
    return as_workbook(document, file, ())


def _forms(
    unit: OrganisationUnit, actor: Actor, groups: dict[str, str], data: Any, what: str
) -> dict[str, Any]:
    """Those that this person may send."""
    manages = actor.may(Permission.PEOPLE_MANAGE)
    held = [] if manages else held_to_delegate(actor.user, unit)
    roles: list[Role] = _roles(unit) if manages else held
    people = people_at(unit) if roles or keeps(actor, unit) else []
    found: dict[str, Any] = {}
    if keeps(actor, unit) and has_committee(unit):
        sent = data if what == "add" else None
        found["member_form"] = MemberForm(sent, groups=groups, people=people)
    if roles:
        own = None if manages else actor.user
        sent = data if what == "delegate" else None
        found["deputy_form"] = DeputyForm(sent, roles=roles, people=people, own=own)
    return found


def _roles(unit: OrganisationUnit) -> list[Role]:
    """In which somebody signs at the unit: its reports, at the Secretariat the national one too."""
    if unit.kind == "nation":
        return []
    return list(DELEGABLE) if unit.kind == "secretariat" else [Role.APPROVER]


def _done(
    request: PortalRequest,
    actor: Actor,
    unit: OrganisationUnit,
    what: str,
    forms: dict[str, Any],
) -> bool:
    """False: the page is shown again with what has to be corrected."""
    steps: dict[str, Callable[[], None]] = {
        "add": lambda: _add(actor, unit, forms),
        "delegate": lambda: _delegate(actor, unit, forms),
        "end": lambda: _end(request, actor, unit),
        "revoke": lambda: actions.revoke(by=actor, unit=unit, delegation=_row(request)),
    }
    if what not in steps:
        raise NotHere
    sent = forms.get({"add": "member_form", "delegate": "deputy_form"}.get(what, ""))
    if sent is not None and not sent.is_valid():
        return False
    steps[what]()
    return True


def _add(actor: Actor, unit: OrganisationUnit, forms: dict[str, Any]) -> None:
    form: MemberForm | None = forms.get("member_form")
    if form is None:
        raise _not_kept(actor, unit)
    actions.add_member(by=actor, unit=unit, seat=form.seat(), user=form.user)


def _delegate(actor: Actor, unit: OrganisationUnit, forms: dict[str, Any]) -> None:
    form: DeputyForm | None = forms.get("deputy_form")
    if form is None:
        raise Refused(_("Who signs delegates the signature, or an administrator from a decision."))
    actions.delegate(by=actor, unit=unit, given=form.given())


def _end(request: PortalRequest, actor: Actor, unit: OrganisationUnit) -> None:
    form = LastDayForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Last day: %(why)s") % {"why": " ".join(map(str, form.errors["last_day"]))})
    day = form.cleaned_data["last_day"]
    actions.end_member(by=actor, unit=unit, member=_row(request), last_day=day)


def _not_kept(actor: Actor, unit: OrganisationUnit) -> Exception:
    if not has_committee(unit):
        return NotHere()
    return Refused(_("Only an approver of the unit or an administrator keeps its committee and "
                     "deputies."))  # fmt: skip


def _row(request: PortalRequest) -> int:
    number = whole_number(request.POST.get("row", ""))
    if not number or number >= 2**31:
        raise NotHere
    return number
