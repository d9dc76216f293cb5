"""A report with all that is read beside it in a review: earlier numbers, the medians of its peers,
what changed since the last submission, and the comments."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.utils.translation import get_language

from provinces.queries import unit_names
from reporting.calendar.queries.owed_reports import Calendar
from reporting.calendar.rules.deadlines import Dates
from reporting.entry.page.queries.report_content import ReportContent, content_of
from reporting.entry.page.queries.revision_changes import InputChange, changes_since
from reporting.entry.page.queries.stored_values import Beside, values_beside
from reporting.models import Report, Revision
from reporting.review.queries.comments import Thread, spoke_for, threads_of
from reporting.review.rules.marks import Median

# `given`: each entered number and each total that it counts towards, by revision.
_PEERS = """
WITH peer AS MATERIALIZED (
    SELECT DISTINCT ON (report.id) revision.id
    FROM reporting_report report
    JOIN reporting_revision revision ON revision.report_id = report.id
    JOIN provinces_organisationunit unit ON unit.id = report.organisation_unit_id
    WHERE report.data_set_id = %(form)s AND report.period_key = %(period)s
      AND report.organisation_unit_id <> %(unit)s AND unit.kind = %(kind)s
      AND (%(parent)s::bigint IS NULL OR unit.parent_id = %(parent)s)
      AND revision.state IN ('accepted', 'submitted')
    ORDER BY report.id, revision.number DESC
), given AS MATERIALIZED (
    SELECT stored.revision_id, rollup.target_id AS cell_id, sum(stored.value) AS value
    FROM reporting_datavalue stored
    JOIN peer ON peer.id = stored.revision_id
    JOIN strategies_cellrollup rollup ON rollup.leaf_id = stored.cell_id
    WHERE stored.value IS NOT NULL
    GROUP BY stored.revision_id, rollup.target_id
)
SELECT 'peers' AS what, NULL AS code, NULL::numeric AS middle, count(*) AS peers FROM peer
UNION ALL
SELECT 'value', cell.code, percentile_cont(0.5) WITHIN GROUP (ORDER BY given.value)::numeric,
       count(*)
FROM given JOIN strategies_cell cell ON cell.id = given.cell_id
GROUP BY cell.code
UNION ALL
SELECT 'share', cell.code,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY 100 * given.value / whole.value)::numeric,
       count(*)
FROM given
JOIN strategies_cell cell ON cell.id = given.cell_id
JOIN strategies_element element ON element.id = cell.element_id
JOIN strategies_cell whole_cell ON whole_cell.element_id = element.part_of_id
     AND whole_cell.option_id IS NOT DISTINCT FROM cell.option_id
JOIN given whole ON whole.cell_id = whole_cell.id
     AND whole.revision_id = given.revision_id AND whole.value > 0
GROUP BY cell.code
"""


@dataclass(frozen=True)
class Peers:
    """`count`: other units of the kind whose report was submitted or accepted. By cell code:
    the median of their numbers, and (of a part) of its share of the whole in percent."""

    count: int = 0
    values: dict[str, Median] = field(default_factory=dict)
    shares: dict[str, Median] = field(default_factory=dict)


def peers_of(report: Report) -> Peers:
    """One query. A tenant sees no other unit's numbers: ask as the Secretariat."""
    unit = report.organisation_unit
    asked: dict[str, int | str | None] = {
        "form": report.data_set_id,
        "period": report.period_key,
        "unit": unit.pk,
        "kind": unit.kind,
        # Localities are too many and differ too much: their peers are those of the same parent.
        "parent": unit.parent_id if unit.is_locality else None,
    }
    count = 0
    found: dict[str, dict[str, Median]] = {"value": {}, "share": {}}
    with connection.cursor() as cursor:
        cursor.execute(_PEERS, asked)
        for what, code, middle, peers in cursor.fetchall():
            if what == "peers":
                count = peers
            else:
                found[what][code] = Median.rounded(middle, peers)
    return Peers(count, found["value"], found["share"])


@dataclass(frozen=True)
class ReviewedReport:
    """`led`: only the sections of one working group are here. `units`: names of those who spoke."""

    content: ReportContent
    beside: Beside
    peers: Peers
    changes: list[InputChange]
    threads: list[Thread]
    units: dict[int, str]
    led: bool = False


def reading_of(revision: Revision, *, group: str = "", peers: bool = True) -> ReviewedReport:
    """A fixed number of queries. `group`: only what this working group leads; `peers` can be asked
    for by the Secretariat alone."""
    report = revision.report
    language = get_language() or "en"
    content = content_of(revision)
    changes = changes_since(revision, language)
    codes: Collection[str] | None = None
    if group:
        codes = {table.code for table in content.tables}
        changes = [change for change in changes if change.table in codes]
    threads = threads_of(report, codes)
    return ReviewedReport(
        content=content,
        beside=values_beside(report),
        peers=peers_of(report) if peers else Peers(),
        changes=changes,
        threads=threads,
        units=unit_names(report.year, language, spoke_for(threads)),
        led=bool(group),
    )


def due_of(report: Report, calendar: Calendar | None) -> tuple[Dates, date] | None:
    """When the report was due, and what day it is; None in a year without a calendar."""
    if calendar is None:
        return None
    when = calendar.dates(report.organisation_unit_id, report.data_set_id, report.period)
    return (when, calendar.today) if when else None
