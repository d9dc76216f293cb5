"""The audit looks up in memory what a consolidation would add up from the same changed numbers."""


import pytest

from reporting.consolidation.queries.discrepancies import check_inputs
from reporting.consolidation.queries.figures import FigureBook
from reporting.models import Consolidation, DataValue
from tests.audit.changed_figures import ChangedFigures
from tests.audit.kinds import chosen
from tests.audit.reported import Reported
from tests.factories import added_up, secretariat


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    with secretariat():
        yield


def figures(book):
    """Blank cells of a unit are no figure, a figure that fell to 0 by being blanked is one in memory:
    nothing of it is left in a sum."""
    return {key: row.value for key, row in book.rows.items() if row.value}


def test_changed_numbers_are_added_up_as_a_consolidation_would():
    made = Consolidation.objects.get(year=2020)
    inputs = check_inputs(made)
    reported = Reported(inputs.tables, inputs.rows)
    plants = chosen(reported, seed=3, count=40)
    changes = [change for plant in plants for change in plant.changes]
    changed = ChangedFigures(made, inputs.tables)
    untouched = figures(changed.book)
    book = changed.lookup(reported, reported.with_plants(plants), changes).__self__

    for change in changes:
        _in_the_database(reported, change)
    again = FigureBook(added_up(2020))

    assert figures(book) == figures(again)
    assert figures(changed.book) == untouched != figures(again)
    entries = {key: sorted(rows) for key, rows in again.entry_values.items()}
    assert {key: sorted(rows) for key, rows in book.entry_values.items() if rows} == entries


def _in_the_database(reported, change):
    row = reported.rows[change.at.row]
    cell = reported.name(change.at).partition("@")[0]
    known = DataValue.objects.filter(
        organisation_unit__code=row.unit, cell__table__code=row.table,
        cell__element__code=change.at.element, cell__option__code=row.option,
        entry__key=row.entry, revision__state="accepted",
    )  # fmt: skip
    [value] = [one for one in known if one.value == change.before and _period(one) == row.period]
    assert cell
    if change.number is None:
        value.delete()
    else:
        DataValue.objects.filter(pk=value.pk).update(value=change.number)
