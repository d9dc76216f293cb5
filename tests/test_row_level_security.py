"""What PostgreSQL itself holds, of every table whose rows belong to a unit and whatever the code
asks: a unit reaches its own rows, what was signed stays, and the Secretariat enters nothing."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from provinces.tenancy import DatabaseRole, OrganisationRequired, acting_as
from reporting.models import Revision
from tests import factories
from tests.conftest import connected_to
from tests.factories import KANDAL_OFFICER, TAKEO_OFFICER, acting, unit
from tests.tenant_rows import (
    COMPUTED,
    TABLES,
    ask,
    attempt,
    fill,
    insert,
    row_of,
)

TENANT, SECRETARIAT = DatabaseRole.TENANT, DatabaseRole.SECRETARIAT
# What a revision says: only its unit writes it, and only while it is a draft.
CONTENT = {
    "reporting_datavalue",
    "reporting_explanation",
    "reporting_listentry",
    "reporting_tablestatement",
    "reporting_valuenote",
}
REFUSED = {0, "grants", "policy"}
COUNT = "SELECT count(*) FROM {t} WHERE organisation_unit_id = %s"


@dataclass(frozen=True)
class Rows:
    """Kandal and Takeo, with a draft each and a row in every table."""

    kandal: int
    takeo: int
    nation: int
    draft: Revision


@pytest.fixture(scope="module")
def rows(database_2020, django_db_blocker):
    with django_db_blocker.unblock(), connected_to(database_2020), transaction.atomic():
        drafts = {code: fill(code) for code in ("KH-08", "KH-21")}
        kandal, takeo, nation = (unit(code).pk for code in ("KH-08", "KH-21", "NCCT"))
        yield Rows(kandal, takeo, nation, drafts["KH-08"])
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(rows):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# How the tables are protected.


def policies():
    return ask(
        "SELECT tablename, policyname, permissive, roles::text[], cmd,"
        " coalesce(qual, '') || ' ' || coalesce(with_check, '')"
        " FROM pg_policies WHERE schemaname = 'public'"
    )


def test_the_tables_are_found():
    """Else the tests below could pass for want of tables."""
    assert {"reporting_report", "reporting_revision", *CONTENT, *COMPUTED} < set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_row_level_security_is_enabled_and_forced(table):
    assert ask(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", table
    ) == [(True, True)]


@pytest.mark.parametrize("table", TABLES)
def test_there_are_policies_for_the_two_roles_and_for_no_other(table):
    roles = {role for name, _p, _m, named, _c, _q in policies() if name == table for role in named}
    assert roles == {TENANT.value, SECRETARIAT.value}


def test_each_policy_that_lets_a_unit_in_asks_which_unit_it_is():
    published = {
        ("reporting_figure", "published_nation"),
        ("reporting_consolidation", "published"),
        ("reporting_annualreport", "published"),
    }
    unasked = {
        (table, policy)
        for table, policy, permissive, roles, _command, condition in policies()
        if permissive == "PERMISSIVE"
        and TENANT.value in roles
        and "app.organisation_unit_id" not in condition
    }
    assert unasked == published


def test_no_view_and_no_function_looks_past_the_policies():
    views = ask(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND"
        " (relkind = 'm' OR relkind = 'v'"
        "  AND NOT coalesce('security_invoker=true' = ANY (reloptions), false))"
    )
    functions = ask(
        "SELECT proname FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND prosecdef ORDER BY 1"
    )
    assert views == []
    assert functions == [("provinces_keep_closure",)]


def test_neither_role_is_above_the_policies():
    assert (
        ask(
            "SELECT rolname FROM pg_roles WHERE (rolsuper OR rolbypassrls)"
            " AND rolname IN ('nsp_app', 'nsp_tenant', 'nsp_secretariat')"
        )
        == []
    )
    owned = ask("SELECT tablename FROM pg_tables WHERE tableowner LIKE 'nsp\\_%%' AND"
                " tableowner IN ('nsp_app', 'nsp_tenant', 'nsp_secretariat')")  # fmt: skip
    assert owned == []


# Who sees which rows.


@pytest.mark.parametrize("table", TABLES)
def test_the_login_role_alone_reaches_nothing(table):
    for statement in (
        "SELECT 1 FROM {t}",
        "DELETE FROM {t}",
        "UPDATE {t} SET id = id",
        "INSERT INTO {t} DEFAULT VALUES",
    ):
        assert attempt(statement, t=table) == "grants"


def test_a_tenant_names_its_unit():
    with pytest.raises(OrganisationRequired), acting_as(role=TENANT, organisation_unit_id=None):
        pass


@pytest.mark.parametrize("setting", ["", "0"])
@pytest.mark.parametrize("table", TABLES)
def test_a_tenant_that_names_none_sees_nothing(table, setting, rows):
    with transaction.atomic():
        ask("SELECT set_config('role', 'nsp_tenant', true),"
            " set_config('app.organisation_unit_id', %s, true)", setting)  # fmt: skip
        assert ask("SELECT * FROM {t} LIMIT 1", t=table) == []
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", TABLES)
def test_a_unit_sees_its_own_rows_and_none_of_anothers(table, rows):
    with factories.secretariat():
        [(all_of_takeo,)] = ask(COUNT, rows.takeo, t=table)
    with acting(TAKEO_OFFICER):
        [(own,)] = ask(COUNT, rows.takeo, t=table)
    with acting(KANDAL_OFFICER):
        seen = ask("SELECT DISTINCT organisation_unit_id FROM {t}", t=table)
    assert own == all_of_takeo > 0
    assert seen == [(rows.kandal,)]


@pytest.mark.parametrize("table", TABLES)
def test_a_unit_adds_nothing_in_anothers_name(table, rows):
    with acting(TAKEO_OFFICER):
        theirs = row_of(table, rows.takeo)
    with acting(KANDAL_OFFICER):
        own = row_of(table, rows.kandal)
        assert insert(table, theirs) in {"grants", "policy"}
        assert insert(table, own | {"organisation_unit_id": rows.takeo}) in {"grants", "policy"}
        assert insert(table, own | {"organisation_unit_id": rows.nation}) in {"grants", "policy"}


@pytest.mark.parametrize("table", TABLES)
def test_a_unit_changes_and_removes_nothing_of_anothers(table, rows):
    with acting(KANDAL_OFFICER):
        for column in row_of(table, rows.kandal):
            change = "UPDATE {t} SET {c} = {c} WHERE organisation_unit_id <> %s"
            assert attempt(change, rows.kandal, t=table, c=column) in REFUSED
        remove = "DELETE FROM {t} WHERE organisation_unit_id <> %s"
        assert attempt(remove, rows.kandal, t=table) in REFUSED


@pytest.mark.parametrize("table", TABLES)
def test_a_unit_gives_no_row_away(table, rows):
    give = "UPDATE {t} SET organisation_unit_id = %s WHERE organisation_unit_id = %s"
    with acting(KANDAL_OFFICER):
        assert attempt(give, rows.takeo, rows.kandal, t=table) in {"grants", "policy"}


def test_a_province_reads_the_rows_of_its_districts(rows):
    """And they not those of the province."""
    district = unit("KH-0801")
    assert district.parent_id == rows.kandal
    copied = {"reporting_report", "reporting_revision", "reporting_datavalue"}
    with acting_as(role=TENANT, organisation_unit_id=district.pk):
        report = Report.objects.create(
            organisation_unit=district, data_set=rows.draft.report.data_set, year=2021,
            period_key=rows.draft.report.period_key,
        )  # fmt: skip
        revision = Revision.objects.create(
            report=report, organisation_unit=district, created_by=rows.draft.created_by
        )
        value = rows.draft.values.model(
            revision=revision, organisation_unit=district, cell=Cell.objects.first(),
            period_key=202103, value=812,
        )  # fmt: skip
        value.save()
        for table in copied:
            assert ask("SELECT DISTINCT organisation_unit_id FROM {t}", t=table) == [(district.pk,)]
    for code, sees in [("KH-08", 1), ("KH-21", 0)]:
        with acting_as(role=TENANT, organisation_unit_id=unit(code).pk):
            for table in copied:
                assert ask(COUNT, district.pk, t=table) == [(sees,)]
            assert attempt("UPDATE reporting_datavalue SET value = 1 WHERE id = %s", value.pk) == 0
