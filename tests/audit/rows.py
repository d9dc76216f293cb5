"""Errors of the place, of copying and of reckoning: numbers that belong elsewhere."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random
from statistics import median

from reporting.checks.rules.model import ReportedRow
from reporting.kernel.periods import Period
from tests.audit.reported import At, Change, Plant, Reported

FEWEST_COPIED = 2
SMALLEST_COPIED = Decimal(10)


def column_shift(reported: Reported, by: Random) -> Iterator[Plant]:
    """From one column on, each number of a row stands in the next column."""
    for row in reported.shuffled_rows(by):
        codes = [element.code for element in reported.elements(row)]
        if len(codes) < 2:
            continue
        start = by.randrange(len(codes) - 1)
        numbers = [reported.number(At(row, code)) for code in codes]
        moved = [*numbers[:start], None, *numbers[start:-1]]
        yield _of_row("column_shift", reported, row, dict(zip(codes, moved, strict=True)))


def row_shift(reported: Reported, by: Random) -> Iterator[Plant]:
    """Two rows below each other have each other's numbers, in one column."""
    for at in reported.cells(by):
        sheet = reported.sheet(at.row)
        place = sheet.index(at.row)
        if place + 1 == len(sheet):
            continue
        below = At(sheet[place + 1], at.element)
        changes = (
            reported.change(at, reported.number(below)),
            reported.change(below, reported.number(at)),
        )
        yield _plant("row_shift", changes)


def copied_period(reported: Reported, by: Random) -> Iterator[Plant]:
    """A table's numbers are once more those of the period before."""
    sheets = sorted(reported.sheets)
    by.shuffle(sheets)
    for sheet in sheets:
        changes: list[Change] = []
        for row in reported.sheets[sheet]:
            last = reported.last(row)
            if last is not None:
                changes += _of_row("", reported, row, _shared(last, reported.rows[row])).changes
        if len(changes) >= FEWEST_COPIED:
            yield Plant("copied_period", tuple(changes))


def copied_unit(reported: Reported, by: Random) -> Iterator[Plant]:
    for row, values in _of_others(reported, by):
        yield _of_row("copied_unit", reported, row, values)


def near_copy(reported: Reported, by: Random) -> Iterator[Plant]:
    """Another unit's row with one number made a little different."""
    for row, values in _of_others(reported, by):
        code = by.choice(sorted(values))
        step = max(Decimal(1), (values[code] * Decimal("0.05")).to_integral_value())
        values[code] += step * by.choice((-1, 1)) if values[code] > step else step
        yield _of_row("near_copy", reported, row, values)


def swapped(reported: Reported, by: Random) -> Iterator[Plant]:
    for row, part, whole in _pairs(reported, by):
        numbers = {part: reported.number(At(row, whole)), whole: reported.number(At(row, part))}
        yield _of_row("swapped", reported, row, numbers)


def all_or_none_female(reported: Reported, by: Random) -> Iterator[Plant]:
    for row, part, whole in _pairs(reported, by):
        element = reported.tables[reported.rows[row].table].element(part)
        if element is not None and element.role == "females":
            number = by.choice((reported.number(At(row, whole)), Decimal(0)))
            yield _of_row("all_or_none_female", reported, row, {part: number})


def cumulative(reported: Reported, by: Random) -> Iterator[Plant]:
    """A row that counts from the start on: with the numbers of all earlier periods of its length,
    of the year in question; of a whole year, with the year before."""
    for row in reported.shuffled_rows(by):
        one = reported.rows[row]
        period = Period.parse(one.period)
        known = reported.earlier[one.table, one.unit, one.option, one.entry]
        numbers: dict[str, Decimal | None] = {}
        for code, number in one.values.items():
            past = [
                earlier.values[code]
                for earlier in known
                if code in earlier.values and _comes_before(Period.parse(earlier.period), period)
            ]
            if past:
                numbers[code] = number + sum(past)
        yield _of_row("cumulative", reported, row, numbers)


def zero_or_unused(reported: Reported, by: Random) -> Iterator[Plant]:
    """0 for a number, or a number as others have it in a cell that the unit leaves blank."""
    usual: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for row in reported.rows:
        for code, number in row.values.items():
            usual[row.table, code].append(number)
    places = [
        At(row, element.code)
        for row in reported.shuffled_rows(by)
        for element in reported.elements(row)
        if usual[reported.rows[row].table, element.code]
    ]
    by.shuffle(places)
    for at in places:
        if reported.number(at) is not None:
            yield _plant("zero_or_unused", (reported.change(at, Decimal(0)),))
        else:
            middle = median(usual[reported.rows[at.row].table, at.element])
            number = Decimal(middle).to_integral_value()
            yield _plant("zero_or_unused", (reported.change(at, number),))


