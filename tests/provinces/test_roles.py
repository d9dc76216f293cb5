import pytest
from django.core.exceptions import ValidationError

from provinces.models import Membership
from provinces.roles import ROLES, DatabaseRole, Permission, Role, permissions_of


def test_every_role_has_its_line():
    assert set(ROLES) == set(Role)


def test_every_permission_is_somebodys():
    assert permissions_of(Role) == set(Permission)


def test_nobody_enters_and_reviews():
    for rights in ROLES.values():
        assert not {Permission.REPORT_ENTER, Permission.REPORT_REVIEW} <= rights.permissions


def test_what_only_the_unit_does_is_done_as_tenant():
    for rights in ROLES.values():
        if rights.permissions & {Permission.REPORT_ENTER, Permission.REPORT_SIGN}:
            assert rights.database_role is DatabaseRole.TENANT


@pytest.mark.parametrize(
    ("place", "role", "allowed"),
    [
        ("kandal", Role.APPROVER, True),
        ("kandal", Role.REVIEWER, False),
        ("kandal", Role.GROUP_LEAD, False),
        ("secretariat", Role.REVIEWER, True),
        ("secretariat", Role.DATA_OFFICER, True),
        ("nation", Role.DATA_OFFICER, False),
    ],
)
def test_roles_that_see_everything_are_held_at_the_secretariat(cast, place, role, allowed):
    membership = Membership(user=cast.officer, organisation_unit=getattr(cast, place), role=role)
    if allowed:
        membership.clean()
    else:
        with pytest.raises(ValidationError):
            membership.clean()
