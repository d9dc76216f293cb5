"""What PostgreSQL itself shows, of every table whose rows belong to a unit and whatever the code
asks: to a unit its own rows and those below it, to the login role alone nothing.

What it lets nobody write: test_row_level_writes.py. The controls: test_row_level_controls.py.
"""

import pytest
from django.db import transaction
from django.utils import timezone

from provinces.tenancy import DatabaseRole, OrganisationRequired, acting_as
from reporting.models import Consolidation, DataValue, Report, Revision
from strategies.models import Cell
from tests import factories
from tests.conftest import connected_to
from tests.factories import KANDAL_OFFICER, SECRETARY_GENERAL, TAKEO_OFFICER, acting, unit
from tests.tenant_rows import COMPUTED, CONTENT, COUNT, TABLES, ask, attempt, filled

TENANT, SECRETARIAT = DatabaseRole.TENANT, DatabaseRole.SECRETARIAT
PERIOD = 202103


@pytest.fixture(scope="module")
def rows(database_2020, django_db_blocker):
    with django_db_blocker.unblock(), connected_to(database_2020), filled() as made:
        yield made


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
        ("reporting_indicatorvalue", "published_nation"),
        ("reporting_consolidation", "published"),
        ("reporting_edition", "published"),
        ("reporting_editiondocument", "published"),
        ("reporting_renderedfile", "published"),
        ("reporting_evaluation", "published"),
        ("reporting_evaluationevidence", "published"),
        ("reporting_evaluationrating", "published"),
        ("reporting_evaluationrecommendation", "published"),
        ("reporting_evaluator", "published"),
    }
    of_the_person = {("reporting_postedform", "by_oneself")}  # who asks for a person, not a unit
    unasked = {
        (table, policy)
        for table, policy, permissive, roles, _command, condition in policies()
        if permissive == "PERMISSIVE"
        and TENANT.value in roles
        and "app.organisation_unit_id" not in condition
    }
    assert unasked == published | of_the_person
    assert all(
        "app.user_id" in condition
        for table, policy, _p, _r, _c, condition in policies()
        if (table, policy) in of_the_person
    )


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
    assert functions == [("provinces_keep_closure",), ("strategies_stamp_catalogue",)]


def test_neither_role_is_above_the_policies():
    assert (
        ask(
            "SELECT rolname FROM pg_roles WHERE (rolsuper OR rolbypassrls)"
            " AND rolname IN ('nsp_app', 'nsp_tenant', 'nsp_secretariat', 'nsp_public')"
        )
        == []
    )
    owned = ask("SELECT tablename FROM pg_tables WHERE tableowner LIKE 'nsp\\_%%' AND"
                " tableowner IN ('nsp_app', 'nsp_tenant', 'nsp_secretariat',"
                " 'nsp_public')")  # fmt: skip
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


def begun(owner, rows):
    """The draft of a district's committee with one number; as that district."""
    report = Report.objects.create(
        organisation_unit=owner, data_set=rows.draft.report.data_set, period_key=PERIOD, year=2021
    )
    revision = Revision.objects.create(
        report=report, organisation_unit=owner, created_by=rows.draft.created_by
    )
    return DataValue.objects.create(
        revision=revision, organisation_unit=owner, cell=Cell.objects.earliest("pk"),
        period_key=PERIOD, value=812,
    )  # fmt: skip


def test_a_province_reads_what_its_districts_say_and_they_not_what_it_says(rows):
    district = unit("KH-0801")
    tables = ("reporting_report", "reporting_revision", "reporting_datavalue")
    assert district.parent_id == rows.kandal
    with acting_as(role=TENANT, organisation_unit_id=district.pk):
        value = begun(district, rows)
        for table in tables:
            assert ask("SELECT organisation_unit_id FROM {t}", t=table) == [(district.pk,)]
    for code, sees in [("KH-08", 1), ("KH-21", 0)]:
        with acting_as(role=TENANT, organisation_unit_id=unit(code).pk):
            assert [ask(COUNT, district.pk, t=table) for table in tables] == [[(sees,)]] * 3
            assert attempt("UPDATE reporting_datavalue SET value = 1 WHERE id = %s", value.pk) == 0


# National figures.


def test_a_unit_sees_national_figures_once_they_are_published(rows):
    national = "SELECT count(*) FROM reporting_figure WHERE organisation_unit_id IS NULL"
    others = "SELECT count(*) FROM reporting_figure WHERE organisation_unit_id <> %s"
    seen = {}
    for when in ("before", "after"):
        if when == "after":
            with acting(SECRETARY_GENERAL) as actor:
                Consolidation.objects.filter(year=2020).update(
                    published_at=timezone.now(), published_by=actor.user
                )
        with acting(KANDAL_OFFICER):
            assert ask(others, rows.kandal) == [(0,)]
            seen[when] = [ask(national)[0][0], Consolidation.objects.count()]
    with factories.secretariat():
        everything = ask(national)[0][0]
    assert seen["before"] == [0, 0]
    assert seen["after"][0] == everything > 100
    assert seen["after"][1] == 1
