"""What could be found at all: how improbable each planted error is under the law by which the
practice year was drawn, and what the declared structure contradicts. No check knows that law."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import erfc, exp, log, pi, sqrt

from reporting.checks.rules.model import ReportedRow
from reporting.kernel.periods import Period
from reporting.kernel.tables import CellKey
from reporting.practice.rules.months import FEW, NOISE, SEASON, sizes_of_form
from reporting.practice.rules.practice_inputs import PracticeInputs
from reporting.practice.rules.sizes import GROWS, Typical
from tests.audit.measuring import Answer
from tests.audit.reported import At, Change, Plant, Reported

FALSE_DISCOVERIES = 0.2
IMPOSSIBLE = 1e-12
SHARES = (0.9, 1.1)  # of a part in its whole, from month to month: `months._draw`
# What contradicts a declaration, whatever the numbers are.
STRUCTURE = frozenset({
    "part_exceeds_whole", "parts_do_not_add", "later_stage", "two_values", "record_source",
    "part_alone", "females_missing", "branch_above_body",
})  # fmt: skip


@dataclass(frozen=True)
class Law:
    """Of one number: its middle, how far it strays, and between what it must lie."""

    mean: float
    deviation: float
    least: float = 0.0
    most: float = float("inf")

    def tail(self, number: float) -> float:
        """Two-sided: so far from the middle or further."""
        if not self.least <= number <= self.most:
            return IMPOSSIBLE
        away = max(abs(number - self.mean) - 0.5, 0.0) / max(self.deviation, 0.3)
        return max(erfc(away / sqrt(2)), IMPOSSIBLE)

    def chance(self, number: float) -> float:
        """Of exactly this number."""
        if not self.least <= number <= self.most:
            return IMPOSSIBLE
        deviation = max(self.deviation, 0.3)
        away = (number - self.mean) / deviation
        return max(min(exp(-away * away / 2) / (deviation * sqrt(2 * pi)), 1.0), IMPOSSIBLE)


class Truth:
    """The laws of a practice year's numbers. `knows_growth`: how much the unit grew since last
    year too, which nothing in its reports says before it has happened."""

    def __init__(self, inputs: PracticeInputs, reported: Reported, *, knows_growth: bool) -> None:
        self.inputs, self.reported, self.knows_growth = inputs, reported, knows_growth
        self.sizes: dict[tuple[str, str], tuple[Typical, bool]] = {}
        for form in inputs.specs:
            for table, typical in sizes_of_form(inputs, form).items():
                beside = inputs.beside.get(table)
                if typical and not (beside and form not in beside.record):
                    known = table in inputs.base.units.get(form[0], {})
                    self.sizes[form[0], table] = typical, known

    def beside(self, at: At) -> Iterator[At]:
        """The cell, and the parts of it in its row."""
        yield at
        for element in self.reported.elements(at.row):
            if element.part_of == at.element and element.code in self.reported.rows[at.row].values:
                yield At(at.row, element.code)

    def of(self, row: ReportedRow, code: str) -> Iterator[Law]:
        """Of the number by itself, and of a part in its whole as the row gives it."""
        typical, known = self.sizes.get((row.unit, row.table), ({}, False))
        key = CellKey(row.option, code)
        element = self.reported.tables[row.table].element(code)
        months = [month for _year, month in Period.parse(row.period).months]
        if element is None or not typical.get(key):
            return
        if element.part_of:
            whole = row.values.get(element.part_of)
            share = typical[key] / (typical.get(key._replace(element=element.part_of)) or 1)
            if whole is not None and 0 < share <= 1:
                mean, slack = float(whole) * share, 0.5 * len(months) + 0.5
                yield Law(
                    mean, mean * (SHARES[1] - SHARES[0]) / sqrt(12 * len(months)) + slack / 2,
                    mean * SHARES[0] - slack, mean * SHARES[1] + slack,
                )  # fmt: skip
        law = law_of_count(typical[key], months, still=element.aggregation in ("last", "max"))
        if self.knows_growth:
            yield law
        elif known:
            strays = (GROWS[1] - GROWS[0]) / sqrt(12)
            yield Law(law.mean, sqrt(law.deviation**2 + (law.mean * strays) ** 2))


def law_of_count(typical: float, months: Sequence[int], *, still: bool) -> Law:
    """Of a period with these months, 1 to 12; a stock grows a little and does not stray."""
    if still:
        last = typical * (1 + 0.004 * months[-1])
        return Law(last, 0.3, last - 1, last + 1)
    mean = variance = least = most = 0.0
    for month in months:
        now = typical / 12 * SEASON[month - 1]
        if now < FEW:
            mean, variance, most = mean + now, variance + now, float("inf")
        else:
            mean += now * sum(NOISE) / 2
            variance += (now * (NOISE[1] - NOISE[0])) ** 2 / 12
            least, most = least + now * NOISE[0] - 0.5, most + now * NOISE[1] + 0.5
    return Law(mean, sqrt(variance), least, most)


def improbability(truth: Truth, plant: Plant, rows: Sequence[ReportedRow]) -> float:
    """The smallest of what tells: one number by itself, and for numbers of another place, or round
    ones, how seldom all of them come so by chance."""
    found = [1.0]
    for change in plant.told:
        for at in truth.beside(change.at):
            tails = _tails(truth, rows[at.row], at.element)
            before = _tails(truth, truth.reported.rows[at.row], at.element)
            # Where the true number is as improbable (a rule moved it), nothing is told.
            if tails and min(tails) < min(before, default=1.0):
                found.append(min(min(tails) * len(tails), 1.0))
    if plant.kind in ("copied_period", "copied_unit", "near_copy", "row_shift"):
        found.append(exp(sum(log(_come_by(truth, rows, one)) for one in plant.changes)))
    if plant.kind == "invented":
        found.append(exp(sum(log(round_by_chance(one.number)) for one in plant.changes)))
    return min(found)


def _tails(truth: Truth, row: ReportedRow, code: str) -> list[float]:
    return [law.tail(float(row.values.get(code, 0))) for law in truth.of(row, code)]


def _come_by(truth: Truth, rows: Sequence[ReportedRow], change: Change) -> float:
    laws = list(truth.of(rows[change.at.row], change.at.element))
    return laws[0].chance(float(change.number or 0)) if laws else 1.0


def round_by_chance(number: Decimal | None) -> float:
    digits = len(str(int(number or 0)))
    return 10.0 ** (1 - digits)


@dataclass(frozen=True)
class Ceiling:
    """By kind: planted; told apart knowing the law and the growth, knowing the law alone; with what
    the structure contradicts as well."""

    planted: int
    with_growth: int
    without_growth: int


def ceilings(
    inputs: PracticeInputs, reported: Reported, answers: Sequence[Answer]
) -> dict[str, Ceiling]:
    """One error at a time: what is improbable enough to be named among so many numbers, where of
    five that are named one may be there by chance (Benjamini and Hochberg)."""
    limit = FALSE_DISCOVERIES / sum(len(row.values) for row in reported.rows)
    truths = [Truth(inputs, reported, knows_growth=knows) for knows in (True, False)]
    found: dict[str, list[int]] = {}
    for answer in answers:
        rows = reported.with_plants([answer.plant])
        structure = bool(STRUCTURE & set(answer.by))
        for kind in (answer.plant.kind, "all"):
            counts = found.setdefault(kind, [0, 0, 0])
            counts[0] += 1
            for place, truth in enumerate(truths, 1):
                counts[place] += structure or improbability(truth, answer.plant, rows) <= limit
    return {kind: Ceiling(*counts) for kind, counts in found.items()}


def printed_ceilings(found: Mapping[str, Ceiling]) -> list[str]:
    lines = [
        "\nWhat could be told apart by who knows how the numbers were drawn, or by structure:",
        f"{'':<20} {'planted':>7} {'knowing growth':>14} {'without':>8}",
    ]
    for kind, one in found.items():
        both = (100 * part / one.planted for part in (one.with_growth, one.without_growth))
        lines.append(f"{kind:<20} {one.planted:7} " + "{:13.0f}% {:7.0f}%".format(*both))
    return lines
