"""Comments through the web: written, answered, marked as answered, opened again; then back to where
they stand."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.core.views.portal import portal_view
from reporting.entry.access import ReportAccess
from reporting.entry.page.views.report_access import page_address, report_view
from reporting.models import Comment
from reporting.review.actions import comments
from reporting.review.actions.comments import OfReport, Subject
from reporting.review.queries.comments import CommentPlace

DONE = {
    "answer": gettext_lazy("Your answer stands with the comment now."),
    "settle": gettext_lazy("The comment is marked as answered."),
    "open": gettext_lazy("The comment is open again."),
}


def take_step(request: PortalRequest, subject: Subject, thread: int, step: str) -> Comment:
    """Answers a thread, marks it as answered or opens it again."""
    if step == "answer":
        return comments.answer(subject, thread=thread, text=request.POST.get("text", ""))
    return (comments.resolve if step == "settle" else comments.open_again)(subject, thread=thread)


@require_POST
@portal_view(Permission.REPORT_COMMENT)
@report_view
def comment_say(request: PortalRequest, actor: Actor, found: ReportAccess) -> HttpResponseBase:
    place = CommentPlace(cell=request.POST.get("place", ""))
    kept = comments.say(OfReport(found), text=request.POST.get("text", ""), place=place)
    messages.success(request, _("The comment stands with the report now."))
    return _back(found, kept)


@require_POST
@portal_view(Permission.REPORT_COMMENT)
@report_view
def comment_step(
    request: PortalRequest, actor: Actor, found: ReportAccess, thread: int, step: str
) -> HttpResponseBase:
    kept = take_step(request, OfReport(found), thread, step)
    messages.success(request, DONE[step])
    return _back(found, kept)


def _back(found: ReportAccess, comment: Comment) -> HttpResponseBase:
    return redirect(f"{page_address(found)}#comment-{comment.pk}")
