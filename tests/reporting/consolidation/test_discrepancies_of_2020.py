"""What the checks find in 2020: all that a careful reader finds, and little else.

A list for each severity. Who changes a check, a threshold or the transcription sees here what that
does to the whole report.
"""

import pytest

from reporting.checks.rules.kinds import KINDS
from reporting.consolidation.queries.discrepancies import find_discrepancies
from reporting.consolidation.queries.past_rows import past_rows
from reporting.kernel.messages import in_words
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Discrepancy
from tests.factories import accepted, added_up, secretariat


@pytest.fixture(autouse=True)
def in_2020(year_2020):
    with secretariat():
        yield


def found(severity=None, year=2020):
    rows = Discrepancy.objects.filter(consolidation__year=year).select_related("organisation_unit")
    return list(rows if severity is None else rows.filter(severity=severity))


def line(row):
    who = row.organisation_unit.code if row.organisation_unit else row.line or "-"
    numbers = " / ".join(filter(None, (row.printed, row.computed)))
    return " ".join(filter(None, (row.section, row.kind, str(who), numbers)))


def words(row):
    return in_words(row.template, row.params)


HIGH = """
II.B.1.1 printed_total 74 3,359,817 / 3,358,425
II.B.1.1 printed_total 78 15 / 8
II.B.1.1 printed_total 84 91 / 88
II.B.1.1 printed_total 91 17,409 / 27,409
II.B.1.1 printed_total 96 126,222 / 126,212
II.B.1.1 printed_total 97 6,193,391 / 6,203,391
II.B.1.3 repeated_row KH-11
II.B.1.3 percentage 106 10.66% / 11.94
II.B.1.3 printed_total 423 2,066,486 / 2,062,291
II.B.1.3 printed_total 425 2,483,808 / 2,476,808
II.B.1.4 printed_total 547 17,409 / 27,409
II.B.1.5 branch_above_body CRC-17 25
II.B.1.5 branch_above_body CRC-17 35,515
II.B.2.3 quoted_figure 645 22,769 / 22,679
II.C.1.1 quoted_figure 961 193 / 192
II.C.1.1 quoted_figure 962 467 / 457
II.C.1.1.1 quoted_figure 964 55 / 54
II.C.1.1.1 quoted_figure 964 276 / 266
II.C.1.1.1 printed_total 1016 276 / 266
II.C.1.1.1 printed_total 1017 55 / 54
II.C.2.1.1 parts_do_not_add WG-JUST 313
II.C.2.1.1 quoted_figure 1100 313 / 312
II.C.2.1.3 quoted_figure 1234 192 / 0
III.A.1.1 printed_total 1534 9,165 / 8,574
III.A.1.1 printed_total 1535 3,073 / 2,621
III.A.1.1 printed_total 1575 228 / 278
ANNEX printed_total 1720 467 / 457
ANNEX printed_total 1723 193 / 192
"""
MEDIUM = """
II.B.1.1 two_values 74 3,359,817
II.B.1.3 females_missing CRC
II.B.1.3 rate_outlier CRC
II.B.1.3 share_outlier KH-14
II.B.1.3 rate_outlier KH-14
II.B.1.3 rate_outlier KH-14
II.B.1.3 females_missing KH-22
II.B.1.3 rate_outlier KH-25
II.B.1.3 rate_outlier KH-25
II.B.1.3 females_missing MOSVY
II.B.1.3 counted_twice MOSVY
II.B.1.4 females_missing GS
II.B.1.4 females_missing MOSVY
II.B.1.7 females_missing GS
II.B.2.2 given_twice KH-16 26
II.B.2.2 females_missing MOLVT
II.B.2.2 females_missing MOLVT
II.B.2.2 later_stage MOLVT 17,303
II.B.2.3 two_values - 129,420
II.B.2.3 females_missing KH-12
II.B.2.3 share_outlier KH-23
II.B.2.4 rate_outlier GCNP
II.C.1.1 two_values - 276
II.D.2 two_values - 371
II.D.3 two_values - 104
III.A.1.1 two_values 1398 278
"""
LOW = """
II.B.1.5 unsupported 557 80%
II.B.2.3 number_format KH-01 33.976
II.B.2.3 rounding 655 43.53% / 43.54
II.C.1.1 number_format GCNP 033
II.C.1.1 number_format GCNP 018
II.C.1.1 number_format GCNP -37
"""


def test_everything_that_is_found():
    assert [line(row) for row in found("high")] == HIGH.strip().splitlines()
    assert [line(row) for row in found("medium")] == MEDIUM.strip().splitlines()
    assert [line(row) for row in found("low")] == LOW.strip().splitlines()


