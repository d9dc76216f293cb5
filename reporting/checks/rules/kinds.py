"""The kinds of discrepancy: threshold, severity and why, in one table that a page can show.

Thresholds hold for any year. `false_alarms`: which share of what is found is there by chance, on
average; `expected`: how many coincidences there are by chance among all that were compared in a
period, with few reporters or many.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reporting.checks.rules.model import Level
from reporting.kernel.coincidences import CLOSENESS

_ = str  # marks a template for translation


@dataclass(frozen=True, kw_only=True)
class CheckKind:
    """`title` and `explanation` are templates to translate; `thresholds` name -> number. `doubts`:
    whether it puts the number itself in doubt, not only its form, its words or what is missing."""

    code: str
    title: str
    severity: Level
    explanation: str
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)
    doubts: bool = True


def _kinds(*kinds: CheckKind) -> Mapping[str, CheckKind]:
    return {kind.code: kind for kind in kinds}


KINDS = _kinds(
    CheckKind(
        code="part_exceeds_whole",
        title=_("A part is more than its whole"),
        severity="high",
        explanation=_("Females cannot be more than all persons, nor minors more than victims."),
    ),
    CheckKind(
        code="parts_do_not_add",
        title=_("Parts do not add up"),
        severity="high",
        explanation=_(
            "Where a table says that parts make up a whole, their sum must be the whole."
        ),
    ),
    CheckKind(
        code="later_stage",
        title=_("A later step counts more than the one before it"),
        severity="medium",
        explanation=_(
            "Who found a job was looked for one, and for whom one was looked for was registered. "
            "More at a later step may be right where some came from the time before."
        ),
    ),
    CheckKind(
        code="printed_total",
        title=_("A printed total differs from the reports"),
        severity="high",
        explanation=_("A total or subtotal must be the sum of what the reporters gave."),
    ),
    CheckKind(
        code="quoted_figure",
        title=_("A sentence quotes another figure than the reports give"),
        severity="high",
        explanation=_(
            "A figure in a sentence must be the figure that it stands for. Where the sentence says "
            "“about”, it may be a tenth more or less."
        ),
        thresholds={"about": Decimal("0.10")},
    ),
    CheckKind(
        code="sentence",
        doubts=False,
        title=_("A sentence does not agree with itself"),
        severity="high",
        explanation=_(
            "The parts in a sentence must make up its whole, a part cannot be more than what it "
            "is out of, and the table beside it must not say otherwise. A list that is short of "
            "its whole by more than a tenth may be incomplete on purpose. With one that is open, "
            "an edition is published only for a consolidator's reason."
        ),
        thresholds={"near": Decimal("0.10"), "beside": Decimal("0.05")},
    ),
    CheckKind(
        code="percentage",
        doubts=False,
        title=_("A percentage is wrong"),
        severity="high",
        explanation=_(
            "A percentage is computed again. It may differ by half of its last printed decimal. "
            "Where another base gives the printed value, that base is named."
        ),
        thresholds={"units_of_last_decimal": Decimal("0.5")},
    ),
    CheckKind(
        code="rounding",
        doubts=False,
        title=_("A percentage was cut off, not rounded"),
        severity="low",
        explanation=_("10.668 is 10.67 when rounded, not 10.66."),
    ),
    CheckKind(
        code="difference",
        doubts=False,
        title=_("An increase or decrease is wrong"),
        severity="high",
        explanation=_("“14 cases decreased” must be the difference of the two years' figures."),
    ),
    CheckKind(
        code="words",
        doubts=False,
        title=_("Number in words and number in digits differ"),
        severity="high",
        explanation=_("A number written out in words must be the number beside it."),
    ),
    CheckKind(
        code="two_values",
        title=_("One figure is printed with two values"),
        severity="medium",
        explanation=_("The same figure must be the same in each place where it is printed."),
    ),
    CheckKind(
        code="unsupported",
        doubts=False,
        title=_("A printed figure that no report gives"),
        severity="low",
        explanation=_("Each printed figure must lead back to the reports that it came from."),
    ),
    CheckKind(
        code="record_source",
        title=_("Another source gives another figure than the source of record"),
        severity="high",
        explanation=_(
            "Some units' figures are only compared with the figure that counts: each is a part of "
            "it, or all together are the same. Both numbers are shown; neither is changed."
        ),
    ),
    CheckKind(
        code="record_incomplete",
        doubts=False,
        title=_("Not all have reported who are compared with the source of record"),
        severity="low",
        explanation=_(
            "Where some of those whose figures together should be the same have not reported, "
            "their sum is a lower bound of it."
        ),
    ),
    CheckKind(
        code="differs_from_shorter",
        title=_("A longer report differs from its shorter ones"),
        severity="high",
        explanation=_(
            "What a unit reports for a year or a quarter is what its accepted reports of the "
            "months in it add up to. A difference that the unit explained when it signed is not "
            "asked again."
        ),
    ),
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
    CheckKind(
        code="given_twice",
        title=_("One thing is given in two tables with two numbers"),
        severity="medium",
        explanation=_(
            "A reporter has the same row in two tables: their names begin with the same words, and "
            "a number in them is the same that would agree by chance once in 20 times or less. "
            "Then the other numbers of the same name must be the same too."
        ),
        thresholds={"chance": Decimal("0.05")},
    ),
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
        code="number_format",
        doubts=False,
        title=_("A number is written oddly"),
        severity="low",
        explanation=_("33.976, -37 or 018 may be slips of the hand."),
    ),
    CheckKind(
        code="branch_above_body",
        title=_("A branch reports more than its organisation"),
        severity="high",
        explanation=_(
            "What a branch did is part of what its organisation did: one row of it cannot be more "
            "than all that its organisation gives in the same chapter."
        ),
    ),
)
