"""The annual report on the screen: years, contents, one page a section."""

from functools import partial

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.queries.annual import edition_in
from reporting.queries.years import editions, newest_edition
from reporting.views.blocks import shapes
from reporting.views.edition_files import files_of
from reporting.views.portal import portal_view


@require_safe
@portal_view(Permission.ANNUAL_VIEW)
def annual_years(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    return render(request, "annual/years.html", {"editions": editions()})


@require_safe
@portal_view(Permission.ANNUAL_VIEW)
def annual_contents(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    consolidation = newest_edition(year)
    edition = edition_in(consolidation, get_language() or "en")
    context = {
        "year": year,
        "consolidation": consolidation,
        "edition": edition,
        "document": edition.document,
        "files": files_of(consolidation, actor.permissions),
    }
    return render(request, "annual/contents.html", context)


@require_safe
@portal_view(Permission.ANNUAL_VIEW)
def annual_section(
    request: PortalRequest, actor: Actor, year: int, section: str
) -> HttpResponseBase:
    consolidation = newest_edition(year)
    edition = edition_in(consolidation, get_language() or "en")
    found = edition.section(section)
    before, after = edition.neighbours(section)
    context = {
        "year": year,
        "consolidation": consolidation,
        "document": edition.document,
        "section": found,
        "path": edition.path(section),
        "below": edition.below(section),
        "shapes": list(shapes(found.blocks, partial(may_open, actor))),
        "before": before,
        "after": after,
    }
    return render(request, "annual/section.html", context)


def may_open(actor: Actor, address: str) -> bool:
    """Whether this person finds something behind a figure: a unit its own and what is added up
    over many, but not another unit's nor what is counted from rows that it does not see."""
    scope = address.partition("@")[2].partition(":")[0]
    if actor.is_national or scope == actor.unit.code:
        return True
    return scope.islower() or not (scope or "{" in address or "count(" in address)
