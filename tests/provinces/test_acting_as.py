import pytest
from django.db import DataError, connection, transaction

from provinces.tenancy import (
    Acting,
    DatabaseRole,
    OrganisationRequired,
    acting_as,
    all_sections,
    current_acting,
    led_group,
)

TENANT, SECRETARIAT = DatabaseRole.TENANT, DatabaseRole.SECRETARIAT
NOBODY = Acting(None, None, None)


def divide_by_zero() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")


@pytest.mark.django_db
def test_role_unit_and_person_hold_inside_and_not_after():
    with acting_as(role=TENANT, organisation_unit_id=8, user_id=3):
        assert current_acting() == Acting(TENANT, 8, 3)

    assert current_acting() == NOBODY


@pytest.mark.django_db
def test_a_tenant_is_always_one_organisation():
    with (
        pytest.raises(OrganisationRequired),
        acting_as(role=TENANT, organisation_unit_id=None),
    ):
        pass


@pytest.mark.django_db
def test_both_settings_are_always_set():
    """An inner scope inherits nothing from the outer one."""
    with (
        acting_as(role=TENANT, organisation_unit_id=8, user_id=3),
        acting_as(role=SECRETARIAT, organisation_unit_id=None),
    ):
        assert current_acting() == Acting(SECRETARIAT, None, None)


@pytest.mark.django_db
def test_nested_scopes_give_back_what_was_before():
    with acting_as(role=SECRETARIAT, organisation_unit_id=1, user_id=2):
        with acting_as(role=TENANT, organisation_unit_id=8):
            with acting_as(role=TENANT, organisation_unit_id=21):
                assert current_acting() == Acting(TENANT, 21, None)
            assert current_acting() == Acting(TENANT, 8, None)
        assert current_acting() == Acting(SECRETARIAT, 1, 2)


@pytest.mark.django_db
def test_an_exception_restores_too():
    with acting_as(role=SECRETARIAT, organisation_unit_id=1):
        with pytest.raises(KeyError), acting_as(role=TENANT, organisation_unit_id=8):
            raise KeyError
        assert current_acting() == Acting(SECRETARIAT, 1, None)

    assert current_acting() == NOBODY


@pytest.mark.django_db
def test_a_database_error_restores_too():
    with acting_as(role=SECRETARIAT, organisation_unit_id=1):
        with pytest.raises(DataError), acting_as(role=TENANT, organisation_unit_id=8):
            divide_by_zero()
        assert current_acting() == Acting(SECRETARIAT, 1, None)


@pytest.mark.django_db
def test_a_wanted_rollback_restores_too():
    with acting_as(role=SECRETARIAT, organisation_unit_id=1):
        with acting_as(role=TENANT, organisation_unit_id=8):
            transaction.set_rollback(True)
        assert current_acting() == Acting(SECRETARIAT, 1, None)


def test_without_an_outer_transaction_postgresql_forgets_by_itself(cloned_database):
    assert not connection.in_atomic_block
    with acting_as(role=TENANT, organisation_unit_id=8, user_id=3):
        assert current_acting() == Acting(TENANT, 8, 3)
    assert current_acting() == NOBODY

    with pytest.raises(DataError), acting_as(role=TENANT, organisation_unit_id=8):
        divide_by_zero()
    assert current_acting() == NOBODY


@pytest.mark.django_db
def test_entering_takes_one_statement(django_assert_num_queries):
    with (
        django_assert_num_queries(4),  # savepoint, enter, release, restore
        acting_as(role=TENANT, organisation_unit_id=8),
    ):
        pass


@pytest.mark.django_db
def test_the_group_of_a_lead_holds_inside_and_is_set_aside_for_what_everybody_shares():
    with acting_as(role=SECRETARIAT, organisation_unit_id=1, user_id=2, led_group="WG-JUST"):
        assert (led_group(), current_acting().led_group) == ("WG-JUST", "WG-JUST")
        with all_sections():
            assert (led_group(), current_acting()) == ("", Acting(SECRETARIAT, 1, 2))
        assert (led_group(), current_acting().led_group) == ("WG-JUST", "WG-JUST")

    assert (led_group(), current_acting()) == ("", NOBODY)
