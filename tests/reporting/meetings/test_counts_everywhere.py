"""Counts of meetings on the page and in the workbook of a report: seen, and not typed."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests import factories
from tests import meetings as given
from tests.factories import KANDAL_OFFICER, acting

pytestmark = pytest.mark.usefixtures("year_2020")
KANDAL = "KH-08"
AT = "/reports/KH-08/committee/2021-03/"


@pytest.fixture
def client(signed_in: Callable[[str], Client]) -> Client:
    given.kept(KANDAL)
    given.held(KANDAL, "2021-03-10", men=712, women=9)
    with acting(KANDAL_OFFICER):
        factories.begin(KANDAL, "committee", "2021-03")
    return signed_in(KANDAL_OFFICER)


def test_the_page_shows_the_count_without_an_input(client: Client) -> None:
    page = client.get(f"{AT}?section=III.B.1&language=en", follow=True).content.decode()
    assert 'name="meetings.times"' not in page
    whole = client.get(AT).content.decode()
    assert 'name="meetings.times"' not in whole


def test_the_workbook_has_it_locked(client: Client) -> None:
    book = load_workbook(BytesIO(client.get(f"{AT}workbook/").content))
    found = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == 721
    ]
    assert found
    assert all(cell.protection.locked for cell in found)


def test_what_a_page_sends_for_it_is_not_kept(client: Client) -> None:
    with acting(KANDAL_OFFICER) as officer:
        user = officer.user.pk
    answer = client.post(
        f"{AT}save/",
        {"user": user, "revision": 1, "inputs": {"meetings.times": "9"},
         "before": {"meetings.times": "1"}},
        content_type="application/json",
    )  # fmt: skip
    assert "meetings.times" in answer.json()["notKept"]
