"""A longer report beside its accepted shorter ones: what they give, and where it differs."""

from dataclasses import replace
from datetime import date

import pytest

from reporting.entry.component_periods.rules.comparison_words import needs_reason
from reporting.entry.component_periods.rules.component_reports import (
    ReportData,
    ReportDataRow,
    common_rows,
)
from reporting.entry.component_periods.rules.difference_findings import component_findings
from reporting.entry.component_periods.rules.differences import (
    combine,
    differences,
)
from reporting.entry.component_periods.rules.prefill import fill
from reporting.kernel.coverage import coverage_by_components
from reporting.kernel.periods import Period
from reporting.kernel.tables import CellKey
from tests.reporting.entry.component_sample import (
    FORUMS,
    LAWS,
    MEETINGS,
    MONTHS,
    TEXT,
    fixed,
    listed,
    shorter_of,
    value,
)


def by_code(_language):
    """A period in the words of a language, for tests."""
    return lambda period: period.code


@pytest.mark.parametrize(
    ("period", "accepted", "chosen", "months"),
    [
        ("2021", MONTHS, MONTHS, 12),
        ("2021", ["2021S1", "2021S2", *MONTHS], ["2021S1", "2021S2"], 12),
        ("2021", ["2021S1", "2021S2", "2021T10", *MONTHS], ["2021T10", "202111", "202112"], 12),
        ("2021", ["2021T10", "202112"], ["2021T10", "202112"], 11),
        ("2021", ["2021", "2021Q1"], ["2021Q1"], 3),
        ("2021T10", ["2021T10", "2021S1", "2021Q3", "2021Q4", "202110"],
         ["2021S1", "2021Q3", "202110"], 10),
        ("2021S2", ["2021S1", "2021Q3", "202107", "202111", "2021T10"], ["2021Q3", "202111"], 4),
        ("2021Q1", ["202101", "202102", "202104", "202002"], ["202101", "202102"], 2),
        ("202103", ["202103", "202102"], [], 0),
    ],
)  # fmt: skip
def test_the_shorter_reports_are_chosen_longest_first(period, accepted, chosen, months):
    found = coverage_by_components(Period.parse(period), map(Period.parse, accepted))
    assert [one.code for one in found.chosen] == chosen
    assert len(found.covered_months) == months
    assert len(found.missing_months) == len(Period.parse(period).months) - months


@pytest.mark.parametrize(
    ("aggregation", "given", "expected"),
    [
        ("sum", [3, 4, 5], 12),
        ("sum", [3, None, 5], 8),
        ("sum", [3, "n/a", 5], 8),
        ("sum", [0, None], 0),
        ("sum", [None, None], None),
        ("sum", ["n/a", None], "n/a"),
        ("last", [3, 4, 2], 2),
        ("last", [3, 4, None], 4),
        ("max", [3, 9, 5], 9),
        ("max", [], None),
        ("none", [3, 4], None),
    ],
)
def test_values_over_time(aggregation, given, expected):
    assert combine(aggregation, [value(one) for one in given]) == value(expected)


def whole(**numbers):
    return shorter_of(*(fixed(month, **numbers) for month in MONTHS[:3]))


@pytest.mark.parametrize(
    ("components", "own", "found"),
    [
        # every month is there
        (whole(forums_persons=10), {"forums_persons": 30}, []),
        (whole(forums_persons=10), {"forums_persons": 31}, [31, 30]),
        (whole(forums_persons=10), {"forums_persons": 29}, [29, 30]),
        (whole(forums_persons=10), {"forums_persons": "n/a"}, ["n/a", 30]),
        (whole(forums_persons=10), {}, [None, 30]),
        (whole(forums_persons=0), {"forums_persons": 0}, []),
        (whole(forums_persons=10, radio_persons="n/a"),
         {"forums_persons": 30, "radio_persons": 8}, []),
        (whole(forums_persons=10), {"forums_persons": 30, "radio_persons": 8}, [8, None]),
        (whole(forums_offices=4), {"forums_offices": 4}, []),
        (whole(forums_offices=4), {"forums_offices": 12}, [12, 4]),
        (whole(forums_peak=4), {"forums_peak": 5}, [5, 4]),
        (whole(forums_rate=4), {"forums_rate": 5}, []),
        # the table is filled only in the longer report: nothing to compare with
        (whole(), {"forums_persons": 5}, []),
        # a month is missing: a sum may be more than what is known, never less
        (shorter_of(fixed("202101", forums_persons=10)), {"forums_persons": 25}, []),
        (shorter_of(fixed("202101", forums_persons=10)), {"forums_persons": 9}, [9, 10]),
        (shorter_of(fixed("202101", forums_persons=10)), {}, [None, 10]),
        (shorter_of(fixed("202101", forums_persons=10)), {"radio_persons": 9, "forums_persons": 10},
         []),
        (shorter_of(fixed("202101", forums_peak=10)), {"forums_peak": 9}, [9, 10]),
        # what counts at the end is known only from the last month
        (shorter_of(fixed("202101", forums_offices=4)), {"forums_offices": 3}, []),
        (shorter_of(fixed("202103", forums_offices=4)), {"forums_offices": 3}, [3, 4]),
        # a month that does not know: as if it were missing
        (shorter_of(fixed("202101", forums_persons="n/a"), fixed("202102", forums_persons=5),
                  fixed("202103", forums_persons=5)), {"forums_persons": 17}, []),
        # nothing was accepted
        (shorter_of(), {"forums_persons": 5}, []),
    ],
)  # fmt: skip
def test_where_a_longer_report_differs(components, own, found):
    got = list(differences(FORUMS, fixed("2021Q1", **own), components))
    assert [part for one in got for part in (one.entered, one.computed.value)] == [
        value(part) for part in found
    ]


