"""What a typed number may be: the figures of that value, best first."""

from decimal import Decimal

import pytest

from reporting.editions.writing.queries.figure_index import FigureIndex, index_of
from reporting.editions.writing.queries.proposals import NumberInContext, Proposal, proposals
from reporting.kernel.expressions import parse
from reporting.models import Consolidation
from tests.factories import secretariat

SECTION = "II.B.1.3"


@pytest.fixture
def index(year_2020: None) -> FigureIndex:
    with secretariat():
        return index_of(Consolidation.objects.get(year=2020), "en")


def best(index: FigureIndex, shown: str, value: str, section: str = SECTION, **more) -> Proposal:
    return proposals(index, NumberInContext(shown, Decimal(value), section, **more))[0]


def test_the_figure_of_the_own_section_comes_first_and_is_beyond_doubt(index):
    first = best(index, "6,147,930", "6147930", around="a total of persons reached")
    assert first.source == "{{ direct_publicity.persons }}"
    assert first.shown == "6,147,930"
    assert first.sure


def test_in_another_section_it_is_a_guess(index):
    assert not best(index, "6,147,930", "6147930", section="III.A.1.1").sure


def test_the_unit_whose_text_it_was_comes_first(index):
    shown = index.book.value("direct_publicity.persons", unit="KH-08")
    first = best(index, "814,469", str(shown), units=frozenset({"KH-08"}))
    assert first.source == "{{ direct_publicity.persons@KH-08 }}"


def test_it_is_read_as_it_was_typed(index):
    assert best(index, "6147930", "6147930").shown == "6147930"
    assert proposals(index, NumberInContext("two", Decimal(2), SECTION))[0].shown == "two"


def test_a_percentage_is_a_share_of_its_whole(index):
    first = best(index, "54.6%", "54.6")
    assert first.source == "{{ direct_publicity.females | share of direct_publicity.persons }}"
    assert first.shown == "54.6%"
    assert best(index, "55%", "55").source.endswith("| share of direct_publicity.persons | 0 }}")


def test_a_part_and_the_rest_and_a_sum(index):
    males = best(index, "2,789,505", "2789505")
    assert males.source == "{{ direct_publicity.persons - direct_publicity.females }}"
    assert males.shown == "2,789,505"


def test_what_two_figures_of_the_sentence_make(index):
    beside = (parse("direct_publicity.persons"), parse("direct_publicity_total.persons:2019"))
    change = best(index, "655,886", "655886", beside=beside)
    assert change.source == ("{{ direct_publicity.persons - direct_publicity_total.persons:2019 }}")
    growth = best(index, "11.94%", "11.94", beside=beside)
    assert growth.shown == "11.94%"
    wrong = best(index, "10.67%", "10.67", beside=beside)  # on the wrong base, as it was printed
    assert wrong.source.endswith("| share of direct_publicity.persons | 2 }}")


def test_a_value_that_no_figure_has(index):
    assert proposals(index, NumberInContext("987,654,321", Decimal(987654321), SECTION)) == []
    assert proposals(index, NumberInContext("many", None, SECTION)) == []
