"""Which common reasons answer which question with one press. Their words are the labels of
`Explanation.Reason`; a question of a rule that is not named here offers that the number was
checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reporting.checks.rules.table_rules import Finding
from reporting.entry.component_periods.rules.comparison_words import needs_reason

CHECKED = "checked"


@dataclass(frozen=True)
class CommonReason:
    """`way`: only where the number went up, or down, against the one beside it."""

    code: str
    way: Literal["up", "down", ""] = ""


def _reasons(*codes: str) -> tuple[CommonReason, ...]:
    return tuple(CommonReason(code) for code in codes)


# Rules that want words of their own have none: what held an activity up is known to the unit alone.
REASONS: Mapping[str, tuple[CommonReason, ...]] = {
    "unexpected_number": (
        CommonReason(CHECKED),
        CommonReason("event", "up"),
        CommonReason("fewer", "down"),
        *_reasons("counted_otherwise", "before_wrong"),
    ),
    "repeated_row": _reasons("same_again"),
    "repeated_event": _reasons(CHECKED),
    "number_format": _reasons(CHECKED, "as_recorded"),
    "part_exceeds_whole": _reasons(CHECKED, "as_recorded"),
    "parts_do_not_add": _reasons("no_part", "several_parts", CHECKED),
    "part_alone": _reasons("not_recorded", "not_yet"),
    "females_missing": _reasons("not_recorded", "not_yet"),
    "not_available": _reasons("not_recorded", "not_yet"),
    "date_outside": _reasons("earlier_work", "several_days"),
    "activity_never_done": _reasons("not_recorded"),
    "activity_below_target": _reasons("smaller", CHECKED),
    "activity_held_up": (),
    "commitment_unsaid": (),
    "commitment_stateless": (),
    "commitment_due": (),
}
OF_ANY_OTHER = _reasons(CHECKED)


def reasons_for(finding: Finding) -> tuple[str, ...]:
    """Codes, in the order in which they are offered. Where a report differs from the shorter ones,
    a reason of the list and a line are asked: a press alone would not say enough."""
    if finding.severity == "error" or needs_reason(finding.key):
        return ()
    way = way_of(finding)
    offered = REASONS.get(finding.rule, OF_ANY_OTHER)
    return tuple(reason.code for reason in offered if reason.way in ("", way))


def way_of(finding: Finding) -> str:
    """Whether the number is more (up) or less (down) than is usual; "" where nothing is."""
    before = finding.params.get("usual")
    if finding.entered is None or not isinstance(before, Decimal):
        return ""
    return "up" if finding.entered > before else "down"
