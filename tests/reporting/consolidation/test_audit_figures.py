"""The audit looks up in memory what a consolidation would add up from the same changed numbers."""

from decimal import Decimal

import pytest

from reporting.consolidation.queries.discrepancies import check_inputs
from reporting.consolidation.queries.figures import FigureBook
from tests.audit.changed_figures import ChangedFigures
from tests.audit.reported import At, Reported
from tests.factories import accepted, added_up, reopened, secretariat

TALKS = "direct_publicity[publicity]"
FORUMS = "direct_publicity[forums]"
BEFORE = {
    ("KH-08", "committee", "2023-01"): {f"{TALKS}.times": 4, f"{TALKS}.persons": 90},
    ("KH-08", "committee", "2023-02"): {f"{TALKS}.times": 5, f"{FORUMS}.persons": 70},
    ("KH-09", "committee", "2023-01"): {f"{TALKS}.persons": 30},
    ("MOLVT", "ministry", "2023-01"): {"job_information.job_centres": 11, f"{TALKS}.times": 2},
    ("MOLVT", "ministry", "2023-02"): {"job_information.job_centres": 12, f"{TALKS}.times": 3},
}
CHANGED = {
    ("KH-08", "committee", "2023-01"): {f"{TALKS}.persons": 900},
    ("KH-09", "committee", "2023-01"): {f"{TALKS}.persons": 31, f"{TALKS}.times": 7},
    ("MOLVT", "ministry", "2023-01"): {"job_information.job_centres": 99},
    ("MOLVT", "ministry", "2023-02"): {"job_information.job_centres": 13},
}


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    pass


def figures(book):
    return {key: row.value for key, row in book.rows.items()}


def changes_in(reported):
    """The same as `CHANGED`, of rows."""
    names = {}
    for place in range(len(reported.rows)):
        for element in reported.elements(place):
            names[reported.name(At(place, element.code))] = At(place, element.code)
    for (unit, _form, period), numbers in CHANGED.items():
        for cell, number in numbers.items():
            at = names[f"{cell}@{unit}:{period.replace('-', '')}"]
            yield reported.change(at, Decimal(number))


def test_changed_numbers_are_added_up_as_a_consolidation_would():
    for at, numbers in BEFORE.items():
        accepted(*at, numbers)
    made = added_up(2023)
    with secretariat():
        inputs = check_inputs(made)
        reported = Reported(inputs.tables, inputs.rows)
        changed = ChangedFigures(made, inputs.tables)
        changes = list(changes_in(reported))
        rows = reported.with_changes(changes)
        book = changed.book_with(reported, rows, changes)
        untouched = figures(changed.book)
    assert untouched["direct_publicity.persons", "", "", 202300] == 190

    for at, numbers in CHANGED.items():
        reopened(*at)
        accepted(*at, numbers)
    again = added_up(2023)
    with secretariat():
        wanted = figures(FigureBook(again))
    assert figures(book) == wanted
    assert wanted["direct_publicity.persons", "", "", 202300] == 1001
    assert wanted["job_information.job_centres", "MOLVT", "", 202300] == 13
    assert figures(changed.book) == untouched, "the figures that stand are not touched"
