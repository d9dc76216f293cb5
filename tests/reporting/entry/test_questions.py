"""Which questions come first, what answers them with one press, how long an answer holds."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from reporting.checks.rules.own_past import ASKED
from reporting.checks.rules.table_rules import Finding
from reporting.entry.page.rules.answers_that_hold import about, holds
from reporting.entry.page.rules.common_reasons import REASONS, reasons_for
from reporting.entry.page.rules.telling import AT_A_TIME, by_telling, first_ones
from reporting.kernel.tables import CellKey, Value
from reporting.models import Explanation

CELL = "direct_publicity[forums].persons"


def unexpected(now, before, cell=CELL):
    now, before = Decimal(now), Decimal(before)
    params = {"element": "Persons", "row": "Forums", "entered": now, "usual": before}
    return Finding(
        rule="unexpected_number", severity="warning", table="direct_publicity", cells=(cell,),
        entered=now, template=ASKED, params=params,
    )  # fmt: skip


def found(rule, severity="warning", cells=(CELL,), **params):
    return Finding(
        rule=rule, severity=severity, table="direct_publicity", cells=cells, template="",
        params=params,
    )  # fmt: skip


@dataclass
class Asked:
    finding: Finding
    returned: bool = False


def values(number):
    return {"direct_publicity": {CellKey("forums", "persons"): Value(Decimal(number))}}


def test_contradictions_then_what_changed_then_what_doubts_most():
    small, large = Asked(unexpected(10_000, 1000)), Asked(unexpected(2_000_000, 1000))
    missing = Asked(found("females_missing", whole_number=Decimal(9_000_000)))
    copied = Asked(found("repeated_row"))
    again = Asked(unexpected(20_000, 2000), returned=True)
    error = Asked(found("part_exceeds_whole", "error"))

    asked = [missing, small, large, copied, again, error]
    assert by_telling(asked) == [error, again, copied, large, small, missing]
    assert first_ones(asked) == [error, again, copied, large, small]
    assert AT_A_TIME == 5


def test_what_is_alike_keeps_the_order_of_the_form():
    asked = [Asked(unexpected(10_000, 1000, cell=f"t[{row}].persons")) for row in "cab"]
    assert by_telling(asked) == asked


def test_a_reason_for_more_is_not_offered_for_less():
    assert {"event", "checked"} <= set(reasons_for(unexpected(10_000, 1000)))
    assert "fewer" not in reasons_for(unexpected(10_000, 1000))
    assert "fewer" in reasons_for(unexpected(1000, 10_000))
    assert "event" not in reasons_for(unexpected(1000, 10_000))


def test_what_a_press_cannot_answer():
    assert reasons_for(found("part_exceeds_whole", "error")) == ()
    assert reasons_for(found("differs_from_finer")) == ()
    assert reasons_for(found("activity_held_up")) == ()
    assert reasons_for(found("a_rule_of_tomorrow")) == ("checked",)


def test_every_reason_has_words():
    codes = {reason.code for offered in REASONS.values() for reason in offered}
    assert codes <= set(Explanation.Reason.values)


@pytest.mark.parametrize(
    ("now", "before", "same"),
    [("10000", "1000", True), ("10000.00", "1000.0", True), ("10001", "1000", False),
     ("10000", "900", False)],
)  # fmt: skip
def test_an_answer_holds_for_its_numbers(now, before, same):
    kept = about(unexpected(10_000, 1000), values(10_000))
    assert holds(kept, about(unexpected(now, before), values(now))) is same


def test_a_number_that_the_words_do_not_name_counts_too():
    """Of a table that repeats the last report, the numbers stand in its cells only."""
    copied = found("repeated_row", row="Forums")
    assert about(copied, values(800)) != about(copied, values(801))


def test_words_in_another_language_are_the_same_question():
    in_khmer = found("repeated_row", row="វេទិកា")
    assert about(found("repeated_row", row="Forums"), values(8)) == about(in_khmer, values(8))


def test_answers_that_hold_whatever_the_numbers_are():
    assert about(found("not_available", count=3), values(8)) == ""
    assert holds("", about(unexpected(10_000, 1000), values(10_000)))
