"""How a report is compared with those that it is made from, in words: with shorter ones here, with
those of the units below in `component_places`."""

from dataclasses import dataclass

_ = str  # marks a template for translation


@dataclass(frozen=True)
class ComparisonWords:
    """How a report is compared, as the checks say it: the rule that is stored with each
    explanation, and a template for each way to differ."""

    rule: str
    differs: str
    not_there: str
    left_out: str
    many_left_out: str


NOT_AVAILABLE = _("not available")
RULE = "differs_from_finer"  # stored with each explanation

DIFFERS = _(
    "%(element)s in %(row)s: %(entered)s here, but %(computed)s in the accepted shorter reports "
    "(%(months)d of %(expected)d months). Correct it, or choose a reason and say it in a line."
)
NOT_THERE = _(
    "%(element)s in %(row)s: %(entered)s here, but no number in the accepted shorter reports "
    "(%(months)d of %(expected)d months). Correct it, or choose a reason and say it in a line."
)
LEFT_OUT = _(
    "%(row)s: %(element)s is left out here, but is %(computed)s in the accepted shorter reports "
    "(%(months)d of %(expected)d months). Take it over, or choose a reason and say it in a line."
)
MANY_LEFT_OUT = _(
    "%(row)s: %(count)d numbers of the accepted shorter reports are left out here "
    "(%(months)d of %(expected)d months). Take them over, or choose a reason and say it in a line."
)


OF_PERIODS = ComparisonWords(RULE, DIFFERS, NOT_THERE, LEFT_OUT, MANY_LEFT_OUT)
BELOW_RULE = "differs_from_below"
PART_RULE = "below_its_part"
TAKEN_OVER = (RULE, BELOW_RULE)  # a part is not the number itself
RULES = (*TAKEN_OVER, PART_RULE)
# From which the reason is chosen: codes of `Explanation.Reason`.
REASONS = ("late", "mended", "counted_twice", "other_source", "other")


def needs_reason(finding_key: str) -> bool:
    """Whether the answer to this finding is a reason of the list and a line, both."""
    return finding_key.partition(":")[0] in RULES
