"""The picker finds figures by words, by value and in their tables."""

import pytest

from reporting.access import NotHere
from reporting.document.sentences.markup import Quoted, read_token
from reporting.editions.writing.queries.figure_forms import shown_forms
from reporting.editions.writing.queries.figure_index import FigureIndex, index_of
from reporting.editions.writing.queries.figure_picker import search
from reporting.editions.writing.queries.figure_tables import grid, section_tables
from reporting.editions.writing.queries.proposals import NumberInContext
from reporting.models import Consolidation
from tests.factories import secretariat

SECTION = "II.B.1.3"
HERE = NumberInContext("", None, SECTION)


@pytest.fixture
def index(year_2020: None) -> FigureIndex:
    with secretariat():
        return index_of(Consolidation.objects.get(year=2020), "en")


def found(index: FigureIndex, words: str) -> list[tuple[str, str]]:
    return [(one.source, one.shown) for one in search(index, words, HERE)]


def quoted(text: str) -> Quoted:
    token = read_token(text)
    assert isinstance(token, Quoted)
    return token


def test_by_words_in_any_order_with_a_unit_among_them(index):
    first, *rest = found(index, "kandal forums persons")
    assert first == ("{{ direct_publicity[forums].persons@KH-08 }}", "470,005")
    assert ("{{ direct_publicity.persons@KH-08 }}", "814,469") in rest


def test_a_year_among_the_words_is_the_period(index):
    sources = [source for source, _shown in found(index, "publicity persons 2019")]
    assert sources
    assert all(source.endswith(":2019 }}") for source in sources)


@pytest.mark.parametrize(
    "words", ["national publicity persons", "nation persons publicity", "publicity persons country"]
)
def test_the_nation_stands_before_a_unit_whose_name_only_holds_the_word(index, words):
    sources = [source for source, _shown in found(index, words)]
    assert len(sources) > 5
    assert not any("@" in source for source in sources[:5])


def test_a_unit_is_found_by_the_words_that_are_its_own_each_figure_once(index):
    sources = [source for source, _shown in found(index, "national police cases")]
    assert "@GCNP" in sources[0]
    assert len(sources) == len(set(sources))


@pytest.mark.parametrize("words", ["kompong cham persons", "pousat persons", "preyveng persons"])
def test_a_province_is_found_by_any_of_its_spellings(index, words):
    code = {"k": "KH-03", "po": "KH-15", "pr": "KH-14"}[words[: 1 if words[0] == "k" else 2]]
    assert all(source.endswith(f"@{code} }}}}") for source, _shown in found(index, words)[:5])


def test_by_value_the_own_section_first(index):
    assert found(index, "6,147,930")[0] == ("{{ direct_publicity.persons }}", "6,147,930")
    assert found(index, "6147930")[0] == ("{{ direct_publicity.persons | plain }}", "6147930")


def test_what_is_called_nothing_is_not_found(index):
    assert found(index, "unicorns") == []
    assert found(index, "987,654,321") == []


def test_sections_have_the_tables_that_have_figures(index):
    found = {one.code: [table.code for table in one.tables] for one in section_tables(index)}
    assert "direct_publicity" in found[SECTION]


def test_a_table_of_one_reporter(index):
    shown = grid(index, "direct_publicity", scope="KH-08")
    rows = {row.title: [cell.shown if cell else "" for cell in row.cells] for row in shown.rows}
    assert [one.code for one in shown.columns] == ["times", "persons", "females"]
    assert rows["Total"][1] == "814,469"
    assert shown.scopes[0].code == ""
    assert "KH-08" in [one.code for one in shown.scopes]
    assert shown.periods[0].code == ""


def test_a_derived_table_and_open_rows(index):
    assert grid(index, "publicity_summary").rows
    entries = grid(index, "partner_meetings").rows
    sources = [cell.source for row in entries for cell in row.cells if cell]
    assert "{{ partner_meetings{a21_siem_reap}.times }}" in sources


def test_an_unknown_table_is_not_there(index):
    with pytest.raises(NotHere):
        grid(index, "nothing")


def test_a_figure_in_every_form_with_its_likeliest_whole(index):
    about = shown_forms(index, quoted("direct_publicity.females"))
    forms = {one.form: one.shown for one in about.forms}
    assert forms["number"] == "3,358,425"
    assert forms["plain"] == "3358425"
    assert forms["share"] == "54.6%"
    assert forms["percent"] == "54.6% of 6,147,930"
    assert "money" not in forms
    assert about.whole == "direct_publicity.persons"
    assert about.trace == "direct_publicity.females:2020"


def test_the_decimals_of_a_percentage_are_not_those_of_the_number(index):
    about = shown_forms(
        index, quoted("direct_publicity.females | share of direct_publicity.persons | 2")
    )
    forms = {one.form: one.shown for one in about.forms}
    assert (forms["share"], forms["number"]) == ("54.63%", "3,358,425")
    assert [one.form for one in about.forms if one.current] == ["share"]


@pytest.mark.parametrize("spelling", ["កណ្តាល", "កណ្ដាល"])
def test_a_unit_by_its_khmer_name_in_either_spelling(year_2020, spelling):
    with secretariat():
        index = index_of(Consolidation.objects.get(year=2020), "km")
        sources = [source for source, _shown in found(index, f"{spelling} persons")]
    assert "{{ direct_publicity.persons@KH-08 }}" in sources


def test_asking_again_costs_one_query(index, django_assert_num_queries):
    with secretariat():
        consolidation = Consolidation.objects.get(year=2020)
        with django_assert_num_queries(1):
            again = index_of(consolidation, "en")
            search(again, "forums kandal", HERE)
            search(again, "278", HERE)
            grid(again, "direct_publicity", "KH-08")
