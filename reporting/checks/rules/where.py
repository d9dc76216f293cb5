"""Where the slip is that makes a total wrong: the cells of which one small slip explains the
difference, the likeliest first, each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log
from statistics import median

from reporting.checks.rules.slips import EXCHANGED, LEFT_OUT, ONE_DIGIT, THOUSAND, slip

_ = str  # marks a template for translation

ROW_LEFT_OUT = _("the row was left out of the total")
ROW_TWICE = _("the row was counted twice in the total")
BESIDE = _("the number of the row beside it stands there")
REASONS = {
    EXCHANGED: _("two digits exchanged"),
    ONE_DIGIT: _("one digit differs"),
    LEFT_OUT: _("a digit missing or too many"),
    THOUSAND: _("a factor of 1,000"),
}
# How often a number that is right looks as if this slip had been made, in natural logarithms: of
# ten differences in a digit about half can be had from any number, of exchanges one in thirty.
_BY_CHANCE = {ONE_DIGIT: log(0.5), EXCHANGED: log(1 / 30), THOUSAND: log(1 / 1000)}
_A_DIGIT = log(1 / 10)  # each digit that has to agree makes it a tenth as likely
LEAST_SPREAD = 0.3  # of logarithms: nobody's peers are more alike than this
FURTHEST = 4.0  # standard deviations: beyond, a number is not less likely still
MOST_NAMED = 3


@dataclass(frozen=True)
class Suspect:
    """The part at `place`: `wrong` stands there, `right` would make the total hold. `score`: the
    larger, the likelier; `by_chance`: whether any number might look so."""

    place: int
    wrong: Decimal
    right: Decimal
    reason: str
    score: float
    by_chance: bool


def suspects(
    parts: Sequence[Decimal], total: Decimal, expected: Sequence[Decimal | None] = ()
) -> list[Suspect]:
    """All parts of which one slip explains why they do not make up `total`; [] where they do.

    `expected`: what each should be about, by its past or by its other columns; else the parts are
    compared with each other. The difference itself may be a row's number: left out, or twice.
    """
    missing = total - sum(parts, Decimal(0))
    if not missing:
        return []
    peers = _Peers(parts, expected)
    found: list[Suspect] = []
    for place, value in enumerate(parts):
        right = value + missing
        if right >= 0 and (reason := _slip(parts, place, right)):
            why, chance = reason
            score = peers.surprise(place, value) - peers.surprise(place, right) - chance
            found.append(Suspect(place, value, right, why, score, chance >= log(0.1)))
        if abs(missing) == value:
            why = ROW_LEFT_OUT if missing < 0 else ROW_TWICE
            chance = _A_DIGIT * _length(value)
            found.append(Suspect(place, value, value, why, -chance, chance >= log(0.1)))
    return sorted(found, key=lambda suspect: -suspect.score)


def worth_naming(found: Sequence[Suspect]) -> list[Suspect]:
    """At most three; where any number might be it, none is named of many."""
    if len(found) > MOST_NAMED:
        found = [suspect for suspect in found if not suspect.by_chance]
    return list(found[:MOST_NAMED])


def _slip(parts: Sequence[Decimal], place: int, right: Decimal) -> tuple[str, float] | None:
    """The reason, and how likely a right number is to look so."""
    wrong = parts[place]
    template = slip(wrong, right)
    beside = {parts[at] for at in (place - 1, place + 1) if 0 <= at < len(parts)}
    if wrong in beside and _length(wrong) > 1:
        return BESIDE, _A_DIGIT * _length(wrong)
    if not template:
        return None
    if template == LEFT_OUT:
        return REASONS[template], _A_DIGIT * (min(_length(wrong), _length(right)) - 1)
    return REASONS[template], _BY_CHANCE[template]


def _length(number: Decimal) -> int:
    """How many digits have to agree: 3 of 120, and of 1,200,000 only 2."""
    return len(f"{abs(number):f}".replace(".", "").strip("0")) or 1


class _Peers:
    """How surprising a number is where a part stands: half of its squared distance from what is
    expected, in standard deviations of logarithms."""

    def __init__(self, parts: Sequence[Decimal], expected: Sequence[Decimal | None]) -> None:
        self.expected = list(expected) or [None] * len(parts)
        logs = [_log(part) for part in parts]
        self.middle = median(logs) if logs else 0.0
        self.spread = _spread([one - self.middle for one in logs])
        away = [
            _log(part) - _log(about)
            for part, about in zip(parts, self.expected, strict=True)
            if about
        ]
        self.spread_of_expected = _spread(away)

    def surprise(self, place: int, value: Decimal) -> float:
        about = self.expected[place]
        middle, spread = self.middle, self.spread
        if about:
            middle, spread = _log(about), self.spread_of_expected
        distance = min(abs(_log(value) - middle) / spread, FURTHEST)
        return distance * distance / 2


def _spread(away: Sequence[float]) -> float:
    return max(LEAST_SPREAD, 1.4826 * median(map(abs, away)) if away else LEAST_SPREAD)


def _log(number: Decimal) -> float:
    return log(float(abs(number)) + 1)
