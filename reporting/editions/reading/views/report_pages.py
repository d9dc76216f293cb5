"""The reports on the screen: which there are, the contents of one, a page a section."""

from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, require_section
from reporting.core.queries.editions import newest_published
from reporting.core.queries.period_words import report_title
from reporting.core.views.document_blocks import block_presenters
from reporting.core.views.portal import portal_view
from reporting.core.views.text_runs import kept_numbers
from reporting.document.chapters_and_annex import annex, annex_title
from reporting.editions.composing.queries.stated_figures import remarks
from reporting.editions.reading.queries.readable_editions import readable_periods, reading_of
from reporting.editions.reading.views.edition_files import files_to_read
from reporting.editions.reading.views.report_addresses import ReportAddress
from reporting.kernel.periods import Period


@require_safe
@portal_view(Permission.ANNUAL_VIEW)
def annual_years(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    context = {
        "periods": [(report_title(found.period), found) for found in readable_periods()],
        "may_write": actor.may(Permission.EDITION_READ),
    }
    return render(request, "editions/reading/annual_reports.html", context)


@require_safe
@portal_view(Permission.ANNUAL_VIEW)
def annual_contents(
    request: PortalRequest, actor: Actor, period: Period, edition: int | None = None
) -> HttpResponseBase:
    context = _reading(period, edition)
    document = context["document"]
    context["annex"] = annex_title(document) if annex(document) else ""
    context["files"] = files_to_read(context["reading"], actor)
    return render(request, "editions/reading/report_contents.html", context)


@require_safe
@portal_view(Permission.ANNUAL_VIEW)
def annual_section(
    request: PortalRequest, actor: Actor, period: Period, section: str, edition: int | None = None
) -> HttpResponseBase:
    context = _reading(period, edition)
    outlined = context["reading"].outlined
    found = outlined.section(section)
    require_section(actor, section, published=context["reading"].is_published)
    before, after = outlined.neighbours(section)
    context |= {
        "section": found,
        "path": outlined.path(section),
        "below": outlined.below(section),
        "untraced": not actor.may(Permission.REPORT_VIEW),
        "presenters": list(block_presenters(found.blocks, partial(may_open, actor), edition)),
        "kept": kept_numbers(found.blocks),
        "doubts": [said for _head, said in remarks([found])],
        "before": before,
        "after": after,
    }
    return render(request, "editions/reading/report_section.html", context)


@require_safe
@portal_view(Permission.ANNUAL_VIEW)
def annual_discrepancies(
    request: PortalRequest, actor: Actor, period: Period, edition: int | None = None
) -> HttpResponseBase:
    """The annex of the report: for whoever reads the report. The workspace is the Secretariat's."""
    context = _reading(period, edition)
    document = context["document"]
    parts = annex(document)
    if not parts:
        raise NotHere
    context |= {"title": annex_title(document), "parts": parts}
    return render(request, "editions/reading/printed_discrepancies.html", context)


def _reading(period: Period, edition: int | None) -> dict[str, Any]:
    """`year` is what the page says of practice; `newer` the edition that replaces this one."""
    reading = reading_of(period, get_language() or "en", edition)
    newest = newest_published(period.key) if edition else None
    return {
        "reader": ReportAddress(reading, edition),
        "reading": reading,
        "document": reading.document,
        "year": period.year,
        "period": period,
        "trace_period": period.url,
        "newer": newest if newest and newest.number > (edition or 0) else None,
    }


def may_open(actor: Actor, address: str) -> bool:
    """Whether this person finds something behind a figure: a unit its own and what is added up
    over many, but not another unit's nor what is counted from rows that it does not see."""
    if not actor.may(Permission.REPORT_VIEW):
        return False  # an observer reads what is printed, not what is behind it
    scope = address.partition("@")[2].partition(":")[0]
    if actor.is_national or scope == actor.unit.code:
        return True
    return scope.islower() or not (scope or "{" in address or "count(" in address)
