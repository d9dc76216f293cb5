"""The whole evaluation as a page, its files, its signatures and its publication."""

from functools import partial

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.core.actions.jobs import ring
from reporting.core.forms import LANGUAGE_NAMES
from reporting.core.queries.practice_years import mark_of_name
from reporting.core.views.document_blocks import block_presenters
from reporting.core.views.job_parts import is_part, moving_part, work_on
from reporting.core.views.portal import portal_view
from reporting.editions.evaluations.actions import publishing
from reporting.editions.evaluations.actions.evidence import FILES, ready_files, request_work
from reporting.editions.evaluations.forms import PublishForm
from reporting.editions.evaluations.queries.contents import fingerprint
from reporting.editions.evaluations.queries.evaluations import evaluation_at
from reporting.editions.evaluations.queries.files import NAMES, PDF, WORKBOOK, read_document
from reporting.editions.evaluations.queries.jobs import last_job
from reporting.editions.evaluations.views.head import head
from reporting.editions.publishing.actions.rendered_files import path_of
from reporting.editions.publishing.queries.signatures import ROLE_WORDS, valid_rows
from reporting.editions.reading.views.report_pages import may_open
from reporting.models import Edition

KINDS = {PDF: "PDF", WORKBOOK: "Excel"}
ENDINGS = {PDF: "pdf", WORKBOOK: "xlsx"}
TYPES = {
    PDF: "application/pdf",
    WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _language(request: PortalRequest) -> str:
    """The one that was asked for, else that of the page."""
    wanted = request.GET.get("language", "")
    return wanted if wanted in LANGUAGE_NAMES else (get_language() or "en")


@require_http_methods(["GET", "HEAD", "POST"])
@portal_view(Permission.ANNUAL_VIEW)
def evaluation_document(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    """POST has the files written."""
    edition = evaluation_at(actor, key)
    here = reverse("reporting:evaluation_document", args=[edition.pk])
    if request.method == "POST":
        request_work(by=actor, edition=edition, work=FILES, ring=ring)
        return redirect(here)
    if is_part(request):
        return moving_part(request, last_job(edition), here)
    language = _language(request)
    document = read_document(edition, language)
    opens = partial(may_open, actor)
    files = ready_files(edition)
    context = {
        **head(edition, actor, "evaluation_document"),
        "document": document,
        "language": language,
        "others": [(code, name) for code, name in LANGUAGE_NAMES.items() if code != language],
        "sections": [
            (section, list(block_presenters(section.blocks, opens)))
            for section in document.sections
        ],
        "trace_period": str(edition.year),
        "files": [
            (_file_url(edition, name, code), KINDS[name], code, LANGUAGE_NAMES[code], row.size)
            for (code, name), row in sorted(files.items())
        ],
        "lacks_files": len(files) < len(NAMES) * len(LANGUAGE_NAMES),
        "may_download": actor.may(Permission.DOWNLOAD),
        **work_on(last_job(edition), here),
    }
    return render(request, "editions/evaluations/evaluation_document.html", context)


def _file_url(edition: Edition, name: str, language: str) -> str:
    address = reverse("reporting:evaluation_file", args=[edition.pk, name])
    return f"{address}?language={language}"


@require_safe
@portal_view(Permission.DOWNLOAD)
def evaluation_file(request: PortalRequest, actor: Actor, key: int, name: str) -> HttpResponseBase:
    """As it was written last; where it is not there, the page offers to write it."""
    edition = evaluation_at(actor, key)
    if name not in NAMES:
        raise NotHere
    language = _language(request)
    row = ready_files(edition).get((language, name))
    if row is None:
        return redirect("reporting:evaluation_document", edition.pk)
    mark = f"{'-km' if language == 'km' else ''}{mark_of_name(edition.year)}"
    filename = f"{edition.kind.replace('_', '-')}-{edition.year}{mark}.{ENDINGS[name]}"
    response = FileResponse(
        path_of(row).open("rb"), as_attachment=True, filename=filename, content_type=TYPES[name]
    )
    response["ETag"] = f'"{row.digest}"'
    return response


# There `language` says which document is meant; the page stays in its own.
evaluation_document.own_language = evaluation_file.own_language = True  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@portal_view(Permission.EDITION_READ)
def evaluation_signatures(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    """`step` says what is done: sign, withdraw or publish."""
    edition = evaluation_at(actor, key)
    language = get_language() or "en"
    if request.method == "POST":
        words = _stepped(request, actor, edition, language)
        messages.success(request, words)
        return redirect("reporting:evaluation_signatures", edition.pk)
    state = edition.text_digest if edition.is_published else fingerprint(edition)
    signed = valid_rows(edition)
    may_publish = actor.may(Permission.ANNUAL_PUBLISH) and not edition.is_published
    context = {
        **head(edition, actor, "evaluation_signatures"),
        "state": state,
        "signed": [
            (row, ROLE_WORDS[row.role], row.by.name_in(language), row.digest == state,
             row.by_id == actor.user.pk)
            for row in signed
        ],
        "to_sign": [
            (role, ROLE_WORDS[role])
            for role in publishing.roles_here(actor)
            if not edition.is_published
            and not any(row.role == role and row.digest == state for row in signed)
        ],
        "hindrances": [] if edition.is_published else publishing.hindrances(edition, language),
        "may_publish": may_publish,
        "form": PublishForm() if may_publish else None,
    }  # fmt: skip
    return render(request, "editions/evaluations/evaluation_signatures.html", context)


def _stepped(request: PortalRequest, actor: Actor, edition: Edition, language: str) -> str:
    posted = request.POST
    match posted.get("step"):
        case "sign":
            publishing.sign(
                by=actor, edition=edition, role=posted.get("role", ""), seen=posted.get("seen", "")
            )
            return _("You have signed.")
        case "withdraw":
            sign_off = whole_number(posted.get("sign_off", "")) or 0
            publishing.withdraw(by=actor, edition=edition, sign_off=sign_off)
            return _("Your signature is taken back.")
        case "publish":
            reason = posted.get("reason", "")
            publishing.publish(by=actor, edition=edition, reason=reason, language=language)
            request_work(by=actor, edition=edition, work=FILES, ring=ring)
            return _("The evaluation is published. Its files are being written.")
    raise NotHere
