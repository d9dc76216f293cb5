"""Titles by Excel: everything that is wrong at once, nothing stored unless all is right."""

import re
import zipfile
from io import BytesIO

import pytest
from openpyxl import load_workbook

from provinces.tenancy import DatabaseRole, acting_as
from reporting.catalogue.actions.activity_titles import (
    TitleChangedMeanwhile,
    read_titles,
    store_titles,
)
from reporting.catalogue.exports.activity_titles import SHEET, STAMP_SHEET, write_template
from reporting.core.workbooks.inspection import BadWorkbook
from strategies.models import Activity, ActivityGroup, Plan, Strategy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def secretariat(db):
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        yield


@pytest.fixture
def plan():
    plan = Plan.objects.create(code="nsp", title_en="Plan", first_year=2019, last_year=2023)
    strategy = Strategy.objects.create(plan=plan, number=2, title_en="S", activity_count=4)
    group = ActivityGroup.objects.create(
        strategy=strategy, number=7, code="2.7", title_en="G", activity_count=4
    )
    Activity.objects.bulk_create(
        Activity(group=group, number=number, code=f"2.7.{number:02}") for number in range(1, 5)
    )
    return plan


def filled(plan, **cells):
    book = load_workbook(BytesIO(write_template(plan)))
    for place, value in cells.items():
        book[SHEET][place] = value
    return saved(book)


def saved(book):
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def errors(plan, content):
    reading = read_titles(content, plan)
    assert not reading.changes
    return [(error.sheet, error.cell, error.reason) for error in reading.errors]


def test_the_template_as_it_is_changes_nothing(plan):
    reading = read_titles(write_template(plan), plan)

    assert (reading.errors, reading.changes) == ([], [])


def test_titles_are_shown_and_then_stored(plan):
    content = filled(plan, B2="  Hold  public forums ", C2="វេទិកាសាធារណៈ", D2="yes", C3="ការងារ")

    changes = read_titles(content, plan).changes

    assert [(change.code, change.after) for change in changes] == [
        ("2.7.01", ("Hold public forums", "វេទិកាសាធារណៈ", True)),
        ("2.7.02", ("", "ការងារ", False)),
    ]
    assert not Activity.objects.exclude(title_en="").exists()
    assert store_titles(plan, changes) == 2
    assert Activity.objects.get(code="2.7.01").confirmed


def test_a_blank_cell_leaves_what_is_there(plan):
    Activity.objects.filter(code="2.7.01").update(title_en="Forums", title_km="វេទិកា")

    assert read_titles(filled(plan, B2=None, C2=None), plan).changes == []


def test_a_title_that_looks_like_a_formula_stays_text(plan):
    Activity.objects.filter(code="2.7.01").update(title_en="=1+1")
    content = write_template(plan)

    cell = load_workbook(BytesIO(content))[SHEET]["B2"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")
    assert read_titles(content, plan).changes == []


def test_every_error_is_said_at_once(plan):
    content = filled(
        plan,
        A2="2.7.1", B2="One",
        A3=None, B3="Nobody's",
        A4="2.7.03", B4="ចំណងជើង", C4="English",
        A5="2.7.03", D5="maybe",
        A6="9.9.99", B6="x" * 601,
        A7=45678, B7=12,
        A8="2.7.02", B8="=CONCAT(B2,B3)", D8="yes",
        A9="2.7.04", D9="yes",
    )  # fmt: skip

    assert errors(plan, content) == [
        (SHEET, "A2", "There is no activity “2.7.1”."),
        (SHEET, "A3", "The code is missing."),
        (SHEET, "B4", "This is Khmer."),
        (SHEET, "C4", "This is not Khmer."),
        (SHEET, "A5", "“2.7.03” stands in row 4 too."),
        (SHEET, "D5", "This is neither yes nor no."),
        (SHEET, "A6", "There is no activity “9.9.99”."),
        (SHEET, "B6", "The title has 601 characters."),
        (SHEET, "A7", "The code is not text."),
        (SHEET, "B7", "This is not text."),
        (SHEET, "B8", "The formula has no stored result."),
        (SHEET, "D9", "An activity without a title cannot be confirmed."),
    ]
    assert read_titles(content, plan).errors[0].remedy == "Did you mean 2.7.01?"


def test_another_workbook_is_not_the_template(plan):
    book = load_workbook(BytesIO(write_template(plan)))
    del book[STAMP_SHEET]

    assert errors(plan, saved(book)) == [
        (SHEET, "A1", "This workbook was not made from the template.")
    ]


def test_a_template_of_other_activities_is_too_old(plan):
    content = write_template(plan)
    Activity.objects.filter(code="2.7.04").delete()

    assert "older version" in errors(plan, content)[0][2]


def test_moved_headings_are_noticed(plan):
    assert "headings" in errors(plan, filled(plan, B1="Titel"))[0][2]


def test_nothing_is_stored_where_somebody_was_faster(plan):
    changes = read_titles(filled(plan, B2="One", B3="Two"), plan).changes
    Activity.objects.filter(code="2.7.02").update(title_en="Theirs")

    with pytest.raises(TitleChangedMeanwhile):
        store_titles(plan, changes)
    assert not Activity.objects.filter(title_en="One").exists()


def rezipped(content, change):
    """The same workbook with some of its parts changed: change(name, data) -> data."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def test_a_far_away_cell_costs_nothing(plan):
    def far(name, data):
        cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        data = re.sub(rb"<dimension[^>]*>", b'<dimension ref="A1:XFD1048576"/>', data)
        return data.replace(b"</sheetData>", cell) if name.endswith("sheet1.xml") else data

    assert read_titles(rezipped(filled(plan, B2="One"), far), plan).changes


def test_what_the_child_cannot_read_is_refused_politely(plan):
    def broken(name, data):
        return data[:200] if name.endswith("sheet1.xml") else data

    with pytest.raises(BadWorkbook, match="could not be read"):
        read_titles(rezipped(write_template(plan), broken), plan)
