"""The home of the Secretary General and the consolidator: the nation on one screen."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from provinces.roles import Permission
from reporting.access import Actor
from reporting.models import Consolidation
from reporting.models import Edition as WrittenEdition
from reporting.queries.calendar import calendars
from reporting.queries.editions.found import in_work, newest_edition, period_of
from reporting.queries.editions.settlements import Desk
from reporting.queries.extensions import waiting_requests
from reporting.queries.home import inbox
from reporting.queries.home_nation import NationYear
from reporting.queries.home_unit import shown_year
from reporting.queries.nation import NationalState
from reporting.queries.years import edition_or_none, reported_year, this_year
from reporting.views.automatic_files import files_of
from reporting.views.editions.doors import edition_address
from reporting.views.moves import watch_address
from reporting.views.tiles import tile_map

FIRST_LATE = 8


def nation(actor: Actor, asked_year: str) -> tuple[str, dict[str, Any]]:
    """The year with a calendar that is under way; without one, the last year with reports."""
    language = get_language() or "en"
    opened = calendars()
    year = shown_year(opened, asked_year)
    if year is None:
        return "home/nation.html", _without_calendar(actor, language)
    found = NationYear(opened[year], language)
    edition = edition_or_none(year)
    return "home/nation_year.html", {
        **_edition(actor, edition, year, language),
        "year": year,
        "calendar": opened[year],
        "calendar_years": list(opened),
        "nation": found,
        "tiles": tile_map(found.tiles),
        "late": found.late[:FIRST_LATE],
        "more_late": len(found.late) - FIRST_LATE,
        "requests": waiting_requests(this_year(), language),
        "watch_url": watch_address(year),
        "newest_edition": None if edition else edition_or_none(reported_year()),
    }


def _written(actor: Actor, year: int) -> tuple[WrittenEdition, str] | None:
    """The newest edition of the year's report with its address, for who reads it."""
    found = newest_edition(year * 100) if actor.may(Permission.EDITION_READ) else None
    return (found, edition_address(found)) if found else None


def _edition(
    actor: Actor, edition: Consolidation | None, year: int, language: str
) -> dict[str, Any]:
    unsettled = Desk(edition, language).unsettled if edition else {}
    return {
        "consolidation": edition,
        "written": _written(actor, year),
        "tallies": list(unsettled.items()),
        "may_run": actor.may(Permission.CONSOLIDATION_RUN),
        "sign_url": _sign_url(edition),
        "files": files_of(edition, actor.permissions) if edition else [],
    }


def _sign_url(consolidation: Consolidation | None) -> str:
    """Where the edition in work is signed and published; "" where none is."""
    found = in_work(consolidation.period_key) if consolidation else None
    if found is None:
        return ""
    return reverse("reporting:edition_signatures", args=[period_of(found).url, found.number])


def _without_calendar(actor: Actor, language: str) -> dict[str, Any]:
    year = reported_year()
    state = NationalState(year, language)
    return {
        **_edition(actor, edition_or_none(year), year, language),
        "year": year,
        "state": state,
        "tiles": tile_map(state.tiles),
        "waiting": len(inbox(language)),
    }
