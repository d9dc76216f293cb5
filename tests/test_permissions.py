"""Every address of the portal, for everybody: what they get and, where they do not, why not."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, path, resolve

from provinces.roles import ROLES, Role
from tests.conftest import connected_to
from tests.permission_portal import portal_of_2020, routes
from tests.permission_table import PEOPLE, PORTAL, STATES, answer_of, rows_of

ROWS = rows_of(PORTAL, list(PEOPLE))
SHAPES = {**STATES, "edition": 1, "job": 1, "forums": "", "kandal": 1}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def portal(database_2020, django_db_blocker, tmp_path_factory):
    with (
        django_db_blocker.unblock(),
        connected_to(database_2020),
        portal_of_2020(tmp_path_factory.mktemp("var")) as made,
    ):
        yield made


def route_of(address):
    return resolve(address.format(**SHAPES).partition("?")[0]).route


def without_a_row(every):
    return sorted(set(every) - {route_of(row.address) for row in ROWS})


def test_no_address_escapes_the_table():
    assert without_a_row(routes()) == []


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_gets_what(portal, row):
    got = {
        person: answer_of(portal.ask(person, row.method, row.address, row.body))
        for person in PEOPLE
    }
    assert got == row.answers
