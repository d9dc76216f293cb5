"""What PostgreSQL itself lets nobody write, whatever the code asks: rows in another unit's name,
what was signed, a unit's verdict on its own report, the Secretariat's numbers for a unit."""

import pytest
from django.db import transaction

from tests import factories
from tests.conftest import connected_to
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, REVIEWER, TAKEO_OFFICER, acting
from tests.tenant_rows import (
    COMPUTED,
    CONTENT,
    NUMBERS,
    TABLES,
    attempt,
    filled,
    insert,
    row_of,
)

REFUSED = {0, "grants", "policy"}


@pytest.fixture(scope="module")
def rows(database_2020, django_db_blocker):
    with django_db_blocker.unblock(), connected_to(database_2020), filled() as made:
        yield made


@pytest.fixture(autouse=True)
def undone(rows):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


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


# What even the right unit cannot do.


@pytest.mark.parametrize("made", [factories.submitted, factories.accepted])
@pytest.mark.parametrize("table", sorted(CONTENT))
def test_what_was_signed_is_not_changed(table, made, rows):
    signed = made("KH-08", "committee", "2021-04", NUMBERS)
    with acting(KANDAL_APPROVER):
        own = row_of(table, rows.kandal)
        of_it = "WHERE revision_id = %s"
        assert attempt(f"UPDATE {{t}} SET id = id {of_it}", signed.pk, t=table) == 0
        assert attempt(f"DELETE FROM {{t}} {of_it}", signed.pk, t=table) == 0
        assert insert(table, own | {"revision_id": signed.pk}) == "policy"
        move = "UPDATE {t} SET revision_id = %s WHERE revision_id = %s"
        assert attempt(move, signed.pk, rows.draft.pk, t=table) == "policy"


def test_the_same_statements_change_a_draft(rows):
    """The control."""
    with acting(KANDAL_OFFICER):
        change = "UPDATE reporting_datavalue SET value = 1 WHERE revision_id = %s"
        assert attempt(change, rows.draft.pk) == len(NUMBERS)
        remove = "DELETE FROM reporting_explanation WHERE revision_id = %s"
        assert attempt(remove, rows.draft.pk) == 1


@pytest.mark.parametrize("state", ["accepted", "returned"])
def test_no_unit_decides_on_its_own_report(state, rows):
    decide = "UPDATE reporting_revision SET state = %s WHERE id = %s"
    with acting(KANDAL_APPROVER) as approver:
        assert attempt(decide, state, rows.draft.pk) == "policy"
        assert attempt(
            "UPDATE reporting_revision SET decided_at = now(), decided_by_id = %s WHERE id = %s",
            approver.user.pk, rows.draft.pk,
        ) == "grants"  # fmt: skip
        theirs = row_of("reporting_revision", rows.kandal)
        assert insert("reporting_revision", theirs | {"number": 9, "state": state}) == "policy"
    signed = factories.submitted("KH-08", "committee", "2021-04", NUMBERS)
    with acting(KANDAL_APPROVER):
        assert attempt(decide, state, signed.pk) == 0
        assert attempt(decide, "draft", signed.pk) == 0


@pytest.mark.parametrize("table", sorted(COMPUTED))
def test_no_unit_computes(table, rows):
    with acting(KANDAL_OFFICER):
        assert insert(table, row_of(table, rows.kandal)) == "grants"
        assert attempt("UPDATE {t} SET id = id", t=table) == "grants"
        assert attempt("DELETE FROM {t}", t=table) == "grants"


# What the Secretariat cannot do.


@pytest.mark.parametrize("table", [*sorted(CONTENT), "reporting_report"])
def test_the_secretariat_enters_nothing(table, rows):
    with acting(REVIEWER):
        assert insert(table, row_of(table, rows.kandal)) == "grants"
        assert attempt("UPDATE {t} SET id = id", t=table) == "grants"
        assert attempt("DELETE FROM {t}", t=table) == 0  # only of years to practise on


def test_the_secretariat_accepts_only_what_was_submitted(rows):
    accept = (
        "UPDATE reporting_revision SET state = 'accepted', decided_at = now(),"
        " decided_by_id = created_by_id WHERE id = %s"
    )
    signed = factories.submitted("KH-08", "committee", "2021-04", NUMBERS)
    with acting(REVIEWER):
        assert attempt(accept, rows.draft.pk) == 0
        back = "UPDATE reporting_revision SET state = 'draft' WHERE id = %s"
        assert attempt(back, signed.pk) == "policy"
        assert attempt("DELETE FROM reporting_revision") == 0
        assert attempt(accept, signed.pk) == 1  # the control
        assert attempt(accept, signed.pk) == 0


@pytest.mark.parametrize("table", ["reporting_auditevent", "reporting_reviewstep"])
@pytest.mark.parametrize("person", [KANDAL_APPROVER, REVIEWER])
def test_nobody_rewrites_what_happened(person, table, rows):
    with acting(person):
        assert attempt("UPDATE {t} SET id = id", t=table) == "grants"
        assert attempt("DELETE FROM {t}", t=table) in ("grants", 0)


# A row in one's own name that hangs on a row of somebody else.

HANGING = {
    "reporting_revision": "report_id",
    "reporting_reviewstep": "revision_id",
    "reporting_datavalue": "revision_id",
    "reporting_evidence": "revision_id",
    "reporting_evidencefile": "report_id",
    "reporting_explanation": "revision_id",
    "reporting_listentry": "revision_id",
    "reporting_tablestatement": "revision_id",
    "reporting_valuenote": "revision_id",
}


@pytest.mark.parametrize(("table", "parent"), HANGING.items())
def test_a_unit_hangs_nothing_on_anothers_report(table, parent, rows):
    with acting(TAKEO_OFFICER):
        theirs = row_of(table, rows.takeo)[parent]
    with acting(KANDAL_OFFICER):
        assert insert(table, row_of(table, rows.kandal) | {parent: theirs}) == "policy"


@pytest.mark.parametrize("step", ["returned", "accepted", "reopened"])
def test_a_unit_forges_no_step_of_the_secretariat(step, rows):
    with acting(KANDAL_APPROVER):
        own = row_of("reporting_reviewstep", rows.kandal)
        assert insert("reporting_reviewstep", own | {"step": step}) == "policy"
        assert insert("reporting_reviewstep", own | {"step": "submitted"}) == 1  # the control


@pytest.mark.parametrize("person", [KANDAL_OFFICER, REVIEWER])
def test_nobody_signs_the_audit_trail_for_somebody_else(person, rows):
    with acting(person) as actor:
        own = row_of("reporting_auditevent", rows.kandal)
        mine = {"by_id": actor.user.pk}
        others = {"by_id": actor.user.pk + 1, "detail": "{}"}
        assert insert("reporting_auditevent", own | others) == "policy"
        assert insert("reporting_auditevent", own | mine | {"detail": "{}"}) == 1  # the control
