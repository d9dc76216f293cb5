"""Kinds of discrepancy: a number is improbable beside its past and its peers, or not given."""

from decimal import Decimal

from reporting.checks.rules.kinds.kind import CheckKind

_ = str  # marks a template for translation

IMPROBABLE = (
    CheckKind(
        code="share_outlier",
        title=_("A share is improbable"),
        severity="medium",
        explanation=_(
            "Females of persons, minors of victims, any part of its whole: compared with the "
            "unit's other reports and with its peers. Named is what chance would hardly give, at "
            "any size (no female among 30 persons, where the others have half), at least 15 "
            "percentage points and 10 persons away. Of five such questions, at most one is "
            "expected to be a false alarm."
        ),
        thresholds={
            "false_alarms": Decimal("0.2"),
            "smallest_peer": Decimal(10),
            "least_points": Decimal("0.15"),
            "least_persons": Decimal(10),
        },
    ),
    CheckKind(
        code="rate_outlier",
        title=_("Persons per event are far from what is usual"),
        severity="medium",
        explanation=_(
            "Compared with the unit's other reports and with its peers. Named is what chance would "
            "hardly give, where it is at least 3 times as many or as few and 100 persons or more. "
            "Of five such questions, at most one is expected to be a false alarm."
        ),
        thresholds={
            "false_alarms": Decimal("0.2"),
            "smallest_count": Decimal(100),
            "least_factor": Decimal(3),
        },
    ),
    CheckKind(
        code="unexpected_number",
        title=_("A number is improbable"),
        severity="medium",
        explanation=_(
            "A number is compared with the unit's other reports of up to three years, with how all "
            "units moved in that period, and, where the unit has few reports, with units of its "
            "kind at its size. Named is what chance would hardly give and what differs by at least "
            "10 and by a third. Of five such questions, at most one is expected to be a "
            "false alarm."
        ),
        thresholds={
            "false_alarms": Decimal("0.2"),
            "least_change": Decimal(10),
            "least_factor": Decimal("1.33"),
        },
    ),
    CheckKind(
        code="month_dominates",
        title=_("One month is more than all others of the year"),
        severity="medium",
        explanation=_(
            "An improbable number of one month that is more than the unit's other months of the "
            "year together (at least 6 months are there). A whole quarter or year may stand in it."
        ),
        thresholds={"fewest_months": Decimal(6)},
    ),
    CheckKind(
        code="females_missing",
        doubts=False,
        title=_("Females are not given"),
        severity="medium",
        explanation=_("Persons are given without the females among them."),
    ),
    CheckKind(
        code="part_alone",
        doubts=False,
        title=_("A part without its whole"),
        severity="medium",
        explanation=_("Females are given without all persons."),
    ),
    CheckKind(
        code="round_numbers",
        title=_("Nearly all numbers of a table are round"),
        severity="medium",
        explanation=_(
            "Counted numbers end in any digit. Where so many of a table end in noughts that fewer "
            "than 1 such table in 10 years like this one is expected by chance, and beyond what "
            "is usual for the unit and the table, they were probably estimated."
        ),
        thresholds={"expected": Decimal("0.1"), "chance": Decimal("0.001")},
    ),
)
