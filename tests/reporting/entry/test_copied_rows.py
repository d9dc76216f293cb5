"""Rows of the period before: which are copied by the press, and which a press removes again."""

import re
from html import unescape

import pytest

from reporting.entry.access import access_to_report
from reporting.entry.evidence import actions
from reporting.entry.evidence.rules import InspectedFile
from reporting.models import Revision
from tests import factories
from tests.factories import GCNP_OFFICER, KANDAL_APPROVER, KANDAL_OFFICER, acting

PAGE = "/reports/KH-08/committee/2021-03/"
REPORT = ("KH-08", "committee", "2021-03")
TITLE, COPIES = "materials{leaflets}:title", "materials.copies{leaflets}"


@pytest.fixture
def officer(signed_in):
    """Of a unit that had two rows in the month before."""
    numbers = {COPIES: 5, "materials.copies{posters}": 6}
    factories.accepted("KH-08", "committee", "2021-02", numbers)
    factories.drafted(*REPORT, {})
    return signed_in(KANDAL_OFFICER)


def materials(table="materials"):
    """Key -> title."""
    with factories.secretariat():
        found = Revision.objects.get(report__period_key=202103).entries
        return dict(found.filter(table__code=table).values_list("key", "title"))


def statements():
    with factories.secretariat():
        found = Revision.objects.get(report__period_key=202103).statements
        return dict(found.values_list("table__code", "reason"))


def offered(client, name, page=PAGE):
    """What the button of this name would send."""
    found = re.findall(rf'name="{name}" value="([^"]*)"', client.get(page).text)
    return {name: unescape(found[0])} if found else {}


def test_a_row_that_a_colleague_typed_since_is_not_removed(officer, signed_in):
    officer.post(PAGE, {"copy_rows": "1"})
    pressed = offered(officer, "drop_rows")
    signed_in(KANDAL_APPROVER).post(PAGE, {"materials{r1}:title": "Banners"})

    officer.post(PAGE, pressed)
    assert materials() == {"r1": "Banners"}
    assert offered(officer, "drop_rows") == {}  # nor offered: who typed it removes it


def test_what_was_filled_or_renamed_since_is_not_removed(officer, signed_in):
    officer.post(PAGE, {"copy_rows": "1"})
    pressed = offered(officer, "drop_rows")
    colleague = signed_in(KANDAL_APPROVER)
    colleague.post(PAGE, {COPIES: "8"})
    colleague.post(PAGE, {"materials{posters}:title": "Posters in Khmer"})

    officer.post(PAGE, pressed)
    assert materials() == {"leaflets": "leaflets", "posters": "Posters in Khmer"}


def test_only_rows_that_the_page_offered_are_removed(officer):
    officer.post(PAGE, {"copy_rows": "1"})
    officer.post(PAGE, {"drop_rows": "materials{posters}"})
    assert list(materials()) == ["leaflets"]
    officer.post(PAGE, {"drop_rows": "1"})
    assert list(materials()) == ["leaflets"]


@pytest.mark.parametrize("typed", ["8", "eight"])
def test_a_number_that_comes_with_the_press_keeps_its_row(officer, typed):
    officer.post(PAGE, {"copy_rows": "1"})
    officer.post(PAGE, {**offered(officer, "drop_rows"), COPIES: typed})
    assert list(materials()) == ["leaflets"]


def test_a_row_with_evidence_is_not_removed(officer):
    officer.post(PAGE, {"copy_rows": "1"})
    pressed = offered(officer, "drop_rows")
    with acting(KANDAL_OFFICER) as by:
        file = InspectedFile("list.pdf", "pdf", b"%PDF-1.7 a list")
        unit, data_set, period = REPORT
        access = access_to_report(by, unit=unit, data_set=data_set, period=period)
        actions.attach(by=by, access=access, file=file, table="materials", row="leaflets")

    assert offered(officer, "drop_rows") == {"drop_rows": "materials{posters}"}
    officer.post(PAGE, pressed)
    assert list(materials()) == ["leaflets"]


def test_nothing_is_copied_into_a_table_that_says_nothing(officer):
    officer.post(PAGE, {"nothing:materials": "on", "reason:materials": "The printer is broken."})
    assert offered(officer, "copy_rows") == {}

    officer.post(PAGE, {"copy_rows": "1"})
    assert (materials(), statements()) == ({}, {"materials": "The printer is broken."})


def test_nothing_that_comes_with_the_press_is_said(officer):
    said = {"nothing:materials": "on", "reason:materials": "The printer is broken."}
    officer.post(PAGE, {"copy_rows": "1", **said})
    assert (materials(), statements()) == ({}, {"materials": "The printer is broken."})


def test_a_copied_row_that_is_called_otherwise_is_not_offered_again(officer):
    officer.post(PAGE, {"copy_rows": "1"})
    officer.post(PAGE, {TITLE: "Leaflets in Khmer"})
    assert offered(officer, "copy_rows") == {}
    officer.post(PAGE, {"copy_rows": "1"})
    assert materials() == {"leaflets": "Leaflets in Khmer", "posters": "posters"}


def test_what_the_code_list_does_not_have_is_not_copied(signed_in, year_2020):
    rows = {"foreign_suspects.tip{vietnam}": 2, "foreign_suspects.tip{freedonia}": 1}
    factories.accepted("GCNP", "police", "2021-02", rows)
    factories.drafted("GCNP", "police", "2021-03", {})
    officer = signed_in(GCNP_OFFICER)
    page = "/reports/GCNP/police/2021-03/"
    assert "Copy 1 row of the period before" in " ".join(officer.get(page).text.split())
    officer.post(page, {"copy_rows": "1"})
    assert list(materials("foreign_suspects")) == ["vietnam"]
