"""Series of reports drawn by a known law: units of different size,
seasons, over-dispersed counts."""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reporting.checks.rules.model import ReportedRow
from reporting.kernel.tables import ElementSpec, OptionSpec, TableSpec

OPTIONS = ("a", "b", "c", "d")
TABLE = TableSpec(
    "drawn",
    "II.B",
    "fixed",
    elements=(
        ElementSpec("times", "Times", "event"),
        ElementSpec("persons", "Persons", "person"),
        ElementSpec("females", "Females", "person", part_of="persons", role="females"),
    ),
    options=tuple(OptionSpec(code, code.upper()) for code in OPTIONS),
    title="Drawn",
)
TABLES = {TABLE.code: TABLE}
Season = Callable[[str, int], float]  # option and month -> factor


@dataclass(frozen=True)
class Law:
    """`events`: of a unit of middle size in a month; `dispersion`: of a negative binomial."""

    units: int = 58
    years: tuple[int, ...] = (2024, 2025)
    events: float = 12.0
    dispersion: float = 0.15
    sizes: float = 0.8
    own_mix: float = 0.7
    season: Season = lambda _option, _month: 1.0
    options: tuple[str, ...] = OPTIONS


def drawn(law: Law, seed: int) -> list[ReportedRow]:
    source = random.Random(seed)
    return [row for unit in range(law.units) for row in _of_unit(source, law, f"U{unit}")]


def _of_unit(source: random.Random, law: Law, unit: str) -> Iterator[ReportedRow]:
    size = math.exp(source.gauss(0, law.sizes))
    for option in law.options:
        level = law.events * size * math.exp(source.gauss(0, law.own_mix))
        each, share = math.exp(source.gauss(3, 0.4)), source.gauss(0, 0.4)
        for year in law.years:
            for month in range(1, 13):
                expected = level * law.season(option, month)
                times = count(source, expected, law.dispersion)
                persons = count(source, times * each, 0.05)
                chance = 1 / (1 + math.exp(-share - source.gauss(0, 0.25)))
                females = sum(source.random() < chance for _one in range(persons))
                yield a_row(unit, f"{year}{month:02}", times, persons, females, option)


def a_row(
    unit: str, period: str, times: int, persons: int, females: int, option: str = "a"
) -> ReportedRow:
    numbers = {"times": times, "persons": persons, "females": females}
    return ReportedRow(
        table=TABLE.code,
        section=TABLE.section,
        unit=unit,
        unit_name=unit,
        unit_kind="province",
        period=period,
        values={code: Decimal(number) for code, number in numbers.items()},
        option=option,
        label=option.upper(),
    )


def count(source: random.Random, expected: float, dispersion: float) -> int:
    """A negative binomial: a Poisson count whose mean is drawn from a gamma distribution."""
    if not expected:
        return 0
    mean = source.gammavariate(1 / dispersion, expected * dispersion)
    if mean > 300:
        return max(round(source.gauss(mean, math.sqrt(mean))), 0)
    below, found, product = math.exp(-mean), 0, source.random()
    while product > below:
        product *= source.random()
        found += 1
    return found


def split(rows: Sequence[ReportedRow], year: str = "2025") -> tuple[list[ReportedRow], ...]:
    """Those of the year, and those before it."""
    now = [row for row in rows if row.period.startswith(year)]
    return now, [row for row in rows if not row.period.startswith(year)]


def planted(
    rows: Sequence[ReportedRow], unit: str, period: str, option: str | None, **numbers: int
) -> list[ReportedRow]:
    found = []
    for row in rows:
        if (row.unit, row.period, row.option) == (unit, period, option):
            values = {**row.values, **{code: Decimal(one) for code, one in numbers.items()}}
            row = replace(row, values=values)
        found.append(row)
    return found
