"""The glossary, to be read and downloaded; it is changed with the portal's source."""

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.catalogue.forms.glossary import GlossaryFilter
from reporting.catalogue.queries.glossary import glossary, glossary_file, portal_texts
from reporting.core.views.portal import portal_view


@require_safe
@portal_view(Permission.CATALOGUE_MANAGE)
def glossary_page(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    form = GlossaryFilter(request.GET)
    terms = glossary(form.given()["q"])
    proposed = sum(not term.is_certain for term in glossary())
    context = {"form": form, "terms": terms, "proposed": proposed, "texts": portal_texts()}
    return render(request, "catalogue/glossary.html", context)


@require_safe
@portal_view(Permission.CATALOGUE_MANAGE)
def glossary_csv(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    path = glossary_file()
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=path.name,
        content_type="text/csv; charset=utf-8",
    )
