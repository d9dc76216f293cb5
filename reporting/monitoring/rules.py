"""Reporting rates.

A rate says how many of the reports that were expected by now came, and came by their day. Only what
is expected counts, above the line and below it: a report that comes before its day is due is not
yet expected, so a rate is never more than 100 %.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from reporting.entry.page.rules.completeness import Completeness
from reporting.kernel.number_comparisons import whole_percent

Key = TypeVar("Key", bound=Hashable)
NOT_COUNTED = Completeness()


@dataclass(frozen=True)
class ReportingOutcome:
    """One owed report. `received`: it was signed at least once, also if it went back since;
    `complete`: how many of its sections it answers."""

    expected: bool
    received: bool
    on_time: bool
    accepted: bool
    complete: Completeness = NOT_COUNTED


@dataclass(frozen=True)
class Rate:
    """Counts of expected reports; of them those that came, came on time, and are accepted;
    `complete`: the sections of those that came."""

    expected: int = 0
    received: int = 0
    on_time: int = 0
    accepted: int = 0
    complete: Completeness = NOT_COUNTED

    @property
    def percent(self) -> int | None:
        return whole_percent(self.received, self.expected)

    @property
    def percent_on_time(self) -> int | None:
        return whole_percent(self.on_time, self.expected)

    @property
    def percent_accepted(self) -> int | None:
        return whole_percent(self.accepted, self.expected)


def rate(outcomes: Iterable[ReportingOutcome]) -> Rate:
    expected = [outcome for outcome in outcomes if outcome.expected]
    return Rate(
        expected=len(expected),
        received=sum(slot.received for slot in expected),
        on_time=sum(slot.on_time for slot in expected),
        accepted=sum(slot.accepted for slot in expected),
        complete=sum((slot.complete for slot in expected if slot.received), NOT_COUNTED),
    )


def rates(pairs: Iterable[tuple[Key, ReportingOutcome]]) -> dict[Key, Rate]:
    """A rate a key, in the order in which the keys come."""
    groups: dict[Key, list[ReportingOutcome]] = defaultdict(list)
    for key, outcome in pairs:
        groups[key].append(outcome)
    return {key: rate(outcomes) for key, outcomes in groups.items()}
