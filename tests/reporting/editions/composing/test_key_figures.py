"""The page of key figures in an edition, and the charts of the catalogue that it begins with."""

import pytest

from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.key_figures import key_figure_lines
from reporting.document.value import Chart, Number, Table
from reporting.editions.composing.queries.key_figures_table import key_figures_blocks
from reporting.editions.composing.queries.material import Material
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.models import Consolidation, Figure
from reporting.monitoring.queries.situation import Situation
from strategies.models import Chart as ChartRow
from tests import editions
from tests.factories import CONSOLIDATOR, accepted, acting, added_up, consolidated, secretariat


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


@pytest.mark.parametrize(
    ("given", "asked", "is_part"),
    [("2025-01", "2025", True), ("2025-Q1", "2025-Q1", False), ("2025-01", "2025-Q1", True)],
)
def test_a_part_has_no_difference_to_the_whole_before(year_2020, given, asked, is_part):
    """In the edition as on the page: a quarter that is over is no part of itself."""
    before = "2024" if asked == "2025" else "2024-Q1"
    for period, persons in ((before, 100), (given, 70)):
        accepted("KH-08", "committee", period, {"direct_publicity[forums].persons": persons})
    run = added_up(asked)
    with secretariat():
        lines = key_figure_lines(FigureBook(run), by_month=False)
        [table] = key_figures_blocks(Material(run, "en"))
        assert isinstance(table, Table)
        known = [line.figure.title_en for line in lines if line.difference == -30]
        compared = [row.cells[0] for row in table.rows if isinstance(row.cells[4], Number)]
        assert known
        assert compared == ([] if is_part else known)
        assert any("Only a part" in note for note in table.notes) == is_part
    with acting(CONSOLIDATOR) as person:
        assert Situation(2025, person, "en").is_part == is_part


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
