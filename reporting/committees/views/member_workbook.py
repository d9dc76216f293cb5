"""Members entered in Excel: the workbook to fill, and the workbook sent back."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.models import CommitteeMember, OrganisationUnit, UnitKind
from provinces.queries import unit_names
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused
from reporting.committees.actions import bring_members
from reporting.committees.exports import write_members
from reporting.committees.forms.member_workbook import ReadMembers, read_members
from reporting.committees.queries.members_and_deputies import (
    groups_of_committee,
    is_over,
    kept_committees,
)
from reporting.core.queries.years import this_year
from reporting.core.views.document_downloads import EXCEL
from reporting.core.views.portal import portal_view
from reporting.core.workbooks.inspection import BadWorkbook
from reporting.core.workbooks.lists import WorkbookUploadForm


@require_safe
@portal_view(Permission.COMMITTEE_KEEP)
def members_to_fill(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """Who sits in the committees that this person keeps."""
    units = _kept(actor)
    names = unit_names(this_year(), get_language() or "en", units)
    today = timezone.localdate()
    sitting = {
        unit: [row for row in rows if not is_over(row, today)]
        for unit, rows in _members(units).items()
    }
    content = write_members(units, names, sitting, _groups(units))
    response = HttpResponse(content, content_type=EXCEL)
    whose = "all" if actor.is_national else actor.unit.code
    response["Content-Disposition"] = f'attachment; filename="committee-members-{whose}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
@portal_view(Permission.COMMITTEE_KEEP)
def members_upload(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """All rows are stored, or none."""
    units = _kept(actor)
    form = WorkbookUploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "actor": actor}
    if request.method == "POST" and form.is_valid():
        try:
            read = _read(form.cleaned_data["workbook"].read(), units)
            if not read.problems and (read.added or read.ended):
                return _stored(request, actor, read)
        except BadWorkbook as error:
            form.add_error("workbook", str(error))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            context |= {"problems": read.problems, "was_empty": not read.problems}
    return render(request, "committees/member_workbook.html", context)


def _kept(actor: Actor) -> list[OrganisationUnit]:
    units = kept_committees(actor)
    if not units:
        raise NotHere
    return units


def _read(content: bytes, units: list[OrganisationUnit]) -> ReadMembers:
    return read_members(content, units, _members(units), _groups(units))


def _stored(request: PortalRequest, actor: Actor, read: ReadMembers) -> HttpResponseBase:
    added, ended = bring_members(by=actor, added=read.added, ended=read.ended)
    words = _("Stored. New members: %(added)d; ended: %(ended)d.")
    messages.success(request, words % {"added": added, "ended": ended})
    if actor.is_national:
        return redirect("reporting:committees")
    return redirect("reporting:committee", actor.unit.code)


def _members(units: list[OrganisationUnit]) -> dict[int, list[CommitteeMember]]:
    """Unit -> everybody who ever sat there; one query."""
    found: dict[int, list[CommitteeMember]] = defaultdict(list)
    rows = CommitteeMember.objects.filter(organisation_unit__in=units)
    for row in rows.select_related("organisation_unit").order_by("group", "valid_from", "pk"):
        found[row.organisation_unit_id].append(row)
    return found


def _groups(units: list[OrganisationUnit]) -> dict[str, str]:
    with_groups = next((unit for unit in units if unit.kind == UnitKind.PROVINCE), None)
    return groups_of_committee(with_groups) if with_groups else {}
