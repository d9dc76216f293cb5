"""The value of an indicator, and how far it is from its baseline to its target."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_ = str  # marks a template for translation

MONTHS = 12
ON_THE_WAY, BEHIND = 90, 50  # in percent of the way
PLACES = Decimal("0.0001")

# What a light says, and the sign beside it: no colour stands alone.
SIGNS = {"on_the_way": "✓", "behind": "!", "far_behind": "✗"}
WORDS = {
    "on_the_way": _("on the way"),
    "behind": _("behind"),
    "far_behind": _("far behind"),
}
RULE = _(
    "“On the way” (✓): the value has come at least %(most)d%% of the way from the baseline to the "
    "target that this part of the year asks for, in equal steps from year to year. “Behind” (!): "
    "at least %(some)d%% of the way. “Far behind” (✗): less. An indicator without a target, or one "
    "that is for information, has no sign."
)
RULE_PARAMS = {"most": ON_THE_WAY, "some": BEHIND}


@dataclass(frozen=True)
class Aim:
    """`accumulates`: a count that grows through the year, so that a part of a year asks for its
    part of it; a percentage is the same in each part."""

    baseline: Decimal
    baseline_year: int
    target: Decimal
    target_year: int
    accumulates: bool


@dataclass(frozen=True)
class Light:
    """`asked`: what this part of the year asks for; `percent`: of the way there."""

    name: str
    asked: Decimal
    percent: int

    @property
    def sign(self) -> str:
        return SIGNS[self.name]

    @property
    def template(self) -> str:
        return WORDS[self.name]


def value_of(numerator: Decimal, denominator: Decimal | None, scale: int) -> Decimal:
    whole = numerator if denominator is None else numerator / denominator
    return (whole * scale).quantize(PLACES, rounding=ROUND_HALF_UP)


def light(aim: Aim, value: Decimal, year: int, months: int) -> Light | None:
    """None before the year after the baseline, when nothing was asked for yet."""
    if year <= aim.baseline_year or aim.target_year <= aim.baseline_year:
        return None
    part = Decimal(months) / MONTHS if aim.accumulates else Decimal(1)
    steps = Decimal(aim.target_year - aim.baseline_year)
    gone = min(Decimal(year - aim.baseline_year), steps) / steps
    start = aim.baseline * part
    asked = (aim.baseline + (aim.target - aim.baseline) * gone) * part
    if asked == start:  # to stay where it was
        share = Decimal(100) if value == asked else _kept(value, asked)
    else:
        share = 100 * (value - start) / (asked - start)
    name = "on_the_way" if share >= ON_THE_WAY else "behind" if share >= BEHIND else "far_behind"
    return Light(name, asked, int(share.to_integral_value(rounding=ROUND_HALF_UP)))


def _kept(value: Decimal, asked: Decimal) -> Decimal:
    """How much of what is to be kept is there, whichever way it went."""
    if not asked or not value:
        return Decimal(0)
    return 100 * min(value / asked, asked / value)
