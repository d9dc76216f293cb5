"""What the checks found in a year's reports and in its printed figures."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.forms.findings import FindingsFilter
from reporting.kernel.checks.kinds import KINDS
from reporting.queries.findings import SEVERITIES, Findings
from reporting.queries.years import editions, newest_edition
from reporting.views.portal import portal_view


@require_safe
@portal_view(Permission.DISCREPANCY_VIEW)
def discrepancy_years(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """The newest year's list: there is seldom more than one of interest."""
    found = editions()
    if found:
        return redirect("reporting:discrepancies", found[0].year)
    return render(request, "reporting/no_discrepancies.html")


@require_safe
@portal_view(Permission.DISCREPANCY_VIEW)
def discrepancies(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    consolidation = newest_edition(year)
    findings = Findings(consolidation, get_language() or "en")
    form = FindingsFilter(request.GET, findings)
    by_severity = findings.count("severity")
    by_kind = findings.count("kind")
    context = {
        "year": year,
        "years": [one.year for one in editions()],
        "consolidation": consolidation,
        "form": form,
        "total": len(findings.rows),
        "tallies": [(severity, by_severity[severity]) for severity in SEVERITIES],
        "findings": findings.choose(form.wanted()),
        "kinds": [
            {"kind": kind, "title": _(kind.title), "explanation": _(kind.explanation),
             "count": by_kind[code]}
            for code, kind in KINDS.items()
        ],
        "kind_titles": {code: _(kind.title) for code, kind in KINDS.items()},
    }  # fmt: skip
    return render(request, "reporting/discrepancies.html", context)
