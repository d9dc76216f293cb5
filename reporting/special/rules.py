"""Which days are asked for, how each stands, and what cannot be answered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

_ = str  # marks a template for translation

MOST_QUESTIONS = 6
PART_EXCEEDS_WHOLE = _(
    "%(part)s (%(part_number)s) are more than %(whole)s (%(whole_number)s). Correct one of them."
)


class DayState(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    AWAITED = "awaited"  # there is time left
    MISSED = "missed"


@dataclass(frozen=True)
class AskedDays:
    """The days of a report as they are at `now`: none that lies ahead, none after the closing."""

    first: date
    last: date
    due_hour: int
    now: datetime
    closed_on: date | None = None

    def __iter__(self) -> Iterator[date]:
        end = min(filter(None, (self.last, self.now.date(), self.closed_on)))
        for number in range((end - self.first).days + 1):
            yield self.first + timedelta(days=number)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= min(self.last, self.now.date())

    def due(self, day: date) -> datetime:
        midnight = datetime.combine(day, time(), tzinfo=self.now.tzinfo)
        return midnight + timedelta(hours=self.due_hour)

    def state(self, day: date, answered_at: datetime | None) -> DayState:
        """`answered_at`: when it was answered first, corrected or not."""
        if answered_at is not None:
            return DayState.ON_TIME if answered_at <= self.due(day) else DayState.LATE
        is_open = self.closed_on is None and self.now <= self.due(day)
        return DayState.AWAITED if is_open else DayState.MISSED


@dataclass(frozen=True)
class AskedNumber:
    """A question, as far as its number is checked."""

    key: int
    label: str
    part_of: int | None = None


@dataclass(frozen=True)
class AnswerProblem:
    key: int
    template: str
    params: Mapping[str, str | Decimal]


def problems(
    asked: Iterable[AskedNumber], numbers: Mapping[int, Decimal | None]
) -> Iterator[AnswerProblem]:
    """A part cannot exceed its whole, where both are said."""
    known = {question.key: question for question in asked}
    for question in known.values():
        whole = known.get(question.part_of) if question.part_of is not None else None
        if whole is None:
            continue
        part_number, whole_number = numbers.get(question.key), numbers.get(whole.key)
        if part_number is not None and whole_number is not None and part_number > whole_number:
            yield AnswerProblem(
                question.key,
                PART_EXCEEDS_WHOLE,
                {
                    "part": question.label,
                    "part_number": part_number,
                    "whole": whole.label,
                    "whole_number": whole_number,
                },
            )
