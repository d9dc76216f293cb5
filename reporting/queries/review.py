"""What a reviewer reads of a report: its content, what stands beside it, what was said of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from provinces.queries import unit_names
from reporting.kernel.calendar import Dates
from reporting.models import Revision
from reporting.queries.calendar import calendar_of
from reporting.queries.changes import Change, changes_since
from reporting.queries.checks import Beside, values_beside
from reporting.queries.comments import Thread, spoke_for, threads_of
from reporting.queries.peers import Peers, peers_of
from reporting.queries.report_pages import Content, content_of


@dataclass(frozen=True)
class Reading:
    """`led`: only the sections of one working group are here. `units`: names of those who spoke."""

    content: Content
    beside: Beside
    peers: Peers
    changes: list[Change]
    threads: list[Thread]
    units: dict[int, str]
    led: bool = False


def reading_of(revision: Revision, *, group: str = "", peers: bool = True) -> Reading:
    """A fixed number of queries. `group`: only what this working group leads; `peers` can be asked
    for by the Secretariat alone."""
    report = revision.report
    language = get_language() or "en"
    content = content_of(revision)
    changes = changes_since(revision, language)
    codes: Collection[str] | None = None
    if group:
        codes = {one.code for one in content.tables}
        changes = [one for one in changes if one.table in codes]
    threads = threads_of(report, codes)
    return Reading(
        content=content,
        beside=values_beside(report),
        peers=peers_of(report) if peers else Peers(),
        changes=changes,
        threads=threads,
        units=unit_names(report.year, language, spoke_for(threads)),
        led=bool(group),
    )


def due_of(revision: Revision) -> tuple[Dates, date] | None:
    """When the report was due, and what day it is; None in a year without a calendar."""
    report = revision.report
    unit = report.organisation_unit_id
    calendar = calendar_of(report.year, unit_ids=[unit])
    when = calendar.dates(unit, report.data_set_id, report.period) if calendar else None
    return (when, calendar.today) if calendar and when else None
