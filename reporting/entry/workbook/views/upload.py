"""A filled workbook comes back: what it would change is shown, then all of it is stored or
nothing."""

from collections.abc import Collection
from itertools import islice
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.core.views.portal import portal_view
from reporting.core.workbooks.inspection import BadWorkbook
from reporting.core.workbooks.reading import mark_workbook
from reporting.entry.access import ReportAccess
from reporting.entry.page.actions.page_saves import hold
from reporting.entry.page.queries.report_content import ReportContent, content_of
from reporting.entry.page.views.report_access import report_address, report_view
from reporting.entry.page.views.report_head import head_of
from reporting.entry.workbook.actions import upload_queue, uploads
from reporting.entry.workbook.forms.form_reading import WorkbookReading, read_book
from reporting.entry.workbook.forms.workbook_changes import (
    TooMuch,
    UploadForm,
    WorkbookChange,
    changes_of,
    overtaken,
    posted_of,
    sign,
    unsign,
)
from reporting.entry.workbook.forms.workbook_doubts import Doubt, doubts_of
from reporting.entry.workbook.forms.workbook_problems import CellProblem, WrongBook

UNPROCESSABLE = 422
TOO_MANY = 503
MINE = "mine"
ASKS_AGAIN = 3  # seconds
MOST_SHOWN = 300  # problems; the marked copy has all


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_VIEW)
@report_view
def report_upload(request: PortalRequest, actor: Actor, found: ReportAccess) -> HttpResponseBase:
    found.require(Permission.REPORT_ENTER)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form=form)
    try:
        token = upload_queue.enter(form.cleaned_data["workbook"], by=actor, access=found)
    except upload_queue.QueueIsFull:
        words = _("Very many workbooks are being read at the moment.")
        remedy = _("Send it again in a few minutes.")
        return _page(request, found, form=UploadForm(), refused=(words, remedy), status=TOO_MANY)
    with upload_queue.turn(token, by=actor, access=found) as turn:
        if turn.workbook is None:
            return redirect(f"{report_address(found.report)}workbook/waiting/{token}/")
        return _read(request, actor, found, turn)


@require_GET
@portal_view(Permission.REPORT_VIEW)
@report_view
def report_upload_waiting(
    request: PortalRequest, actor: Actor, found: ReportAccess, token: str
) -> HttpResponseBase:
    """Asks again by itself until it is its turn, and is then what the upload would have been."""
    try:
        with upload_queue.turn(token, by=actor, access=found) as turn:
            if turn.workbook is not None:
                return _read(request, actor, found, turn)
    except NotHere:
        words = _("This workbook does not wait any more: it was read, or you sent another one.")
        remedy = _("Send the workbook again.")
        return _page(request, found, form=UploadForm(), refused=(words, remedy))
    answer = render(request, "entry/workbook_waiting.html", {"head": head_of(found), "turn": turn})
    answer["Refresh"] = str(ASKS_AGAIN)
    return answer


def _read(
    request: PortalRequest, actor: Actor, found: ReportAccess, turn: upload_queue.Turn
) -> HttpResponseBase:
    workbook = turn.workbook
    if workbook is None:
        raise NotHere
    try:
        reading = read_book(workbook, found, turn.locks)
    except BadWorkbook as bad:
        return _page(request, found, form=UploadForm(), refused=(str(bad), ""))
    except WrongBook as wrong:
        return _page(request, found, form=UploadForm(), refused=(wrong.reason, wrong.remedy))
    return _answer(request, actor, found, turn, reading)


def _answer(
    request: PortalRequest,
    actor: Actor,
    found: ReportAccess,
    turn: upload_queue.Turn,
    reading: WorkbookReading,
) -> HttpResponseBase:
    content = content_of(found.revision)
    changes = changes_of(reading.typed, content)
    refused = _refused_by_the_page(changes, content, reading)
    problems = [*reading.problems, *refused.values()]
    doubts = doubts_of(changes, {*reading.wrong, *refused}, content)
    if problems:
        marked: list[CellProblem | Doubt] = [
            *problems,
            *(doubt for doubt in doubts if doubt.is_error),
        ]
        token = "" if reading.far else _marked(turn, marked, actor, found)
        return _page(
            request, found, form=UploadForm(), problems=problems, token=token, doubts=doubts,
            unread=reading.unread,
        )  # fmt: skip
    return _preview(request, found, changes, doubts=doubts, unread=reading.unread)


