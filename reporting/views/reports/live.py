"""The page of a report saves by itself, and shows what others save: two addresses in JSON.

An answer that is not 200 has a `reason` in words, and a `kind`: signed_out, missing, closed (the
report, for this person), person (somebody else is signed in), unreadable.
"""

import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, Door, door, require
from reporting.access_errors import NotHere, Refused
from reporting.actions.content import Changes
from reporting.actions.edits import shown
from reporting.actions.report_page import hold, save_page
from reporting.forms.reports_entry import Posted, read_typed
from reporting.queries.edits import edits_since, last_hands
from reporting.queries.report_pages import Content, content_of, content_with
from reporting.views.portal import actor_of
from reporting.views.reports.live_answer import checked
from reporting.views.reports.live_body import BadBody, Body, body_of
from reporting.views.reports.live_kept import kept_and_not

View = Callable[..., JsonResponse]


def json_view(permission: Permission) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """For `view(request, actor, door)`: every "no" is JSON with a reason in words."""

    def decorate(view: View) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(
            request: HttpRequest, unit: str, data_set: str, period: str
        ) -> HttpResponseBase:
            actor = actor_of(cast(PortalRequest, request))
            if not request.user.is_authenticated or actor is None:
                return _no(HTTPStatus.UNAUTHORIZED, "signed_out", _("You were signed out."))
            try:
                require(actor, permission)
                found = door(actor, unit=unit, period=period, data_set=data_set)
                return view(request, actor, found)
            except NotHere:
                return _no(NotHere.status, "missing", _("There is no such report."))
            except Refused as refusal:
                return _no(Refused.status, "closed", str(refusal))
            except BadBody as problem:
                return _no(HTTPStatus.BAD_REQUEST, "unreadable", str(problem))

        return guarded

    return decorate


def _no(status: int, kind: str, reason: str) -> JsonResponse:
    return JsonResponse({"kind": kind, "reason": reason}, status=status)


@require_POST
@json_view(Permission.REPORT_VIEW)
def report_save(request: PortalRequest, actor: Actor, found: Door) -> JsonResponse:
    """The inputs that were changed: what is right is stored, the rest is said by name."""
    found.require(Permission.REPORT_ENTER)
    body = body_of(request)
    if problem := _not_for_this(body, actor, found):
        return problem
    hold(by=actor, door=found)
    content = content_of(found.revision)
    posted = read_typed(body.inputs, body.before, content, body.sent)
    newest = None
    if posted.changes:
        newest = save_page(by=actor, door=found, changes=posted.changes, content=content)
        content = _after(content, posted.changes)
    saved, not_kept = kept_and_not(body.inputs, posted, content)
    return JsonResponse(
        {
            "at": time_format(localtime(), "H:i:s"),
            "edit": newest,
            "saved": saved,
            "notKept": not_kept,
            "problems": posted.problems,
            "offers": posted.offers,
            "conflicts": _conflicts(found, posted, actor),
            **checked(content, posted.problems, may_enter=True, shown=body.shown),
        }
    )


def _after(content: Content, changes: Changes) -> Content:
    """Numbers alone need not be read again."""
    others = [one for name, one in vars(changes).items() if name != "values"]
    if any(others):
        return content_of(content.revision, content.before)
    return content_with(content, changes.values)


def _not_for_this(body: Body, actor: Actor, found: Door) -> JsonResponse | None:
    if body.user != actor.user.pk:
        words = _("Somebody else is signed in now. What you typed is kept until you are back.")
        return _no(HTTPStatus.CONFLICT, "person", words)
    if body.revision != found.revision.number:
        words = _("The report has a newer revision. Load the page again.")
        return _no(HTTPStatus.CONFLICT, "closed", words)
    return None


def _conflicts(found: Door, posted: Posted, actor: Actor) -> dict[str, dict[str, Any]]:
    """By input: what is stored there, and who stored it: `mine` where that was the person herself,
    in another window."""
    hands = last_hands(found.revision, posted.conflicts)
    language = get_language() or "en"
    said: dict[str, dict[str, Any]] = {}
    for name, kept in posted.conflicts.items():
        by = hands[name].by if name in hands else None
        said[name] = {"theirs": kept, "person": by.name_in(language) if by else ""}
        if by is not None and by.pk == actor.user.pk:
            said[name] |= {"mine": True, "person": ""}
    return said


@require_safe
@json_view(Permission.REPORT_VIEW)
def report_changes(request: PortalRequest, actor: Actor, found: Door) -> JsonResponse:
    """What was saved since `?since=` by anybody; one query while nothing was."""
    since = re.fullmatch(r"[0-9]{1,18}", request.GET.get("since", ""))
    edits = edits_since(found.revision, int(since[0]) if since else 0)
    language = get_language() or "en"
    answer: dict[str, Any] = {
        "newest": edits[-1].pk if edits else int(since[0]) if since else 0,
        "revision": found.revision.number,
        "closed": found.refusal(Permission.REPORT_ENTER) or "",
        "edits": [
            {
                "id": one.pk,
                "name": one.name,
                "after": shown(one.name, one.after),
                "mine": one.by_id == actor.user.pk,
                "person": one.by.name_in(language),
            }
            for one in edits
        ],
    }
    if any(one.by_id != actor.user.pk for one in edits):
        content = content_of(found.revision)
        answer |= checked(content, (), may_enter=found.may(Permission.REPORT_ENTER))
    return JsonResponse(answer)
