"""Figures that are only compared, beside those of the source of record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reporting.checks.rules.kinds import KINDS
from reporting.checks.rules.model import FoundDiscrepancy

_ = str  # marks a template for translation
MORE = _(
    "%(row)s: %(source)s give %(part)s, more than the %(whole)s of %(record)s, whose figure counts."
)
TOGETHER = _(
    "%(row)s: all who are compared with %(record)s give %(part)s together, more than its %(whole)s."
)
OTHER = _("%(row)s: %(source)s give %(part)s; %(record)s, whose figure counts, gives %(whole)s.")
FEWER = _(
    "%(row)s: %(source)s give %(part)s; %(record)s, whose figure counts, gives %(whole)s. "
    "%(came)s of %(asked)s have reported."
)


@dataclass(frozen=True)
class Compared:
    """What one source gives for a cell: a unit, or a kind of units together. `scope` is its place
    in an address (`GRK`, `court`); `is_whole`: it should give as much as the record, not a part.
    `came` of `asked` units have given anything in the table."""

    name: str
    scope: str
    number: Decimal
    is_whole: bool = False
    came: int = 1
    asked: int = 1


@dataclass(frozen=True)
class RecordedCell:
    """A cell with the figure of its source of record, and what is compared with it."""

    section: str
    table: str
    cell: str
    label: str
    period: str
    record: str
    number: Decimal
    compared: tuple[Compared, ...]


def check_record_sources(cells: Sequence[RecordedCell]) -> Iterator[FoundDiscrepancy]:
    """A part above the record, parts that are more together, and a whole that differs from it."""
    for cell in cells:
        said = False
        for source in cell.compared:
            template = _of_one(cell, source)
            if template:
                said = True
                yield _found(cell, template, [source])
        parts = [source for source in cell.compared if not source.is_whole]
        if not said and sum(part.number for part in parts) > cell.number:
            yield _found(cell, TOGETHER, parts)


def _of_one(cell: RecordedCell, source: Compared) -> str:
    if source.number > cell.number:
        return OTHER if source.is_whole else MORE
    if not source.is_whole or source.number == cell.number:
        return ""
    return FEWER if source.came < source.asked else OTHER


def _found(cell: RecordedCell, template: str, sources: Sequence[Compared]) -> FoundDiscrepancy:
    part = sum((source.number for source in sources), Decimal(0))
    kind = "record_incomplete" if template == FEWER else "record_source"
    return FoundDiscrepancy(
        kind=kind,
        severity=KINDS[kind].severity,
        section=cell.section,
        table=cell.table,
        period=cell.period,
        cells=(*(f"{cell.cell}@{source.scope}" for source in sources), cell.cell),
        computed=cell.number,
        template=template,
        params={
            "row": cell.label,
            "source": sources[0].name,
            "record": cell.record,
            "part": part,
            "whole": cell.number,
            "came": sources[0].came,
            "asked": sources[0].asked,
        },
    )
