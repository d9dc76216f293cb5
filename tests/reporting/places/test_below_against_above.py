"""The province's report against those of its places: filled from them, each difference found."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random

import pytest

from provinces.models import OrganisationUnit
from reporting.access import Refused
from reporting.entry.access import access_to_report
from reporting.entry.component_periods.actions.adoption import adopt
from reporting.entry.component_periods.queries.accepted_components import (
    components_of,
    prefilled_from,
)
from reporting.entry.component_periods.rules.comparison_words import BELOW_RULE, PART_RULE
from reporting.entry.component_periods.rules.component_reports import ReportData, ReportDataRow
from reporting.entry.component_periods.rules.differences import all_differences
from reporting.entry.component_periods.rules.prefill import fill
from reporting.entry.component_places.rules import PlaceReports, choose, merge, place_reports
from reporting.entry.page.actions import drafts
from reporting.entry.page.queries.report_checks import findings, unanswered
from reporting.entry.page.queries.stored_values import values_of
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.tables import CellKey, TableSpec, Value
from tests import factories, meetings
from tests.calendars import opened_year
from tests.factories import KANDAL_OFFICER, acting, address, begin, secretariat
from tests.places import DISTRICTS, accepted, asked
from tests.reporting.entry.component_sample import FORUMS, MEETINGS, TEXT

Q1, MARCH = Period.parse("2021Q1"), Period.parse("2021-03")
MONTHS = [Period(2021, PeriodKind.MONTH, month) for month in range(1, 13)]
PERSONS, OFFICES, PEAK = (CellKey("forums", code) for code in ("persons", "offices", "peak"))
CELLS = [CellKey(row, column) for row in ("forums", "radio") for column in ("persons", "offices")]
CELL = "direct_publicity[forums].persons"
FEMALES = "direct_publicity[forums].females"


def report(period: Period, numbers: Mapping[CellKey, int | None], **more) -> ReportData:
    values = {
        key: Value(None if number is None else Decimal(number), number is None)
        for key, number in numbers.items()
    }
    return ReportData(period, {"publicity": values}, **more)


def below(period: Period, places: dict[str, list[ReportData]], of: int) -> PlaceReports:
    choice = choose(period, {code: [one.period for one in own] for code, own in places.items()}, of)
    found = {(code, one.period): one for code, own in places.items() for one in own}
    periods = {part for _place, part in choice.chosen}
    merged = {
        part: merge(
            part,
            {code: found[code, part] for code, own in choice.chosen if own == part},
            lambda code, language: f"{code} {language}",
        )
        for part in periods
    }
    made = place_reports(choice, merged)
    assert made is not None
    return made


def differing(own: ReportData, components: PlaceReports, spec: TableSpec = FORUMS) -> set[CellKey]:
    return {one.key for found in all_differences([spec], own, components).values() for one in found}


def test_all_places_reported_so_any_other_number_differs():
    both = below(MARCH, {"A": [report(MARCH, {PERSONS: 3})], "B": [report(MARCH, {PERSONS: 4})]}, 2)
    assert not differing(report(MARCH, {PERSONS: 7}), both)
    assert differing(report(MARCH, {PERSONS: 8}), both) == {PERSONS}
    assert differing(report(MARCH, {}), both) == {PERSONS}, "left out"


def test_while_a_place_is_missing_the_sum_is_a_lower_bound():
    one = below(MARCH, {"A": [report(MARCH, {PERSONS: 3, OFFICES: 2})]}, 2)
    assert not differing(report(MARCH, {PERSONS: 8, OFFICES: 9}), one)
    assert differing(report(MARCH, {PERSONS: 2, OFFICES: 2}), one) == {PERSONS}
    missing = {"A": [report(MARCH, {PERSONS: 3})], "B": [report(MARCH, {PERSONS: None})]}
    assert not differing(report(MARCH, {PERSONS: 9}), below(MARCH, missing, 2)), "one has no number"


def test_places_are_added_up_first_and_then_put_together_over_time():
    quarter = {
        code: [report(month, {PERSONS: 1, OFFICES: number, PEAK: number}) for month in MONTHS[:3]]
        for code, number in (("A", 5), ("B", 7))
    }
    found = below(Q1, quarter, 2)
    assert not differing(report(Q1, {PERSONS: 6, OFFICES: 12, PEAK: 12}), found)


def test_rows_and_paragraphs_stay_each_places_own():
    rows = {
        "meetings": [ReportDataRow("r1", title="Meeting")],
        "words": [ReportDataRow("p", text="All well.")],
    }
    places = {code: [ReportData(MARCH, rows=rows)] for code in ("KH-0801", "KH-0802")}
    filling = fill({"meetings": MEETINGS, "words": TEXT}, below(MARCH, places, 2), lambda _: str)
    assert [row.key for row in filling.rows["meetings"]] == ["kh-0801-r1", "kh-0802-r1"]
    assert [row.text for row in filling.rows["words"]] == [
        "KH-0801 en: All well.", "KH-0802 en: All well."
    ]  # fmt: skip


@pytest.mark.usefixtures("year_2020")
def test_in_a_year_of_all_communes_a_hundred_planted_differences_are_found_and_none_invented():
    """Twelve months of 25 provinces over their 1,661 communes; a commune in twenty is silent."""
    by = Random(2021)
    with secretariat():
        communes = OrganisationUnit.objects.filter(kind="commune").values_list("code", flat=True)
        provinces: dict[str, list[str]] = {}
        for code in communes:
            provinces.setdefault(code[:5], []).append(code)
    assert sum(map(len, provinces.values())) == 1661
    own: dict[tuple[str, Period], dict[CellKey, int]] = {}
    sums: dict[tuple[str, Period], PlaceReports] = {}
    for code, places in provinces.items():
        for month in MONTHS:
            numbers = {
                place: {key: by.randint(0, 40) for key in CELLS}
                for place in places
                if by.random() > 0.05 or place == places[0]
            }
            sums[code, month] = below(
                month, {place: [report(month, given)] for place, given in numbers.items()},
                len(places),
            )  # fmt: skip
            own[code, month] = {key: sum(given[key] for given in numbers.values()) for key in CELLS}
    planted = {
        (where, key) for where, key in by.sample([(one, key) for one in own for key in CELLS], 100)
    }
    for where, key in planted:
        own[where][key] -= by.randint(1, 9)  # below what its communes reported
    found = {
        (where, key)
        for where, numbers in own.items()
        for key in differing(report(where[1], numbers), sums[where])
    }
    assert found == planted


@pytest.mark.usefixtures("year_2020")
def test_a_province_is_filled_from_its_districts_and_explains_what_differs():
    opened_year(2021, "2021-04-20")
    asked()
    for number, code in enumerate(DISTRICTS, start=1):
        accepted(code, "2021-03", {CELL: 10 * number, FEMALES: number})
    with acting(KANDAL_OFFICER):
        officer, opened = begin("KH-08", "committee", "2021-03")
        assert values_of(opened.revision)["direct_publicity"][CellKey("forums", "persons")] == (
            Value(Decimal(60))
        )
        then = prefilled_from(opened.report)
        districts = OrganisationUnit.objects.filter(kind="district", parent__code="KH-08").count()
        assert then is not None
        assert then.places == (3, districts)
        drafts.save_values(
            by=officer, access=opened, values={address(CELL): Value(Decimal(50))}
        )  # fmt: skip
        [check] = [one for one in findings(opened.revision) if one.rule == "differs_from_below"]
        assert (check.entered, check.computed) == (Decimal(50), Decimal(60))
        assert f"(3 of {districts})" in check.words(str)
        assert check.key in {one.key for one in unanswered(opened.revision)}
        drafts.explain(
            by=officer, access=opened, texts={check.key: "Ten twice."},
            reasons={check.key: "counted_twice"},
        )  # fmt: skip
        assert check.key not in {one.key for one in unanswered(opened.revision)}


@pytest.mark.usefixtures("year_2020")
def test_what_the_districts_add_later_is_taken_over_by_one_click():
    opened_year(2021, "2021-04-20")
    asked()
    with acting(KANDAL_OFFICER):
        begin("KH-08", "committee", "2021-03")
    accepted("KH-0801", "2021-03", {CELL: 30, FEMALES: 10})
    with acting(KANDAL_OFFICER) as officer:
        found = access_to_report(officer, unit="KH-08", period="2021-03", data_set="committee")
        components = components_of(found.report)
        assert components is not None
        assert adopt(by=officer, access=found) == 2
        again = values_of(found.revision)["direct_publicity"]
        assert again[CellKey("forums", "persons")] == Value(Decimal(30))


CASES = "prosecution.cases"
TRIAL = "prosecution.to_trial"


@pytest.mark.usefixtures("year_2020")
def test_the_working_group_is_filled_from_its_courts_by_the_tables_that_they_share():
    opened_year(2021, "2021-04-20")
    factories.accepted("KH-08-CFI", "court", "2021-03", {CASES: 5, TRIAL: 5})
    factories.accepted("KH-09-CFI", "court", "2021-03", {CASES: 2, TRIAL: 2})
    factories.accepted("SC", "court", "2021-03", {"cassation.received": 4})
    with acting(factories.person_of("WG-JUST", "officer")):
        officer, opened = begin("WG-JUST", "courts", "2021-03")
        filled = values_of(opened.revision)
        assert filled["prosecution"][CellKey(None, "cases")] == Value(Decimal(7))
        assert filled["cassation"][CellKey(None, "received")] == Value(Decimal(4))
        then = prefilled_from(opened.report)
        assert then is not None
        assert then.places == (3, 30), "of all the courts"
        drafts.save_values(
            by=officer,
            access=opened,
            values={
                address(CASES): Value(Decimal(6)),
                address("cassation.received"): Value(Decimal(9)),
            },
        )
        found = {one.table: one for one in findings(opened.revision) if one.rule == BELOW_RULE}
        assert "(2 of 25)" in found["prosecution"].words(str), "courts of first instance"
        assert "(1 of 1)" in found["cassation"].words(str), "one court, so any other number differs"


@pytest.mark.usefixtures("year_2020")
def test_a_part_fills_nothing_and_is_only_not_more_than_its_whole():
    opened_year(2021, "2021-04-20")
    cells = [f"offences[{row}].cases" for row in ("procuring", "export_border", "tip_all")]
    factories.accepted("ACCD", "department", "2021-03", {cells[0]: 5, cells[1]: 2})
    with acting(factories.person_of("GCNP", "officer")):
        officer, opened = begin("GCNP", "police", "2021-03")
        assert values_of(opened.revision) == {}
        assert prefilled_from(opened.report) is None
        assert not [one for one in findings(opened.revision) if one.rule == PART_RULE]
        drafts.save_values(
            by=officer,
            access=opened,
            values={address(cells[0]): Value(Decimal(4)), address(cells[1]): Value(Decimal(9))},
        )
        [found] = [one for one in findings(opened.revision) if one.rule == PART_RULE]
        assert found.cells == (cells[0],)
        assert "only a part of it" in found.words(str)
        with pytest.raises(Refused, match="nothing to take over"):
            adopt(by=officer, access=opened)


@pytest.mark.usefixtures("year_2020")
def test_the_police_of_a_province_is_a_part_beside_its_districts():
    opened_year(2021, "2021-04-20")
    asked(tables=("border_patrols",))
    patrols = "border_patrols[viet_nam].times"
    accepted("KH-0801", "2021-03", {patrols: 3})
    factories.accepted("KH-08-POL", "commissariat", "2021-03", {patrols: 4})
    with acting(KANDAL_OFFICER):
        _officer, opened = begin("KH-08", "committee", "2021-03")
        [value] = values_of(opened.revision)["border_patrols"].values()
        assert value == Value(Decimal(3)), "filled from the district alone"
        rules = [one.rule for one in findings(opened.revision) if one.table == "border_patrols"]
        assert PART_RULE in rules


@pytest.mark.usefixtures("year_2020")
@pytest.mark.parametrize("keeps", [False, True])
def test_what_a_province_counts_from_its_own_meetings_its_places_neither_fill_nor_contradict(keeps):
    """They hold others; without records the sum of the places is where it begins."""
    opened_year(2021)
    if keeps:
        meetings.kept("KH-08")
        meetings.held("KH-08", "2021-03-10", men=7, women=9)
    asked(tables=("direct_publicity", "meetings"))
    for code in DISTRICTS:
        accepted(code, "2021-03", {CELL: 5, FEMALES: 2, "meetings.times": 2})
    with acting(KANDAL_OFFICER) as officer:
        begin("KH-08", "committee", "2021-03")
        access = access_to_report(officer, unit="KH-08", period="2021-03", data_set="committee")
        values = values_of(access.revision)
        found = findings(access.revision)
    times = values.get("meetings", {}).get(CellKey(None, "times"))
    assert (times is not None and times.number == 6) is not keeps
    assert values["direct_publicity"][CellKey("forums", "persons")].number == 15
    assert "meetings" not in {one.table for one in found if one.rule == BELOW_RULE}
