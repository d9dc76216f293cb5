"""By SQL: only rows of a year to practise on can be deleted, and no real year becomes one."""

import pytest
from psycopg2.sql import SQL

from provinces.models import OrganisationUnit
from reporting.practice.actions.making import make
from reporting.practice.actions.opening import PracticePeople
from tests.factories import secretariat
from tests.tenant_rows import ask, attempt, filled

TABLES = {
    "reporting_report": "year = %s",
    "reporting_revision": "report_id IN (SELECT id FROM reporting_report WHERE year = %s)",
    **{
        f"reporting_{name}": (
            "revision_id IN (SELECT revision.id FROM reporting_revision revision "
            "JOIN reporting_report report ON report.id = report_id WHERE year = %s)"
        )
        for name in (
            "activityprogress", "comment", "datavalue", "edit", "evidence", "explanation",
            "listentry", "reviewstep", "tablestatement", "valuenote",
        )
    },
    **{
        f"reporting_{name}": (
            "consolidation_id IN (SELECT id FROM reporting_consolidation WHERE year = %s)"
        )
        for name in ("consolidatedrevision", "discrepancy", "figure")
    },
    "reporting_evidencefile": "report_id IN (SELECT id FROM reporting_report WHERE year = %s)",
    "reporting_consolidation": "year = %s",
    "reporting_extensionrequest": "period_key / 100 = %s",
    "reporting_job": "year = %s",
}  # fmt: skip


def delete(table: str, year: int) -> int | str:
    return attempt("DELETE FROM {t} WHERE {c}", year, t=table, c=SQL(TABLES[table]))


def test_no_row_of_a_real_year_is_deleted(year_2020) -> None:
    with filled(), secretariat():
        for table, condition in TABLES.items():
            [(there,)] = ask(f"SELECT count(*) FROM {table} WHERE {condition}", 2020)
            assert delete(table, 2020) == 0, table
            [(left,)] = ask(f"SELECT count(*) FROM {table} WHERE {condition}", 2020)
            assert left == there, table
        assert there > 0


def test_those_of_a_practice_year_are(year_2020) -> None:
    units = OrganisationUnit.objects.filter(code="KH-08")
    make(by=PracticePeople.found(), year=2021, until=1, units=units)
    with secretariat():
        assert int(delete("reporting_datavalue", 2021)) > 0
        assert delete("reporting_datavalue", 2020) == 0


ADD = (
    "INSERT INTO reporting_reportingyear (year, is_practice, today, scale, opened_at, opened_by_id)"
    " VALUES (%s, %s, %s, '', now(), (SELECT min(id) FROM provinces_user))"
)


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        (ADD, (2020, True, "2020-12-31")),  # it has reports
        ("UPDATE reporting_reportingyear SET year = 2020 WHERE year = %s", (2022,)),
        ("UPDATE reporting_reportingyear SET is_practice = false, today = NULL WHERE year = %s",
         (2022,)),
        ("UPDATE reporting_reportingyear SET is_practice = true, today = now() WHERE year = %s",
         (2020,)),
    ],
)  # fmt: skip
def test_no_real_year_becomes_one_to_practise_on_nor_the_reverse(
    year_2020, statement, values
) -> None:
    with secretariat():
        assert attempt(ADD, 2022, True, "2022-12-31") == 1
        if "true" in statement:
            assert attempt(ADD, 2020, False, None) == 1
        assert attempt(statement, *values) == "check"


def test_a_practice_year_with_reports_is_not_closed_before_them(year_2020) -> None:
    units = OrganisationUnit.objects.filter(code="KH-08")
    make(by=PracticePeople.found(), year=2021, until=1, units=units)
    with secretariat():
        assert attempt("DELETE FROM reporting_deadlinerule") == 5
        assert attempt("DELETE FROM reporting_reportingyear WHERE year = 2021") == "check"
