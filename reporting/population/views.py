"""The populations by place and year: the table, its workbook, and the workbook sent back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.models import OrganisationUnit, UnitKind
from provinces.queries import unit_names
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.core.queries.years import this_year
from reporting.core.views.document_downloads import EXCEL
from reporting.core.views.portal import portal_view
from reporting.core.workbooks.inspection import BadWorkbook
from reporting.core.workbooks.lists import WorkbookUploadForm
from reporting.population.actions import Stored, store_populations
from reporting.population.exports import write_populations
from reporting.population.forms import read_population_workbook
from reporting.population.queries import PlaceLine, lines_to_fill, population_table


@require_safe
@portal_view(Permission.REPORT_VIEW)
def population(request: PortalRequest, actor: Actor, year: int | None = None) -> HttpResponseBase:
    """Of the newest year, or of the year in the address."""
    language = get_language() or "en"
    table = population_table(year, language)
    if year is not None and table.year != year:
        raise NotHere
    sources = _sources(table.lines, language)
    context = {
        "table": table,
        "shown_year": str(table.year or ""),
        "may_write": actor.may(Permission.PEOPLE_MANAGE),
        "sources": list(sources),
        "rows": [(line, sources.get(_source(line, language))) for line in table.lines],
    }
    return render(request, "population/population.html", context)


def _sources(lines: list[PlaceLine], language: str) -> dict[str, int]:
    """Each once, in the order of the table, with the number by which a line names it."""
    texts = filter(None, (_source(line, language) for line in lines))
    return {text: number for number, text in enumerate(dict.fromkeys(texts), start=1)}


def _source(line: PlaceLine, language: str) -> str:
    return line.number.source_in(language) if line.number else ""


@require_safe
@portal_view(Permission.REPORT_VIEW)
def population_download(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    """`?province=KH-08`: of that one with its districts."""
    province = _province(request.GET.get("province", ""))
    lines = lines_to_fill(year, get_language() or "en", province)
    response = HttpResponse(write_populations(lines, year), content_type=EXCEL)
    name = f"population-{year}{f'-{province.code}' if province else ''}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _province(code: str) -> OrganisationUnit | None:
    if not code:
        return None
    found = OrganisationUnit.objects.filter(code=code, kind=UnitKind.PROVINCE).first()
    if found is None:
        raise NotHere
    return found


@require_http_methods(["GET", "POST"])
@portal_view(Permission.PEOPLE_MANAGE)
def population_upload(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """All rows are stored, or none."""
    form = WorkbookUploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "year": this_year(), **_provinces()}
    if request.method == "POST" and form.is_valid():
        try:
            read = read_population_workbook(form.cleaned_data["workbook"].read())
        except BadWorkbook as error:
            form.add_error("workbook", str(error))
        else:
            if not read.problems and read.rows:
                _say(request, store_populations(by=actor, rows=read.rows))
                return redirect("reporting:population")
            context |= {"problems": read.problems, "was_empty": not read.problems}
    return render(request, "population/upload.html", context)


def _provinces() -> dict[str, Any]:
    units = OrganisationUnit.objects.filter(kind=UnitKind.PROVINCE).order_by("code")
    names = unit_names(this_year(), get_language() or "en", units)
    return {"provinces": [(unit.code, names.get(unit.pk, unit.code)) for unit in units]}


def _say(request: PortalRequest, stored: Stored) -> None:
    words = _("Stored. New: %(added)d; changed: %(changed)d; as before: %(same)d.")
    messages.success(
        request,
        words % {"added": stored.added, "changed": stored.changed, "same": stored.same},
    )
