"""Charts of the tables of 2020: their numbers are the figures of the same tables."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reporting.document.value import Number
from reporting.editions.composing.queries.chart_inputs import EditionChartInputs
from reporting.editions.composing.queries.charts import spec_chart
from reporting.editions.composing.queries.comparisons import comparison_block
from reporting.editions.composing.queries.material import Material
from reporting.models import Consolidation
from tests.factories import accepted, added_up, secretariat


def grounds_of(made=None, language="en"):
    return EditionChartInputs(Material(made or Consolidation.objects.get(year=2020), language))


@pytest.fixture
def chart_inputs(year_2020):
    with secretariat():
        yield grounds_of()


def chart(chart_inputs, table, form, **more):
    made = spec_chart(chart_inputs, {"table": table, "form": form, **more})
    assert made is not None
    return made


def figure(chart_inputs, cell, unit=""):
    return chart_inputs.material.book.value(cell, unit=unit)


def test_bars_by_unit_are_sorted_and_the_others_stand_together(chart_inputs):
    made = chart(chart_inputs, "returning_workers", "bars_by_unit", most=5)
    [series] = made.series
    assert made.categories[0] == "Banteay Meanchey"
    assert made.categories[-1] == "20 others together"
    assert list(series.values[:5]) == sorted(series.values[:5], reverse=True)
    assert sum(series.values) == figure(chart_inputs, "returning_workers.returnees")
    assert made.unit == "persons"


def test_all_provinces_in_the_order_of_the_report(chart_inputs):
    made = chart(
        chart_inputs, "returning_workers", "bars_by_unit",
        elements=["returnees", "females"], most=0, order="report",
    )  # fmt: skip
    assert len(made.categories) == 25
    assert made.categories[0] == "Phnom Penh"
    place = made.categories.index("Kandal")
    assert made.series[0].values[place] == figure(
        chart_inputs, "returning_workers.returnees", "KH-08"
    )
    assert made.series[1].values[0] is None  # Phnom Penh did not say how many were females


def test_only_one_kind_of_unit(chart_inputs):
    made = chart(chart_inputs, "direct_publicity", "bars_by_unit", elements=["persons"],
                 units="province", most=0)  # fmt: skip
    assert sum(made.series[0].values) == chart_inputs.material.book.value(
        "direct_publicity.persons", kind="province"
    )


def test_bars_by_row_leave_out_what_has_no_number(chart_inputs):
    made = chart(chart_inputs, "offences", "bars_by_row", elements=["cases"], most=0)
    assert sum(made.series[0].values) == figure(chart_inputs, "offences.cases")
    assert None not in made.series[0].values


def test_this_year_stands_beside_the_year_before(chart_inputs):
    made = chart(chart_inputs, "offences", "bars_by_year", elements=["cases", "victims"])
    assert [one.name for one in made.series] == ["2019", "2020"]
    assert made.categories == ("Cases", "Victims (persons)")
    assert [one.values for one in made.series] == [(169, 456), (155, 457)]


def test_a_month_without_a_number_is_a_gap(chart_inputs):
    made = chart(chart_inputs, "entertainment_services", "lines_by_month", elements=["persons"])
    assert len(made.categories) == 12
    assert made.series[0].values[3:5] == (None, None)
    assert made.series[0].values[0] is not None


def test_shares_of_the_sexes_add_up_to_the_whole(chart_inputs):
    made = chart(chart_inputs, "direct_publicity", "shares", elements=["females"])
    assert made.categories == ("Females", "Males")
    assert sum(made.series[0].values) == figure(chart_inputs, "direct_publicity.persons")


def test_shares_of_sex_and_age(chart_inputs):
    parts = ["victims_adult_m", "victims_adult_f", "victims_minor_m", "victims_minor_f"]
    made = chart(chart_inputs, "prosecution", "shares", elements=parts)
    assert made.categories == ("Adults – M", "Adults – F", "Minors – M", "Minors – F")
    assert sum(made.series[0].values) == figure(chart_inputs, "prosecution.victims")
    assert "Number of Victims" in made.caption


def test_several_wholes_stand_under_each_other(chart_inputs):
    made = chart(chart_inputs, "direct_publicity", "shares", elements=["females"],
                 rows=["forums", "publicity"])  # fmt: skip
    assert made.categories == ("Public Forums", "Publicity")
    assert [one.name for one in made.series] == ["Females", "Males"]


def test_parts_that_are_more_than_their_whole_are_said(chart_inputs):
    table = chart_inputs.tables["labour_conflicts"]
    cell = ("labour_conflicts.finalised", "", "", 202000)
    rows = chart_inputs.material.book.rows
    rows[cell] = replace(rows[cell], value=rows[cell].value + 100)
    made = chart(chart_inputs, table.code, "shares", elements=["finalised", "annulled", "pending"])
    assert made.notes == ("The parts (121) are more than the whole (21).",)
    assert len(made.categories) == 3


def test_monthly_reports_give_lines_and_say_how_many_they_are(year_2020):
    for month, number in (("01", 10), ("02", 30)):
        accepted("KH-08", "committee", f"2021-{month}", {"returning_workers.returnees": number})
    accepted("KH-21", "committee", "2021-Q1", {"returning_workers.returnees": 7})
    with secretariat():
        made = grounds_of(added_up(2021))
        found = chart(made, "returning_workers", "lines_by_month")
        kandal = chart(made, "returning_workers", "lines_by_month", units=["KH-08"])
    assert found.series[0].values == (10, 30, *(None,) * 10)
    assert found.notes == ("By month from 1 of 2 reporters, who report each month.",)
    assert kandal.notes == ()


def test_a_caption_is_kept_in_its_language(chart_inputs):
    said = {"caption_en": "Who came back", "caption_km": "អ្នកត្រឡប់មកវិញ"}
    assert (
        chart(chart_inputs, "returning_workers", "bars_by_unit", **said).caption == "Who came back"
    )
    khmer = grounds_of(language="km")
    made = chart(khmer, "returning_workers", "bars_by_unit", **said)
    assert made.caption == "អ្នកត្រឡប់មកវិញ"
    assert "បាត់ដំបង" in " ".join(made.categories)


def test_a_spec_that_does_not_hold_any_more_draws_nothing(chart_inputs):
    assert spec_chart(chart_inputs, {"table": "gone", "form": "shares"}) is None
    assert spec_chart(chart_inputs, {"table": "offences", "form": "lines_by_month"}) is None
    assert comparison_block(chart_inputs, {"table": "direct_publicity"}) is None  # no 2019


def test_a_comparison_leads_to_both_years(chart_inputs):
    made = comparison_block(chart_inputs, {"table": "offences"})
    assert made is not None
    cases = [cell for cell in made.rows[0].cells if isinstance(cell, Number)]
    assert [cell.trace for cell in cases[:2]] == ["offences.cases:2020", "offences.cases:2019"]
    assert [cell.value for cell in cases] == [155, 169, -14, Decimal("-8.3")]
    assert {row.kind for row in made.rows} == {"body"}


def test_a_row_that_was_asked_for_is_shown_without_its_year_before(chart_inputs):
    made = comparison_block(
        chart_inputs, {"table": "offences", "elements": ["cases"], "rows": ["tip", ""]}
    )
    assert made is not None
    assert made.rows[-1].kind == "total"
    assert all(isinstance(cell, Number) for cell in made.rows[-1].cells[2:])


@pytest.mark.parametrize("count", [1, 3])
def test_charts_ask_no_more_questions(chart_inputs, count, django_assert_num_queries):
    tables = ["offences", "direct_publicity", "training"][:count]
    spec_chart(chart_inputs, {"table": "surveillance", "form": "lines_by_month"})
    with django_assert_num_queries(0):
        for table in tables:
            assert (
                spec_chart(chart_inputs, {"table": table, "form": "shares"}) or table == "training"
            )
            comparison_block(chart_inputs, {"table": table})
