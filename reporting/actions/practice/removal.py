"""Takes a year to practise on away, in one step; the audit trail stays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from django.db import connection, transaction
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, require
from reporting.access_errors import Refused
from reporting.actions.audit import record
from reporting.actions.editions.rendering import files_of
from reporting.actions.practice.opening import MARK, locality_code
from reporting.models import Edition, Holiday, Job, ReportingYear
from strategies.models import DataSet

REVISIONS = "(SELECT id FROM reporting_revision WHERE report_id IN {reports})"
REPORTS = "(SELECT id FROM reporting_report WHERE year = %(year)s)"
RUNS = "(SELECT id FROM reporting_consolidation WHERE year = %(year)s)"
PERIODS = "BETWEEN %(year)s * 100 AND %(year)s * 100 + 99"

EDITIONS = "(SELECT id FROM reporting_edition WHERE year = %(year)s)"
PASSAGES = "(SELECT id FROM reporting_passage WHERE edition_id IN {editions})"

# What hangs on what comes first. Holidays, rules and the year itself follow by themselves.
OF_PASSAGES = ("followedfigure", "passagesource", "passageversion")
OF_EDITIONS = (
    "comment", "leftbullet", "signoff", "renderedfile", "editiondocument", "passage",
)  # fmt: skip
OF_RUNS = ("discrepancy", "figure", "consolidatedrevision")
OF_REVISIONS = (
    "comment", "edit", "explanation", "reviewstep", "activityprogress", "tablestatement",
    "valuenote", "datavalue", "listentry",
)  # fmt: skip


@dataclass(frozen=True)
class Removed:
    """Rows by table."""

    rows: dict[str, int]

    @property
    def reports(self) -> int:
        return self.rows["reporting_report"]


@transaction.atomic
def remove(*, by: Actor, year: int) -> Removed:
    """Everything of the year but its audit rows; in the secretariat's scope."""
    require(by, Permission.CALENDAR_MANAGE)
    opened = ReportingYear.objects.select_for_update().filter(year=year, is_practice=True).first()
    if opened is None:
        raise Refused(_("%(year)d is not a year to practise on.") % {"year": year})
    list(Job.objects.select_for_update().filter(year=year))  # waits for a worker to end
    folders = [files_of(one) for one in Edition.objects.filter(year=year)]
    rows: dict[str, int] = {}
    with connection.cursor() as cursor:
        for table, condition in _conditions():
            cursor.execute(f"DELETE FROM {table} WHERE {condition}", {"year": year})  # noqa: S608
            rows[table] = rows.get(table, 0) + cursor.rowcount
    Holiday.objects.filter(date__year=year, title_en__endswith=MARK).delete()
    DataSet.objects.filter(code=locality_code(year)).delete()
    opened.delete()
    record("practice.remove", f"year:{year}", by=by, rows=rows)
    transaction.on_commit(lambda: _forget(folders))
    return Removed(rows)


def _forget(folders: Iterable[Path]) -> None:
    for one in folders:
        rmtree(one, ignore_errors=True)


def _conditions() -> Iterator[tuple[str, str]]:
    revisions = REVISIONS.format(reports=REPORTS)
    yield "reporting_notice", f"period_key {PERIODS}"
    yield "reporting_settlement", f"period_key {PERIODS}"
    passages = PASSAGES.format(editions=EDITIONS)
    for name in OF_PASSAGES:
        yield f"reporting_{name}", f"passage_id IN {passages}"
    for name in OF_EDITIONS:
        yield f"reporting_{name}", f"edition_id IN {EDITIONS}"
    yield "reporting_edition", "year = %(year)s"
    for name in OF_RUNS:
        yield f"reporting_{name}", f"consolidation_id IN {RUNS}"
    yield "reporting_consolidation", "year = %(year)s"
    yield "reporting_job", "year = %(year)s"
    for name in OF_REVISIONS:
        yield f"reporting_{name}", f"revision_id IN {revisions}"
    yield "reporting_revision", f"report_id IN {REPORTS}"
    yield "reporting_report", "year = %(year)s"
    yield "reporting_plannedactivity", "year = %(year)s"
    yield "reporting_extension", f"period_key {PERIODS}"
    yield "reporting_extensionrequest", f"period_key {PERIODS}"
    yield "reporting_printedclaim", "year = %(year)s"
