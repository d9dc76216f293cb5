"""A chart is set into a section: checked, kept, drawn the same in page, PDF and workbook."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from reporting.access import NotHere, Overtaken, Refused
from reporting.document.json_files import document_from_json, to_json
from reporting.document.value import Chart, Table
from reporting.document.workbook.book import render_tables
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.writing.actions import arranging
from reporting.editions.writing.actions.versions import Conflict
from reporting.models import AuditEvent, Passage
from tests import editions
from tests.factories import CONSOLIDATOR, KANDAL_OFFICER, acting

SECTION = "II.B.2.3"
SPEC = {"table": "returning_workers", "form": "bars_by_unit", "most": 5}


@pytest.fixture
def edition(year_2020):
    return editions.begun()


def set_chart(edition, spec=SPEC, kind="chart", by=CONSOLIDATOR):
    with acting(by) as editor:
        return arranging.set_chart(
            by=editor, edition=edition, section=SECTION, after=None, kind=kind, spec=spec
        )


def blocks(edition, kind):
    with acting(CONSOLIDATOR):
        found = shown_document(edition, "en").section(SECTION).blocks
    return [block for block in found if isinstance(block, kind)]


def test_it_is_kept_with_all_that_was_left_open(edition):
    made = set_chart(edition)
    assert made.spec["elements"] == ["returnees"]
    assert made.spec["rows"] == [""]
    [chart] = blocks(edition, Chart)
    assert chart.id == f"returning_workers-chart-{made.pk}"
    assert chart.number == "1"
    assert chart.series[0].values[0] == 33976


def test_what_cannot_be_drawn_is_not_kept(edition):
    with pytest.raises(Refused, match="no such column: men"):
        set_chart(edition, {**SPEC, "elements": ["men"]})
    with pytest.raises(Refused, match="year before"):
        set_chart(edition, {"table": "returning_workers"}, kind="comparison")
    with pytest.raises(NotHere):
        set_chart(edition, kind="paragraph")
    with acting(CONSOLIDATOR):
        assert not Passage.objects.filter(section=SECTION, kind="chart").exists()


def test_it_is_changed_over_the_version_that_one_has_seen(edition):
    made = set_chart(edition)
    wanted = {**SPEC, "elements": ["females"]}
    with acting(CONSOLIDATOR) as editor:
        given = {"by": editor, "edition": edition, "passage": made.pk, "kind": "chart"}
        after = arranging.change_chart(**given, seen=1, spec=wanted)
        assert (after.version, after.spec["elements"]) == (2, ["females"])
        with pytest.raises(Conflict):
            arranging.change_chart(**given, seen=1, spec=SPEC)
        assert AuditEvent.objects.filter(action="edition.chart").count() == 1
    assert blocks(edition, Chart)[0].series[0].name == "Females"


def test_a_comparison_is_a_table_of_the_report(edition):
    set_chart(edition, {"table": "offences"}, kind="comparison")
    table = next(one for one in blocks(edition, Table) if "comparison" in one.id)
    assert table.number
    assert [cell.text for cell in table.header[0][2:4]] == ["2020", "2019"]


def test_a_unit_and_a_published_edition_are_left_alone(year_2020):
    edition = editions.published()
    with pytest.raises(Refused, match="write the report"):
        set_chart(edition, by=KANDAL_OFFICER)
    with pytest.raises(Overtaken, match="does not change"):
        set_chart(edition)


def test_the_workbook_has_a_chart_of_its_own(edition):
    set_chart(edition)
    with acting(CONSOLIDATOR):
        document = shown_document(edition, "en").document
    assert document_from_json(to_json(document)) == document
    out = BytesIO()
    render_tables(document, out)
    book = openpyxl.load_workbook(out)
    sheets: list[Any] = list(book)
    [sheet] = [one for one in sheets if one._charts and "Returning" in str(one["A2"].value)]
    assert len(sheet._charts[0].series) == 1
