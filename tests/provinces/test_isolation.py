"""What one organisation may see and touch of another's rows: nothing, down to the database."""

import pytest
from django.db import ProgrammingError, connection, transaction

from provinces.models import OrganisationUnit
from provinces.tenancy import DatabaseRole, acting_as

TENANT, SECRETARIAT = DatabaseRole.TENANT, DatabaseRole.SECRETARIAT


def as_tenant(unit: OrganisationUnit):
    return acting_as(role=TENANT, organisation_unit_id=unit.pk)


def as_secretariat():
    return acting_as(role=SECRETARIAT, organisation_unit_id=None)


def filled(probe, cast):
    for unit in (cast.nation, cast.kandal, cast.district, cast.commune, cast.takeo):
        with as_tenant(unit):
            probe.add(unit, unit.code)
    return probe


def test_a_tenant_sees_its_rows_and_those_below_it(probe, cast):
    filled(probe, cast)

    with as_tenant(cast.kandal):
        assert probe.notes() == {"KH-08", "KH-0801", "KH-080101"}
    with as_tenant(cast.district):
        assert probe.notes() == {"KH-0801", "KH-080101"}
    with as_tenant(cast.takeo):
        assert probe.notes() == {"KH-21"}


def test_without_select_children_it_sees_its_own_only(private_probe, cast):
    filled(private_probe, cast)

    with as_tenant(cast.kandal):
        assert private_probe.notes() == {"KH-08"}


def test_the_control_leaks_when_the_policy_is_dropped(unprotected_probe, cast):
    """Else the tests above could pass for some other reason."""
    filled(unprotected_probe, cast)

    with as_tenant(cast.takeo):
        assert "KH-08" in unprotected_probe.notes()


def test_the_secretariat_sees_all_and_enters_nothing(probe, cast):
    filled(probe, cast)

    with as_secretariat():
        assert len(probe.notes()) == 5
    with pytest.raises(ProgrammingError, match="permission denied"), as_secretariat():
        probe.add(cast.takeo, "by the secretariat")


@pytest.mark.parametrize("owner", ["takeo", "district", "nation"])
def test_a_tenant_adds_only_for_itself(probe, cast, owner):
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        as_tenant(cast.kandal),
    ):
        probe.add(getattr(cast, owner), "in another's name")


@pytest.mark.parametrize(
    "statement", ["UPDATE {table} SET note = 'changed'", "DELETE FROM {table}"]
)
def test_a_tenant_changes_and_removes_only_its_own(probe, cast, statement):
    filled(probe, cast)

    with as_tenant(cast.kandal):
        assert probe.run(statement) == 1


def test_a_row_is_not_given_away(probe, cast):
    filled(probe, cast)

    with pytest.raises(ProgrammingError, match="row-level security"), as_tenant(cast.kandal):
        probe.run("UPDATE {table} SET organisation_unit_id = %s", cast.takeo.pk)


def test_the_login_role_itself_reaches_nothing(probe, cast):
    filled(probe, cast)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        probe.notes()


@pytest.mark.parametrize("setting", ["", "0"])
def test_no_context_no_rows(probe, cast, setting):
    filled(probe, cast)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE nsp_tenant")
        cursor.execute("SELECT set_config('app.organisation_unit_id', %s, true)", [setting])
        assert probe.notes() == set()
        cursor.execute("SET LOCAL ROLE NONE")


def test_the_policy_is_computed_once_and_uses_the_index(probe, cast):
    with as_tenant(cast.kandal), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN SELECT * FROM {probe.table}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "InitPlan" in plan
    assert "Index Cond: (organisation_unit_id = ANY" in plan
