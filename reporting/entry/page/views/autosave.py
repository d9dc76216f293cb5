"""The page of a report saves by itself, and shows what others save: two addresses in JSON.

An answer that is not 200 has a `reason` in words, and a `kind`: signed_out, missing, closed (the
report, for this person), person (somebody else is signed in), unreadable.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase, JsonResponse, RawPostDataException
from django.template.loader import render_to_string
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Refused, require
from reporting.core.views.portal import actor_of
from reporting.entry.access import ReportAccess, access_to_report
from reporting.entry.page.actions.draft_changes import Changes, shown
from reporting.entry.page.actions.page_saves import hold, save_page
from reporting.entry.page.forms.posted_report import Posted, read_typed
from reporting.entry.page.queries.input_names import plain
from reporting.entry.page.queries.report_content import ReportContent, content_of, content_with
from reporting.entry.page.queries.revision_changes import edits_since, last_hands
from reporting.entry.page.views.autosave_kept import kept_and_not
from reporting.entry.page.views.entry_inputs import mark_html, marks_of
from reporting.entry.page.views.report_sections import checks_of, key_of, states_of
from reporting.kernel.json_text import BROKEN_SIGN, BadJson, read_json
from reporting.kernel.messages import in_words

View = Callable[..., JsonResponse]
MOST_INPUTS = 5000


class BadBody(ValueError):
    """What came is not what the page sends; the text says so to a person."""


@dataclass(frozen=True)
class AutosaveBody:
    """`inputs`: name -> what stands in it; `before`: what it showed when it was last the same as
    what is stored; `sent`: what the page sent of it earlier without an answer; `user` and
    `revision`: who typed, and into which revision; `shown`: which answer of the checks it shows."""

    user: int
    revision: int
    inputs: dict[str, str]
    before: dict[str, str]
    shown: str = ""
    sent: dict[str, str] = field(default_factory=dict)


def body_of(request: HttpRequest) -> AutosaveBody:
    """`BadBody` also for what is no JSON at all: a form with files was read already."""
    try:
        return read_body(request.body)
    except RawPostDataException as error:
        raise BadBody(_unreadable()) from error


def read_body(raw: bytes) -> AutosaveBody:
    try:
        found: Any = read_json(raw)
    except BadJson as problem:
        half = problem.template == BROKEN_SIGN
        words = in_words(problem.template, problem.params, _) if half else _unreadable()
        raise BadBody(words) from problem
    if not isinstance(found, dict):
        raise BadBody(_unreadable())
    inputs, before = _texts(found.get("inputs")), _texts(found.get("before"))
    user, revision = found.get("user"), found.get("revision")
    if not isinstance(user, int) or not isinstance(revision, int):
        raise BadBody(_unreadable())
    if len(inputs) > MOST_INPUTS:
        raise BadBody(_("Too much at once: paste fewer cells at a time."))
    sent = _texts(found.get("sent", {}))
    return AutosaveBody(user, revision, inputs, before, str(found.get("shown", "")), sent)


def _texts(found: object) -> dict[str, str]:
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise BadBody(_unreadable())
    return {name: plain(text) for name, text in found.items()}


def _unreadable() -> str:
    return _("What the page sent cannot be read. Load the page again; what you typed is kept.")


def json_view(permission: Permission) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """For `view(request, actor, found)`: every "no" is JSON with a reason in words."""

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
                found = access_to_report(actor, unit=unit, period=period, data_set=data_set)
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
def report_save(request: PortalRequest, actor: Actor, found: ReportAccess) -> JsonResponse:
    """The inputs that were changed: what is right is stored, the rest is said by name."""
    found.require(Permission.REPORT_ENTER)
    body = body_of(request)
    if problem := _not_for_this(body, actor, found):
        return problem
    hold(by=actor, access=found)
    content = content_of(found.revision)
    posted = read_typed(body.inputs, body.before, content, body.sent)
    newest = None
    if posted.changes:
        newest = save_page(by=actor, access=found, changes=posted.changes, content=content)
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


def _after(content: ReportContent, changes: Changes) -> ReportContent:
    """Numbers alone need not be read again."""
    others = [changed for name, changed in vars(changes).items() if name != "values"]
    if any(others):
        return content_of(content.revision, content.before)
    return content_with(content, changes.values)


def _not_for_this(body: AutosaveBody, actor: Actor, found: ReportAccess) -> JsonResponse | None:
    if body.user != actor.user.pk:
        words = _("Somebody else is signed in now. What you typed is kept until you are back.")
        return _no(HTTPStatus.CONFLICT, "person", words)
    if body.revision != found.revision.number:
        words = _("The report has a newer revision. Load the page again.")
        return _no(HTTPStatus.CONFLICT, "closed", words)
    return None


def _conflicts(found: ReportAccess, posted: Posted, actor: Actor) -> dict[str, dict[str, Any]]:
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
def report_changes(request: PortalRequest, actor: Actor, found: ReportAccess) -> JsonResponse:
    """What was saved since `?since=` by anybody; one query while nothing was."""
    since = whole_number(request.GET.get("since", "")) or 0
    edits = edits_since(found.revision, since)
    language = get_language() or "en"
    answer: dict[str, Any] = {
        "newest": edits[-1].pk if edits else since,
        "revision": found.revision.number,
        "closed": found.refusal(Permission.REPORT_ENTER) or "",
        "edits": [
            {
                "id": edit.pk,
                "name": edit.name,
                "after": shown(edit.name, edit.after),
                "mine": edit.by_id == actor.user.pk,
                "person": edit.by.name_in(language),
            }
            for edit in edits
        ],
    }
    if any(edit.by_id != actor.user.pk for edit in edits):
        content = content_of(found.revision)
        answer |= checked(content, (), may_enter=found.may(Permission.REPORT_ENTER))
    return JsonResponse(answer)


def checked(
    content: ReportContent, problems: Iterable[str], *, may_enter: bool, shown: str = ""
) -> dict[str, Any]:
    """`marks`: by input; `checks` and `sections`: as HTML, the same as on the page itself. Nothing
    but the `key` of it where the page shows it already (`shown` is the page's key)."""
    states = states_of(content, problems)
    key = key_of(content, states)
    if key == shown:
        return {"key": key}
    context = {
        "states": states,
        "done": sum(section.is_begun for section in states),
        "checks": checks_of(content, Posted()),
        "open_checks": len(content.open_checks),
        "may_enter": may_enter,
    }
    return {
        "key": key,
        "open": len(content.open_checks),
        "marks": {name: mark_html(name, mark) for name, mark in marks_of(content).items()},
        "checks": render_to_string("entry/parts/checks_list.html", context),
        "sections": render_to_string("entry/parts/sections_list.html", context),
    }
