"""The consolidating statement against a plain adding of what was transcribed, figure by figure."""

import pytest

from provinces.models import OrganisationUnit
from reporting.kernel.expressions import Reference
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Figure
from strategies.models import Cell, Element, TableDataSet
from tests.factories import accepted, added_up, secretariat
from tests.fixtures.transcribed import Sums, numbers

VALUES = numbers("values")


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    yield


def figures(made):
    with secretariat():
        rows = Figure.objects.filter(consolidation=made).select_related("cell", "organisation_unit")
        return {
            (
                row.cell.code,
                row.organisation_unit.code if row.organisation_unit else row.kind,
                Period.from_key(row.period_key).code,
            ): row
            for row in rows
        }


@pytest.fixture
def of_2020():
    with secretariat():
        return figures(Consolidation.objects.get(year=2020))


# 2020, again --------------------------------------------------------------------------------------


def test_every_figure_is_the_sum_of_what_was_transcribed(of_2020):
    sums = Sums(VALUES)
    wrong = {}
    for (cell, scope, period), figure in of_2020.items():
        reference = Reference(cell, scope=(scope,) if scope else (), period=period)
        by_hand = sums.look_up(reference)
        if figure.value != by_hand:
            wrong[str(reference)] = (figure.value, by_hand)
    assert wrong == {}
    assert len(of_2020) == 2444


def test_every_transcribed_number_has_its_figures(of_2020):
    sums = Sums(VALUES)
    with secretariat():
        kept = set(Cell.objects.exclude(element__aggregation="none").values_list("code", flat=True))
    missing = []
    for row in VALUES:
        option = f"[{row.row}]" if sums.tables[row.table]["kind"] == "fixed" else ""
        cell = f"{row.table}{option}.{row.column}"
        if row.value is None or cell not in kept:
            continue
        for scope in (row.unit, sums.kinds[row.unit], ""):
            if (cell, scope, row.period[:4]) not in of_2020:
                missing.append((cell, scope))
    assert missing == []


PRINTED = {
    ("direct_publicity[publicity].times", "KH-08", "2020"): 7386,
    ("direct_publicity.persons", "KH-08", "2020"): 344_464 + 470_005,
    ("direct_publicity[publicity].females", "province", "2020"): 2_062_291,
    ("direct_publicity.persons", "", "2020"): 6_147_930,
    ("offences[tip].victims", "", "2020"): 266,
    ("offences[sexual].suspects", "GCNP", "2020"): 138,
    ("offences.cases", "", "2019"): 169,
    ("trial.victims", "", "2020"): 493,
    ("trial.victims", "", "2019"): 235,
    ("partner_meetings.participants", "", "2020"): 27_409,
    ("publicity_summary.participants", "", "2020"): 6_203_391,
    ("training_total[all].courses", "", "2020"): 278,
    ("surveillance.times", "", "202009"): 90,
    ("surveillance.times", "GCNP", "2020"): 409,
    ("compensation.amount", "", "2020"): 524_476,
}


def test_figures_that_anybody_can_look_up_in_the_report(of_2020):
    assert {key: of_2020[key].value for key in PRINTED} == PRINTED


RECEIVED = {
    ("direct_publicity.times", ""): (31, 52),  # 25 + 21 + 5 are asked; the Red Cross came too
    ("direct_publicity.times", "province"): (25, 25),
    ("direct_publicity.times", "ministry"): (4, 21),
    ("direct_publicity.times", "institution"): (1, 1),
    ("direct_publicity.times", "KH-08"): (12, 12),
    ("returning_workers.females", ""): (24, 25),
    ("surveillance.times", "GCNP"): (12, 12),
    ("entertainment_services.services", "GCNP"): (10, 12),
    ("entertainment_services.services", ""): (1, 1),
    ("compensation.amount", ""): (4, 4),  # partners report of their own accord
}


def test_received_and_expected(of_2020):
    found = {
        (cell, scope): (figure.received, figure.expected)
        for (cell, scope, period), figure in of_2020.items()
        if (cell, scope) in RECEIVED and period == "2020"
    }
    assert found == RECEIVED


def test_each_figure_of_a_unit_is_kept_with_the_revisions_behind_it(of_2020):
    with secretariat():
        chosen = dict(
            Consolidation.objects.get(year=2020).chosen.values_list(
                "revision_id", "organisation_unit__code"
            )
        )
    for (_cell, scope, _period), figure in of_2020.items():
        if figure.organisation_unit:
            assert figure.revision_ids
            assert {chosen[pk] for pk in figure.revision_ids} == {scope}
        else:
            assert figure.revision_ids == []
    assert len(of_2020["surveillance.times", "GCNP", "2020"].revision_ids) == 12
    assert len(of_2020["surveillance.times", "GCNP", "202009"].revision_ids) == 1


