"""Kinds of discrepancy: two numbers of the reports contradict each other."""

from decimal import Decimal

from reporting.checks.rules.kinds.kind import CheckKind

_ = str  # marks a template for translation

CONTRADICTIONS = (
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
        code="branch_above_body",
        title=_("A branch reports more than its organisation"),
        severity="high",
        explanation=_(
            "What a branch did is part of what its organisation did: one row of it cannot be more "
            "than all that its organisation gives in the same chapter."
        ),
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
)
