"""The checks on the figures of 2020: exactly these rows are flagged, and no others."""

from decimal import Decimal

import pytest

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import Claim
from reporting.consolidation.rules.checks.all_checks import run_all
from tests.reporting.consolidation.report_2020 import PROVINCES, TABLES, lookup, rows_2020


def claim(section, line, kind, printed, expression, quote=""):
    return Claim(
        section=section,
        line=line,
        kind=kind,
        printed=printed,
        expression=expression,
        quote=quote,
        printed_in="2021",
    )


BEFORE = "direct_publicity.persons:2019"
NOW = "direct_publicity.persons"
CLAIMS = [
    claim("II.B.1.1", 74, "total", "3,359,817", "direct_publicity.females"),
    claim("II.B.1.3", 105, "sentence", "125,949", "direct_publicity.times", "a total of 125,949"),
    claim("II.B.1.3", 106, "sentence", "6,147,930", NOW, "a total of 6,147,930 participants"),
    claim("II.B.1.3", 106, "sentence", "5,492,044", BEFORE, "5,492,044 people in 2019"),
    claim("II.B.1.3", 106, "difference", "655,886", f"{NOW} - {BEFORE}", "an increase of 655,886"),
    claim("II.B.1.3", 106, "percentage", "10.66%", f"100 * ({NOW} - {BEFORE}) / {BEFORE}"),
    claim("II.B.1.3", 106, "sentence", "3,358,425", "direct_publicity.females@nation", "3,358,425"),
    claim("II.B.1.3", 423, "total", "2,066,486", "direct_publicity[publicity].females@province"),
    claim("II.B.1.4", 547, "total", "17,409", "partner_meetings.persons"),
    claim("II.B.2.3", 655, "total", "129,420", "returning_workers.returnees"),
    claim(
        "II.B.2.3",
        655,
        "percentage",
        "43.53%",
        "100 * returning_workers.females / returning_workers.returnees",
    ),
    claim("III.A.1.1", 1398, "sentence", "278", "training.courses", "hosted 278 training courses"),
    claim("III.A.1.1", 1575, "total", "228", "training.courses", "Grand Total 228"),
    claim("III.A.1.1", 1576, "total", "12,603", "training.persons"),
    claim("III.A.1.1", 1577, "total", "9,165", "training.persons@province|MOLVT|MOEYS|MOWA|GCNP"),
]


@pytest.fixture(scope="module")
def found():
    return run_all(tables=TABLES, rows=rows_2020(), claims=CLAIMS, lookup=lookup)


def flagged(found, kind):
    return {(one.table, one.unit, one.params["row"]) for one in found if one.kind == kind}


def words(found, kind):
    return [one.words() for one in found if one.kind == kind]


def test_the_figures_are_those_of_the_report():
    rows = rows_2020()
    assert {row.unit for row in rows if row.table == "returning_workers"} == set(PROVINCES)
    publicity = [row for row in rows if row.table == "direct_publicity"]
    assert sum(row.values["persons"] for row in publicity) == 6_147_930
    assert sum(row.values.get("females", 0) for row in publicity) == 3_358_425


def test_repeated_rows(found):
    [repeat] = [one for one in found if one.kind == "repeated_row"]
    assert repeat.words() == (
        "Mondulkiri repeats Phnom Penh in Direct publicity and public forums: 6 figures, "
        "none more than 0.8% apart. One row was probably copied."
    )
    assert (repeat.severity, repeat.unit, len(repeat.cells)) == ("high", "Mondulkiri", 12)
    assert "direct_publicity[forums].times@Phnom Penh:2020" in repeat.cells


def test_shares_of_females(found):
    assert flagged(found, "share_outlier") == {
        ("direct_publicity", "Prey Veng", "Forums"),
        ("returning_workers", "Kep", "Returning workers"),
    }
    assert (
        "Prey Veng, Forums: females 350, persons 22,482. That is 1.6%; "
        "usual would be about 50.6%. There is little of its own to compare with; so say 23 similar "
        "units. By chance about one share in 100,000 is so far off; 123 were looked at."
    ) in words(found, "share_outlier")


def test_persons_per_event(found):
    assert flagged(found, "rate_outlier") == {
        ("direct_publicity", "Prey Veng", "Publicity"),
        ("direct_publicity", "Prey Veng", "Forums"),
        ("direct_publicity", "Tboung Khmum", "Publicity"),
        ("direct_publicity", "Tboung Khmum", "Forums"),
    }


def test_females_missing(found):
    assert flagged(found, "females_missing") == {
        ("direct_publicity", "MOSVY", "Publicity (MOSVY)"),
        ("direct_publicity", "CRC", "Publicity (CRC)"),
        ("direct_publicity", "Oddar Meanchey", "Publicity (Oddar Meanchey)"),
        ("returning_workers", "Phnom Penh", "Returning workers (Phnom Penh)"),
    }


def test_number_formats(found):
    assert words(found, "number_format") == [
        "Returnees in Returning workers (Banteay Meanchey): the number is written 33.976. "
        "It has a point where a comma belongs."
    ]


def test_totals(found):
    assert words(found, "printed_total") == [
        "3,359,817: the table printed in 2021 says 3,359,817; the units gave 3,358,425, "
        "its text says 3,358,425.",
        "2,066,486: the table printed in 2021 says 2,066,486; the units gave 2,062,291.",
        "17,409: the table printed in 2021 says 17,409; the units gave 27,409. "
        "One digit differs: 17,409 for 27,409. It would add up as well if We World gave 1,559 "
        "instead of 11,559.",
        "Grand Total 228: the table printed in 2021 says 228; the units gave 278, "
        "its text says 278. One digit differs: 228 for 278.",
        "9,165: the table printed in 2021 says 9,165; the units gave 8,574.",
    ]


def test_percentages(found):
    assert words(found, "percentage") == [
        "The report printed in 2021 says 10.66%; it should be 11.94%. "
        "It was divided by the new year's figure (6,147,930) instead of the old year's (5,492,044)."
    ]
    assert words(found, "rounding") == [
        "The report printed in 2021 says 43.53%; rounded, it is 43.54%. It was cut off."
    ]


def test_one_figure_with_two_values(found):
    assert words(found, "two_values") == [
        "The report printed in 2021 gives the same figure as “3,359,817” and as “3,358,425”.",
        "The report printed in 2021 gives the same figure as “hosted 278 training courses” "
        "and as “Grand Total 228”. "
        "One digit differs: 228 for 278.",
    ]


def test_nothing_else_is_flagged(found):
    assert {one.kind for one in found} == {
        "repeated_row",
        "share_outlier",
        "rate_outlier",
        "females_missing",
        "number_format",
        "printed_total",
        "percentage",
        "rounding",
        "two_values",
    }
    assert len(found) == 21


def test_the_worst_comes_first_and_each_kind_is_explained(found):
    severities = [one.severity for one in found]
    assert severities == sorted(severities, key=["high", "medium", "low"].index)
    for one in found:
        assert one.severity == KINDS[one.kind].severity
        assert KINDS[one.kind].explanation
        assert one.cells
        assert "%" not in one.words().replace("%.", "").replace("%;", "").replace("% ", "")


def test_a_clean_year_has_no_discrepancies():
    row = next(row for row in rows_2020() if row.table == "training" and row.unit == "MOWA")
    right = claim("III", 1, "total", "788", "training.persons@MOWA")
    assert run_all(tables=TABLES, rows=[row], claims=[right], lookup=lookup) == []
    assert run_all(tables={}, rows=[], lookup=lambda reference: Decimal(0)) == []
