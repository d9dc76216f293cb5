"""The page of a report saves by itself, and shows what others save: two addresses in JSON.

An answer that is not 200 has a `reason` in words, and a `kind`: signed_out, missing, closed (the
report, for this person), person (somebody else is signed in), unreadable.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase, JsonResponse
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
from reporting.entry.page.forms.posted_answers import ANSWERS
from reporting.entry.page.forms.posted_report import (
    AutosaveBody,
    BadBody,
    Posted,
    body_of,
    read_typed,
)
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import (
    ReportContent,
    address,
    content_of,
    content_with,
)
from reporting.entry.page.queries.report_history import edits_since, last_hands
from reporting.entry.page.views.entry_inputs import mark_html, marks_of
from reporting.entry.page.views.questions import checks_of
from reporting.entry.page.views.report_sections import key_of, states_of
from reporting.entry.page.views.tasks import Tasks
from reporting.kernel.days import as_written
from reporting.kernel.tables import CellKey

View = Callable[..., JsonResponse]


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
    saved, not_kept = _kept_and_not(body.inputs, posted, content)
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


def _kept_and_not(
    inputs: Mapping[str, str], posted: Posted, content: ReportContent
) -> tuple[dict[str, str], dict[str, str]]:
    """Name -> what stands in it now, as it is kept; name -> why it was not kept. `content`: what is
    stored now. What has a problem, or is kept together with something that has one, stands in
    neither: it waits."""
    stored = dict(_stored_inputs(content, inputs))
    stuck = {names.kept_with(name) for name in posted.problems}
    sent = {
        name: text
        for name, text in inputs.items()
        if name not in posted.problems.keys() | posted.left
        and (names.kept_with(name) not in stuck or stored.get(name) == text)
    }
    saved = {name: stored[name] for name in sent if name in stored}
    gone = {name for name, text in sent.items() if not text and name not in stored}
    lost = {name: _why(name, content) for name in sent.keys() - saved.keys() - gone}
    return saved | dict.fromkeys(gone, ""), lost


def _stored_inputs(content: ReportContent, inputs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every input that the form has, and those of the rows that were sent."""
    keys = names.posted_keys(inputs)
    for code in {names.table_of(name) for name in inputs} & content.specs.keys():
        yield from _stored_numbers(code, keys.get(code, []), content)
        yield from _entry_texts(code, keys.get(code, []), content)
        said = content.statements.get(code)
        yield names.nothing_name(code), "" if said is None else "on"
        yield names.reason_name(code), said or ""
    for check in content.checks if any(name.startswith(ANSWERS) for name in inputs) else ():
        if check.may_be_explained:
            yield names.explanation_name(check.key), check.explanation
            yield names.reason_of_list_name(check.key), check.reason
    for activity in content.activities:
        yield from names.activity_texts(activity.progress).items()
    for asked in content.commitments:
        yield from names.commitment_texts(asked.number, asked.said).items()


def _stored_numbers(
    code: str, keys: list[str], content: ReportContent
) -> Iterator[tuple[str, str]]:
    spec, stored = content.specs[code], content.numbers(code)
    cells = list(names.keys_of(spec))
    if spec.kind == "open":
        there = {entry.key for entry in content.entries.get(code, [])}
        rows = [key for key in keys if key in there]
        cells = [CellKey(None, element.code, row) for row in rows for element in spec.entered()]
    for cell in cells:
        where = address(code, cell)
        if where.cell not in content.computed and where.cell not in content.recorded:
            yield str(where), names.value_text(stored.get(cell))


def _entry_texts(code: str, keys: list[str], content: ReportContent) -> Iterator[tuple[str, str]]:
    entries = content.entries.get(code, [])
    shown = names.shown_texts(content.specs[code], entries)
    for entry in entries:
        if entry.key in keys:
            for part in shown:
                text = names.entry_text(entry, part)
                name = names.text_name((code, entry.key), part)
                yield name, as_written(text) if part == "date" else text


def _why(name: str, content: ReportContent) -> str:
    if name in content.computed:
        return _("Not kept: the portal adds this number up itself.")
    if name in content.recorded:
        return _("Not kept: the portal counts this number from the records of your meetings.")
    if name.startswith(ANSWERS):
        return _("Not kept: the question that this answers is no longer asked.")
    if names.table_of(name) not in content.specs:
        return _("Not kept: this is not in the form of this report. Load the page again.")
    if names.posted_keys([name]):
        return _("Not kept: the row needs words first. Say in it what it is.")
    return _("Not kept: the form has no such row or column. Load the page again.")


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
    """`marks`: by input; `checks`, `sections`, `tasks` and `answers`: as HTML, the same as on the
    page itself. Nothing but the `key` of it where the page shows it already (`shown` is the page's
    key)."""
    states = states_of(content, problems)
    key = key_of(content, states)
    if key == shown:
        return {"key": key}
    context = {
        "states": states,
        "asks_commitments": bool(content.commitments),
        "tasks": Tasks.of(states, content) if may_enter else Tasks(states),
        "checks": checks_of(content, Posted(), may_enter=may_enter),
        "open_checks": len(content.open_checks),
        "may_enter": may_enter,
    }
    return {
        "key": key,
        "open": len(content.open_checks),
        "marks": {name: mark_html(name, mark) for name, mark in marks_of(content).items()},
        "checks": render_to_string("entry/parts/checks_list.html", context),
        "sections": render_to_string("entry/parts/sections_list.html", context),
        "tasks": render_to_string("entry/parts/task_rows.html", context),
        "answers": render_to_string("entry/parts/answers.html", context),
    }
