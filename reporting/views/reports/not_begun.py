"""The address of a report that nobody has begun: its own unit is told how it stands."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render

from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.kernel.periods import Period
from reporting.queries.calendar import owed
from reporting.views.moves import move_of
from reporting.views.standings import said


def not_begun(
    request: PortalRequest, actor: Actor, *, unit: str, data_set: str, period: str
) -> HttpResponse | None:
    """None for a stranger, and where no such report is owed: the page of what is not there."""
    if unit != actor.unit.code:
        return None
    try:
        wanted = Period.parse(period)
    except ValueError:
        return None
    for one in owed([wanted.year], units=[actor.unit]):
        if one.data_set.code == data_set and one.period == wanted and one.reported is None:
            context = {"owed": one, "why": said(one.placed.why), "move": move_of(one, actor)}
            return render(request, "reports/not_begun.html", context, status=HTTPStatus.NOT_FOUND)
    return None
