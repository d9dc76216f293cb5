"""Sums of what units planned of an activity and have done."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Target:
    """What one unit has planned to do; `number` None where it gave no number."""

    number: Decimal | None
    unit_of_count: str = ""


@dataclass(frozen=True)
class ActivitySum:
    """`number` None: nobody gave one, or they count in different units (`mixed`)."""

    number: Decimal | None
    mixed: bool = False


def added(numbers: Iterable[Decimal | None]) -> Decimal | None:
    """What was given, added up; None where nobody gave a number."""
    given = [number for number in numbers if number is not None]
    return sum(given, Decimal(0)) if given else None


def added_targets(targets: Iterable[Target]) -> ActivitySum:
    """Forums and persons are never added to each other."""
    given = [target for target in targets if target.number is not None]
    if len({amount.unit_of_count for amount in given}) > 1:
        return ActivitySum(None, mixed=True)
    return ActivitySum(added(amount.number for amount in given))


def percent_done(done: Decimal | None, target: Decimal | None) -> int | None:
    """Of the target, in whole percent; more than 100 where more was done than planned."""
    if done is None or not target:
        return None
    return round(100 * done / target)