def test_open_rows_that_say_the_same_are_one_row():
    january = listed(
        "202101",
        (ReportDataRow("ra", "APLE", partner="Phnom Penh"), 2),
        (ReportDataRow("rb", "ILO"), 1),
    )
    march = listed(
        "202103",
        (ReportDataRow("rc", "  aple ", partner="phnom penh"), 3),
        (ReportDataRow("rd", "IOM"), 4),
    )
    filling = fill({"meetings": MEETINGS}, shorter_of(january, march), by_code)

    rows = filling.rows["meetings"]
    assert [(one.key, one.title) for one in rows] == [("ra", "APLE"), ("rb", "ILO"), ("rd", "IOM")]
    numbers = {key.entry: one.number for key, one in filling.values["meetings"].items()}
    assert numbers == {"ra": 5, "rb": 1, "rd": 4}


@pytest.mark.parametrize(
    ("spec", "first", "second", "together"),
    [
        (
            MEETINGS,
            ReportDataRow("a", "APLE"),
            ReportDataRow("a", "Chab Dai"),
            2,
        ),  # the key alone says nothing
        (
            MEETINGS,
            ReportDataRow("a", ""),
            ReportDataRow("a", ""),
            1,
        ),  # unless there is nothing else
        (
            MEETINGS,
            ReportDataRow("a", "APLE", date=date(2021, 1, 2)),
            ReportDataRow("b", "APLE"),
            1,
        ),
        (
            LAWS,
            ReportDataRow("a", "Prakas", number="12"),
            ReportDataRow("b", "Prakas", number="13"),
            2,
        ),
        (
            LAWS,
            ReportDataRow("a", "Prakas", number="12"),
            ReportDataRow("b", "PRAKAS", number="12"),
            1,
        ),
        (TEXT, ReportDataRow("a", text="Rain."), ReportDataRow("b", text="Rain. "), 1),
        (
            TEXT,
            ReportDataRow("a", text="Rain.", level=1),
            ReportDataRow("b", text="Rain.", level=1),
            2,
        ),
    ],
)
def test_which_rows_are_the_same(spec, first, second, together):
    reports = [
        ReportData(Period.parse(month), rows={spec.code: [row]})
        for month, row in (("202101", first), ("202102", second))
    ]
    assert len(common_rows(spec, reports)) == together
    filled = fill({spec.code: spec}, shorter_of(*reports), by_code).rows[spec.code]
    assert len({row.key for row in filled}) == together


def test_a_paragraph_begins_with_its_period_in_its_own_language():
    khmer, english = ReportDataRow("a", text="ភ្លៀងធ្លាក់។"), ReportDataRow("b", text="Rain.")
    reports = [ReportData(Period.parse("202101"), rows={TEXT.code: [khmer, english]})]

    def tongue(language):
        return lambda period: f"{language} {period.code}"

    filled = fill({TEXT.code: TEXT}, shorter_of(*reports), tongue).rows[TEXT.code]
    assert [row.text for row in filled] == ["km 202101៖ ភ្លៀងធ្លាក់។", "en 202101: Rain."]
    [first, _second] = filled
    quarter = [ReportData(Period.parse("2021Q1"), rows={TEXT.code: [first]})]
    [again] = fill(
        {TEXT.code: TEXT}, shorter_of(*quarter, period=Period.parse("2021S1")), tongue
    ).rows[TEXT.code]
    assert again.text == first.text  # its period is said once, whoever filled it


