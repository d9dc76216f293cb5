"""The page on which a report is reviewed, with everything that helps to decide; and the receipt of
a signed report, made when it is asked for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, Overtaken, Refused
from reporting.core.queries.practice_years import mark_of_name
from reporting.core.views.portal import portal_view
from reporting.entry.access import ReportAccess
from reporting.entry.page.forms.posted_report import Posted
from reporting.entry.page.queries.report_history import last_signed
from reporting.entry.page.views.commitment_inputs import commitment_presenters
from reporting.entry.page.views.report_access import (
    buttons,
    reasons,
    report_address,
    report_view,
    seen_token,
)
from reporting.entry.page.views.report_head import Head, head_of
from reporting.models import ReviewStep, Revision
from reporting.review.exports import render_receipt
from reporting.review.forms import CommentForm
from reporting.review.queries.comments import Thread, waiting, went_with
from reporting.review.queries.inbox import next_waiting
from reporting.review.queries.receipt import number_of, receipt_of
from reporting.review.queries.reviewed_report import ReviewedReport, due_of, reading_of
from reporting.review.views.comment_threads import ShownThread
from reporting.review.views.reviewed_sections import read_context, read_sections

WHOLE = "report"  # `?on=report`: a comment on the whole of it
REASON = gettext_lazy("The review is read at the Secretariat. Open the report itself instead.")
REASON_BELOW = gettext_lazy("The review is read by the unit above. Open the report itself instead.")


@require_safe
@portal_view(Permission.REPORT_VIEW)
@report_view
def review_page(request: PortalRequest, actor: Actor, found: ReportAccess) -> HttpResponseBase:
    if not (actor.is_national or found.decides):
        raise Refused(REASON_BELOW if found.report.is_below else REASON)
    if request.htmx and request.GET.get("on"):  # type: ignore[attr-defined]
        return render(request, "review/parts/new_comment_row.html", _say(request, found))
    reading = reading_of(found.revision, group=actor.led_group, peers=actor.is_national)
    head = head_of(found)
    read = read_context(reading, found)
    context = {
        **read,
        "head": head,
        "sections": read_sections(reading),
        **_answers(reading),
        "waiting": waiting(reading.threads),
        "rounds": _rounds(head, reading.threads, read["shown_threads"]),
        "due": due_of(found.report, found.calendar),
        "seen": seen_token(found.revision),
        "same_person": _same_person(found.revision),
        "alone": found.is_below and found.signed_and_decides,
        "buttons": {step.name: url for step, url in buttons(found)} if head.is_newest else {},
        "reasons": _reasons(found, head),
        "may_comment": found.may(Permission.REPORT_COMMENT),
        **_say(request, found),
        **_next(actor, found),
    }
    return render(request, "review/review_page.html", context)


def _answers(reading: ReviewedReport) -> dict[str, Any]:
    """To commitments, as the report gives them; how many it gives none to."""
    shown = commitment_presenters(reading.content, Posted())
    given = [one for one in shown if one.status.text or one.words.text or one.evidence.text]
    return {"commitments": given, "unanswered": len(shown) - len(given)}


def _say(request: PortalRequest, found: ReportAccess) -> dict[str, Any]:
    """The form for a comment, where `?on=` says."""
    place = request.GET.get("on", "")
    if not place or not found.may(Permission.REPORT_COMMENT):
        return {"on": "", "say": None}
    action = report_address(found.report, "reporting:comment_say")
    at = {"place": "" if place == WHOLE else place}
    return {"on": place, "say": CommentForm(action=action, key=place, place=at)}


def _rounds(
    head: Head, threads: list[Thread], shown_threads: Mapping[int, ShownThread]
) -> list[tuple[ReviewStep, list[ShownThread]]]:
    """The steps of the report's history, each with the comments that went with a return."""
    return [
        (
            step,
            [shown_threads[thread.first.pk] for thread in went_with(step, threads)]
            if step.step == ReviewStep.Step.RETURNED
            else [],
        )
        for step in head.steps
    ]


def _reasons(found: ReportAccess, head: Head) -> list[str]:
    """Why it cannot be decided; of what was not signed yet the head of the page says it."""
    unsigned = found.revision.submitted_at is None
    return [] if unsigned or not head.is_newest else reasons(found)


def _same_person(revision: Revision) -> bool:
    return revision.submitted_by_id is not None and (
        revision.submitted_by_id == revision.prepared_by_id
    )


def _next(actor: Actor, found: ReportAccess) -> dict[str, Any]:
    """What else waits, once this one is decided."""
    if found.revision.state == Revision.State.SUBMITTED or not found.decides:
        return {}
    following = next_waiting(actor, found.revision, get_language() or "en")
    return {"following": following, "inbox_empty": following is None}


@require_safe
@portal_view(Permission.REPORT_VIEW)
@report_view
def receipt(request: PortalRequest, actor: Actor, found: ReportAccess) -> HttpResponseBase:
    """Of the revision asked for, else of the newest one that was signed."""
    if actor.led_group:
        raise Refused(_("A receipt is for the unit and the Secretariat."))
    asked = "revision" in request.GET
    revision = found.revision if asked else last_signed(found.report)
    if revision is None or revision.submitted_at is None:
        raise Overtaken(_("The report is not signed yet: the receipt is made from the signed one."))
    response = HttpResponse(render_receipt(receipt_of(revision)), content_type="application/pdf")
    name = f"{number_of(revision)}{mark_of_name(found.report.year)}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