def _refused_by_the_page(
    changes: list[WorkbookChange], content: ReportContent, reading: WorkbookReading
) -> dict[str, CellProblem]:
    """What the page of the report would say of it, by input, at its place in the workbook."""
    after = {change.name: change.after for change in changes}
    return {
        name: CellProblem(*reading.places[name][:2], after.get(name, ""), words, _advice(name))
        for name, words in posted_of(changes, content).problems.items()
        if name in reading.places
    }


def _advice(name: str) -> str:
    if name.startswith(("nothing:", "reason:")):
        return _("Choose “yes” and write a reason, or clear both cells.")
    return _("Correct the cell, or empty its whole row.")


def _marked(
    turn: upload_queue.Turn,
    problems: Collection[CellProblem | Doubt],
    actor: Actor,
    found: ReportAccess,
) -> str:
    """The name of the file with the cells marked; "" where none can be."""
    marks: dict[str, dict[str, str]] = {}
    for problem in problems:
        cell = problem.cell.partition(":")[0]
        if cell:
            notes = marks.setdefault(problem.sheet, {})
            notes[cell] = "\n\n".join(filter(None, (notes.get(cell), problem.note)))
    if not marks or turn.workbook is None:
        return ""
    try:
        with uploads.keep_marked(by=actor, access=found) as (token, stream):
            mark_workbook(turn.workbook, marks, stream, turn.locks)
    except BadWorkbook:
        return ""
    return token


def _preview(
    request: PortalRequest, found: ReportAccess, changes: list[WorkbookChange], **shown: Any
) -> HttpResponseBase:
    try:
        signed = sign(found, changes)
    except TooMuch:
        words = _("The workbook changes more text than is taken at once.")
        remedy = _("Send it in two parts: first with some of the texts, then with the others.")
        return _page(request, found, form=UploadForm(), refused=(words, remedy))
    return _page(request, found, form=UploadForm(), changes=changes, signed=signed, **shown)


@require_POST
@portal_view(Permission.REPORT_VIEW)
@report_view
def report_upload_store(
    request: PortalRequest, actor: Actor, found: ReportAccess
) -> HttpResponseBase:
    """The second step stores exactly what the first one showed, or nothing."""
    hold(by=actor, access=found)
    try:
        changes = unsign(found, request.POST.get("signed", ""))
    except signing.BadSignature:
        words = _("The preview is too old. Nothing was stored.")
        return _page(
            request, found, form=UploadForm(), refused=(words, _("Send the workbook again."))
        )
    content = content_of(found.revision)
    if fresh := overtaken(changes, content):
        return _preview(request, found, fresh, overtaken=True)
    wanted = [change for change in changes if not change.clash or request.POST.get("clash") == MINE]
    posted = posted_of(wanted, content)
    if posted.problems:
        words = next(iter(posted.problems.values()))
        return _page(
            request, found, form=UploadForm(), refused=(words, _("Send the workbook again."))
        )
    if posted.changes:
        uploads.store_workbook(by=actor, access=found, changes=posted.changes, cells=len(wanted))
    messages.success(request, _stored(len(wanted)))
    return redirect(report_address(found.report))


def _stored(count: int) -> str:
    if not count:
        return _("Nothing had changed.")
    words = ngettext(
        "%(count)d cell was stored from the workbook.",
        "%(count)d cells were stored from the workbook.",
        count,
    )
    return words % {"count": count}


def _page(request: PortalRequest, found: ReportAccess, **shown: Any) -> HttpResponse:
    changes: list[WorkbookChange] = shown.get("changes") or []
    problems: list[CellProblem] = shown.get("problems") or []
    context = {
        "head": head_of(found),
        "was_read": "changes" in shown,
        "clashes": [change for change in changes if change.clash],
        "plain": [change for change in changes if not change.clash],
        "shown_problems": list(islice(problems, MOST_SHOWN)),
        "problems_left": max(0, len(problems) - MOST_SHOWN),
        **shown,
    }
    wrong = shown.get("problems") or shown.get("refused") or shown.get("overtaken")
    status = UNPROCESSABLE if wrong or (request.method == "POST" and shown["form"].errors) else 200
    status = shown.get("status", status)
    return render(request, "entry/workbook_upload.html", context, status=status)
