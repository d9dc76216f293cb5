"""A measure by sex, age or nationality, its years side by side; and its files."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, require
from reporting.core.queries.measures import Measures
from reporting.core.views.document_downloads import as_csv, as_workbook
from reporting.core.views.portal import portal_view
from reporting.entry.page.queries.report_list import listed_years
from reporting.monitoring.forms.choices import MeasureForm
from reporting.monitoring.queries.measures import MeasureTable
from reporting.monitoring.queries.measures_document import measure_document, measure_table


@require_safe
@portal_view(Permission.REPORT_VIEW)
def explore_measures(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """Of the nation for those who see it, of one's own unit for the others."""
    form, table, years = _asked(request, actor)
    context = {
        "form": form,
        "table": table,
        "is_national": actor.is_national,
        "years": years,
        "notes": measure_table(table).notes if table and table.has_numbers else (),
        "query": urlencode(form.cleaned_data) if table else "",
    }
    return render(request, "monitoring/measures.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def measures_file(request: PortalRequest, actor: Actor, ending: str) -> HttpResponseBase:
    """The same content as the page; what cannot be shown is explained there."""
    require(actor, Permission.DOWNLOAD)
    table = _asked(request, actor)[1] if "measure" in request.GET else None
    if table is None or not table.has_numbers:
        return redirect(f"{reverse('reporting:explore_measures')}?{request.GET.urlencode()}")
    name = "-".join((table.measure.replace("_", "-"), *table.by, str(table.years[-1])))
    if ending == "csv":
        return as_csv(measure_table(table), name, table.years)
    return as_workbook(measure_document(table, get_language() or "en"), name, table.years)


def _asked(
    request: PortalRequest, actor: Actor
) -> tuple[MeasureForm, MeasureTable | None, list[int]]:
    measures = Measures(get_language() or "en")
    years = listed_years()
    first = next(iter(measures.places()), "")  # what the page opens with
    asked = request.GET if "measure" in request.GET or not first else {"measure": first}
    form = MeasureForm(asked, measures=measures)
    if not form.is_valid() or not years:
        return form, None, years
    place, _sign, measure = form.cleaned_data["measure"].rpartition("#")
    by = [form.cleaned_data[name] for name in ("by", "then") if form.cleaned_data[name]]
    unit = None if actor.is_national else actor.unit
    return (
        form,
        MeasureTable(measures, measure, by, years, unit, place, sees_all=actor.is_national),
        years,
    )
