"""The files of an edition: the list, one that is being rendered, the download itself."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provinces.models import OrganisationUnit
from provinces.queries import UnknownUnit, unit_by_code
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, require_whole
from reporting.consolidation.queries.figures import units_with_figures
from reporting.core.actions import jobs
from reporting.core.actions.jobs import ring
from reporting.core.queries.editions import period_of
from reporting.core.queries.period_words import report_title
from reporting.core.queries.practice_years import mark_of_name
from reporting.core.views.portal import portal_view
from reporting.editions.publishing.actions.render_jobs import (
    STEPS,
    RequestedFile,
    last_job,
    may_have,
    request_render,
)
from reporting.editions.publishing.actions.rendered_files import (
    is_of_all_languages,
    path_of,
    rendered,
)
from reporting.editions.reading.queries.readable_editions import ReadableDocument
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.reading.views.file_list import EditionFileList, FileLink
from reporting.editions.writing.views.edition_access import edition_view, head
from reporting.models import Edition, Job

STOP_POLLING = 286  # htmx's own status


def files_to_read(reading: ReadableDocument, actor: Actor) -> list[FileLink]:
    """What stands beside the contents of a report."""
    if not actor.may(Permission.DOWNLOAD) or (actor.led_group and not reading.is_published):
        return []
    return EditionFileList(reading.edition, get_language() or "en", actor).whole()


@require_safe
@portal_view(Permission.DOWNLOAD)
@edition_view()
def edition_files(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    require_whole(actor, published=edition.is_published)
    language = _language(request)
    document = shown_document(edition, language).document
    unit = _unit(request, actor)
    files = EditionFileList(edition, language, actor)
    reads_drafts = actor.may(Permission.EDITION_READ)
    context = {
        **(head(edition, actor, "edition_files") if reads_drafts else {}),
        "edition": edition,
        "title": report_title(period_of(edition)),
        "document": document,
        "year": edition.year,
        "groups": files.groups(unit),
        "unit": unit,
        "units": units_with_figures(edition, language) if actor.is_national else [],
        "language": language,
        "languages": settings.LANGUAGES,
    }
    return render(request, "editions/reading/edition_files.html", context)


def _unit(request: HttpRequest, actor: Actor) -> OrganisationUnit | None:
    """Whose extract is offered: a unit's own; for the Secretariat the one that was chosen."""
    if not actor.is_national:
        return actor.unit if actor.may(Permission.REPORT_VIEW) else None
    code = request.GET.get("unit", "")
    try:
        return unit_by_code(code) if code else None
    except UnknownUnit as error:
        raise NotHere from error


def _language(request: HttpRequest) -> str:
    """The one that was asked for, else that of the page."""
    wanted = request.GET.get("language", "")
    known = [code for code, _name in settings.LANGUAGES]
    return wanted if wanted in known else (get_language() or "en")


def _wanted(request: HttpRequest, actor: Actor, edition: Edition, name: str) -> RequestedFile:
    language = "" if is_of_all_languages(edition, name) else _language(request)
    wanted = RequestedFile(edition, language, name)
    may_have(actor, wanted)
    return wanted


@require_http_methods(["GET", "HEAD", "POST"])
@portal_view(Permission.DOWNLOAD)
@edition_view()
def edition_making(
    request: PortalRequest, actor: Actor, edition: Edition, name: str
) -> HttpResponseBase:
    """Asks for a file, shows how far it is, offers it. htmx asks for the moving part alone."""
    wanted = _wanted(request, actor, edition, name)
    here = _address("edition_making", wanted)
    if request.method == "POST":
        if rendered(wanted.edition, wanted.language, name) is None:
            request_render(by=actor, wanted=wanted, ring=ring)
        return redirect(here)
    context = _making(wanted, here, actor)
    if not request.htmx:  # type: ignore[attr-defined]  # set by HtmxMiddleware
        return render(request, "editions/reading/file_in_the_making.html", context)
    response = render(request, "editions/reading/parts/file_progress.html", context)
    if not context["is_waiting"]:
        response.status_code = STOP_POLLING
    return response


def _making(wanted: RequestedFile, here: str, actor: Actor) -> dict[str, Any]:
    file = rendered(wanted.edition, wanted.language, wanted.name)
    job = None if file else last_job(wanted)
    is_waiting = job is not None and job.state == Job.State.QUEUED
    progress = jobs.progress_of(job.pk) if job and is_waiting else {}
    return {
        "edition": wanted.edition,
        "title": report_title(period_of(wanted.edition)),
        "year": wanted.edition.year,
        "name": wanted.name,
        "file": file,
        "job": job,
        "is_waiting": is_waiting,
        "failed": job if job and job.state == Job.State.FAILED else None,
        "waits_long": job is not None and job.waits_long,
        "steps": _steps(progress.get("done")),
        "percent": progress.get("percent") or 0,
        "making_url": here,
        "download": _address("edition_file", wanted),
        "files_url": _files_url(wanted),
    }


def _steps(now: object) -> list[tuple[str, str]]:
    """Each step in words with its state: done, now or waiting."""
    at_work = now if isinstance(now, int) else -1
    return [
        (_(step), "done" if at < at_work else "now" if at == at_work else "waiting")
        for at, step in enumerate(STEPS)
    ]


def _address(page: str, wanted: RequestedFile) -> str:
    place = [period_of(wanted.edition).url, wanted.edition.number, wanted.name]
    return f"{reverse(f'reporting:{page}', args=place)}?language={wanted.language}"


def _files_url(wanted: RequestedFile) -> str:
    place = [period_of(wanted.edition).url, wanted.edition.number]
    return f"{reverse('reporting:edition_files', args=place)}?language={wanted.language}"


# There `language` says which files are meant; the page stays in its own.
edition_files.own_language = edition_making.own_language = True  # type: ignore[attr-defined]


@require_safe
@portal_view(Permission.DOWNLOAD)
@edition_view()
def edition_file(
    request: PortalRequest, actor: Actor, edition: Edition, name: str
) -> HttpResponseBase:
    """Serves what was rendered; what was not yet is asked for on its own page."""
    wanted = _wanted(request, actor, edition, name)
    file = rendered(wanted.edition, wanted.language, name)
    if file is None:
        return redirect(_address("edition_making", wanted))
    tag = f'"{file.digest}"'
    if tag in request.headers.get("If-None-Match", ""):
        return _tagged(HttpResponse(status=304), tag)
    opened = path_of(file).open("rb")
    return _tagged(FileResponse(opened, as_attachment=True, filename=_filename(wanted)), tag)


def _tagged(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """For scripts that keep it themselves: a draft's file changes under its address."""
    response["ETag"] = tag
    return response


def _filename(wanted: RequestedFile) -> str:
    """`report-2020-edition-1.pdf`; of another language than English with its code."""
    edition: Edition = wanted.edition
    stem, _dot, ending = wanted.name.rpartition(".")
    parts = [stem, period_of(edition).url]
    parts.append(f"edition-{edition.number}" if edition.is_published else "draft")
    parts += [wanted.language] if wanted.language != "en" else []
    return f"{'-'.join(parts)}{mark_of_name(edition.year)}.{ending}"
