"""The home page: what this person's role asks of them comes first."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.queries.findings import SEVERITIES, Findings
from reporting.queries.home import figures_beside, inbox, own_reports
from reporting.queries.nation import NationalState
from reporting.queries.years import edition_or_none, editions, reported_year
from reporting.views.edition_files import files_of
from reporting.views.portal import portal_view
from reporting.views.tiles import tile_map

RUNS = {Permission.CONSOLIDATION_RUN, Permission.ANNUAL_PUBLISH}
FILLS = {Permission.REPORT_ENTER, Permission.REPORT_SIGN}


@require_safe
@portal_view()
def home(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    language = get_language() or "en"
    if not actor.is_national:
        template, context = _of_a_unit(actor, language)
    elif actor.permissions & RUNS:
        template, context = "home/nation.html", _nation(actor, language)
    elif actor.may(Permission.PEOPLE_MANAGE):
        template, context = "home/administrator.html", {}
    else:
        template, context = "home/inbox.html", _inbox(language)
    return render(request, template, {"actor": actor, **context})


def _of_a_unit(actor: Actor, language: str) -> tuple[str, dict[str, Any]]:
    if actor.permissions & FILLS:
        return "home/unit.html", {
            "reports": own_reports(actor.unit),
            "editions": editions(),
            "may_sign": actor.may(Permission.REPORT_SIGN),
            "may_begin": actor.may(Permission.REPORT_ENTER),
        }
    published = next(iter(editions()), None)
    context: dict[str, Any] = {"consolidation": published}
    if published is not None:
        context["year"] = published.year
        context["tables"] = figures_beside(published, actor.unit)
        context["files"] = files_of(published, actor.permissions)
    return "home/focal_point.html", context


def _nation(actor: Actor, language: str) -> dict[str, Any]:
    year = reported_year()
    state = NationalState(year, language)
    edition = edition_or_none(year)
    severities = Findings(edition, language).count("severity") if edition else {}
    return {
        "year": year,
        "state": state,
        "tiles": tile_map(state.tiles),
        "consolidation": edition,
        "tallies": [(one, severities.get(one, 0)) for one in SEVERITIES],
        "waiting": len(inbox(language)),
        "may_run": actor.may(Permission.CONSOLIDATION_RUN),
        "may_publish": actor.may(Permission.ANNUAL_PUBLISH),
        "files": files_of(edition, actor.permissions) if edition else [],
    }


def _inbox(language: str) -> dict[str, Any]:
    year = reported_year()
    edition = edition_or_none(year)
    severities = Findings(edition, language).count("severity") if edition else {}
    return {
        "year": year,
        "waiting": inbox(language),
        "state": NationalState(year, language),
        "consolidation": edition,
        "tallies": [(one, severities.get(one, 0)) for one in SEVERITIES],
    }
