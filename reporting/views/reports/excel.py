"""A report by Excel: the workbook out; back in it, what would change, then all or nothing."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, Door
from reporting.access_errors import NotHere
from reporting.actions import uploads
from reporting.exports.form_workbook import place, render_form
from reporting.forms.excel.book import BookMaker
from reporting.forms.excel.changes import Change, changes_of, overtaken, posted_of
from reporting.forms.excel.problems import CellProblem, WrongBook
from reporting.forms.excel.reading import Reading, read_book
from reporting.forms.excel.stamp import facts_of, stamp_lines
from reporting.forms.excel.upload import TooMuch, UploadForm, sign, unsign
from reporting.queries.report_pages import Content, content_of, revisions_of
from reporting.views.portal import portal_view
from reporting.views.reports.doors import door_view, report_address
from reporting.views.reports.head import head_of
from strategies.workbooks import BadWorkbook, mark_workbook

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNPROCESSABLE = 422
MINE = "mine"


@require_GET
@portal_view(Permission.REPORT_VIEW)
@door_view
def report_workbook(request: PortalRequest, actor: Actor, found: Door) -> HttpResponseBase:
    newest = revisions_of(found.report)[0]
    editable = newest.pk == found.revision.pk and found.may(Permission.REPORT_ENTER)
    book = BookMaker(content_of(found.revision), editable=editable).book()
    placed = place(book)
    stamp = stamp_lines(facts_of(found.revision, editable=editable), placed)
    return _file(HttpResponse(render_form(book, placed, stamp), content_type=EXCEL), found)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_VIEW)
@door_view
def report_upload(request: PortalRequest, actor: Actor, found: Door) -> HttpResponseBase:
    found.require(Permission.REPORT_ENTER)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form=form)
    content = form.cleaned_data["workbook"].read()
    try:
        reading = read_book(content, found)
    except BadWorkbook as bad:
        return _page(request, found, form=form, refused=(str(bad), ""))
    except WrongBook as wrong:
        return _page(request, found, form=form, refused=(wrong.reason, wrong.remedy))
    return _answer(request, actor, found, Sent(content, reading))


@dataclass(frozen=True)
class Sent:
    """What somebody sent, as bytes and as it was read."""

    content: bytes
    reading: Reading


def _answer(request: PortalRequest, actor: Actor, found: Door, sent: Sent) -> HttpResponseBase:
    content = content_of(found.revision)
    changes = changes_of(sent.reading.typed, content)
    problems = [*sent.reading.problems, *_refused_by_the_page(changes, content, sent.reading)]
    if problems:
        token = "" if sent.reading.far else _marked(sent.content, problems, actor, found)
        return _page(request, found, form=UploadForm(), problems=problems, token=token)
    return _preview(request, found, changes)


def _refused_by_the_page(
    changes: list[Change], content: Content, reading: Reading
) -> list[CellProblem]:
    """What the page of the report would say of it, at its place in the workbook."""
    after = {one.name: one.after for one in changes}
    return [
        CellProblem(*reading.places[name][:2], after.get(name, ""), words, _mend(name))
        for name, words in posted_of(changes, content).problems.items()
        if name in reading.places
    ]


def _mend(name: str) -> str:
    if name.startswith(("nothing:", "reason:")):
        return _("Choose “yes” and write a reason, or clear both cells.")
    return _("Correct the cell, or empty its whole row.")


def _marked(content: bytes, problems: list[CellProblem], actor: Actor, found: Door) -> str:
    """The name of the file with the cells marked; "" where none can be."""
    marks: dict[str, dict[str, str]] = {}
    for one in problems:
        cell = one.cell.partition(":")[0]
        if cell:
            notes = marks.setdefault(one.sheet, {})
            notes[cell] = "\n\n".join(filter(None, (notes.get(cell), one.note)))
    if not marks:
        return ""
    try:
        return uploads.keep_marked(mark_workbook(content, marks), by=actor, door=found)
    except BadWorkbook:
        return ""


def _preview(
    request: PortalRequest, found: Door, changes: list[Change], *, again: bool = False
) -> HttpResponseBase:
    try:
        signed = sign(found, changes)
    except TooMuch:
        words = _("The workbook changes more text than is taken at once.")
        remedy = _("Send it in two parts: first with some of the texts, then with the others.")
        return _page(request, found, form=UploadForm(), refused=(words, remedy))
    return _page(request, found, form=UploadForm(), changes=changes, signed=signed, overtaken=again)


@require_POST
@portal_view(Permission.REPORT_VIEW)
@door_view
def report_upload_store(request: PortalRequest, actor: Actor, found: Door) -> HttpResponseBase:
    """The second step stores exactly what the first one showed, or nothing."""
    uploads.hold(door=found)
    try:
        changes = unsign(found, request.POST.get("signed", ""))
    except signing.BadSignature:
        words = _("The preview is too old. Nothing was stored.")
        return _page(
            request, found, form=UploadForm(), refused=(words, _("Send the workbook again."))
        )
    content = content_of(found.revision)
    if fresh := overtaken(changes, content):
        return _preview(request, found, fresh, again=True)
    wanted = [one for one in changes if not one.clash or request.POST.get("clash") == MINE]
    posted = posted_of(wanted, content)
    if posted.problems:
        words = next(iter(posted.problems.values()))
        return _page(
            request, found, form=UploadForm(), refused=(words, _("Send the workbook again."))
        )
    if posted.changes:
        uploads.store_workbook(by=actor, door=found, changes=posted.changes, cells=len(wanted))
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


@require_GET
@portal_view(Permission.REPORT_VIEW)
@door_view
def report_workbook_marked(
    request: PortalRequest, actor: Actor, found: Door, token: str
) -> HttpResponseBase:
    path = uploads.marked(token, by=actor, door=found)
    if path is None:
        raise NotHere
    return _file(FileResponse(path.open("rb"), content_type=EXCEL), found, "-marked")


def _file(response: Any, found: Door, more: str = "") -> HttpResponseBase:
    report = found.report
    name = f"{report.organisation_unit.code}-{report.data_set.code}-{report.period.url}{more}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    answer: HttpResponseBase = response
    return answer


def _page(request: PortalRequest, found: Door, **shown: Any) -> HttpResponse:
    changes: list[Change] = shown.get("changes") or []
    context = {
        "head": head_of(found),
        "was_read": "changes" in shown,
        "clashes": [one for one in changes if one.clash],
        "plain": [one for one in changes if not one.clash],
        **shown,
    }
    wrong = shown.get("problems") or shown.get("refused") or shown.get("overtaken")
    status = UNPROCESSABLE if wrong or (request.method == "POST" and shown["form"].errors) else 200
    return render(request, "reports/excel.html", context, status=status)
