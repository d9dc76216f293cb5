"""What makes a discrepancy of one consolidation the same as one of the next, and what an
explanation of it is still worth once its numbers have changed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from reporting.checks.rules.expectation import DOMINATES, UNEXPECTED
from reporting.checks.rules.repeated_events import ONE_EVENT
from reporting.checks.rules.repeats import (
    REPEATED,
    REPEATED_BUT_ONE,
    REPEATED_EXACTLY,
    SAME_AS_BEFORE,
)
from reporting.checks.rules.round_numbers import ROUND
from reporting.checks.rules.shares import RATE, SHARE
from reporting.checks.rules.shifted import SHIFTED
from reporting.checks.rules.table_rules import (
    DECLARED,
    DO_NOT_ADD,
    FEMALES_MISSING,
    PART_OVER_WHOLE,
    TOGETHER_OVER_WHOLE,
)
from reporting.checks.rules.twice import TWICE
from reporting.consolidation.rules.checks.parts_and_slips import DECLARED_BUT, DO_NOT_ADD_BUT

_ = str  # marks a template for translation

# How improbable a number is, and beside what, helps who resolves it. Who prints it, and the unit
# that is asked, need the number and what is usual.
WITHOUT_ODDS = {
    SHARE: _(
        "%(unit)s, %(row)s: %(part)s %(part_number)s, %(whole)s %(whole_number)s. That is "
        "%(share)s%%; usual would be about %(middle)s%%."
    ),
    RATE: _(
        "%(unit)s, %(row)s: %(events)s %(times)s, %(whole)s %(whole_number)s. That is %(rate)s "
        "each; usual would be about %(middle)s."
    ),
    UNEXPECTED: _(
        "%(unit)s, %(row)s: %(element)s %(entered)s; usual would be %(low)s to %(high)s."
    ),
    DOMINATES: _(
        "%(unit)s, %(row)s: %(element)s %(entered)s in one month, more than in the %(months)s "
        "other months of the year together (%(others)s)."
    ),
}
ASK = _("Compare it with your records. Correct it, or say why it is right.")

# A finding that asks its reporter something reads without the question in a footnote.
FOOTNOTE_TEMPLATES = {
    **WITHOUT_ODDS,
    FEMALES_MISSING: _("%(row)s: %(whole)s %(whole_number)s; the number of females was not given."),
    PART_OVER_WHOLE: _(
        "%(part)s (%(part_number)s) are more than %(whole)s (%(whole_number)s) in %(row)s."
    ),
    TOGETHER_OVER_WHOLE: _(
        "%(parts)s together (%(part_number)s) are more than %(whole)s (%(whole_number)s) in "
        "%(row)s."
    ),
    DO_NOT_ADD: _(
        "%(whole)s in %(row)s: %(whole_number)s. But %(parts)s add up to %(parts_number)s."
    ),
    DECLARED_BUT: DECLARED,
    REPEATED: _(
        "%(unit)s repeats %(other)s in %(table)s: %(cells)s figures, none more than %(percent)s%% "
        "apart."
    ),
    REPEATED_EXACTLY: _(
        "%(unit)s repeats %(other)s in %(table)s: all %(cells)s figures are the same."
    ),
    REPEATED_BUT_ONE: _(
        "%(unit)s repeats %(other)s in %(table)s: %(cells)s figures are the same or nearly so, and "
        "one differs."
    ),
    SAME_AS_BEFORE: _(
        "%(unit)s repeats itself in %(table)s: %(cells)s figures of %(period)s are those of "
        "%(other_period)s, or nearly so."
    ),
    SHIFTED: _(
        "%(unit)s, %(element)s in %(table)s: %(cells)s figures are those of %(other)s "
        "(%(other_period)s), each one row away."
    ),
    TWICE: _(
        "%(unit)s gives %(number)s twice: in %(row)s (%(section)s) and in %(other_row)s "
        "(%(other_section)s)."
    ),
    ONE_EVENT: _(
        "%(unit)s, “%(row)s” (%(period)s), and %(other)s, “%(other_row)s” (%(other_period)s), in "
        "%(table)s: the words are alike and %(cells)s figures are the same or nearly so."
    ),
    ROUND: _("%(unit)s, %(table)s: %(round)s of %(count)s numbers end in noughts."),
}

# What may be the slip is for whoever corrects it, not for who reads the report.
FOOTNOTE_TEMPLATES[DO_NOT_ADD_BUT] = FOOTNOTE_TEMPLATES[DO_NOT_ADD]

# Kinds that compare whole rows: which cells are alike differs from time to time, the reporters
# whose rows they are do not.
OF_ROWS = frozenset({"repeated_row", "repeated_period", "shifted_column"})
# Kinds about what a printed report says, whatever the units gave since.
OF_PRINT = frozenset(
    {"printed_total", "quoted_figure", "percentage", "rounding", "difference", "words",
     "two_values", "unsupported"}
)  # fmt: skip
# A sentence of an edition that does not agree with itself: found in its words, not in the figures.
SENTENCE = "sentence"
_GRAVITY = ("low", "medium", "high")
_LENGTH = 20  # hexadecimal digits: readable in an address, and never twice in a period


class DiscrepancyStatus(StrEnum):
    """What has become of a discrepancy. `OPEN` and `MENDING` (its report is being corrected) are
    not resolved yet; `GONE` is no longer found since that report, or another one, came in."""

    OPEN = "open"
    EXPLAINED = "explained"
    MENDING = "mending"
    GONE = "gone"


RESOLVED = frozenset({DiscrepancyStatus.EXPLAINED, DiscrepancyStatus.GONE})


def about_print(kind: str, line: int | None) -> bool:
    """Whether it is the printed report that is wrong, not what the units gave."""
    return kind in OF_PRINT and line is not None


def fingerprint(
    *,
    kind: str,
    section: str,
    table: str,
    unit: str,
    period: str,
    cells: Sequence[str],
    line: int | None,
    quoted: Sequence[str] = (),
) -> str:
    """The same for what is found again, though its numbers changed. `quoted`: what a printed
    report says there, which is the claim itself and does not change."""
    about = sorted(cells)
    if kind in OF_ROWS:
        about = sorted({cell.partition("@")[2] for cell in cells})
    parts = [kind, section, table, unit, period, str(line or ""), *about, "|", *quoted]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_LENGTH]


@dataclass(frozen=True)
class DiscrepancySnapshot:
    """A discrepancy as it was when somebody resolved it; kept with what was said. `values`: the
    figures that it names, address -> number. `note`: the words of the footnote, where somebody
    wrote their own."""

    kind: str
    severity: str
    section: str
    table: str = ""
    unit: str = ""
    period: str = ""
    cells: tuple[str, ...] = ()
    line: int | None = None
    printed: str = ""
    computed: str = ""
    template: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "cells": list(self.cells)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "DiscrepancySnapshot":
        known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        return cls(**{**known, "cells": tuple(data.get("cells", ()))})


def still_holds(then: DiscrepancySnapshot, severity: str, computed: str) -> bool:
    """Whether an explanation also explains what is found now: not where it became graver, nor
    where the number is another one."""
    graver = _GRAVITY.index(severity) > _GRAVITY.index(then.severity)
    return not graver and computed == then.computed


def numbers_changed(
    then: DiscrepancySnapshot, printed: str, computed: str, params: Mapping[str, Any]
) -> bool:
    """Whether it reads otherwise than when it was explained."""
    return (then.printed, then.computed, _numbers(then.params)) != (
        printed,
        computed,
        _numbers(params),
    )


def _numbers(params: Mapping[str, Any]) -> dict[str, Any]:
    """Names of units and tables may be spelled anew; only numbers count."""
    return {name: value for name, value in params.items() if isinstance(value, int | float)}
