"""One press of “Save”: everything of it or nothing, and what is taken back is gone."""

from decimal import Decimal

import pytest

from reporting.access import Refused
from reporting.entry.access import ReportAccess
from reporting.entry.page.actions.draft_changes import Changes, EntryText
from reporting.entry.page.actions.page_saves import save_page
from reporting.kernel.tables import Value
from reporting.models import AuditEvent
from tests import factories
from tests.factories import address

pytestmark = pytest.mark.usefixtures("year_2020")

REPORT = ("KH-08", "committee", "2021-03")
ROW = ("materials", "leaflets")


@pytest.fixture
def opened():
    with factories.acting(factories.KANDAL_OFFICER):
        yield factories.begin(*REPORT)


def save(opened, **changes):
    officer, access = opened
    save_page(by=officer, access=access, changes=Changes(**changes))


def number(value):
    return Value(Decimal(value))


def test_numbers_rows_and_statements_together(opened):
    save(
        opened,
        entries={ROW: EntryText(position=1, title="Leaflets")},
        values={address("materials{leaflets}.copies"): number(5000)},
        nothing={"child_labour": "No inspection took place."},
    )

    revision = opened[1].revision
    assert revision.values.get().entry.title == "Leaflets"
    assert revision.statements.get().reason == "No inspection took place."


def test_a_row_goes_with_its_numbers(opened):
    test_numbers_rows_and_statements_together(opened)

    save(opened, removed={ROW})

    revision = opened[1].revision
    assert not revision.entries.exists()
    assert not revision.values.exists()
    event = AuditEvent.objects.get(target=f"revision:{revision.pk}", action="report.remove")
    assert event.detail["entries"] == ["materials{leaflets}"]


def test_nothing_to_report_is_taken_back(opened):
    save(opened, nothing={"child_labour": "No inspection took place."})
    save(opened, something={"child_labour"})

    assert not opened[1].revision.statements.exists()


def test_an_explanation_is_taken_back(opened):
    save(opened, explanations={"a:b": "so it was", "c:d": "so it was too"})
    save(opened, unexplained={"a:b"})

    assert [one.finding for one in opened[1].revision.explanations.all()] == ["c:d"]


def test_all_or_nothing(opened):
    """The second part cannot be done: a total is never entered."""
    with pytest.raises(Refused, match="never entered"):
        save(
            opened,
            entries={ROW: EntryText(position=1, title="Leaflets")},
            values={address("direct_publicity.persons"): number(5000)},
        )

    assert not opened[1].revision.entries.exists()


def test_who_reads_saves_nothing(opened):
    viewer = factories.actor(factories.KANDAL_VIEWER)
    access = opened[1]

    with pytest.raises(Refused, match="Only data officers and approvers"):
        save_page(
            by=viewer,
            access=ReportAccess(viewer, access.report, access.revision),
            changes=Changes(removed={ROW}),
        )
