"""The finished files of an edition: which there are, how big, and the download itself."""

from dataclasses import dataclass
from pathlib import Path

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, require
from reporting.access_errors import NotHere
from reporting.actions.files import edition_file, edition_folder
from reporting.models import Consolidation
from reporting.queries.practice_years import is_practice
from reporting.queries.years import editions, newest_edition
from reporting.views.portal import portal_view


@dataclass(frozen=True)
class EditionFile:
    """`size` in bytes; None while nobody has asked for the file yet."""

    name: str
    title: str | Promise
    format: str
    permission: Permission
    size: int | None = None


FILES = (
    EditionFile("annual-report.pdf", _("Annual report"), "PDF", Permission.DOWNLOAD),
    EditionFile("annual-report.xlsx", _("All tables as a workbook"), "Excel", Permission.DOWNLOAD),
    EditionFile("figures.csv", _("Every figure with its unit"), "CSV", Permission.DOWNLOAD),
    EditionFile("discrepancies.csv", _("Discrepancies"), "CSV", Permission.DISCREPANCY_VIEW),
)


def files_of(consolidation: Consolidation, permissions: frozenset[Permission]) -> list[EditionFile]:
    folder = edition_folder(consolidation, get_language() or "en")
    return [
        EditionFile(one.name, one.title, one.format, one.permission, _size(folder / one.name))
        for one in FILES
        if one.permission in permissions
    ]


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


@require_safe
@portal_view(Permission.DOWNLOAD)
def downloads(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    shelves = [(one, files_of(one, actor.permissions)) for one in editions()]
    return render(request, "reporting/downloads.html", {"shelves": shelves})


@require_safe
@portal_view(Permission.DOWNLOAD)
def download(request: PortalRequest, actor: Actor, year: int, name: str) -> HttpResponseBase:
    """Serves a finished file, since the response is read outside the transaction."""
    wanted = next((one for one in FILES if one.name == name), None)
    if wanted is None:
        raise NotHere
    require(actor, wanted.permission)
    consolidation = newest_edition(year)
    path = edition_file(consolidation, name, get_language() or "en")
    stem, _dot, ending = name.rpartition(".")
    mark = "-practice" if is_practice(year) else ""
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=f"{stem}-{year}{mark}.{ending}"
    )
