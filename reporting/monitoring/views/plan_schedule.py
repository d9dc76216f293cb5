"""The schedule of the plan, to be printed: a PDF or a workbook, of a unit or of everybody."""

from io import BytesIO

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, require
from reporting.core.views.document_downloads import as_pdf, as_workbook
from reporting.core.views.portal import portal_view
from reporting.document.pdf.rendering import render_pdf
from reporting.monitoring.queries.completeness import known_year
from reporting.monitoring.queries.plan_schedule import Schedule
from reporting.monitoring.views.plan_progress import name_of, progress_of


@require_safe
@portal_view(Permission.REPORT_VIEW)
def plan_schedule(
    request: PortalRequest, actor: Actor, year: int, ending: str, unit: str | None = None
) -> HttpResponse:
    require(actor, Permission.DOWNLOAD)
    of, progress = progress_of(actor, known_year(year), unit)
    if progress.plan is None:
        raise NotHere
    document = Schedule(progress, progress.plan, name_of(of, progress)).document()
    name = f"schedule-{year}-{of.code}" if of else f"schedule-{year}"
    if ending == "xlsx":
        return as_workbook(document, name, [year])
    out = BytesIO()
    render_pdf(document, out)
    return as_pdf(out, name, [year])
