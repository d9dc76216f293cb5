"""The evidence of an evaluation says what is stored, to the digit, and names what is not there."""

from decimal import Decimal

import pytest

from reporting.consolidation.queries.figures import FigureBook
from reporting.core.queries.editions import newest_consolidation
from reporting.document.value import Bullet, Number, Paragraph, Table
from reporting.editions.evaluations.queries.contents import EvaluationContents
from reporting.editions.evaluations.queries.evidence import build_evidence
from reporting.editions.evaluations.rules.numbers import in_ranges
from reporting.kernel.expressions import parse, references
from reporting.models import IndicatorValue
from tests import evaluations
from tests.factories import secretariat

pytestmark = pytest.mark.usefixtures("published")


def evidence(evaluation, criterion, language="en"):
    with secretariat():
        document = build_evidence(evaluation, language)
    [section] = [section for section in document.sections if section.id == criterion]
    return section.blocks


def table(blocks, name):
    [found] = [block for block in blocks if isinstance(block, Table) and block.id == name]
    return found


def words(blocks):
    return [block.text for block in blocks if isinstance(block, Paragraph | Bullet)]


@pytest.fixture
def evaluation(published):
    return evaluations.begun()


@pytest.mark.parametrize("criterion", ["relevance", "impact"])
def test_each_key_figure_is_the_stored_one_and_leads_to_it(evaluation, criterion):
    found = table(evidence(evaluation, criterion), f"figures-{criterion}")
    assert [cell.text for cell in found.header[0]][2:] == ["2019", "2020"]
    numbers = [cell for row in found.rows for cell in row.cells if isinstance(cell, Number)]
    assert len(numbers) > 5
    with secretariat():
        run = newest_consolidation(202000)
        assert run is not None
        book = FigureBook(run)
        for number in numbers:
            [reference] = references(parse(number.trace))
            assert book.look_up(reference) == Decimal(number.value), number.trace
            assert reference.period in ("2019", "2020")


def test_an_indicator_has_its_stored_value_of_each_year(evaluation):
    with secretariat():
        stored = {
            (row.indicator.title, row.period_key): row
            for row in IndicatorValue.objects.filter(
                consolidation__period_key=202000, organisation_unit=None
            ).select_related("indicator")
        }
    blocks = [*evidence(evaluation, "coherence"), *evidence(evaluation, "effectiveness")]
    seen = 0
    for found in blocks:
        if not isinstance(found, Table) or not found.id.startswith("indicators-over-years"):
            continue
        assert [cell.text for cell in found.header[0]][3:5] == ["2019", "2020"]
        for row in found.rows:
            for year, cell in ((201900, row.cells[3]), (202000, row.cells[4])):
                kept = stored.get((str(row.cells[0]), year))
                if not isinstance(cell, Number):
                    assert kept is None or kept.value is None
                    continue
                places = Decimal(1).scaleb(-cell.places)
                assert kept is not None
                assert kept.value is not None
                assert kept.value.quantize(places) == cell.value
                seen += 1
    assert seen > 10


def test_a_year_without_anything_is_named(evaluation):
    said = words(evidence(evaluation, "relevance"))
    assert "No figures are stored of: 2021, 2022, 2023." in said
    said = words(evidence(evaluation, "efficiency"))
    assert any("No action plan names a sum of money in: 2019" in one for one in said)
    assert "The annual report of 2020, IV.B" not in said


def test_both_languages_have_the_same_numbers(evaluation):
    for criterion in ("relevance", "coherence", "effectiveness", "impact", "sustainability"):
        english, khmer = evidence(evaluation, criterion), evidence(evaluation, criterion, "km")
        assert len(english) == len(khmer)
        for one, other in zip(english, khmer, strict=True):
            if isinstance(one, Table):
                numbers = [
                    [[cell for cell in row.cells if isinstance(cell, Number)] for row in both.rows]
                    for both in (one, other)
                ]
                assert numbers[0] == numbers[1]
                assert one.caption != other.caption


def test_what_was_drawn_stays_until_it_is_drawn_again(evaluation):
    drawn = evaluations.drawn(evaluation)
    with secretariat():
        contents = EvaluationContents(drawn, "en")
        assert contents.evidence_of("relevance") == evidence(evaluation, "relevance")
        assert contents.evidence is not None
        assert contents.evidence.drawn_by.username == "gs.consolidator"


def test_numbers_are_said_in_ranges():
    assert in_ranges([7, 1, 2, 3, 3]) == ["1–3", "7"]
