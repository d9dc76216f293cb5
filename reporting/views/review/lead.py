"""“My sections”: what a working-group lead looks over, in all units and the newest periods."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.forms.led_sections import LedForm
from reporting.queries.led_reports import LedReport, Overview, overview
from reporting.queries.report_list import listed_years
from reporting.queries.working_groups import led_sections
from reporting.views.portal import portal_view
from reporting.views.reports.doors import report_address


@dataclass(frozen=True)
class ShownReport:
    report: LedReport
    url: str


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
        "lines": _shown(found),
    }
    return render(request, "review/my_sections.html", context)


def _shown(found: Overview) -> list[tuple[str, list[list[ShownReport]]]]:
    return [
        (
            line.name,
            [
                [
                    ShownReport(one, report_address(one.revision.report, "reporting:review"))
                    for one in cell
                ]
                for cell in line.reports
            ],
        )
        for line in found.lines
    ]