def test_two_rows_alike_in_one_report_stay_two():
    month = listed("202101", (ReportDataRow("a", "Meeting"), 1), (ReportDataRow("b", "Meeting"), 2))
    assert len(common_rows(MEETINGS, [month])) == 2


def test_a_row_whose_title_was_mended_is_still_the_one_that_was_filled_in():
    month = listed("202101", (ReportDataRow("ra", "APEL"), 2))
    quarter = listed("2021Q1", (ReportDataRow("ra", "APLE"), 2))
    assert list(differences(MEETINGS, quarter, shorter_of(month))) == []


def test_a_row_that_the_coarser_report_lacks_is_offered_under_a_free_key():
    month = listed("202101", (ReportDataRow("r1", "APLE"), 2))
    quarter = listed("2021Q1", (ReportDataRow("r1", "ILO"), 1), (ReportDataRow("r2", "APLE"), 2))
    assert list(differences(MEETINGS, quarter, shorter_of(month))) == []

    another = listed("2021Q1", (ReportDataRow("r1", "APLE"), 2))
    two = listed("202102", (ReportDataRow("r1", "ILO"), 1))
    [found] = differences(MEETINGS, another, shorter_of(month, two))
    assert (found.key, found.is_left_out) == (CellKey(None, "times", "r1-2"), True)


def test_paragraphs_are_copied_with_the_period_that_they_come_from():
    reports = [
        ReportData(Period.parse("202101"), rows={"words": [ReportDataRow("a", text="We met.")]}),
        ReportData(
            Period.parse("202102"),
            rows={
                "words": [
                    ReportDataRow("a", text="We trained."),
                    ReportDataRow("b", text="We met."),
                ]
            },
        ),
    ]
    filling = fill({"words": TEXT}, shorter_of(*reports), by_code)

    assert [(row.key, row.text) for row in filling.rows["words"]] == [
        ("a", "202101, 202102: We met."),
        ("a-2", "202102: We trained."),
    ]


def test_what_is_filled_in_of_a_fixed_table():
    reports = [
        fixed(month, forums_persons=n, forums_offices=n, forums_peak=n, forums_rate=n)
        for month, n in zip(MONTHS, (3, 9, 5), strict=False)
    ]
    filled = fill({"publicity": FORUMS}, shorter_of(*reports), by_code).values["publicity"]
    assert {key.element: one.number for key, one in filled.items()} == {
        "persons": 17, "offices": 5, "peak": 9,
    }  # fmt: skip


def test_nothing_to_report_is_kept_where_every_report_said_so():
    one, two = (
        ReportData(Period.parse(month), nothing={"publicity": reason})
        for month, reason in (("202101", "Floods."), ("202102", "Floods."))
    )
    specs = {"publicity": FORUMS}
    assert fill(specs, shorter_of(one, two), by_code).nothing == {"publicity": "Floods."}
    assert fill(specs, shorter_of(one, replace(two, nothing={})), by_code).nothing == {}


def words(own, components):
    own = fixed("2021Q1", **own)
    found = list(differences(FORUMS, own, components))
    return [one.words() for one in component_findings(FORUMS, found)]


def test_findings_say_what_differs_and_over_how_many_months():
    components = whole(forums_persons=10)
    assert words({"forums_persons": 31}, components) == [
        "Persons in Public forums: 31 here, but 30 in the accepted shorter reports "
        "(3 of 3 months). Correct it, or choose a reason and say it in a line."
    ]
    assert "not available here, but 30" in words({"forums_persons": "n/a"}, components)[0]
    january = shorter_of(fixed("202101", forums_persons=1200))
    assert "left out here, but is 1,200 in the accepted shorter" in words({}, january)[0]
    assert "(1 of 3 months)" in words({}, january)[0]


def test_what_is_left_out_of_a_table_is_asked_once():
    components = whole(forums_persons=10, radio_persons=5, forums_offices=2)
    found = list(differences(FORUMS, fixed("2021Q1", forums_persons=31), components))
    typed, missing = component_findings(FORUMS, found)

    assert typed.cells == ("publicity[forums].persons",)
    assert missing.cells == ("publicity[forums].offices", "publicity[radio].persons")
    assert missing.words().startswith("Direct publicity: 2 numbers of the accepted shorter reports")
    assert needs_reason(f"{typed.rule}:{typed.cells[0]}")
    assert not needs_reason("unexpected_number:a")
