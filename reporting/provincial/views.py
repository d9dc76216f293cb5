"""The reports of provinces: the list of a year, one of them, its files."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from provinces.models import OrganisationUnit, UnitKind
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused, require, require_whole
from reporting.core.actions.jobs import ring
from reporting.core.forms import LANGUAGE_NAMES
from reporting.core.queries.practice_years import mark_of_name
from reporting.core.views.document_blocks import block_presenters
from reporting.core.views.job_parts import is_part, moving_part, work_on
from reporting.core.views.portal import portal_view
from reporting.document.json_files import document_from_json
from reporting.document.value import Document
from reporting.editions.reading.views.report_pages import may_open
from reporting.models import ProvincialReport
from reporting.provincial.actions.provincial_jobs import last_job, may_ask, request_reports
from reporting.provincial.exports import NAMES, PDF, WORKBOOK, file_of
from reporting.provincial.queries.stored_reports import (
    ProvinceLine,
    YearState,
    consolidated_years,
    is_known,
    newest_year,
    province_lines,
    province_read,
    stored_report,
    year_state,
)

ENDINGS = {PDF: "pdf", WORKBOOK: "xlsx"}
KINDS = {PDF: "PDF", WORKBOOK: "Excel"}


@require_safe
@portal_view(Permission.ANNUAL_VIEW)
def provincial(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """Leads to the newest year."""
    if not actor.is_national and actor.unit.kind != UnitKind.PROVINCE:
        require(actor, Permission.EDITION_READ)
    year = newest_year(actor)
    if year is None:
        return render(request, "provincial/no_year.html", {"actor": actor})
    if actor.is_national:
        return redirect("reporting:provincial_year", year)
    return redirect("reporting:provincial_report", actor.unit.code, year)


@require_http_methods(["GET", "HEAD", "POST"])
@portal_view(Permission.ANNUAL_VIEW)
def provincial_year(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    """The Secretariat's list; a province is led to its own report."""
    if not actor.is_national and actor.unit.kind == UnitKind.PROVINCE:
        return redirect("reporting:provincial_report", actor.unit.code, year)
    require(actor, Permission.EDITION_READ)
    state = year_state(year)
    if not state.is_consolidated and not is_known(year):
        raise NotHere
    here = reverse("reporting:provincial_year", args=[year])
    if request.method == "POST":
        request_reports(by=actor, year=year, ring=ring)
        return redirect(here)
    if is_part(request):
        return moving_part(request, last_job(year, None), here)
    require_whole(actor, published=state.is_published)
    lines = province_lines(year, get_language() or "en", state.stamp)
    context = {
        "year": year,
        "years": consolidated_years(),
        "state": state,
        "lines": [(line, _line_files(line, year)) for line in lines],
        "made": sum(line.is_current for line in lines),
        "may_make": actor.may(Permission.EDITION_WRITE),
        **work_on(last_job(year, None), here),
    }
    return render(request, "provincial/year.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@portal_view(Permission.ANNUAL_VIEW)
def provincial_report(
    request: PortalRequest, actor: Actor, unit: str, year: int
) -> HttpResponseBase:
    province = province_read(actor, unit)
    state = year_state(year)
    if not state.is_consolidated and not is_known(year):
        raise NotHere
    here = reverse("reporting:provincial_report", args=[unit, year])
    if request.method == "POST":
        request_reports(by=actor, year=year, unit=province, ring=ring)
        return redirect(here)
    if is_part(request):
        return moving_part(request, last_job(year, province), here)
    require_whole(actor, published=state.is_published)
    language = _language(request)
    report = stored_report(province, year, language)
    document = document_from_json(report.document) if report else None
    context = {
        "year": year,
        "trace_period": str(year),
        "shown_year": str(year),
        "unit": province,
        "actor": actor,
        "state": state,
        "report": report,
        "is_current": report is not None and report.stamp == state.stamp,
        "document": document,
        "language": language,
        "others": [(code, name) for code, name in LANGUAGE_NAMES.items() if code != language],
        "files": _files(report) if report and actor.may(Permission.DOWNLOAD) else [],
        "may_make": _may_make(actor, province),
        "sections": _sections(document, _opens(actor, state, report)) if document else [],
        **work_on(last_job(year, province), here),
    }
    return render(request, "provincial/report.html", context)


def _line_files(line: ProvinceLine, year: int) -> list[tuple[str, str]]:
    """Address and words of each."""
    return [
        (_file_url(line.unit.code, year, name, language), f"{kind}, {LANGUAGE_NAMES[language]}")
        for language in line.reports
        for name, kind in KINDS.items()
    ]


def _file_url(unit: str, year: int, name: str, language: str) -> str:
    return f"{reverse('reporting:provincial_file', args=[unit, year, name])}?language={language}"


def _may_make(actor: Actor, province: OrganisationUnit) -> bool:
    try:
        may_ask(actor, province)
    except (Refused, NotHere):
        return False
    return True


def _opens(
    actor: Actor, state: YearState, report: ProvincialReport | None
) -> Callable[[str], bool]:
    """A number leads to its trace where the trace is of the same figures, and this person finds it:
    a province once they are published."""
    same = report is not None and report.stamp == state.stamp
    readable = actor.is_national or state.is_published

    def opens(address: str) -> bool:
        return same and readable and may_open(actor, address)

    return opens


def _sections(document: Document, opens: Callable[[str], bool]) -> list[tuple[Any, Any]]:
    return [
        (section, list(block_presenters(section.blocks, opens))) for section in document.sections
    ]


def _files(report: ProvincialReport) -> list[tuple[str, str, int]]:
    """Address, kind, bytes."""
    sizes = {PDF: report.pdf_size, WORKBOOK: report.workbook_size}
    unit = report.organisation_unit.code
    return [
        (_file_url(unit, report.year, name, report.language), kind, sizes[name])
        for name, kind in KINDS.items()
    ]


def _language(request: HttpRequest) -> str:
    """The one that was asked for, else that of the page."""
    wanted = request.GET.get("language", "")
    known = [code for code, _name in settings.LANGUAGES]
    return wanted if wanted in known else (get_language() or "en")


@require_safe
@portal_view(Permission.DOWNLOAD)
def provincial_file(
    request: PortalRequest, actor: Actor, unit: str, year: int, name: str
) -> HttpResponseBase:
    """The file that was made last; where it is lost, the page offers to make it again."""
    province = province_read(actor, unit)
    if name not in NAMES:
        raise NotHere
    language = _language(request)
    report = stored_report(province, year, language)
    if report is None:
        raise NotHere
    path = file_of(unit, year, language, report.stamp, name)
    if not path.exists():
        return redirect("reporting:provincial_report", unit, year)
    digest = report.pdf_digest if name == PDF else report.workbook_digest
    mark = f"{'-km' if language == 'km' else ''}{mark_of_name(year)}"
    filename = f"report-{unit}-{year}{mark}.{ENDINGS[name]}"
    response = FileResponse(path.open("rb"), as_attachment=True, filename=filename)
    response["ETag"] = f'"{digest}"'
    return response


# There `language` says which document is meant; the page stays in its own.
provincial_report.own_language = provincial_file.own_language = True  # type: ignore[attr-defined]
