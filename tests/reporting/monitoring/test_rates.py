"""Rates of what was expected, and sums of what was planned and done."""

from decimal import Decimal

import pytest

from reporting.consolidation.rules.activity_sums import (
    ActivitySum,
    Target,
    added,
    added_targets,
    percent_done,
)
from reporting.kernel.number_comparisons import whole_percent
from reporting.monitoring.rules import (
    Rate,
    ReportingOutcome,
    rate,
    rates,
)

IN_TIME = ReportingOutcome(expected=True, received=True, on_time=True, accepted=True)
LATE = ReportingOutcome(expected=True, received=True, on_time=False, accepted=False)
MISSING = ReportingOutcome(expected=True, received=False, on_time=False, accepted=False)
EARLY = ReportingOutcome(expected=False, received=True, on_time=True, accepted=True)
LATER = ReportingOutcome(expected=False, received=False, on_time=False, accepted=False)


def test_only_what_is_expected_counts():
    found = rate([IN_TIME, LATE, MISSING, EARLY, LATER])
    assert found == Rate(expected=3, received=2, on_time=1, accepted=1)
    assert (found.percent, found.percent_on_time) == (67, 33)


def test_nothing_expected_has_no_rate():
    assert rate([EARLY, LATER]).percent is None
    assert rate([]) == Rate()


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 0, None), (0, 900, 0), (1, 900, 1), (899, 900, 99), (900, 900, 100), (1, 3, 33)],
)
def test_all_and_none_are_never_rounded_to(part, whole, percent):
    assert whole_percent(part, whole) == percent


def test_rates_keep_the_order_of_their_keys():
    found = rates([("ministry", LATE), ("province", IN_TIME), ("ministry", MISSING)])
    assert list(found) == ["ministry", "province"]
    assert found["ministry"] == Rate(expected=2, received=1)


def test_what_was_not_said_is_not_zero():
    assert added([None, None]) is None
    assert added([None, Decimal(0)]) == 0
    assert added([Decimal(2), None, Decimal(3)]) == 5


def test_targets_in_different_units_are_not_added():
    events = [Target(Decimal(2), "event"), Target(Decimal(3), "event"), Target(None, "person")]
    assert added_targets(events) == ActivitySum(Decimal(5))
    assert added_targets([*events, Target(Decimal(800), "person")]) == ActivitySum(None, mixed=True)
    assert added_targets([Target(None)]) == ActivitySum(None)


@pytest.mark.parametrize(
    ("done", "target", "percent"),
    [(3, 4, 75), (6, 4, 150), (0, 4, 0), (None, 4, None), (3, None, None), (3, 0, None)],
)
def test_percent_done(done, target, percent):
    assert percent_done(done, target) == percent
