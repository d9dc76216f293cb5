"""The page of a discrepancy shows the doubted number beside the peers' and beside other years'."""

from decimal import Decimal

import pytest

from reporting.editions.discrepancies.queries.numbers_beside import MOST_SHOWN, charts_beside
from reporting.editions.discrepancies.rules import DiscrepancySnapshot
from reporting.models import Consolidation
from tests.editions import discrepancy_workspace, one_of
from tests.factories import accepted, added_up, secretariat


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    with secretariat():
        yield


def charts(kind, unit):
    made = Consolidation.objects.get(year=2020)
    return charts_beside(made, one_of(kind, unit).found, "en")


def test_a_share_is_shown_among_those_of_the_other_provinces():
    [chart] = charts("share_outlier", "KH-14")
    shown = dict(zip(chart.categories, chart.series[0].values, strict=True))
    assert shown["▸ Prey Veng"] == Decimal("1.6")
    assert len(shown) <= MOST_SHOWN
    assert list(shown.values()) == sorted(shown.values(), reverse=True)
    assert chart.unit == "percent"


def test_persons_for_each_event_are_shown_for_each():
    [chart] = charts("rate_outlier", "KH-25")
    shown = dict(zip(chart.categories, chart.series[0].values, strict=True))
    assert shown["▸ Tboung Khmum"] in (Decimal("1944.1"), Decimal("3524.6"))


def test_what_names_no_reported_cell_has_no_chart():
    total = next(one for one in discrepancy_workspace().items if one.found.kind == "printed_total")
    assert charts_beside(Consolidation.objects.get(year=2020), total.found, "en") == []


def test_the_years_before_are_shown_where_there_are_any():
    for year, persons in ((2023, 500), (2024, 510), (2025, 9_000)):
        accepted(
            "KH-08", "committee", str(year),
            {"direct_publicity[forums].times": 10, "direct_publicity[forums].persons": persons},
        )  # fmt: skip
        added_up(year)
    made = Consolidation.objects.get(year=2025)
    found = DiscrepancySnapshot(
        kind="unexpected_number", severity="medium", section="II.B.1.3",
        unit="KH-08", period="2025",
        cells=("direct_publicity[forums].persons@KH-08:2025",),
    )  # fmt: skip
    [chart] = charts_beside(made, found, "en")
    assert chart.categories == ("2020", "2023", "2024", "2025")
    assert chart.series[0].values[1:] == (500, 510, 9_000)


def test_four_queries_however_many_peers(django_assert_max_num_queries):
    found, made = one_of("share_outlier", "KH-14").found, Consolidation.objects.get(year=2020)
    with django_assert_max_num_queries(4):
        charts_beside(made, found, "en")
