"""Kinds of discrepancy: what stands in two places so much alike that it was probably copied."""

from decimal import Decimal

from reporting.checks.rules.kinds.kind import CheckKind
from reporting.kernel.coincidences import CLOSENESS

_ = str  # marks a template for translation

REPEATED = (
    CheckKind(
        code="repeated_row",
        title=_("Two reporters gave nearly the same row"),
        severity="high",
        explanation=_(
            "The figures of two reporters agree so closely that fewer than 1 such coincidence in "
            "10 years like this one is expected among all pairs of reporters: one row was "
            "probably copied. Large and uneven figures say much, 0, 1 and 2 say nothing."
        ),
        thresholds={
            "expected": Decimal("0.1"),
            "chance": Decimal("0.001"),
            "closeness": Decimal(str(CLOSENESS)),
        },
    ),
    CheckKind(
        code="repeated_period",
        title=_("A reporter gave nearly the same row for two periods"),
        severity="medium",
        explanation=_(
            "The figures of one reporter for two periods agree so closely that fewer than 1 such "
            "coincidence in 10 years like this one is expected: one of them was probably copied. "
            "What may stay as it is from period to period, such as a number of houses, is not "
            "compared."
        ),
        thresholds={
            "expected": Decimal("0.1"),
            "chance": Decimal("0.001"),
            "closeness": Decimal(str(CLOSENESS)),
        },
    ),
    CheckKind(
        code="repeated_event",
        title=_("One event stands in a list twice"),
        severity="medium",
        explanation=_(
            "Two rows of a list, of two reporters or of one, are called alike, do not name "
            "different days, and their figures agree so closely that fewer than 1 such coincidence "
            "in 10 years like this one is expected among all pairs of rows. Words that many rows "
            "of the list have say little."
        ),
        thresholds={"expected": Decimal("0.1"), "chance": Decimal("0.001")},
    ),
    CheckKind(
        code="shifted_column",
        title=_("A column slipped by a row"),
        severity="medium",
        explanation=_(
            "Two or more figures of a column are those of another reporter, or of this reporter's "
            "period before, each one row further up or down; so many and so uneven ones that fewer "
            "than 1 such coincidence in 10 years like this one is expected."
        ),
        thresholds={"expected": Decimal("0.1"), "chance": Decimal("0.001")},
    ),
    CheckKind(
        code="counted_twice",
        title=_("One number stands in two tables of a reporter"),
        severity="medium",
        explanation=_(
            "The same number of persons in two tables of one report may be one activity that is "
            "counted twice. It is said of numbers so uneven that fewer than 1 such coincidence in "
            "5 years like this one is expected among all reports, and never of one that 1 report "
            "in 100 would share."
        ),
        thresholds={"expected": Decimal("0.2"), "chance": Decimal("0.01")},
    ),
)
