"""The numbers that a question may mean: cells by their words, figures by their keys.

A figure is found by the keys of its consolidation, cell, period and unit, which one index holds:
it takes no longer when there are more of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from reporting.core.queries.editions import PUBLISHED
from reporting.core.queries.practice_years import practice_years
from reporting.kernel.expressions import Reference
from reporting.kernel.periods import Period
from reporting.kernel.tables import cell_code
from reporting.models import Consolidation, Edition, Figure
from reporting.search.queries.known import Known
from reporting.search.rules.periods import DatedQuestion
from reporting.search.rules.ranking import FoundCell, cells
from reporting.search.rules.units import Named
from reporting.search.rules.words import features

MOST_CELLS = 60
MOST_SHOWN = 6
NATION = 0
SURE = 0.95  # so much of the question's words are said without a unit: then it may name none
WORST = 4.0  # so much less than the best is not worth showing


@dataclass(frozen=True)
class FigureBasis:
    """Whose figures are read for a period: those of the edition that is read, else of the newest
    consolidation that this person sees."""

    consolidation: Consolidation
    edition: Edition | None


@dataclass(frozen=True)
class FoundNumber:
    """`unit`: 0 of the nation."""

    found: FoundCell
    unit: int
    period: Period
    value: Decimal
    received: int
    expected: int
    basis: FigureBasis
    score: float
    reference: Reference


@dataclass(frozen=True)
class Reading:
    """One way to take the question: its unit, and the cells that its other words name."""

    named: Named
    cells: list[FoundCell]


def readings(known: Known, text: str) -> list[Reading]:
    return [
        Reading(named, cells(known.labels, asked, MOST_CELLS))
        for named in known.spellings.readings(text)
        if (asked := known.labels.asked(features(named.rest))).words
    ]


def newest_year() -> int | None:
    """With figures that this person sees; years to practise on are asked for by their number."""
    rows = Consolidation.objects.exclude(year__in=practice_years())
    return rows.order_by("-year").values_list("year", flat=True).first()


def basis_of(period: Period) -> FigureBasis | None:
    """Of the period's own report, else of its year's; two queries."""
    keys = list(dict.fromkeys((period.key, period.year * 100)))
    editions = list(
        Edition.objects.filter(period_key__in=keys)
        .select_related("consolidation")
        .order_by("-number")
    )
    runs = list(Consolidation.objects.filter(period_key__in=keys).order_by("-pk"))
    for key in keys:
        own = [edition for edition in editions if edition.period_key == key]
        read = next((row for row in own if row.state == PUBLISHED), own[0] if own else None)
        newest = next((run for run in runs if run.period_key == key), None)
        figures = read.consolidation if read and read.consolidation else newest
        if figures is not None:
            return FigureBasis(figures, read)
    return None


def numbers(known: Known, found: Iterable[Reading], when: DatedQuestion) -> list[FoundNumber]:
    """The nearest first; five queries at most."""
    taken = [reading for reading in found if reading.cells]
    year = when.period.year if when.period else newest_year() if taken else None
    if not taken or year is None:
        return []
    period = when.in_year(year)
    basis = basis_of(period)
    if basis is None:
        return []
    figures = _figures(taken, basis, period)
    whole = max((r.cells[0].share for r in taken if not r.named.units), default=0.0)
    rated = [
        _number(known, cell, unit, figures[cell.cell, unit], basis, period, score)
        for reading in taken
        for cell in reading.cells
        for unit in reading.named.units or (NATION,)
        if (cell.cell, unit) in figures
        for score in [cell.score + _sureness(reading.named, whole)]
    ]
    return list(_best(sorted(rated, key=lambda number: -number.score)))


def _sureness(named: Named, whole: float) -> float:
    """A unit that is named and taken out of the question makes the rest of it easier to answer."""
    if named.is_nation:
        return 0.5
    if not named.units:
        return 0.0
    sure = 0.3 if whole < SURE else -0.3
    return sure - (1.0 if named.is_misspelt else 0.0) - 0.2 * (len(named.units) - 1)


def _figures(
    taken: Sequence[Reading], basis: FigureBasis, period: Period
) -> dict[tuple[int, int], Figure]:
    wanted = {cell.cell for reading in taken for cell in reading.cells}
    units = {unit for reading in taken for unit in reading.named.units}
    rows = Figure.objects.filter(
        Q(organisation_unit=None, kind="") | Q(organisation_unit__in=units),
        consolidation=basis.consolidation,
        cell_id__in=wanted,
        period_key=period.key,
    ).only("cell_id", "organisation_unit_id", "value", "received", "expected")
    return {(row.cell_id, row.organisation_unit_id or NATION): row for row in rows}


def _number(
    known: Known,
    cell: FoundCell,
    unit: int,
    figure: Figure,
    basis: FigureBasis,
    period: Period,
    score: float,
) -> FoundNumber:
    code = cell_code(cell.table.code, cell.row or None, cell.column)
    scope = (known.units[unit][0],) if unit else ()
    return FoundNumber(
        found=cell,
        unit=unit,
        period=period,
        value=figure.value,
        received=figure.received,
        expected=figure.expected,
        basis=basis,
        score=score,
        reference=Reference(code, scope=scope, period=period.code),
    )


def _best(rated: Iterable[FoundNumber]) -> Iterator[FoundNumber]:
    """Each figure once, and none that is much further away than the first."""
    seen: set[Reference] = set()
    best: float | None = None
    for number in rated:
        best = number.score if best is None else best
        if number.reference in seen or number.score < best - WORST:
            continue
        seen.add(number.reference)
        yield number
        if len(seen) == MOST_SHOWN:
            return
