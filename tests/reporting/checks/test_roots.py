"""Findings with one root: one stands, the others are its consequences."""

from decimal import Decimal
from typing import Any

from reporting.checks.rules.model import FoundDiscrepancy
from reporting.checks.rules.roots import roots_of
from reporting.checks.rules.weights import weights_of
from reporting.kernel.expressions import references


def found(kind: str, *cells: str, severity: str = "high", **more: Any) -> FoundDiscrepancy:
    params = more.pop("params", {})
    return FoundDiscrepancy(
        kind=kind, severity=severity, section="II", cells=cells, template="-",  # type: ignore[arg-type]
        params=params, **more,
    )  # fmt: skip


def claimed(kind: str, printed: str, computed: str, *cells: str, **more: Any) -> FoundDiscrepancy:
    return found(
        kind, *cells, printed=printed, computed=Decimal(computed.replace(",", "")), line=7, **more
    )


def outlier(*cells: str, **more: Any) -> FoundDiscrepancy:
    return found("rate_outlier", *cells, severity="medium", unit="KH-08", **more)


A, B = "forums.persons@KH-08:2021", "forums.times@KH-08:2021"


def roots(*findings: FoundDiscrepancy, **made_of: str) -> list[int | None]:
    made = {code.replace("__", "."): references(text) for code, text in made_of.items()}
    return roots_of(findings, "2021", made)


def test_what_names_the_same_reported_cell_has_one_root():
    share = found("share_outlier", "forums.females@KH-08:2021", A, severity="medium")
    assert roots(share, outlier(A, B)) == [None, 0]
    elsewhere = outlier("forums.persons@KH-09:2021")
    month = outlier("forums.persons@KH-08:202103")
    assert roots(share, elsewhere, month) == [None, None, None]


def test_the_graver_is_the_root_wherever_it_stands():
    odd = found("number_format", A, severity="low")
    assert roots(odd, outlier(A, B)) == [1, None]


def test_females_that_are_missing_stay_missing_whatever_the_persons_are():
    missing = found("females_missing", "forums.females@KH-08:2021", A, severity="medium")
    assert roots(outlier(A, B), missing) == [None, None]


def test_consequences_do_not_chain():
    """The first shares a cell with the second and this with the third: no cell is in both ends."""
    one = found("share_outlier", "t.a@KH-08:2021", severity="medium")
    two = outlier("t.a@KH-08:2021", "t.b@KH-08:2021")
    three = outlier("t.b@KH-08:2021", "t.c@KH-08:2021")
    assert roots(one, two, three) == [None, 0, None]


def test_a_large_total_glues_nothing_together():
    parts = [f"t[r{number}].persons@KH-08:2021" for number in range(12)]
    total = found("parts_do_not_add", "t.persons@KH-08:2021", *parts, unit="KH-08")
    assert roots(total, outlier(parts[3]), outlier(parts[8])) == [None, None, None]
    assert roots(total, outlier("t.persons@KH-08:2021")) == [None, 0]


def test_a_row_that_was_copied_is_the_root_of_what_is_odd_in_it_not_in_its_model():
    cells = [f"forums.{element}@{unit}:2021"
             for unit in ("KH-11", "KH-12") for element in ("times", "persons")]  # fmt: skip
    copied = found("repeated_row", *cells, unit="KH-11")
    assert roots(copied, outlier(cells[1]), outlier(cells[3])) == [None, 0, None]


def test_a_wrong_figure_is_said_once_however_often_it_is_printed():
    table = claimed("printed_total", "276", "266", "offences[tip].victims")
    sentence = claimed("quoted_figure", "276 victims", "266", "offences[tip].victims")
    whole = claimed("quoted_figure", "467", "457", "offences.victims")
    assert roots(whole, sentence, table) == [2, 2, None]
    another = claimed("quoted_figure", "270", "266", "offences[tip].victims")
    otherwise = claimed("quoted_figure", "461", "457", "offences.victims")
    elsewhere = claimed("quoted_figure", "20", "10", "prosecution.cases")
    assert roots(table, another, elsewhere) == [None, None, None]
    assert roots(table, otherwise) == [None, None]


def test_a_whole_follows_from_a_part_through_what_it_is_computed_from():
    part = claimed("printed_total", "17,409", "27,409", "meetings.participants")
    whole = claimed("printed_total", "6,193,391", "6,203,391", "summary.participants")
    computed = {"summary[partners].participants": references("meetings.participants")}
    assert roots_of([whole, part], "2021", computed) == [1, None]
    assert roots_of([whole, part], "2021") == [None, None]


def test_a_whole_that_is_wrong_by_the_sum_of_its_parts_follows_from_the_larger():
    one = claimed("printed_total", "15", "8", "summary[day].times")
    two = claimed("printed_total", "91", "88", "summary[other].times")
    whole = claimed("printed_total", "222", "212", "summary.times")
    more = claimed("printed_total", "223", "212", "summary.times")
    assert roots(two, one, whole) == [None, None, 1]
    assert roots(two, one, more) == [None, None, None]


def test_a_percentage_follows_from_the_figure_that_it_was_computed_with():
    wrong = claimed("printed_total", "300", "200", "a.cases")
    share = claimed("percentage", "30%", "20", "a.cases", "b.cases")
    increase = claimed("percentage", "200%", "100", "a.cases", "a.cases@GS:2020")
    slip = claimed("percentage", "45%", "20", "a.cases", "b.cases")
    other = claimed("percentage", "30%", "20", "c.cases", "b.cases")
    assert roots(wrong, share, increase, slip, other) == [None, 0, 0, None, None]


def test_so_does_a_difference():
    wrong = claimed("printed_total", "300", "200", "a.cases")
    follows = claimed("difference", "150", "50", "a.cases", "b.cases")
    slip = claimed("difference", "51", "50", "a.cases", "b.cases")
    assert roots(wrong, follows, slip) == [None, 0, None]


def test_two_values_follow_from_the_one_that_is_wrong():
    wrong = claimed("printed_total", "228", "278", "training.courses")
    two = found("two_values", "training.courses", severity="medium", printed="278", line=3,
                params={"other": "228"})  # fmt: skip
    third = found("two_values", "training.courses", severity="medium", printed="278", line=3,
                  params={"other": "229"})  # fmt: skip
    assert roots(wrong, two, third) == [None, 0, None]


def test_a_sentence_of_an_edition_always_stands_alone():
    sentence = found("sentence", A)
    assert roots(found("parts_do_not_add", A), sentence, found("unexpected_number", A)) == [
        None,
        None,
        0,
    ]


def test_what_cannot_be_read_stands_alone():
    assert roots(found("unsupported", "no cell ("), outlier("no cell (")) == [None, None]
    assert roots() == []


def test_the_weight_is_the_share_of_the_figure_that_is_in_doubt():
    nation = {"forums.persons": Decimal(1000), "forums.times": Decimal(80)}
    units = {("forums.persons", "KH-08"): Decimal(250), ("forums.times", "KH-08"): Decimal(4)}
    total = claimed("printed_total", "1,100", "1,000", "forums.persons")
    unknown = claimed("quoted_figure", "192", "0", "trial.deferred")
    findings = [outlier(A, B), total, unknown, outlier("other.persons@KH-08:2021")]
    assert weights_of(findings, "2021", nation, units) == [0.25, 0.1, 1.0, 0.0]
