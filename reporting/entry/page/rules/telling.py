"""Which questions are asked first: at most five at a time, the most telling ones."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple, Protocol, TypeVar

from reporting.checks.rules.table_rules import Finding

AT_A_TIME = 5
# What doubts a number comes before what asks for one, or for the way in which it is written.
ASKS_FOR_MORE = {
    "part_alone",
    "females_missing",
    "not_available",
    "date_outside",
    "number_format",
}
OF_THE_WHOLE_TABLE = {"repeated_row"}
OTHERS = ("usual", "whole_number", "parts_number")


class AskedFinding(Protocol):
    """What a question is told by: `returned`, the number has changed since it was answered."""

    @property
    def finding(self) -> Finding: ...

    @property
    def returned(self) -> bool: ...


Question = TypeVar("Question", bound=AskedFinding)


class TellingOrder(NamedTuple):
    """By which questions are put in order; the smallest first."""

    is_warning: bool
    is_new: bool
    asks_for_more: bool
    doubt: float


def by_telling(asked: Iterable[Question]) -> list[Question]:
    """Contradictions first, then answers that the number has left behind, then what puts most in
    doubt; of what is alike, the order of the form."""
    return sorted(asked, key=lambda one: told(one.finding, returned=one.returned))


def first_ones(asked: Sequence[Question]) -> list[Question]:
    return by_telling(asked)[:AT_A_TIME]


def told(finding: Finding, *, returned: bool = False) -> TellingOrder:
    return TellingOrder(
        is_warning=finding.severity != "error",
        is_new=not returned,
        asks_for_more=finding.rule in ASKS_FOR_MORE,
        doubt=-doubt_of(finding),
    )


def doubt_of(finding: Finding) -> float:
    """How much is in doubt: the share of the larger of the two numbers by which they differ (0 to
    1), times the number of its digits, so that a million that is ten times too much stands before
    a thousand. A table that repeats the last report is in doubt as a whole."""
    if finding.rule in OF_THE_WHOLE_TABLE:
        return float("inf")
    entered = _first(finding, "entered", "part_number", "whole_number")
    if entered is None:
        return 0.0
    others = (finding.computed, *(_number(finding, name) for name in OTHERS))
    other = next((one for one in others if one not in (None, entered)), None) or Decimal(0)
    larger = max(abs(entered), abs(other))
    if not larger:
        return 0.0
    share = abs(entered - other) / larger
    return float(min(share, Decimal(1))) * (larger.adjusted() + 1)


def _first(finding: Finding, *names: str) -> Decimal | None:
    if finding.entered is not None:
        return finding.entered
    found = (_number(finding, name) for name in names)
    return next((number for number in found if number is not None), None)


def _number(finding: Finding, name: str) -> Decimal | None:
    value = finding.params.get(name)
    return value if isinstance(value, Decimal) else None
