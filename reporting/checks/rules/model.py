"""What the checks of a consolidated period read (rows, claims, comparisons), and what they find."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from reporting.kernel.messages import Message

Level = Literal["high", "medium", "low"]
ClaimKind = Literal["total", "sentence", "percentage", "difference", "words"]


@dataclass(frozen=True, kw_only=True)
class ReportedRow:
    """One row of one reporter: element code -> number (blank cells are left out).

    `label` is what a person calls the row (an option's or an entry's title). `printed` holds
    the text where it is not simply the number. `not_available`: elements said to be so; `day`: of a
    row of a list.
    """

    table: str
    section: str
    unit: str
    unit_name: str
    unit_kind: str
    period: str
    values: Mapping[str, Decimal]
    option: str | None = None
    entry: str | None = None
    label: str = ""
    printed: Mapping[str, str] = field(default_factory=dict)
    not_available: frozenset[str] = frozenset()
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A figure printed in the report's text or totals, and the cells that it claims to be.

    `value` is the number meant; without it `printed` is read. `label` names what is counted.
    `printed_in`: the year in which the report came out, as it is said.
    """

    section: str
    line: int
    kind: ClaimKind
    printed: str
    expression: str
    quote: str = ""
    note: str = ""
    value: Decimal | None = None
    label: str = ""
    printed_in: str = ""


@dataclass(frozen=True, kw_only=True)
class DeclaredComparison:
    """Two expressions that the catalogue declares to belong together.

    `branch_above_body`: the part cannot be more than the whole. `two_values`: they must be equal.
    `message` says what is wrong where it does not hold.
    """

    code: str
    kind: Literal["branch_above_body", "two_values"]
    section: str
    part: str
    whole: str
    message: str


@dataclass(frozen=True, kw_only=True)
class FoundDiscrepancy(Message):
    """`printed` is what stands in the report; `computed` what the reports give, if anything."""

    kind: str
    severity: Level
    section: str
    table: str = ""
    unit: str = ""
    period: str = ""
    cells: tuple[str, ...] = ()
    printed: str = ""
    computed: Decimal | None = None
    line: int | None = None
