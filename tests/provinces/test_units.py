"""The tree, its closure, and what the tables refuse."""

import pytest
from django.db import IntegrityError

from provinces.models import OrganisationUnit, UnitClosure, UnitKind, UnitName
from provinces.queries import descendants, province_of, unit_name
from provinces.tenancy import DatabaseRole, acting_as
from tests.provinces.conftest import unit


@pytest.fixture(autouse=True)
def as_secretariat(cast):
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        yield


def depths(of: OrganisationUnit) -> dict[str, int]:
    return dict(UnitClosure.objects.filter(ancestor=of).values_list("descendant__code", "depth"))


def test_the_closure_follows_what_is_added(cast):
    assert depths(cast.kandal) == {"KH-08": 0, "KH-0801": 1, "KH-080101": 2}


def test_the_closure_follows_what_is_moved(cast):
    cast.district.parent = cast.takeo
    cast.district.save()

    assert depths(cast.kandal) == {"KH-08": 0}
    assert depths(cast.takeo) == {"KH-21": 0, "KH-0801": 1, "KH-080101": 2}


def test_the_closure_follows_what_is_removed(cast):
    cast.commune.delete()

    assert depths(cast.kandal) == {"KH-08": 0, "KH-0801": 1}


def test_nothing_lies_below_itself(cast):
    cast.kandal.parent = cast.commune
    with pytest.raises(IntegrityError, match="below itself"), acting_again():
        cast.kandal.save()


def acting_again():
    return acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None)


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "unheard-of"), ("tile_row", None), ("parent", None), ("lead_unit_id", 1)],
)
def test_a_province_stays_a_province(cast, field, value):
    setattr(cast.kandal, field, value)
    with pytest.raises(IntegrityError), acting_again():
        cast.kandal.save()


def test_two_provinces_do_not_share_a_tile(cast):
    with pytest.raises(IntegrityError, match="unit_tile_once"), acting_again():
        unit("KH-99", UnitKind.PROVINCE, cast.nation, (3, 4))


def test_the_tree_is_read_in_one_query_at_any_depth(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert [u.code for u in descendants(cast.kandal)] == ["KH-0801", "KH-080101"]
        assert province_of([cast.commune.pk, cast.takeo.pk]) == {
            cast.commune.pk: cast.kandal,
            cast.takeo.pk: cast.takeo,
        }


@pytest.mark.parametrize(
    ("year", "language", "name"),
    [(2019, "en", "Old"), (2019, "km", "Old"), (2020, "en", "New"), (2020, "km", "ថ្មី")],
)
def test_names_hold_for_their_years(cast, year, language, name):
    UnitName.objects.create(unit=cast.takeo, en="Old", valid_from=2014, valid_to=2019)
    UnitName.objects.create(unit=cast.takeo, en="New", km="ថ្មី", valid_from=2020)

    assert unit_name(cast.takeo, year, language) == name


def test_before_its_first_name_a_unit_is_called_by_its_code(cast):
    assert unit_name(cast.takeo, 1993) == "KH-21"
