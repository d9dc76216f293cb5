import pytest

from provinces import people
from provinces.models import User
from provinces.roles import Role
from provinces.tenancy import DatabaseRole, acting_as


def test_who_enters_and_who_signs(cast):
    assert people.holder(cast.kandal, Role.APPROVER) == cast.approver
    assert people.holder(cast.kandal, Role.DATA_OFFICER) == cast.officer
    assert people.reviewer() == cast.reviewer


def test_who_left_signs_no_more(cast):
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        User.objects.filter(pk=cast.officer.pk).update(is_active=False)

    assert people.holder(cast.kandal, Role.DATA_OFFICER) == cast.approver


def test_nobody_is_said_plainly(cast):
    with pytest.raises(people.NobodyHolds, match="Nobody is Approver of KH-21"):
        people.holder(cast.takeo, Role.APPROVER)


def test_all_holders_of_a_role_come_in_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert people.holders(Role.DATA_OFFICER) == {cast.kandal.pk: cast.officer}
