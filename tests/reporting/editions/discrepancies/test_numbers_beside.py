"""The page of a discrepancy shows the doubted number beside the peers' and beside other years'."""

from decimal import Decimal

import pytest

from reporting.editions.discrepancies.queries.numbers_beside import MOST_SHOWN, charts_beside
from reporting.editions.discrepancies.rules import DiscrepancySnapshot
from reporting.entry.access import access_to_report
from reporting.models import Consolidation, DataValue
from reporting.review.actions import approval
from tests.editions import discrepancy_workspace, one_of
from tests.factories import (
    REVIEWER,
    accepted,
    acting,
    added_up,
    drafted,
    handed_over,
    person_of,
    secretariat,
)


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    with secretariat():
        yield


def accepted_as_it_is(code, data_set, period):
    """A draft: handed over, signed and accepted."""
    handed_over(code, data_set, period)
    at = {"unit": code, "data_set": data_set, "period": period}
    with acting(person_of(code, "approver")) as signer:
        approval.submit(by=signer, access=access_to_report(signer, **at))
    with acting(REVIEWER) as reviewer:
        approval.accept(by=reviewer, access=access_to_report(reviewer, **at))


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


def test_of_a_month_the_reports_of_that_month_and_of_other_months_are_shown():
    """In a year that is lived, what is found is found of months: their numbers are in reports."""
    cell = "direct_publicity[forums].persons"
    for unit, persons in (("KH-08", 9_000), ("KH-21", 500), ("KH-11", 510), ("KH-14", 520)):
        accepted(unit, "committee", "2025-03", {cell: persons})
    for month, persons in ((1, 480), (2, 490)):
        accepted("KH-08", "committee", f"2025-{month:02}", {cell: persons})
    quarter = drafted("KH-08", "committee", "2025-Q1", {cell: 9_970})
    with acting(person_of("KH-08", "officer")):
        # As of a table by months, which says March again.
        DataValue.objects.filter(revision=quarter).update(period_key=202503)
    accepted_as_it_is("KH-08", "committee", "2025-Q1")
    added_up(2025)
    found = DiscrepancySnapshot(
        kind="unexpected_number", severity="medium", section="II.B.1.3", unit="KH-08",
        period="202503", cells=(f"{cell}@KH-08:202503",),
    )  # fmt: skip
    peers, past = charts_beside(Consolidation.objects.get(year=2025), found, "en")
    assert dict(zip(peers.categories, peers.series[0].values, strict=True)) == {
        "▸ Kandal": 9_000, "Prey Veng": 520, "Mondulkiri": 510, "Takeo": 500,
    }  # fmt: skip
    assert past.series[0].values == (480, 490, 9_000)


def test_four_queries_however_many_peers(django_assert_max_num_queries):
    found, made = one_of("share_outlier", "KH-14").found, Consolidation.objects.get(year=2020)
    with django_assert_max_num_queries(4):
        charts_beside(made, found, "en")
