"""Every table has a rule, and PostgreSQL holds exactly what the table of grants says."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection

from provinces.models import User
from provinces.tenancy import DatabaseRole, acting_as
from provinces.tenancy.grants import (
    GRANTS,
    concrete_models,
    require_grants,
    shared_tables,
)
from provinces.tenancy.operations import COMMANDS, tenant_table
from provinces.tenancy.roles_sql import LOGIN_ROLE

pytestmark = pytest.mark.django_db


def forced_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        return {name for (name,) in cursor.fetchall()}


def held(role: str, table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT privilege FROM unnest(%s) privilege "
            "WHERE has_table_privilege(%s, %s, privilege)",
            [list(COMMANDS), role, f'"{table}"'],
        )
        return {privilege for (privilege,) in cursor.fetchall()}


def test_every_model_has_grants_or_row_level_security():
    require_grants(connection)


def test_a_model_without_either_is_named(monkeypatch):
    monkeypatch.delitem(GRANTS, "sessions")

    with pytest.raises(ImproperlyConfigured, match=r"sessions\.session"):
        require_grants(connection)


def test_every_table_that_names_a_unit_is_forced():
    exempt = {"provinces"}  # who belongs where must be known before anybody acts
    tenant = {
        model._meta.db_table
        for model in concrete_models()
        if model._meta.app_label not in exempt
        and any(field.column == "organisation_unit_id" for field in model._meta.concrete_fields)
    }

    assert tenant <= forced_tables()


def test_the_database_holds_exactly_the_declared_grants():
    for table, line in shared_tables():
        assert held(DatabaseRole.TENANT, table) == set(line.tenant), table
        assert held(DatabaseRole.SECRETARIAT, table) == set(line.secretariat), table
        assert held(LOGIN_ROLE, table) == set(line.login), table


def test_the_login_role_has_no_right_on_tenant_tables():
    shared = {table for table, _ in shared_tables()}
    for table in forced_tables() - shared:
        assert held(LOGIN_ROLE, table) == set(), table


def test_the_login_role_must_become_another_to_have_its_rights():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT role, pg_has_role(%s, role, 'USAGE'), pg_has_role(%s, role, 'SET') "
            "FROM unnest(%s) role",
            [LOGIN_ROLE, LOGIN_ROLE, [role.value for role in DatabaseRole]],
        )
        assert [(usage, become) for _, usage, become in cursor.fetchall()] == [(False, True)] * 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE provinces_user SET is_superuser = true",
        "UPDATE provinces_user SET password = ''",
        "INSERT INTO provinces_membership (user_id, organisation_unit_id, role) "
        "VALUES (1, 1, 'reviewer')",
        "SELECT * FROM mfa_authenticator",
        "DELETE FROM django_session",
    ],
)
def test_a_tenant_cannot_help_itself_to_more(cast, statement):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        acting_as(role=DatabaseRole.TENANT, organisation_unit_id=cast.kandal.pk),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_tenant_reads_who_signed(cast):
    with acting_as(role=DatabaseRole.TENANT, organisation_unit_id=cast.takeo.pk):
        assert User.objects.get(pk=cast.reviewer.pk) == cast.reviewer


def test_nobody_writes_the_closure(cast):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM provinces_unitclosure")


def test_an_unknown_command_is_refused_when_the_migration_is_written():
    with pytest.raises(ValueError, match="TRUNCATE"):
        tenant_table("reporting_report", tenant=("SELECT", "TRUNCATE"))
