"""The indicators of the plan: of a year by strategy, one with its places, its targets."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, require
from reporting.consolidation.queries.indicators import baseline_words, rule_words
from reporting.core.views.document_downloads import as_csv, as_workbook
from reporting.core.views.portal import portal_view
from reporting.monitoring.actions import draft_target, publish_target, remove_target
from reporting.monitoring.forms.targets import TargetForm
from reporting.monitoring.queries.completeness import known_year
from reporting.monitoring.queries.indicator_pages import (
    IndicatorYear,
    indicator_at,
    indicator_years,
    target_drafts,
    targets,
)
from reporting.monitoring.queries.indicators_document import indicators_document, indicators_table
from strategies.models import Indicator


@require_safe
@portal_view(Permission.REPORT_VIEW)
def indicators_now(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    years = indicator_years()
    if years:
        return redirect("reporting:indicators_year", years[0])
    return render(request, "monitoring/no_indicators.html", {"is_national": actor.is_national})


@require_safe
@portal_view(Permission.REPORT_VIEW)
def indicators_year(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    shown = IndicatorYear(known_year(year), sees_all=actor.is_national)
    context = {
        "year": year,
        "years": indicator_years(),
        "shown": shown,
        "rule": rule_words(),
        "may_set": actor.may(Permission.EDITION_WRITE),
        "is_national": actor.is_national,
    }
    if not shown.has_values:
        return render(request, "monitoring/no_indicators.html", context)
    return render(request, "monitoring/indicators.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def indicators_file(
    request: PortalRequest, actor: Actor, year: int, ending: str
) -> HttpResponseBase:
    """The same content as the page; where there is none, the page says why."""
    require(actor, Permission.DOWNLOAD)
    shown = IndicatorYear(known_year(year), sees_all=actor.is_national)
    if not shown.has_values:
        return redirect("reporting:indicators_year", year)
    language, name = get_language() or "en", f"indicators-{year}"
    if ending == "csv":
        return as_csv(indicators_table(shown, language), name, [year])
    return as_workbook(indicators_document(shown, language), name, [year])


@require_safe
@portal_view(Permission.REPORT_VIEW)
def indicator_page(
    request: PortalRequest, actor: Actor, year: int, indicator: str
) -> HttpResponseBase:
    """How a value came about: its numerator and denominator lead to the trace of each figure."""
    shown = IndicatorYear(known_year(year), sees_all=actor.is_national)
    found = indicator_at(indicator, year)
    if not shown.has_values:
        return redirect("reporting:indicators_year", year)
    line = shown.line(found.code)
    context = {**_about(shown, found), "line": line, "may_set": actor.may(Permission.EDITION_WRITE)}
    return render(request, "monitoring/indicator.html", context)


def _about(shown: IndicatorYear, indicator: Indicator) -> dict[str, Any]:
    language = get_language() or "en"
    changed, run = indicator.published_at, shown.run
    return {
        "is_changed_since": bool(changed and run and changed > run.created_at),
        "year": shown.year,
        "shown": shown,
        "indicator": indicator,
        "numerators": shown.figures(indicator.numerator, language),
        "denominators": shown.figures(indicator.denominator, language),
        "provinces": shown.provinces(indicator),
        "targets": targets(indicator),
        "baseline_said_by": baseline_words(indicator),
        "rule": rule_words(),
    }


@require_http_methods(["GET", "POST"])
@portal_view(Permission.EDITION_WRITE)
def indicator_target(
    request: PortalRequest, actor: Actor, year: int, indicator: str
) -> HttpResponseBase:
    found = indicator_at(indicator, known_year(year))
    first = (found.baseline_year or year - 1) + 1
    form = TargetForm(
        request.POST or None, indicator=found, first_year=first, initial={"year": year}
    )
    if request.method == "POST" and form.is_valid():
        draft_target(by=actor, indicator=found, **form.cleaned_data)
        words = _("The target is a draft. Look at what it would say of the year, then publish it.")
        messages.info(request, words)
        return redirect("reporting:indicator_target", year, found.code)
    context = {
        "form": form,
        "year": year,
        "indicator": found,
        "targets": targets(found),
        "drafts": target_drafts(found, year),
    }
    return render(request, "monitoring/indicator_target.html", context)


@require_POST
@portal_view(Permission.EDITION_WRITE)
def indicator_target_remove(
    request: PortalRequest, actor: Actor, year: int, indicator: str, of: int
) -> HttpResponseBase:
    found = indicator_at(indicator, known_year(year))
    remove_target(by=actor, indicator=found, year=of, is_draft=request.POST.get("draft") == "1")
    messages.success(request, _("The target is taken away."))
    return redirect("reporting:indicator_target", year, found.code)


@require_POST
@portal_view(Permission.EDITION_WRITE)
def indicator_target_publish(
    request: PortalRequest, actor: Actor, year: int, indicator: str, of: int
) -> HttpResponseBase:
    found = indicator_at(indicator, known_year(year))
    publish_target(by=actor, indicator=found, year=of)
    messages.success(request, _("The target is published. Its light follows at once."))
    return redirect("reporting:indicator", year, found.code)
