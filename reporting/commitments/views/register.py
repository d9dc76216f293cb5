"""The register, its files, and one commitment with its history and the form for an answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.queries import unit_names
from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, Refused, require
from reporting.commitments import actions
from reporting.commitments.forms.commitments import AnswerForm, RegisterFilter
from reporting.commitments.queries.answers import RegisterClock
from reporting.commitments.queries.feedback import feedback_of_commitment
from reporting.commitments.queries.history import changes_of
from reporting.commitments.queries.register import (
    RegisterLine,
    commitments,
    lines,
    one_commitment,
)
from reporting.commitments.queries.register_table import counts, register_table
from reporting.core.queries.document_words import page_document
from reporting.core.queries.practice_years import practice_years
from reporting.core.queries.years import this_year
from reporting.core.views.document_downloads import as_csv, as_workbook
from reporting.core.views.portal import paged, portal_view
from reporting.document.value import Section
from reporting.models import Commitment, CommitmentUnit

A_PAGE = 50


@require_safe
@portal_view(Permission.REPORT_VIEW)
def register(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    form, found, clock = _chosen(request.GET, actor)
    page, query = paged(request.GET, found, A_PAGE)
    context = {
        "actor": actor,
        "form": form,
        "page": page,
        "query": query,
        "count": len(found),
        "counts": counts(found),
        "overdue": sum(line.is_overdue for line in found),
        "clock": clock,
        "year": clock.today.year,  # of what is real no page says that it is practice
        "is_filtered": any(form.given().values()),
        "may_make": actor.is_national and actor.may(Permission.COMMITMENT_KEEP),
        "may_download": actor.may(Permission.DOWNLOAD),
    }
    return render(request, "commitments/register.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def register_file(request: PortalRequest, actor: Actor, ending: str) -> HttpResponseBase:
    require(actor, Permission.DOWNLOAD)
    _form, found, clock = _chosen(request.GET, actor)
    table = register_table(found)
    years = [clock.year or this_year()]
    if ending == "csv":
        return as_csv(table, "commitments", years)
    section = Section("commitments", "", table.caption, 1, (table,))
    document = page_document(table.caption, section, years=years, language=get_language() or "en")
    return as_workbook(document, "commitments", years)


def _chosen(
    asked: QueryDict, actor: Actor
) -> tuple[RegisterFilter, list[RegisterLine], RegisterClock]:
    language = get_language() or "en"
    practice = sorted(practice_years())
    clock = RegisterClock.of(whole_number(asked.get("seen", "")))
    rows = list(commitments(clock))
    form = RegisterFilter(asked, units=_units(language), practice=practice)
    found = [line for line in lines(rows, actor, clock, language) if form.fits(line)]
    return form, sorted(found, key=_order), clock


def _order(line: RegisterLine) -> tuple[Any, ...]:
    """What is overdue or due soon first, then by the number."""
    first = line.urgency if line.is_overdue or line.is_soon else (4,)
    return (*first[:1], line.commitment.number)


def _units(language: str) -> list[tuple[str, str]]:
    """Who answers for anything that this person sees."""
    rows = CommitmentUnit.objects.values_list(
        "organisation_unit_id", "organisation_unit__code"
    ).order_by("organisation_unit__position", "organisation_unit__code")
    codes = dict(rows.distinct())
    names = unit_names(this_year(), language, codes)
    return [(code, names.get(pk, code)) for pk, code in codes.items()]


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_VIEW)
def commitment_page(request: PortalRequest, actor: Actor, number: int) -> HttpResponseBase:
    commitment = one_commitment(number)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        actions.require_answerable(actor, commitment)
        if form.is_valid():
            actions.answer(by=actor, commitment=commitment, **form.cleaned_data)
            messages.success(request, _("Your answer stands in the register."))
            return redirect("reporting:commitment", commitment.number)
    return render(
        request, "commitments/commitment.html", _context(request, actor, commitment, form)
    )


def _context(
    request: PortalRequest, actor: Actor, commitment: Commitment, form: AnswerForm
) -> dict[str, Any]:
    language = get_language() or "en"
    seen = whole_number(request.GET.get("seen", "")) or commitment.origin_year
    clock = RegisterClock.of(seen)
    [line] = lines([commitment], actor, clock, language)
    keeps = actions.keeps(actor, commitment)
    context: dict[str, Any] = {
        "actor": actor,
        "line": line,
        "commitment": commitment,
        "sign": commitment.sign_in(language),
        "history": [(told, told.answer.by.name_in(language)) for told in reversed(line.answers)],
        "names": {one.unit.pk: one.name for one in line.units}
        | {commitment.kept_by_id: line.keeper},
        "changes": changes_of(commitment, language),
        "feedback": feedback_of_commitment(commitment.pk),
        "withdrawn_by": commitment.withdrawn_by.name_in(language)
        if commitment.withdrawn_by
        else "",
        "form": form if _may_answer(actor, commitment) else None,
        "keeps": keeps and not commitment.is_withdrawn,
        "practice": sorted(practice_years()),
        "clock": clock,
        "year": clock.today.year,
    }
    return context


def _may_answer(actor: Actor, commitment: Commitment) -> bool:
    if commitment.is_withdrawn:
        return False
    try:
        actions.require_answerable(actor, commitment)
    except Refused:
        return False
    return True
