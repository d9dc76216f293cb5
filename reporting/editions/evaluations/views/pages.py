"""The list of evaluations, how one is begun, and the page of one with what it lacks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import REASONS, Actor, Refused
from reporting.calendar.queries.owed_reports import today_of
from reporting.core.actions.jobs import ring
from reporting.core.queries.practice_years import practice_years
from reporting.core.queries.years import this_year
from reporting.core.views.job_parts import is_part, moving_part, work_on
from reporting.core.views.portal import portal_view
from reporting.editions.evaluations.actions import keeping
from reporting.editions.evaluations.actions.evidence import DRAW, request_work
from reporting.editions.evaluations.forms import BeginForm
from reporting.editions.evaluations.queries.checklist import Checklist
from reporting.editions.evaluations.queries.contents import EvaluationContents
from reporting.editions.evaluations.queries.evaluations import evaluation_at, evaluations_read
from reporting.editions.evaluations.queries.jobs import last_job
from reporting.editions.evaluations.views.head import head, is_open
from reporting.models import Edition
from strategies.models import Plan


@require_safe
@portal_view(Permission.ANNUAL_VIEW)
def evaluations(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    context = {
        "lines": evaluations_read(actor, get_language() or "en"),
        "may_begin": actor.may(Permission.EDITION_WRITE),
        "actor": actor,
    }
    return render(request, "editions/evaluations/evaluations.html", context)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.EDITION_WRITE)
def evaluation_new(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    plans = list(Plan.objects.all())
    practice = sorted(practice_years(), reverse=True)
    form = BeginForm(
        request.POST or None,
        plans=plans,
        this_year=today_of(this_year()).year,
        practice=practice,
        language=get_language() or "en",
        initial=_offered(plans[-1] if plans else None, practice),
    )
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            edition = keeping.begin(by=actor, **form.chosen())
            request_work(by=actor, edition=edition, work=DRAW, ring=ring)
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(
                request, _("The evaluation is begun. The portal draws its evidence now.")
            )
            return redirect("reporting:evaluation", edition.pk)
    context = {"form": form, "refused": refused}
    status = 409 if refused else 200
    return render(request, "editions/evaluations/evaluation_new.html", context, status=status)


def _offered(plan: Plan | None, practice: list[int]) -> dict[str, Any]:
    if plan is None:
        return {}
    year = practice[0] if practice else this_year()
    last = min(plan.last_year, year)
    return {
        "plan": plan.code,
        "first_year": plan.first_year,
        "last_year": max(last, plan.first_year),
        "kind": Edition.Kind.FINAL if year >= plan.last_year else Edition.Kind.MID_TERM,
        "year": year,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@portal_view(Permission.ANNUAL_VIEW)
def evaluation(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    """POST draws the evidence anew. Who only reads is led to the document."""
    edition = evaluation_at(actor, key)
    here = reverse("reporting:evaluation", args=[edition.pk])
    if request.method == "POST":
        request_work(by=actor, edition=edition, work=DRAW, ring=ring)
        return redirect(here)
    if not actor.may(Permission.EDITION_READ):
        return redirect("reporting:evaluation_document", edition.pk)
    if is_part(request):
        return moving_part(request, last_job(edition), here)
    language = get_language() or "en"
    contents = EvaluationContents(edition, language)
    checklist = Checklist(edition, contents)
    context = {
        **head(edition, actor, "evaluation"),
        "checks": [(line, _address(edition, line.page, line.part)) for line in checklist.lines],
        "evidence": contents.evidence,
        "years": checklist.years,
        "has_moved": checklist.has_moved,
        "parts": contents.template.parts,
        "titles": [(part.code, part.title.said_in(language)) for part in contents.template.parts],
        "may_draw": is_open(edition, actor),
        "why_not": "" if actor.may(Permission.EDITION_WRITE) else REASONS[Permission.EDITION_WRITE],
        **work_on(last_job(edition), here),
    }
    return render(request, "editions/evaluations/evaluation.html", context)


def _address(edition: Edition, page: str, part: str) -> str:
    return reverse(f"reporting:{page}", args=[edition.pk, *([part] if part else [])])
