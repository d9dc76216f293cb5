"""Everything that can be taken away, period by period."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.queries.document.titles import report_title
from reporting.queries.editions.document import shown_document
from reporting.queries.editions.reading import PeriodShelf, shelves
from reporting.views.automatic_files import files_of
from reporting.views.portal import portal_view
from reporting.views.reading.shelf import Shelf


@dataclass(frozen=True)
class Line:
    """The files of the newest edition of a period, or of its consolidation."""

    title: str
    shelf: PeriodShelf
    files: list[Any]


@require_safe
@portal_view(Permission.DOWNLOAD)
def downloads(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    lines = [_line(one, actor) for one in shelves()]
    return render(request, "reading/downloads.html", {"lines": lines})


def _line(one: PeriodShelf, actor: Actor) -> Line:
    edition, language = one.newest or one.draft, get_language() or "en"
    if actor.led_group and not one.published:
        return Line(report_title(one.period), one, [])
    if edition is not None:
        document = shown_document(edition, language).document
        files: list[Any] = list(Shelf(edition, language, document, actor).whole())
    else:
        files = files_of(one.figures, actor.permissions) if one.figures else []
    return Line(report_title(one.period), one, files)
