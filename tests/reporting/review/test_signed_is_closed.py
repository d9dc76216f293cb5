"""What was signed is not changed, not even by SQL in the right unit's own scope."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, REVIEWER

pytestmark = pytest.mark.usefixtures("year_2020")

REPORT = ("KH-08", "committee", "2021-03")
CELL = "direct_publicity[forums].females"
FORUMS = {"direct_publicity[forums].persons": 800, CELL: 420}
CONTENT = ["datavalue", "listentry", "tablestatement", "explanation"]


@pytest.fixture
def signed():
    return factories.submitted(*REPORT, {**FORUMS, "materials{leaflets}.copies": 5000})


def run(statement, *values):
    """How many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def females(revision):
    with factories.secretariat():
        return revision.values.get(cell__code=CELL).value


def test_the_unit_may_change_its_draft():
    """The control: the same statement, before the signature."""
    draft = factories.drafted(*REPORT, FORUMS)

    with factories.acting(KANDAL_OFFICER):
        assert run(
            "UPDATE reporting_datavalue SET value = 1 WHERE revision_id = %s", draft.pk
        ) == len(FORUMS)


@pytest.mark.parametrize("person", [KANDAL_OFFICER, KANDAL_APPROVER])
def test_no_number_of_it_changes(signed, person):
    with factories.acting(person):
        changed = run("UPDATE reporting_datavalue SET value = 1 WHERE revision_id = %s", signed.pk)

    assert changed == 0
    assert females(signed) == 420


@pytest.mark.parametrize("table", CONTENT)
def test_nothing_of_it_is_removed(signed, table):
    with factories.acting(KANDAL_OFFICER):
        removed = run(f"DELETE FROM reporting_{table} WHERE revision_id = %s", signed.pk)

    assert removed == 0


def test_nothing_is_added_to_it(signed):
    with (
        factories.acting(KANDAL_OFFICER),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        run(
            "INSERT INTO reporting_datavalue"
            " (revision_id, organisation_unit_id, cell_id, period_key, value, not_available)"
            " SELECT %s, organisation_unit_id,"
            " (SELECT id FROM strategies_cell WHERE code = 'direct_publicity[forums].times'),"
            " 202103, 7, false FROM reporting_revision WHERE id = %s",
            signed.pk,
            signed.pk,
        )


@pytest.mark.parametrize("state", ["draft", "accepted"])
def test_its_state_is_not_the_units_to_change(signed, state):
    with factories.acting(KANDAL_APPROVER):
        changed = run("UPDATE reporting_revision SET state = %s WHERE id = %s", state, signed.pk)

    assert changed == 0


def test_a_draft_is_not_accepted_by_its_unit():
    draft = factories.drafted(*REPORT, FORUMS)

    with (
        factories.acting(KANDAL_APPROVER),
        pytest.raises(DatabaseError, match="Nobody decides on the report of their own unit"),
        transaction.atomic(),
    ):
        run(
            "UPDATE reporting_revision SET state = 'accepted', decided_at = now(),"
            " decided_by_id = created_by_id WHERE id = %s",
            draft.pk,
        )


@pytest.mark.parametrize("table", CONTENT)
def test_the_secretariat_changes_no_reporters_words(signed, table):
    """It deletes only in years to practise on, and changes nothing anywhere."""
    with factories.acting(REVIEWER):
        assert run(f"DELETE FROM reporting_{table} WHERE revision_id = %s", signed.pk) == 0
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            run(f"UPDATE reporting_{table} SET id = id WHERE revision_id = %s", signed.pk)
