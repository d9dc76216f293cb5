"""A sentence against itself: its parts against its whole, “out of”, an increase against the two
numbers that it is between. It needs no print and no figures: only what is read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.sentence_parts import (
    CountedPair,
    PartsOfWhole,
    groups_of,
    pairs_of,
)
from reporting.checks.rules.slips import any_slip, slip
from reporting.document.sentences.counted import CountedNumber, ParsedPassage, read_runs
from reporting.document.value import Run
from reporting.kernel.messages import Message
from reporting.kernel.numbers import format_number

_ = str  # marks a template for translation

SUM = _("%(whole)s, but %(parts)s = %(sum)s.")
SUM_IF = _("%(whole)s, but %(parts)s = %(sum)s. It would add up if %(wrong)s were %(right)s.")
PART = _("%(part)s are more than the %(whole)s of which they are a part.")
OUT_OF = _("%(part)s out of %(whole)s: a part cannot be more than its whole.")
INCREASE = _("It says that %(number)s more than %(before)s are %(after)s.")
DECREASE = _("It says that %(number)s fewer than %(before)s are %(after)s.")

CONTRADICTS = _("“%(sentence)s” does not agree with itself: %(found)s")

# A list need not name all parts: that its sum is so near the whole shows that it does.
NEAR = KINDS["sentence"].thresholds["near"]
_DISJOINT = (
    frozenset({"female", "male", "girl", "boy"}),
    frozenset({"woman", "man", "girl", "boy"}),
    frozenset({"adult", "minor"}),
    frozenset({"woman", "man", "minor"}),
)
_COMPLETE = (
    frozenset({"female", "male"}),
    frozenset({"woman", "man"}),
    frozenset({"female", "girl", "boy"}),
    frozenset({"adult", "minor"}),
)
_CHANGE = re.compile(
    r"^\s*[A-Za-z0-9\u1780-\u17d3 ]{0,60}\([^()]*?(?P<word>increas|decreas|កើន|ថយ)"
    r"(?:e[ds]?|ing|ឡើង|ចុះ)?(?:\s+(?:of|by)\s+|ចំនួន)?",
    re.IGNORECASE,
)
_GROWS = ("increas", "កើន")


@dataclass(frozen=True, kw_only=True)
class Contradiction(Message):
    """`sentence` as it reads; `shown`: the numbers that do not agree."""

    sentence: str
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Wrong:
    """`numbers`: those that do not agree, the whole first; `total`: what the parts give."""

    template: str
    numbers: tuple[CountedNumber, ...]
    total: Decimal | None = None

    @property
    def missing(self) -> Decimal:
        assert self.total is not None
        return self.numbers[0].value - self.total

    @property
    def places(self) -> tuple[str, tuple[int, ...]]:
        return self.template, tuple(number.start for number in self.numbers)


@lru_cache(maxsize=4096)
def check_runs(runs: tuple[Run, ...], text: str = "") -> tuple[Contradiction, ...]:
    """Of one passage, in the order of its sentences. `text` where there are no runs."""
    reading = read_runs(runs, text)
    wrong = _wrong(reading)
    return tuple(_said(reading, mistake, wrong) for mistake in wrong)


def _wrong(reading: ParsedPassage) -> list[_Wrong]:
    found: dict[tuple[str, tuple[int, ...]], _Wrong] = {}
    if len(reading.numbers) > 1:
        for pair in pairs_of(reading):
            for mistake in _check_pair(reading, pair):
                found.setdefault(mistake.places, mistake)
        for group in groups_of(reading):
            for mistake in _check_group(group):
                found.setdefault(mistake.places, mistake)
    return sorted(found.values(), key=lambda mistake: mistake.numbers[-1].start)


def _check_pair(reading: ParsedPassage, pair: CountedPair) -> Iterator[_Wrong]:
    if pair.out_of and pair.first.value > pair.second.value:
        yield _Wrong(OUT_OF, (pair.second, pair.first))
    change = next((number for number in reading.numbers if number.start > pair.second.end), None)
    said = _CHANGE.match(reading.words[pair.second.end :])
    if change is None or change.percent or said is None:
        return
    if change.start > pair.second.end + said.end():
        return
    grew = said["word"].lower() in _GROWS
    if pair.first.value - pair.second.value != (change.value if grew else -change.value):
        yield _Wrong(INCREASE if grew else DECREASE, (pair.first, pair.second, change))


def _check_group(group: PartsOfWhole) -> Iterator[_Wrong]:
    things = {part.thing for part in group.parts if part.thing}
    wholes = [
        whole for whole in group.wholes if not things or not whole.thing or whole.thing in things
    ]
    if not wholes:
        return
    if not group.loose:
        above = next(
            (part for part in group.parts if part.value > _most(part, group, wholes)), None
        )
        if above is not None:
            yield _Wrong(PART, (wholes[0], above))
            return
    if len(group.parts) > 1 and len(things) <= 1 and _is_disjoint(group.parts, wholes[0]):
        yield from _check_sum(group, wholes)


def _most(part: CountedNumber, group: PartsOfWhole, wholes: Sequence[CountedNumber]) -> Decimal:
    like = [
        whole.value
        for whole in wholes
        if not part.thing or not whole.thing or whole.thing == part.thing
    ]
    return max([*like, *group.allowed], default=part.value)


def _is_disjoint(parts: Sequence[CountedNumber], whole: CountedNumber) -> bool:
    """Females and minors overlap: they are not added. Parts of a number of women are all women."""
    named = [part.attribute for part in parts if part.attribute not in ("", whole.attribute)]
    if not named:
        return True
    apart = len(named) == len(parts) == len(set(named))
    return apart and any(frozenset(named) <= attributes for attributes in _DISJOINT)


def _check_sum(group: PartsOfWhole, wholes: Sequence[CountedNumber]) -> Iterator[_Wrong]:
    total = sum((part.value for part in group.parts), Decimal(0))
    if total in {other.value for other in wholes} | group.allowed:
        return
    whole = min(wholes, key=lambda number: abs(number.value - total))
    if _should_add(group, whole, total):
        yield _Wrong(SUM, (whole, *group.parts), total)


def _should_add(group: PartsOfWhole, whole: CountedNumber, total: Decimal) -> bool:
    named = frozenset(part.attribute for part in group.parts if part.attribute)
    if group.all or any(attributes <= named for attributes in _COMPLETE):
        return True
    if total > whole.value and not group.loose:
        return True
    missing = whole.value - total
    if abs(missing) <= NEAR * whole.value:
        return True
    numbers = (*group.parts, whole)
    return len(group.parts) > 2 and any(
        slip(number.value, _right(number, whole, missing)) for number in numbers
    )


def _right(number: CountedNumber, whole: CountedNumber, missing: Decimal) -> Decimal:
    """What the number would have to be for the parts to make up the whole."""
    return number.value + (-missing if number == whole else missing)


def _slip(reading: ParsedPassage, wrong: _Wrong, every: Sequence[_Wrong]) -> tuple[str, str] | None:
    """The one number of which one slip explains the most, and what it would be: only where no other
    explains as much."""
    found: list[tuple[int, CountedNumber, Decimal]] = []
    for number in wrong.numbers:
        right = _right(number, wrong.numbers[0], wrong.missing)
        if right <= 0 or not any_slip(number.value, right):
            continue
        left = _wrong(_with(reading, number, right))
        if wrong.places not in {other.places for other in left}:
            found.append((len(every) - len(left), number, right))
    most = max((gained for gained, _one, _right in found), default=0)
    best = [(number, right) for gained, number, right in found if gained == most]
    if len(best) != 1 or most <= 0 or not slip(best[0][0].value, best[0][1]):
        return None
    return best[0][0].shown, format_number(best[0][1])


def _with(reading: ParsedPassage, wrong: CountedNumber, right: Decimal) -> ParsedPassage:
    numbers = tuple(
        replace(number, value=right) if number.start == wrong.start else number
        for number in reading.numbers
    )
    return replace(reading, numbers=numbers)


def _said(reading: ParsedPassage, wrong: _Wrong, every: Sequence[_Wrong]) -> Contradiction:
    template, params = wrong.template, _params(wrong)
    if wrong.template == SUM and (explained := _slip(reading, wrong, every)):
        template, params = SUM_IF, {**params, "wrong": explained[0], "right": explained[1]}
    return Contradiction(
        template=template,
        params=params,
        sentence=reading.sentence_of(wrong.numbers[-1].sentence),
        shown=tuple(number.shown for number in wrong.numbers),
    )


def _params(wrong: _Wrong) -> dict[str, str]:
    whole, *parts = wrong.numbers
    if wrong.total is not None:
        added = " + ".join(summand.shown for summand in parts)
        return {"whole": whole.words, "parts": added, "sum": format_number(wrong.total)}
    if wrong.template in (INCREASE, DECREASE):
        before, number = parts
        return {"number": number.shown, "before": before.shown, "after": whole.shown}
    [part] = parts
    return {"part": part.words if wrong.template == PART else part.shown, "whole": whole.words}
