"""Reporting periods: `202003`, `2020Q1`, `2020S1`, `2020T10` (January to October), `2020`."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache, total_ordering

from provinces.spelling import plain


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    TEN_MONTH = "ten_month"
    YEAR = "year"


@dataclass(frozen=True)
class _PeriodKindSpec:
    """`letter` for the code, `base` for the key; `length` in months; `last` number."""

    letter: str
    base: int
    length: int
    last: int


_PERIOD_KIND_SPECS = {
    PeriodKind.MONTH: _PeriodKindSpec("", 0, 1, 12),
    PeriodKind.QUARTER: _PeriodKindSpec("Q", 20, 3, 4),
    PeriodKind.SEMESTER: _PeriodKindSpec("S", 30, 6, 2),
    PeriodKind.TEN_MONTH: _PeriodKindSpec("T", 40, 10, 1),
    PeriodKind.YEAR: _PeriodKindSpec("", 0, 12, 1),
}
_TEXT = re.compile(r"([12]\d{3})(?:-?(?:(\d\d)|Q([1-4])|S([12])|T(10)))?", re.ASCII | re.IGNORECASE)


_KINDS = tuple(PeriodKind)


@total_ordering
@dataclass(frozen=True)
class Period:
    """`number` counts within the year: the month, quarter or semester; 1 for the others."""

    year: int
    kind: PeriodKind
    number: int = 1

    def __post_init__(self) -> None:
        if not (
            1000 <= self.year <= 2999 and 1 <= self.number <= _PERIOD_KIND_SPECS[self.kind].last
        ):
            raise ValueError(f"no such period: {self.kind} {self.number} of {self.year}")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """From a code or an address (`202003`, `2020-03`, `2020-Q1`, `2020-T10`); ValueError."""
        return _parsed(text)  # the same few, thousands of times in a document

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """The whole year."""
        return cls(year, PeriodKind.YEAR)

    @classmethod
    def from_key(cls, key: int) -> "Period":
        year, rest = divmod(key, 100)
        if rest == 0:
            return cls(year, PeriodKind.YEAR)
        if rest <= 12:
            return cls(year, PeriodKind.MONTH, rest)
        tens, number = divmod(rest, 10)
        kinds = {2: PeriodKind.QUARTER, 3: PeriodKind.SEMESTER, 4: PeriodKind.TEN_MONTH}
        if tens not in kinds:
            raise ValueError(f"no such period: {key}")
        return cls(year, kinds[tens], number)

    @cached_property
    def code(self) -> str:
        return f"{self.year}{self._suffix}"

    @property
    def url(self) -> str:
        """The code as it stands in addresses: `2020-03`, `2020-Q1`, `2020`."""
        return f"{self.year}-{self._suffix}" if self._suffix else str(self.year)

    @property
    def _suffix(self) -> str:
        if self.kind is PeriodKind.YEAR:
            return ""
        if self.kind is PeriodKind.MONTH:
            return f"{self.number:02}"
        return "T10" if self.kind is PeriodKind.TEN_MONTH else f"{self._shape.letter}{self.number}"

    @property
    def _shape(self) -> _PeriodKindSpec:
        return _PERIOD_KIND_SPECS[self.kind]

    @property
    def key(self) -> int:
        """For the database: 202003; quarters 202021..24; semesters 202031, 32; 202041; 202000."""
        within = 0 if self.kind is PeriodKind.YEAR else self._shape.base + self.number
        return self.year * 100 + within

    @cached_property
    def months(self) -> tuple[tuple[int, int], ...]:
        """(year, month) pairs in order."""
        first = (self.number - 1) * self._shape.length + 1
        return tuple((self.year, month) for month in range(first, first + self._shape.length))

    def contains(self, other: "Period") -> bool:
        return set(other.months) <= set(self.months)

    def overlaps(self, other: "Period") -> bool:
        return not set(other.months).isdisjoint(self.months)

    @property
    def previous(self) -> "Period":
        """The one before, of the same kind."""
        if self.number > 1:
            return Period(self.year, self.kind, self.number - 1)
        return Period(self.year - 1, self.kind, self._shape.last)

    @property
    def same_last_year(self) -> "Period":
        return self.in_year(self.year - 1)

    def in_year(self, year: int) -> "Period":
        """The same part of another year."""
        return Period(year, self.kind, self.number)

    @property
    def is_year(self) -> bool:
        return self.kind is PeriodKind.YEAR

    def __lt__(self, other: "Period") -> bool:
        """By the first month; of two that begin together the shorter comes first."""
        return self._in_time < other._in_time

    @property
    def _in_time(self) -> tuple[tuple[int, int], int]:
        return self.months[0], self._shape.length

    def __str__(self) -> str:
        return self.code


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Period:
    match = _TEXT.fullmatch(plain(text))
    if match is None:
        raise ValueError(f"no such period: {text!r}")
    year = int(match[1])
    if match[2]:
        return Period(year, PeriodKind.MONTH, int(match[2]))
    if match[3]:
        return Period(year, PeriodKind.QUARTER, int(match[3]))
    if match[4]:
        return Period(year, PeriodKind.SEMESTER, int(match[4]))
    return Period(year, PeriodKind.TEN_MONTH if match[5] else PeriodKind.YEAR)


def component_periods(period: Period) -> list[Period]:
    """Every shorter period that lies in it, in time."""
    found = [
        Period(period.year, kind, number)
        for kind, shape in _PERIOD_KIND_SPECS.items()
        for number in range(1, shape.last + 1)
        if shape.length < len(period.months)
    ]
    return sorted(item for item in found if period.contains(item))


def national_periods(year: int) -> list[Period]:
    """What there are national reports of, the shortest first: quarters, semesters, January to
    October, the year. A single month has none."""
    return [
        Period(year, kind, number)
        for kind, shape in _PERIOD_KIND_SPECS.items()
        if kind is not PeriodKind.MONTH
        for number in range(1, shape.last + 1)
    ]


def kinds_within(period: Period) -> list[PeriodKind]:
    """The kinds of period of which at least one lies in it; its own among them."""
    return sorted(
        {period.kind, *(shorter.kind for shorter in component_periods(period))}, key=_KINDS.index
    )
