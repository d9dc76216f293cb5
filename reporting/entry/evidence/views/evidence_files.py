"""A file of evidence, handed out by the portal itself: nothing else serves it."""

from django.http import HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.core.views.portal import portal_view
from reporting.entry.access import ReportAccess
from reporting.entry.evidence.queries import content_of_file, evidence_at, preview_of_file
from reporting.entry.evidence.rules import PICTURES, SHOWN, TYPES
from reporting.entry.page.views.report_access import report_view

# Nothing in it runs, loads, sends or is put into another page. A browser's viewer of PDF does not
# open in a sandbox; what a PDF could run was refused when it was attached.
ALONE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
POLICY = f"{ALONE}; sandbox"


@require_safe
@portal_view(Permission.REPORT_VIEW)
@report_view
def evidence_file(
    request: PortalRequest, actor: Actor, found: ReportAccess, key: int
) -> HttpResponseBase:
    """Pictures and PDFs in the browser, documents as a download; `?download` all of them."""
    row = evidence_at(found.report, key)
    kind = row.file.kind
    as_download = kind not in SHOWN or "download" in request.GET
    return _answer(content_of_file(row), kind, row.name, as_download=as_download)


@require_safe
@portal_view(Permission.REPORT_VIEW)
@report_view
def evidence_preview(
    request: PortalRequest, actor: Actor, found: ReportAccess, key: int
) -> HttpResponseBase:
    row = evidence_at(found.report, key)
    return _answer(preview_of_file(row), "jpeg", f"{row.pk}.jpg", as_download=False)


def _answer(content: bytes, kind: str, name: str, *, as_download: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(as_download, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = ALONE if kind == "pdf" else POLICY
    if kind in PICTURES:
        response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
