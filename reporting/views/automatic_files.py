"""Downloads: what there is of each period; and the files of a consolidation that nobody has made a
report of yet."""

from dataclasses import dataclass

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, require, require_whole
from reporting.access_errors import NotHere
from reporting.actions.editions.rendering import ready_files
from reporting.actions.files import edition_file, edition_folder
from reporting.kernel.periods import Period
from reporting.models import Consolidation
from reporting.queries.editions.found import newest_consolidation, newest_published
from reporting.queries.practice_years import mark_of_name
from reporting.views.portal import portal_view


@dataclass(frozen=True)
class AutomaticFile:
    """`size` in bytes; None while nobody has asked for the file yet."""

    name: str
    title: str | Promise
    format: str
    permission: Permission
    size: int | None = None
    url: str = ""


FILES = (
    AutomaticFile("annual-report.pdf", _("The report"), "PDF", Permission.DOWNLOAD),
    AutomaticFile(
        "annual-report.xlsx", _("All tables as a workbook"), "Excel", Permission.DOWNLOAD
    ),
    AutomaticFile("figures.csv", _("Every figure with its unit"), "CSV", Permission.DOWNLOAD),
    AutomaticFile("figures.json", _("Every figure with its unit"), "JSON", Permission.DOWNLOAD),
    AutomaticFile("discrepancies.csv", _("Discrepancies"), "CSV", Permission.DISCREPANCY_VIEW),
)
# The files of an edition, by the names that those of a consolidation have.
OF_EDITION = {"annual-report.pdf": "report.pdf", "annual-report.xlsx": "report.xlsx"}


def files_of(
    consolidation: Consolidation, permissions: frozenset[Permission]
) -> list[AutomaticFile]:
    sizes = _sizes(consolidation)
    period = Period.from_key(consolidation.period_key)
    return [
        AutomaticFile(
            one.name, one.title, one.format, one.permission, sizes.get(one.name),
            reverse("reporting:download", args=[period, one.name]),
        )
        for one in FILES
        if one.permission in permissions
    ]  # fmt: skip


def _sizes(consolidation: Consolidation) -> dict[str, int]:
    """Name -> bytes of the file that `download` serves, as far as it was made."""
    language = get_language() or "en"
    published = newest_published(consolidation.period_key)
    if published is not None:
        ready = ready_files(published, language)
        names = ((one.name, OF_EDITION.get(one.name, one.name)) for one in FILES)
        return {name: ready[kept] for name, kept in names if kept in ready}
    folder = edition_folder(consolidation, language)
    made = ((one.name, folder / one.name) for one in FILES)
    return {name: path.stat().st_size for name, path in made if path.exists()}


@require_safe
@portal_view(Permission.DOWNLOAD)
def download(request: PortalRequest, actor: Actor, period: Period, name: str) -> HttpResponseBase:
    """Serves a finished file, since the response is read outside the transaction. Where there is a
    published edition, its file is the one."""
    wanted = next((one for one in FILES if one.name == name), None)
    if wanted is None:
        raise NotHere
    published = newest_published(period.key)
    if published is not None:
        place = [period.url, published.number, OF_EDITION.get(name, name)]
        return redirect("reporting:edition_file", *place)
    require(actor, wanted.permission)
    consolidation = newest_consolidation(period.key)
    if consolidation is None:
        raise NotHere
    require_whole(actor, published=False)
    path = edition_file(consolidation, name, get_language() or "en")
    stem, _dot, ending = name.rpartition(".")
    mark = mark_of_name(period.year)
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=f"{stem}-{period.url}{mark}.{ending}"
    )
