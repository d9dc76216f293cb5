"""A measure by sex or age, its years side by side."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.core.queries.measures import Measures
from reporting.core.views.portal import portal_view
from reporting.entry.page.queries.report_list import listed_years
from reporting.monitoring.forms import MeasureForm
from reporting.monitoring.queries.measures import MeasureTable


@require_safe
@portal_view(Permission.REPORT_VIEW)
def explore_measures(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """Of the nation for those who see it, of one's own unit for the others."""
    measures = Measures(get_language() or "en")
    years = listed_years()
    form = MeasureForm(request.GET or None, measures=measures)
    table = None
    if form.is_valid() and years:
        table = MeasureTable(
            measures,
            form.cleaned_data["measure"],
            form.cleaned_data["by"] or None,
            years,
            None if actor.is_national else actor.unit,
        )
    context = {"form": form, "table": table, "is_national": actor.is_national, "years": years}
    return render(request, "monitoring/measures.html", context)
