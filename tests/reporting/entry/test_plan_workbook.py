"""A unit's action plan as a workbook, filled and sent back."""

import io
import re
from datetime import date
from decimal import Decimal
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from reporting.entry.page.rules.action_plan import Planned, months_of, months_text
from reporting.entry.workbook.exports.plan_workbook import LETTERS
from reporting.models import PlannedActivity
from tests import factories
from tests.factories import KANDAL_OFFICER, TAKEO_OFFICER
from tests.monitored_year import opened
from tests.plans import approved, row, saved

AT = "/action-plan/2021/"


@pytest.fixture
def officer(year_2020, signed_in):
    opened(date(2021, 2, 1))
    return signed_in(KANDAL_OFFICER)


def downloaded(client, language="en"):
    book = load_workbook(
        io.BytesIO(client.get(f"{AT}workbook/", headers={"Accept-Language": language}).content)
    )
    return book, book["Plan"]


def line(sheet, code):
    [[first, *_rest]] = [cells for cells in sheet.iter_rows() if cells[0].value == code]
    return first.row


def fill(sheet, at, **said):
    for part, value in said.items():
        sheet[f"{LETTERS[part]}{line(sheet, at)}"] = value


def sent(client, book):
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("plan.xlsx", out.getvalue())
    return client.post(f"{AT}upload/", {"workbook": file})


def stored(client, page):
    signed = re.search(r'name="signed" value="([^"]+)"', page.text)
    assert signed, page.text
    return client.post(f"{AT}upload/store/", {"signed": signed[1]}, follow=True)


def test_filled_looked_at_and_stored(officer):
    saved("KH-08", {"2.8": Planned(target=Decimal(2), unit_of_count="event")})
    book, sheet = downloaded(officer)
    codes = [cells[0].value for cells in sheet.iter_rows(min_row=2)]
    assert len(codes) == 21, "a row a group: no activity has a title"
    fill(
        sheet, "2.7", result="People know", target=12, unit="times", months="1-3, 12",
        who="Sok Dara", budget=1200.5, currency="USD", source="National budget",
    )  # fmt: skip
    fill(sheet, "2.8", target=None, unit=None)
    page = sent(officer, book)
    assert page.status_code == HTTPStatus.OK
    assert "2 rows will change. Nothing is stored yet." in page.text
    assert "taken out of the plan" in page.text
    with factories.secretariat():
        assert [
            one.activity.code for one in PlannedActivity.objects.select_related("activity")
        ] == ["2.8"]
    assert "Your action plan is saved." in stored(officer, page).text
    found = row("KH-08", "2.7")
    assert [found.months, found.target, found.unit_of_count] == [[1, 2, 3, 12], 12, "event"]
    assert (found.budget, found.currency) == (Decimal("1200.50"), "USD")
    again, _sheet = downloaded(officer)
    assert "The workbook says what is stored already." in sent(officer, again).text


def test_it_is_filled_in_khmer(officer):
    book, sheet = downloaded(officer, "km")
    fill(sheet, "2.7", target="១២", unit="នាក់", months="១, ២")
    stored(officer, sent(officer, book))
    found = row("KH-08", "2.7")
    assert [found.target, found.unit_of_count, found.months] == [12, "person", [1, 2]]


def test_each_bad_cell_is_named(officer):
    book, sheet = downloaded(officer)
    fill(sheet, "2.7", target="many", unit="times")
    fill(sheet, "2.8", months="13")
    fill(sheet, "2.9", budget=5, result="x")
    fill(sheet, "2.10", who=date(2021, 1, 3))
    fill(sheet, "3.1", note="x", code="9.9")
    page = sent(officer, book)
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "5 cells have to be corrected. Nothing was stored." in page.text
    wrong = [f"D{line(sheet, '2.7')}", f"F{line(sheet, '2.8')}", f"J{line(sheet, '2.9')}",
             f"G{line(sheet, '2.10')}", f"A{line(sheet, '9.9')}"]  # fmt: skip
    for cell in wrong:
        assert f">{cell}<" in page.text
    with factories.secretariat():
        assert not PlannedActivity.objects.exists()


def test_another_units_or_an_old_workbook_is_refused(officer, signed_in):
    book, _sheet = downloaded(signed_in(TAKEO_OFFICER))
    assert "of another unit or year" in sent(officer, book).text
    book, sheet = downloaded(officer)
    sheet["C1"] = "Something else"
    assert "The headings in row 1 were changed" in sent(officer, book).text


def test_what_was_shown_is_stored_or_nothing(officer, signed_in):
    book, sheet = downloaded(officer)
    fill(sheet, "2.7", note="From Excel")
    page = sent(officer, book)
    saved("KH-08", {"2.8": Planned(note="Meanwhile")})
    assert "The plan was changed meanwhile" in stored(officer, page).text
    takeo = signed_in(TAKEO_OFFICER)
    assert "The preview is too old." in stored(takeo, page).text
    approved("KH-08")
    assert sent(officer, book).status_code == HTTPStatus.CONFLICT


@pytest.mark.parametrize(("text", "months"), [
    ("", []), ("3", [3]), ("1, 2,5", [1, 2, 5]), ("10-12", [10, 11, 12]), ("1–2;4", [1, 2, 4]),
])  # fmt: skip
def test_months_are_read(text, months):
    assert months_of(text) == months
    assert months_of(months_text(months)) == months


@pytest.mark.parametrize("text", ["0", "13", "5-2", "May", "1.5", "-"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        months_of(text)
