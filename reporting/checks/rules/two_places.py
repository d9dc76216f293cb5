"""One quantity in two places: a row that a reporter gives in two tables with two numbers, and a
branch that gives more than the organisation of which it is a part."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import FoundDiscrepancy, ReportedRow
from reporting.kernel.coincidences import alone
from reporting.kernel.tables import ElementSpec, TableSpec, cell_code

_ = str  # marks a template for translation

TWO_NUMBERS = _(
    "%(unit)s gives %(element)s of “%(row)s” (%(section)s) and of “%(other_row)s” "
    "(%(other_section)s) with two numbers, %(number)s and %(other)s, but %(same)s as the same."
)
BRANCH_ABOVE = _(
    "%(unit)s reports more than %(body)s, of which it is a part: %(part)s in %(row)s. "
    "%(part_number)s are more than %(whole_number)s."
)
_WORDS = re.compile(r"\w+")
_FEWEST_WORDS = 2  # “Training” alone does not say which training


def check_two_places(
    tables: Mapping[str, TableSpec], rows: Sequence[ReportedRow]
) -> Iterator[FoundDiscrepancy]:
    """Rows of two tables of one report with the same label, or of which one label begins with the
    other: where a telling number is the same in both, another of the same column is too."""
    reports: dict[tuple[str, str], list[ReportedRow]] = defaultdict(list)
    for row in rows:
        if row.table in tables and len(_label(row)) >= _FEWEST_WORDS:
            reports[row.unit, row.period].append(row)
    for own in reports.values():
        by_start: dict[tuple[str, ...], list[ReportedRow]] = defaultdict(list)
        for row in own:
            by_start[_label(row)[:_FEWEST_WORDS]].append(row)
        for alike in by_start.values():
            for one, other in combinations(alike, 2):
                if one.table != other.table and _same_label(one, other):
                    yield from _two_numbers(tables, one, other)


def _label(row: ReportedRow) -> tuple[str, ...]:
    return _words(row.label)


@lru_cache(maxsize=8192)
def _words(label: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(label.casefold()))


def _same_label(one: ReportedRow, other: ReportedRow) -> bool:
    shorter, longer = sorted((_label(one), _label(other)), key=len)
    return longer[: len(shorter)] == shorter


def _two_numbers(
    tables: Mapping[str, TableSpec], one: ReportedRow, other: ReportedRow
) -> Iterator[FoundDiscrepancy]:
    columns = {(element.title, element.unit): element for element in tables[other.table].entered()}
    same: list[ElementSpec] = []
    differing: list[tuple[ElementSpec, ElementSpec]] = []
    for element in tables[one.table].entered():
        twin = columns.get((element.title, element.unit))
        if twin is None or element.code not in one.values or twin.code not in other.values:
            continue
        if one.values[element.code] != other.values[twin.code]:
            differing.append((element, twin))
        elif element.title:
            same.append(element)
    chance = sum(math.log(alone(one.values[element.code])) for element in same)
    if not same or chance > math.log(KINDS["given_twice"].thresholds["chance"]):
        return
    for element, twin in differing:
        yield FoundDiscrepancy(
            kind="given_twice",
            severity=KINDS["given_twice"].severity,
            section=one.section,
            unit=one.unit,
            period=one.period,
            cells=(_address(one, element.code), _address(other, twin.code)),
            computed=other.values[twin.code],
            template=TWO_NUMBERS,
            params={
                "unit": one.unit_name,
                "element": element.title,
                "row": one.label,
                "section": one.section,
                "other_row": other.label,
                "other_section": other.section,
                "number": one.values[element.code],
                "other": other.values[twin.code],
                "same": ", ".join(column.title for column in same),
            },
        )


def _address(row: ReportedRow, element: str) -> str:
    return f"{cell_code(row.table, row.option, element, row.entry)}@{row.unit}:{row.period}"


@dataclass(frozen=True)
class _Given:
    row: ReportedRow
    element: ElementSpec

    @property
    def number(self) -> Decimal:
        return self.row.values[self.element.code]

    @property
    def address(self) -> str:
        return _address(self.row, self.element.code)


def check_branches(
    tables: Mapping[str, TableSpec], rows: Sequence[ReportedRow], above: Mapping[str, str]
) -> Iterator[FoundDiscrepancy]:
    """`above`: code of a reporter -> of the one above it; a branch is of the same kind as its
    organisation. One row of a branch is compared with all that its organisation gives of the same
    (persons, times ...) in the same chapter and period; where that is nothing, nothing is said."""
    kinds = {row.unit: row.unit_kind for row in rows} if above else {}
    branches = {
        unit: body for unit, body in above.items() if kinds.get(unit, "-") == kinds.get(body)
    }
    bodies = set(branches.values())
    given: dict[tuple[str, str, str, str], list[_Given]] = defaultdict(list)
    for row in rows if branches else ():
        if row.table in tables and (row.unit in branches or row.unit in bodies):
            for element in tables[row.table].entered():
                if element.code in row.values and element.unit and not element.part_of:
                    key = row.unit, row.period, _chapter(row.section), element.unit
                    given[key].append(_Given(row, element))
    for (unit, *place), own in given.items():
        whole = given.get((branches.get(unit, ""), place[0], place[1], place[2]))
        if not whole:
            continue
        most = max(own, key=lambda one: one.number)
        total = sum((one.number for one in whole), Decimal(0))
        if most.number > total > 0:
            yield _above(most, whole, total)


def _chapter(section: str) -> str:
    """II.B.1.5 -> II.B.1: what belongs together stands in one chapter."""
    return ".".join(section.split(".")[:3])


def _above(most: _Given, whole: Sequence[_Given], total: Decimal) -> FoundDiscrepancy:
    row = most.row
    return FoundDiscrepancy(
        kind="branch_above_body",
        severity=KINDS["branch_above_body"].severity,
        section=row.section,
        unit=row.unit,
        period=row.period,
        cells=(most.address, *(one.address for one in whole)),
        computed=total,
        template=BRANCH_ABOVE,
        params={
            "unit": row.unit_name,
            "body": whole[0].row.unit_name,
            "part": most.element.title,
            "row": row.label,
            "part_number": most.number,
            "whole_number": total,
        },
    )
