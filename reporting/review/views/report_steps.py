"""The page of each step of a report: it says what is about to happen, and a press of its button
does it."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces import people
from provinces.models import User
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.core.queries.period_words import joined
from reporting.core.views.portal import portal_view
from reporting.entry.access import ReportAccess
from reporting.entry.page.actions.page_saves import hold
from reporting.entry.page.forms.report_forms import StepForm
from reporting.entry.page.views.report_access import (
    STEPS,
    StepPage,
    page_address,
    refuse_unseen,
    report_address,
    report_view,
    seen_token,
)
from reporting.entry.page.views.report_head import head_of
from reporting.entry.page.views.report_sections import sections_of
from reporting.entry.page.views.tasks import Tasks
from reporting.models import Revision
from reporting.review.actions import approval
from reporting.review.queries.comments import Thread, waiting
from reporting.review.queries.reviewed_report import ReviewedReport, reading_of
from reporting.review.views.comment_threads import Names, threads_to_show
from reporting.review.views.reviewed_sections import read_context, read_sections
from reporting.review.views.unanswered import Unanswered

READ_THERE = {"sign", "prepare"}  # the whole report stands on these pages
State = Revision.State


@require_http_methods(["GET", "POST"])
@portal_view()
@report_view
def report_step(
    request: PortalRequest, actor: Actor, found: ReportAccess, step: str
) -> HttpResponseBase:
    page = STEPS[step]
    page.require(found)
    refuse_unseen(found.revision, request.POST.get("seen", ""))
    if request.method == "POST" and step == "prepare":
        hold(by=actor, access=found)  # what is not answered is what is not answered now
    reading = reading_of(found.revision, peers=False)
    asked = waiting(reading.threads) if step == "return" else []
    form = _form(request, page, found, asked)
    rest = Unanswered.of(page, reading.content)
    if request.method == "POST" and (form is None or form.is_valid()) and rest.is_decided(request):
        comment = form.cleaned_data["comment"] if form else ""
        with transaction.atomic():  # a refused step leaves no statement behind
            rest.say_nothing(by=actor, access=found)
            _take(page, actor, found, comment)
        messages.success(request, _said(page, found))
        return redirect(page_address(found))
    context = {
        "step": page,
        "form": form,
        "back": page_address(found),
        "seen": seen_token(found.revision),
        "rest": rest,
        **_summary(found, reading, asked),
        **(_whole(found, reading) if step in READ_THERE else {}),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if rest.problem else HTTPStatus.OK
    return render(request, "review/report_step.html", context, status=status)


def _summary(found: ReportAccess, reading: ReviewedReport, asked: list[Thread]) -> dict[str, Any]:
    content = reading.content
    sections = sections_of(content)
    shown_threads = threads_to_show(asked, found, Names.of(content), reading.units, answers=False)
    return {
        "head": head_of(found),
        "path": path_of(found.revision),
        "sections": sections,
        "tasks": Tasks(sections),
        "explained": [check for check in content.checks if not check.is_open],
        "open_checks": content.open_checks,
        "asked": shown_threads,
    }


def _whole(found: ReportAccess, reading: ReviewedReport) -> dict[str, Any]:
    """Everything that is signed, to be read before it is."""
    signers = people.signers_of(found.report.organisation_unit_id)
    prepared = found.revision.prepared_by
    return {
        **read_context(reading, found, answers=False),
        "read_sections": read_sections(reading),
        "signers": names_of(signers),
        "alone": prepared is not None and prepared.pk == found.actor.user.pk,
        "give_back": report_address(found.report, "reporting:report_take_back"),
    }


def _form(
    request: PortalRequest, page: StepPage, found: ReportAccess, asked: list[Thread]
) -> StepForm | None:
    """Where comments go along, they are the reason and a word beside them may be left out."""
    if not page.comment:
        return None
    label, button = str(page.comment), str(page.button)
    if asked:
        label = _("A word to the comments, if you like")
        button = ngettext(
            "Return with %(count)d comment", "Return with %(count)d comments", len(asked)
        ) % {"count": len(asked)}
    return StepForm(
        request.POST if request.method == "POST" else None,
        label=label,
        hint=_("The unit reads this with the report; it stays in its history."),
        required=page.required and not asked,
        button=button,
        initial={"seen": seen_token(found.revision)},
    )


def _take(page: StepPage, actor: Actor, found: ReportAccess, comment: str) -> None:
    match page.name:
        case "prepare":
            approval.prepare(by=actor, access=found)
        case "take_back":
            approval.take_back(by=actor, access=found, comment=comment)
        case "sign":
            approval.submit(by=actor, access=found)
        case "accept":
            approval.accept(by=actor, access=found, comment=comment)
        case "return":
            approval.send_back(by=actor, access=found, comment=comment)
        case "reopen":
            approval.reopen(by=actor, access=found, comment=comment)


def _said(page: StepPage, found: ReportAccess) -> str:
    if page.name == "sign":
        words = (
            _("The report is signed and submitted. The unit above reads it now.")
            if found.is_below
            else _("The report is signed and submitted. The Secretariat reads it now.")
        )
        url = report_address(found.report, "reporting:receipt")
        return format_html('{} <a href="{}">{}</a>', words, url, _("Receipt (PDF)"))
    return {
        "prepare": _("The report is handed over. An approver of your unit signs it now."),
        "take_back": _("The report is a draft again."),
        "accept": _("The report is accepted. It counts in the next consolidation."),
        "return": _("The report is returned with your comments."),
        "reopen": _("The report is re-opened: the unit can begin its next revision."),
    }[page.name]


def path_of(revision: Revision) -> list[tuple[str, str]]:
    """Each station in words, and whether it is done, now or waiting. One query: who signs."""
    signers = people.signers_of(revision.organisation_unit_id)
    words = [
        _("Fill the report and answer the checks"),
        _("Hand it over for the signature"),
        _("An approver reads and signs it: %(people)s") % {"people": names_of(signers)}
        if signers
        else _("An approver reads and signs it"),
        _("The unit above reads it, and accepts it or returns it")
        if revision.report.is_below
        else _("The Secretariat reads it, and accepts it or returns it"),
        _("It counts in the national figures"),
    ]
    now = {State.DRAFT: 0, State.RETURNED: 0, State.PREPARED: 2, State.SUBMITTED: 3}
    here = now.get(State(revision.state), len(words))
    places = ["done" if at < here else "now" if at == here else "waiting" for at in range(5)]
    return list(zip(words, places, strict=True))


def names_of(persons: Iterable[User]) -> str:
    language = get_language() or "en"
    return joined(person.name_in(language) for person in persons)
