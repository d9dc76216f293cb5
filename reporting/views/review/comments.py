"""Comments through the web: written, answered, settled; then back to where they stand."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, Door
from reporting.actions import comments
from reporting.views.portal import portal_view
from reporting.views.reports.doors import door_view, page_address


@require_POST
@portal_view(Permission.REPORT_COMMENT)
@door_view
def comment_say(request: PortalRequest, actor: Actor, found: Door) -> HttpResponseBase:
    kept = comments.say(
        by=actor, door=found, text=request.POST.get("text", ""), place=request.POST.get("place", "")
    )
    messages.success(request, _("The comment stands with the report now."))
    return _back(found, kept.pk)


@require_POST
@portal_view(Permission.REPORT_COMMENT)
@door_view
def comment_answer(
    request: PortalRequest, actor: Actor, found: Door, thread: int
) -> HttpResponseBase:
    kept = comments.answer(
        by=actor, door=found, thread=thread, text=request.POST.get("text", "")
    )  # fmt: skip
    messages.success(request, _("Your answer stands with the comment now."))
    return _back(found, kept.pk)


@require_POST
@portal_view(Permission.REPORT_COMMENT)
@door_view
def comment_settle(
    request: PortalRequest, actor: Actor, found: Door, thread: int
) -> HttpResponseBase:
    comments.settle(by=actor, door=found, thread=thread)
    messages.success(request, _("The comment is marked as answered."))
    return _back(found, thread)


@require_POST
@portal_view(Permission.REPORT_COMMENT)
@door_view
def comment_open(
    request: PortalRequest, actor: Actor, found: Door, thread: int
) -> HttpResponseBase:
    comments.open_again(by=actor, door=found, thread=thread)
    messages.success(request, _("The comment is open again."))
    return _back(found, thread)


def _back(found: Door, comment: int) -> HttpResponseBase:
    return redirect(f"{page_address(found)}#comment-{comment}")