KNOWN = {
    "the grand total of training courses": "says 228; the units gave 278",
    "the share of the earlier year": "The report printed in 2021 says 10.66%; it should be 11.94%",
    "a row that repeats another": "Mondulkiri repeats Phnom Penh",
    "returnees with two totals": "124,942 and 129,420",
    "workers sent abroad": "“22,769 Cambodian workers”. The units gave 22,679",
    "females of the means of publicity": "says 3,359,817; the units gave 3,358,425",
    "participants of partners": "says 17,409; the units gave 27,409",
    "victims of trafficking": "says 276; the units gave 266",
    "suspects of trafficking": "says 55; the units gave 54",
    "cases of the prosecution": "“In total, there were 313 cases”. The units gave 312",
    "a point for a comma": "the number is written 33.976",
    "a minus sign": "the number is written -37",
    "a leading zero": "the number is written 018",
    "females of MoSVY": "Publicity (Ministry of Social Affairs, Veterans and Youth Rehabilitation)",
    "females of the Red Cross": "Publicity (Cambodian Red Cross): persons 35,515, but females",
    "females of Oddar Meanchey": "Publicity (Oddar Meanchey): persons 626, but females",
    "a branch above its body": "42,493 are more than 35,515",
    "females in the forums of Prey Veng": "Prey Veng, Public Forums: females 350, persons 22,482",
    "persons per forum in Prey Veng": "Prey Veng, Public Forums: time 13, persons 22,482",
    "a percentage that was cut off": "rounded, it is 43.54%",
    "inspections with two numbers": "13 and 26",
    "a percentage that nothing supports": "“(80% of them were indigenous people)”",
    "a deferred prosecution": "“192 cases of deferred prosecution without processing”",
    "forms of exploitation": "353 and 371",
    "jobs sought for more than were registered": "17,201 and 17,303",
}


def test_what_a_careful_reader_finds_is_found():
    said = [words(row) for row in found()]
    missed = [what for what, part in KNOWN.items() if not any(part in one for one in said)]
    assert missed == []


def test_false_alarms_are_few():
    """854 numbers and 522 printed figures were looked at."""
    assert len(found()) <= 65
    assert len(found("medium")) + len(found("low")) <= 38


def test_each_says_where_and_in_words_what():
    for row in found():
        said = words(row)
        assert said.endswith((".", "?")), said
        assert "%(" not in said and "None" not in said, said
        assert row.section
        assert row.cells
        assert row.severity == KINDS[row.kind].severity
        assert row.period


def test_the_gravest_come_first():
    rows = found()
    assert [row.position for row in rows] == list(range(len(rows)))
    rank = {"high": 0, "medium": 1, "low": 2}
    order = [rank[row.severity] for row in rows]
    assert order == sorted(order)


def test_the_words_of_a_repeated_row_are_in_the_order_of_protocol():
    [row] = [row for row in found() if row.kind == "repeated_row"]
    assert row.organisation_unit.code == "KH-11"
    assert len(row.cells) == 12


def test_looking_again_finds_the_same():
    made = Consolidation.objects.get(year=2020)
    again = find_discrepancies(made)
    assert [(one.kind, one.printed, one.cells) for one in again] == [
        (row.kind, row.printed, row.cells) for row in found()
    ]


def test_a_year_without_contradictions_has_none():
    accepted(
        "KH-08", "committee", "2021",
        {"direct_publicity[forums].times": 8_100, "direct_publicity[forums].persons": 431_200,
         "direct_publicity[forums].females": 215_400},
    )  # fmt: skip
    assert find_discrepancies(added_up(2021)) == []


def test_a_year_is_compared_with_what_was_accepted_before_it():
    """Kandal gave 8,699 forums with 470,005 persons in 2020."""
    accepted(
        "KH-08", "committee", "2021",
        {"direct_publicity[forums].times": 10, "direct_publicity[forums].persons": 500,
         "direct_publicity[forums].females": 240},
    )  # fmt: skip
    found = find_discrepancies(added_up(2021))
    assert {(row.kind, row.period) for row in found} == {("unexpected_number", "2021")}
    assert {row.cells[0] for row in found} == {
        "direct_publicity[forums].times@KH-08:2021",
        "direct_publicity[forums].persons@KH-08:2021",
    }
    assert "similar units" in words(found[0])


def test_the_past_ends_before_the_period_and_reaches_back_three_years():
    def periods(code: str) -> set[str]:
        return {row.period for row in past_rows(Period.parse(code))}

    assert {code[:4] for code in periods("2021")} == {"2019", "2020"}
    assert {code[:4] for code in periods("2023")} == {"2020"}
    assert periods("2024") == set()
    months = {code for code in periods("2020Q3") if code.startswith("2020")}
    assert "202006" in months  # of the year itself what ended before
    assert all(code < "202007" for code in months)


def test_the_year_before_is_not_checked_again():
    """2021 is compared with 2020, but the mistakes of 2020 are not those of 2021."""
    accepted("KH-12", "committee", "2021", {"returning_workers.returnees": 300})
    [row] = find_discrepancies(added_up(2021))
    assert (row.kind, row.period) == ("females_missing", "2021")


def test_the_number_of_queries_does_not_grow_with_the_reports(django_assert_max_num_queries):
    numbers = {"returnee_interviews.times": 4, "returnee_interviews.persons": 90}
    accepted("KH-08", "committee", "2023", numbers)
    one = added_up(2023)
    accepted("KH-09", "committee", "2023", numbers)
    accepted("KH-20", "committee", "2023", numbers)
    three = added_up(2023)
    with django_assert_max_num_queries(30) as first:
        find_discrepancies(one)
    with django_assert_max_num_queries(30) as second:
        find_discrepancies(three)
    assert len(first) == len(second)
