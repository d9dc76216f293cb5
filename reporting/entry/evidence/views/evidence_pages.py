"""The page on which evidence is attached, listed and removed; its addresses answer the page's
module, too."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.core.views.portal import portal_view
from reporting.entry.access import ReportAccess
from reporting.entry.evidence import actions
from reporting.entry.evidence.forms.inspected_files import read_file
from reporting.entry.evidence.rules import NotKept
from reporting.entry.evidence.views.shown_evidence import (
    EvidencePlace,
    ReportEvidence,
    shown_evidence,
)
from reporting.entry.page.views.report_access import page_address, report_view
from reporting.entry.page.views.report_head import head_of

JSON = "application/json"


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_VIEW)
@report_view
def evidence_page(request: PortalRequest, actor: Actor, found: ReportAccess) -> HttpResponseBase:
    if request.method != "POST":
        return _page(request, found)
    found.require(Permission.REPORT_ENTER)
    table, row = request.POST.get("table", ""), request.POST.get("row", "")
    try:
        sent = request.FILES.get("file")
        file = read_file(sent if isinstance(sent, UploadedFile) else None)
        kept = actions.attach(by=actor, access=found, file=file, table=table, row=row)
    except NotKept as refusal:
        if _is_asked_by_module(request):
            return JsonResponse({"problem": str(refusal)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return _page(request, found, table=table, row=row, problem=str(refusal))
    said = _("“%(name)s” is attached.") % {"name": kept.name}
    return _done(request, found, table, said)


@require_POST
@portal_view(Permission.REPORT_VIEW)
@report_view
def evidence_remove(
    request: PortalRequest, actor: Actor, found: ReportAccess, key: int
) -> HttpResponseBase:
    row = actions.remove(by=actor, access=found, key=key)
    said = _("“%(name)s” is removed.") % {"name": row.name}
    return _done(request, found, row.table.code if row.table else "", said)


@require_POST
@portal_view(Permission.EDITION_WRITE)
@report_view
def evidence_choice(
    request: PortalRequest, actor: Actor, found: ReportAccess, key: int
) -> HttpResponseBase:
    wanted = request.POST.get("may_be_published") == "yes"
    row = actions.choose(by=actor, access=found, key=key, may_be_published=wanted)
    words = (
        _("“%(name)s” may stand in a public file.")
        if wanted
        else _("“%(name)s” stays out of public files.")
    )
    messages.success(request, words % {"name": row.name})
    return redirect(f"{page_address(found)}#evidence")


def _is_asked_by_module(request: PortalRequest) -> bool:
    return request.headers.get("Accept", "").startswith(JSON)


def _done(request: PortalRequest, found: ReportAccess, table: str, said: str) -> HttpResponseBase:
    """For the page's module the list of the place anew; else back to the list of all."""
    if not _is_asked_by_module(request):
        messages.success(request, said)
        return redirect(_anchor(found, table))
    evidence = shown_evidence(found)
    place = _place(evidence, table)
    context = {"place": place, "may_attach": True}
    items = render_to_string("entry/parts/evidence_items.html", context)
    return JsonResponse({"items": items, "count": len(place.items), "said": said})


def _anchor(found: ReportAccess, table: str) -> str:
    evidence = shown_evidence(found)
    return f"{evidence.url}#{_place(evidence, table).id}"


def _place(evidence: ReportEvidence, table: str) -> EvidencePlace:
    found = evidence.tables.get(table) if table else evidence.whole
    if found is None:
        raise NotHere
    return found


def _page(
    request: PortalRequest,
    found: ReportAccess,
    *,
    table: str = "",
    row: str = "",
    problem: str = "",
) -> HttpResponseBase:
    head = head_of(found)
    evidence = shown_evidence(found, is_newest=head.is_newest)
    context: dict[str, Any] = {
        "head": head,
        "evidence": evidence,
        "back": page_address(found),
        "problem": problem,
        "problem_at": _place(evidence, table).id if problem else "",
        "row": row,
        "refusal": "" if evidence.may_attach else found.refusal(Permission.REPORT_ENTER),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "entry/evidence_page.html", context, status=status)
