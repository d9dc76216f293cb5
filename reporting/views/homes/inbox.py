"""The reviewer's home: what waits to be read, who is late, who asks for more time."""

from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import get_language

from reporting.forms.inbox import InboxForm
from reporting.queries.calendar import Owed, calendars, owed
from reporting.queries.editions.settlements import Desk
from reporting.queries.extensions import waiting_requests
from reporting.queries.home_inbox import Waiting, late_units, waiting_reports
from reporting.queries.nation import NationalState
from reporting.queries.years import edition_or_none, reported_year, this_year
from reporting.views.moves import review_address

A_PAGE = 40
FIRST_LATE = 12


def inbox(asked: QueryDict) -> dict[str, Any]:
    language = get_language() or "en"
    opened = calendars()
    reports = owed(opened=opened) if opened else []
    waiting = waiting_reports(language, opened)
    form = InboxForm(asked, units=_kinds(waiting, reports), forms=_forms(waiting, reports))
    chosen = form.choose(waiting)
    late = late_units([one for one in reports if form.fits(one.unit, one.data_set)], language)
    page = Paginator(chosen, A_PAGE).get_page(asked.get("page"))
    query = asked.copy()
    query.pop("page", None)
    return {
        "form": form if opened or waiting else None,
        "page": page,
        "query": query.urlencode(),
        "lines": [(one, _address(one)) for one in page.object_list],
        "is_filtered": len(chosen) != len(waiting),
        "opened": opened,
        "practice_years": {one.year for one in opened.values() if one.is_practice},
        "late": late[:FIRST_LATE],
        "more_late": late[FIRST_LATE:],
        "late_count": len(late),
        "requests": waiting_requests(this_year(), language),
        **_of_the_edition(language, has_calendar=bool(opened)),
    }


def _of_the_edition(language: str, *, has_calendar: bool) -> dict[str, Any]:
    """Of the newest reported year; whom one waits for only where no calendar says so."""
    year = reported_year()
    edition = edition_or_none(year)
    unsettled = Desk(edition, language).unsettled if edition else {}
    return {
        "year": year,
        "state": None if has_calendar else NationalState(year, language),
        "consolidation": edition,
        "tallies": list(unsettled.items()),
    }


def _address(one: Waiting) -> str:
    report = one.revision.report
    return review_address(report.organisation_unit.code, report.data_set.code, report.period)


def _kinds(waiting: list[Waiting], reports: list[Owed]) -> list[str]:
    found = [one.unit.kind for one in reports]
    found += [one.revision.report.organisation_unit.kind for one in waiting]
    return list(dict.fromkeys(found))


def _forms(waiting: list[Waiting], reports: list[Owed]) -> list[tuple[str, str]]:
    found = {one.data_set.code: one.data_set.title for one in reports}
    found |= {
        one.revision.report.data_set.code: one.revision.report.data_set.title for one in waiting
    }
    return list(found.items())
