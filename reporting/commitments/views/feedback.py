"""Feedback from outside: the list, its files, and one with what became of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, require
from reporting.commitments.actions import feedback as actions
from reporting.commitments.forms.feedback import FeedbackFilter, LinkForm, ReasonForm
from reporting.commitments.queries.answers import RegisterClock
from reporting.commitments.queries.feedback import (
    FeedbackLine,
    feedback_lines,
    feedback_rows,
    linked_choices,
    one_feedback,
    sender_of,
    state_counts,
)
from reporting.commitments.queries.feedback_history import history_of
from reporting.commitments.queries.feedback_table import feedback_table
from reporting.commitments.queries.public_form import public_form_is_open
from reporting.commitments.queries.register import RegisterLine, commitments, lines
from reporting.core.queries.document_words import page_document
from reporting.core.queries.practice_years import practice_years
from reporting.core.queries.years import this_year
from reporting.core.views.document_downloads import as_csv, as_workbook
from reporting.core.views.portal import paged, portal_view
from reporting.document.value import Section
from reporting.models import Commitment, Feedback

A_PAGE = 50
CLOSE, OPEN_AGAIN, TAKE_UP = "close", "open", "look"


@require_safe
@portal_view(Permission.REPORT_VIEW)
def feedback_list(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    form, found, year = _chosen(request.GET)
    page, query = paged(request.GET, found, A_PAGE)
    may_keep = actor.may(Permission.FEEDBACK_KEEP)
    context = {
        "actor": actor,
        "form": form,
        "page": page,
        "query": query,
        "count": len(found),
        "counts": state_counts(found),
        "seen": year,
        "year": year or this_year(),
        "practice": sorted(practice_years()),
        "is_filtered": any(value for name, value in form.given().items() if name != "seen"),
        "may_keep": may_keep,
        "may_open_form": actor.may(Permission.PUBLIC_FORM_OPEN),
        "form_is_open": actor.is_national and public_form_is_open(),
        "may_download": actor.may(Permission.DOWNLOAD),
    }
    return render(request, "commitments/feedback_list.html", context)


@require_safe
@portal_view(Permission.REPORT_VIEW)
def feedback_file(request: PortalRequest, actor: Actor, ending: str) -> HttpResponseBase:
    require(actor, Permission.DOWNLOAD)
    _form, found, year = _chosen(request.GET)
    table = feedback_table(found)
    years = [year or this_year()]
    if ending == "csv":
        return as_csv(table, "feedback", years)
    section = Section("feedback", "", table.caption, 1, (table,))
    document = page_document(table.caption, section, years=years, language=get_language() or "en")
    return as_workbook(document, "feedback", years)


def _chosen(asked: QueryDict) -> tuple[FeedbackFilter, list[FeedbackLine], int | None]:
    """What fits, and of which year to practise on it is."""
    language = get_language() or "en"
    practice = sorted(practice_years())
    seen = whole_number(asked.get("seen", ""))
    year = seen if seen in practice else None
    form = FeedbackFilter(asked, units=linked_choices(language, year), practice=practice)
    found = [line for line in feedback_lines(feedback_rows(year), language) if form.fits(line)]
    return form, found, year


@require_safe
@portal_view(Permission.REPORT_VIEW)
def feedback_page(request: PortalRequest, actor: Actor, number: int) -> HttpResponseBase:
    return _shown(request, actor, one_feedback(number))


@require_POST
@portal_view(Permission.FEEDBACK_KEEP)
def feedback_state(request: PortalRequest, actor: Actor, number: int) -> HttpResponseBase:
    """Taken up; closed or opened again, with a reason."""
    feedback = one_feedback(number)
    step = request.POST.get("step", "")
    if step == TAKE_UP:
        actions.take_up(by=actor, feedback=feedback)
        messages.success(request, _("You have taken it up."))
        return redirect("reporting:feedback_one", number)
    form = ReasonForm(request.POST)
    if step not in (CLOSE, OPEN_AGAIN):
        raise NotHere
    if not form.is_valid():
        return _shown(request, actor, feedback, reason=form, status=422)
    reason = form.cleaned_data["reason"]
    if step == CLOSE:
        actions.close(by=actor, feedback=feedback, reason=reason)
        messages.success(request, _("It is closed without an answer."))
    else:
        actions.open_again(by=actor, feedback=feedback, reason=reason)
        messages.success(request, _("It is open again."))
    return redirect("reporting:feedback_one", number)


@require_POST
@portal_view(Permission.FEEDBACK_KEEP)
def feedback_links(request: PortalRequest, actor: Actor, number: int) -> HttpResponseBase:
    """To a commitment that is in the register already, or no longer to it."""
    feedback = one_feedback(number)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _shown(request, actor, feedback, link=form, status=422)
    commitment = Commitment.objects.filter(number=form.cleaned_data["number"]).first()
    if commitment is None:
        form.add_error("number", _("The register has no commitment of this number."))
        return _shown(request, actor, feedback, link=form, status=422)
    if request.POST.get("step") == "unlink":
        actions.unlink(by=actor, feedback=feedback, commitment=commitment)
        messages.success(request, _("It is no longer linked to the commitment."))
    else:
        actions.link(by=actor, feedback=feedback, commitment=commitment)
        messages.success(request, _("It is linked to the commitment."))
    return redirect("reporting:feedback_one", number)


def _shown(
    request: PortalRequest,
    actor: Actor,
    feedback: Feedback,
    *,
    reason: ReasonForm | None = None,
    link: LinkForm | None = None,
    status: int = 200,
) -> HttpResponseBase:
    language = get_language() or "en"
    [line] = feedback_lines([feedback], language)
    reads_sender = actor.is_national and not actor.led_group
    context: dict[str, Any] = {
        "actor": actor,
        "feedback": feedback,
        "line": line,
        "reads_sender": reads_sender,
        "sender": sender_of(feedback) if reads_sender else None,
        "history": history_of(feedback, language),
        "made_by": feedback.made_by.name_in(language) if feedback.made_by else "",
        "promises": _promises(actor, feedback, language),
        "may_keep": actor.may(Permission.FEEDBACK_KEEP),
        "reason_form": reason or ReasonForm(),
        "link_form": link or LinkForm(),
        "year": feedback.practice_year or this_year(),
    }
    return render(request, "commitments/feedback.html", context, status=status)


def _promises(actor: Actor, feedback: Feedback, language: str) -> list[RegisterLine]:
    """The commitments that came of it, with where they stand, as far as this person reads them."""
    numbers = [link.commitment_id for link in feedback.promises.all()]
    if not numbers:
        return []
    clock = RegisterClock.of(feedback.practice_year)
    return lines(commitments(clock).filter(pk__in=numbers), actor, clock, language)