def counted_twice(reported: Reported, by: Random) -> Iterator[Plant]:
    """A number holds another of the unit's as well: that of the same column in another table, or
    the total of its own column."""
    by_unit: dict[tuple[str, str, str], list[At]] = defaultdict(list)
    for place, row in enumerate(reported.rows):
        for element in reported.elements(place):
            if element.code in row.values and not element.part_of:
                by_unit[row.unit, row.period, element.code].append(At(place, element.code))
    for at in reported.cells(by):
        row = reported.rows[at.row]
        counted = reported.tables[row.table].element(at.element)
        number = reported.number(at)
        if counted is None or counted.part_of or number is None:
            continue
        column = [reported.number(At(place, at.element)) for place in reported.sheet(at.row)]
        total = sum(filter(None, column), Decimal(0))
        others = [
            other
            for other in by_unit[row.unit, row.period, counted.code]
            if reported.rows[other.row].table != row.table
        ]
        if total > number and by.random() < 0.5:
            yield _plant("counted_twice", (reported.change(at, total),))
        elif others:
            more = reported.number(by.choice(others)) or Decimal(0)
            yield _plant("counted_twice", (reported.change(at, number + more),))


def invented(reported: Reported, by: Random) -> Iterator[Plant]:
    """Round guesses in the place of a table's counts: of the right size, with one digit."""
    sheets = sorted(reported.sheets)
    by.shuffle(sheets)
    for sheet in sheets:
        changes: list[Change] = []
        for row in reported.sheets[sheet]:
            for code, number in reported.rows[row].values.items():
                if number >= SMALLEST_COPIED:
                    guess = float(number) * by.uniform(0.5, 1.6)
                    changes.append(reported.change(At(row, code), _round(guess)))
        if len(changes) >= FEWEST_COPIED:
            yield Plant("invented", tuple(changes))


def _round(number: float) -> Decimal:
    """One digit and zeros: 4,000 for 3,764."""
    unit = 10 ** (len(str(int(number))) - 1)
    return Decimal(round(number / unit) * unit)


def _pairs(reported: Reported, by: Random) -> Iterator[tuple[int, str, str]]:
    """(row, part, whole), both given."""
    for row in reported.shuffled_rows(by):
        values = reported.rows[row].values
        parts = [
            (element.code, element.part_of)
            for element in reported.elements(row)
            if element.part_of in values and element.code in values
        ]
        if parts:
            yield row, *by.choice(parts)


def _of_others(reported: Reported, by: Random) -> Iterator[tuple[int, dict[str, Decimal]]]:
    """(row, what another unit says in it)."""
    alike: dict[tuple[str, str | None, str], list[int]] = defaultdict(list)
    for place, row in enumerate(reported.rows):
        if row.entry is None:
            alike[row.table, row.option, row.period].append(place)
    for place in reported.shuffled_rows(by):
        row = reported.rows[place]
        others: Sequence[int] = alike.get((row.table, row.option, row.period), ())
        others = [other for other in others if reported.rows[other].unit != row.unit]
        if others:
            values = _shared(reported.rows[by.choice(others)], row)
            if sum(number >= SMALLEST_COPIED for number in values.values()) >= FEWEST_COPIED:
                yield place, values


def _shared(source: ReportedRow, row: ReportedRow) -> dict[str, Decimal]:
    return {code: number for code, number in source.values.items() if code in row.values}


def _comes_before(earlier: Period, period: Period) -> bool:
    """In the same year, for as long as it; of a whole year, the year before."""
    if earlier.kind is not period.kind:
        return False
    if period.is_year:
        return earlier == period.previous
    return earlier.year == period.year and earlier.number < period.number


def _of_row(
    kind: str, reported: Reported, row: int, numbers: dict[str, Decimal | None] | dict[str, Decimal]
) -> Plant:
    changes = [reported.change(At(row, code), number) for code, number in numbers.items()]
    return _plant(kind, changes)


def _plant(kind: str, changes: Sequence[Change]) -> Plant:
    """Of changes only: what stays as it was is none."""
    return Plant(kind, tuple(change for change in changes if change.before != change.number))
