"""The page of key figures in an edition, and the charts of the catalogue that it begins with."""

import pytest

from reporting.document.value import Chart, Number, Table
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.models import Consolidation, Figure
from strategies.models import Chart as ChartRow
from tests import editions
from tests.factories import CONSOLIDATOR, accepted, acting, consolidated, secretariat


@pytest.fixture
def of_2021(year_2020):
    accepted("KH-08", "committee", "2021-01", {"direct_publicity[forums].persons": 70})
    accepted("KH-21", "committee", "2021-01", {"returning_workers.returnees": 5})
    consolidated(2021)
    return editions.begun("2021")


def blocks_of(edition, language="en"):
    with acting(CONSOLIDATOR):
        document = shown_document(edition, language).document
    return {section.id: section.blocks for section in document.sections}


@pytest.mark.parametrize("language", ["en", "km"])
def test_an_edition_of_2021_has_a_page_of_key_figures(of_2021, language):
    [table] = blocks_of(of_2021, language)["KEY"]
    assert isinstance(table, Table)
    with secretariat():
        run = Consolidation.objects.filter(year=2021).latest("pk")
        stored = {
            f"{code}:{key // 100}": value
            for code, key, value in Figure.objects.filter(
                consolidation=run, organisation_unit=None, kind=""
            ).values_list("cell__code", "period_key", "value")
        }
    numbers = [
        cell for row in table.rows for cell in row.cells if isinstance(cell, Number) and cell.trace
    ]
    assert {number.trace for number in numbers} >= {
        "direct_publicity.persons:2021", "direct_publicity.persons:2020", "offences.cases:2020",
    }  # fmt: skip
    for number in numbers:
        assert number.value == stored[number.trace], number.trace
    assert any("Persons convicted" in note for note in table.notes) or language == "km"


def test_it_begins_with_charts_in_its_chapters_and_shows_those_that_have_numbers(of_2021):
    found = blocks_of(of_2021)
    charts = {
        block.id: section
        for section, blocks in found.items()
        for block in blocks
        if isinstance(block, Chart)
    }
    assert charts["funnel"] == "II.C"
    assert charts["reached_by_province"] == "II.B.1.3"
    [tiles] = [block for block in found["II.B.1.3"] if getattr(block, "kind", "") == "tiles"]
    assert len(tiles.categories) == len(tiles.tiles) == 25
    assert tiles.series[0].values[tiles.short_names.index("KDL")] == 70
    assert tiles.notes == ("1 of 25 provinces gave a number; a dash: none was given.",)
    assert "victims_and_suspects_by_month" not in charts


def test_an_edition_of_2020_is_begun_as_it_was(year_2020):
    edition = editions.begun("2020")
    with secretariat():
        placed = ChartRow.objects.filter(placed_from__lte=2020).values_list("code", flat=True)
        passages = edition.passages.filter(kind="chart").values_list("spec__chart", flat=True)
        assert set(passages) == set(placed) == {"offences_2019_2020", "trial_2019_2020"}
    assert "KEY" not in blocks_of(edition)