def test_what_is_not_available_is_no_figure(of_2020):
    assert ("entertainment_services.persons", "GCNP", "202004") not in of_2020
    assert ("direct_publicity[publicity].females", "KH-22", "2020") not in of_2020


# Over time ----------------------------------------------------------------------------------------

AGENCIES, MET = "recruitment_agencies.agencies", "recruitment_agencies.agencies_met"


def test_sums_add_up_and_a_state_is_that_of_the_last_report():
    accepted("MOLVT", "ministry", "2021Q1", {AGENCIES: 120, MET: 5})
    accepted("MOLVT", "ministry", "2021Q2", {AGENCIES: 110, MET: 6})
    found = figures(added_up(2021))
    assert found[MET, "MOLVT", "2021"].value == 11
    assert found[AGENCIES, "MOLVT", "2021"].value == 110
    assert found[AGENCIES, "", "2021"].value == 110
    assert (found[MET, "MOLVT", "2021"].received, found[MET, "MOLVT", "2021"].expected) == (6, 12)


@pytest.mark.parametrize(
    "given",
    [
        ["2021T10", "202111", "202112"],
        ["2021S1", "2021Q3", "2021Q4"],
        ["2021S1", "202107"],
        ["2021Q1", "202104", "2021S2"],
    ],
)
def test_the_last_report_is_the_one_that_ends_last(given):
    for number, period in enumerate(given, start=1):
        accepted("MOLVT", "ministry", period, {AGENCIES: 100 + number})
    found = figures(added_up(2021))
    assert found[AGENCIES, "MOLVT", "2021"].value == 100 + len(given)


def test_the_highest_of_the_year():
    for period, partners in (("2021Q1", 9), ("2021Q2", 12), ("2021Q3", 7)):
        accepted("MOSVY", "ministry", period, {"child_protection.partners": partners})
    assert figures(added_up(2021))["child_protection.partners", "MOSVY", "2021"].value == 12


def test_the_highest_of_several_rows_of_one_report_is_their_sum_in_it():
    """`max` is over time: the open rows of one report are added up first."""
    with secretariat():
        Element.objects.filter(table__code="partner_meetings").update(aggregation="max")
    accepted(
        "APLE", "partner", "2021Q1",
        {"partner_meetings{a}.times": 3, "partner_meetings{b}.times": 4},
    )  # fmt: skip
    accepted("APLE", "partner", "2021Q2", {"partner_meetings{a}.times": 5})
    assert figures(added_up(2021))["partner_meetings.times", "APLE", "2021"].value == 7


def test_what_is_not_to_be_consolidated_is_no_figure():
    with secretariat():
        Element.objects.filter(table__code="child_protection").update(aggregation="none")
    accepted("MOSVY", "ministry", "2021", {"child_protection.partners": 9})
    assert not [key for key in figures(added_up(2021)) if key[0].startswith("child_prot")]


def test_a_zero_is_a_figure_and_a_blank_is_not():
    accepted("KH-08", "committee", "2021", {"returnee_interviews.times": 0})
    found = figures(added_up(2021))
    assert found["returnee_interviews.times", "", "2021"].value == 0
    assert ("returnee_interviews.persons", "", "2021") not in found


def test_months_are_kept_only_where_months_are_printed():
    accepted("GCNP", "police_monthly", "202103", {"surveillance.times": 7})
    accepted("KH-08", "committee", "202103", {"returnee_interviews.times": 2})
    found = figures(added_up(2021))
    assert found["surveillance.times", "", "202103"].value == 7
    assert ("returnee_interviews.times", "", "202103") not in found
    assert found["returnee_interviews.times", "", "2021"].value == 2


def test_the_year_before_stands_beside_the_year():
    accepted("KH-08", "committee", "2021", {"returnee_interviews.times": 2})
    found = figures(added_up(2021))
    assert found["returnee_interviews.times", "KH-20", "2020"].value == 8


def test_who_is_asked_follows_from_the_catalogue():
    """A table for some units only is expected of those units only."""
    accepted("KH-08", "committee", "2021", {"direct_publicity[forums].times": 2})
    found = figures(added_up(2021))["direct_publicity.times", "", "2021"]
    assert (found.received, found.expected) == (1, 51)
    with secretariat():
        committees = list(
            OrganisationUnit.objects.filter(code__in=["KH-08", "KH-21"]).values_list(
                "code", flat=True
            )
        )
        places = TableDataSet.objects.filter(table__code="direct_publicity")
        places.update(units=committees)
    found = figures(added_up(2021))["direct_publicity.times", "", "2021"]
    assert (found.received, found.expected) == (1, 2)
