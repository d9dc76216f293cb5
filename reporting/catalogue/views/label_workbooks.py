"""Khmer labels in Excel: downloaded, filled, sent back, looked at, stored."""

import zlib
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.catalogue.actions.khmer_labels import LabelsOvertaken, Wanted, store_labels
from reporting.catalogue.exports.label_workbook import write_labels
from reporting.catalogue.forms.label_workbook import read_label_workbook
from reporting.catalogue.queries.khmer_labels import khmer_labels
from reporting.catalogue.views.khmer_labels import say_done
from reporting.core.views.document_downloads import EXCEL
from reporting.core.views.portal import portal_view
from reporting.core.workbooks.inspection import BadWorkbook
from reporting.core.workbooks.lists import WorkbookUploadForm

SALT = "khmer-labels"
HOUR = 3600


@require_safe
@portal_view(Permission.CATALOGUE_MANAGE)
def label_download(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    response = HttpResponse(write_labels(khmer_labels()), content_type=EXCEL)
    response["Content-Disposition"] = 'attachment; filename="khmer-labels.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
@portal_view(Permission.CATALOGUE_MANAGE)
def label_upload(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """Shows what would change; nothing is stored yet."""
    form = WorkbookUploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            read = read_label_workbook(form.cleaned_data["workbook"].read(), khmer_labels())
        except BadWorkbook as error:
            form.add_error("workbook", str(error))
        else:
            context |= {"problems": read.problems, "wanted": read.wanted, "was_read": True}
            context["signed"] = _sign(actor, read.wanted)
    return render(request, "catalogue/labels_workbook.html", context)


@require_POST
@portal_view(Permission.CATALOGUE_MANAGE)
def label_store(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    """Exactly what was shown, or nothing."""
    try:
        done = store_labels(by=actor, wanted=_unsign(request, actor))
    except signing.BadSignature:
        messages.error(request, _("The preview is too old. Send the workbook again."))
    except LabelsOvertaken:
        messages.error(
            request,
            _("Somebody changed a label meanwhile: nothing was stored. Send the workbook again."),
        )
    else:
        say_done(request, done)
        return redirect("reporting:labels")
    return redirect("reporting:labels_upload")


def _sign(actor: Actor, wanted: list[Wanted]) -> str:
    rows = [[one.label.key, one.khmer, one.confirmed] for one in wanted]
    return signing.dumps({"by": actor.user.pk, "rows": rows}, salt=SALT, compress=True)


def _unsign(request: PortalRequest, actor: Actor) -> list[Wanted]:
    """Raises `LabelsOvertaken` where a label is not as it was shown."""
    try:
        shown = signing.loads(request.POST.get("signed", ""), salt=SALT, max_age=HOUR)
    except zlib.error as error:
        raise signing.BadSignature from error
    if shown["by"] != actor.user.pk:
        raise signing.BadSignature
    known = {label.key: label for label in khmer_labels()}
    if any(key not in known for key, _khmer, _confirmed in shown["rows"]):
        raise LabelsOvertaken
    return [Wanted(known[key], khmer, confirmed) for key, khmer, confirmed in shown["rows"]]
