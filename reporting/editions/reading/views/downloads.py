"""The page of downloads: the files of each period, and the lasting address of each."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, require_whole
from reporting.core.queries.period_words import report_title
from reporting.core.views.portal import portal_view
from reporting.editions.publishing.actions.freezing import AS_RENDERED
from reporting.editions.reading.queries.readable_editions import (
    PeriodEditions,
    edition_read,
    readable_periods,
)
from reporting.editions.reading.views.file_list import EditionFileList, FileLink
from reporting.kernel.periods import Period


@dataclass(frozen=True)
class PeriodDownloads:
    """The files of the newest edition of a period; before one is published, of that in work."""

    title: str
    of_period: PeriodEditions
    files: list[FileLink]


@require_safe
@portal_view(Permission.DOWNLOAD)
def downloads(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    lines = [_line(of_period, actor) for of_period in readable_periods()]
    return render(request, "editions/reading/downloads.html", {"lines": lines})


def _line(of_period: PeriodEditions, actor: Actor) -> PeriodDownloads:
    if actor.led_group and not of_period.published:
        return PeriodDownloads(report_title(of_period.period), of_period, [])
    files = EditionFileList(of_period.read, get_language() or "en", actor).whole()
    return PeriodDownloads(report_title(of_period.period), of_period, files)


@require_safe
@portal_view(Permission.DOWNLOAD)
def download(request: PortalRequest, actor: Actor, period: Period, name: str) -> HttpResponseBase:
    """A file of a period by its name in the folder of `make annual-report`: that of the newest
    edition, which may be another one tomorrow."""
    if name not in AS_RENDERED:
        raise NotHere
    edition = edition_read(period)
    require_whole(actor, published=edition.is_published)
    return redirect("reporting:edition_file", period.url, edition.number, AS_RENDERED[name])
