"""Kinds of discrepancy: what is printed or written is not what the reports say."""

from decimal import Decimal

from reporting.checks.rules.kinds.kind import CheckKind

_ = str  # marks a template for translation

PRINTED = (
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
        code="number_format",
        doubts=False,
        title=_("A number is written oddly"),
        severity="low",
        explanation=_("33.976, -37 or 018 may be slips of the hand."),
    ),
)
