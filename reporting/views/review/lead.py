"""“My sections”: what a working-group lead looks over, in all units and the newest periods."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.forms.led_sections import LedForm
from reporting.queries.led_reports import overview
from reporting.queries.report_list import listed_years
from reporting.queries.working_groups import led_sections
from reporting.views.portal import portal_view


@require_safe
@portal_view(Permission.SECTION_LEAD)
def my_sections(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    sections = led_sections(actor.led_group)
    form = LedForm(request.GET, sections=sections, years=listed_years())
    found = overview(sections, form.wanted(), get_language() or "en")
    context = {
        "sections": sections,
        "form": form,
        "periods": [one.key for one in found.periods],
        "lines": found.lines,
    }
    return render(request, "review/my_sections.html", context)
