"""Where each figure that a document shows comes from, as flat rows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from provinces.queries import unit_names
from reporting.exports.rows import TraceRow
from reporting.kernel.document import Document, Number, Table
from reporting.kernel.expressions import Reference, parse
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Figure
from reporting.queries.listings import plain, report_addresses

FiguresOfCell = dict[tuple[str, int], list[Figure]]  # (cell, period): every scope


def trace_rows(document: Document, consolidation: Consolidation) -> list[TraceRow]:
    """One for each figure that the document's tables show."""
    names = unit_names(consolidation.year, document.language)
    figures: FiguresOfCell = defaultdict(list)
    for figure in Figure.objects.filter(consolidation=consolidation).select_related(
        "cell", "organisation_unit"
    ):
        figures[figure.cell.code, figure.period_key].append(figure)
    reports = report_addresses(consolidation)
    return [
        _trace(number, figures, names, reports)
        for number in {number.trace: number for number in _numbers(document)}.values()
    ]


def _numbers(document: Document) -> Iterator[Number]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    for cell in row.cells:
                        if isinstance(cell, Number) and cell.trace:
                            yield cell


def _trace(
    number: Number, figures: FiguresOfCell, names: Mapping[int, str], reports: Mapping[int, str]
) -> TraceRow:
    reference = parse(number.trace)
    assert isinstance(reference, Reference)
    rows = figures.get((reference.cell, Period.parse(reference.period or "").key), [])
    stored = [row for row in rows if _scope_of(row) in (reference.scope or ("",))]
    ids = {pk for row in rows if _is_inside(row, reference.scope) for pk in row.revision_ids}
    unit_id = stored[0].organisation_unit_id if len(stored) == 1 else None
    return TraceRow(
        address=number.trace,
        organisation_unit="|".join(reference.scope),
        period=reference.period or "",
        value=plain(Decimal(number.value)),
        received=sum(row.received for row in stored) if stored else 1,
        expected=sum(row.expected for row in stored) if stored else 1,
        reports=tuple(sorted(reports[pk] for pk in ids if pk in reports)),
        organisation_unit_name=names.get(unit_id or 0, ""),
    )


def _scope_of(row: Figure) -> str:
    """The unit's code, the kind of unit, or nothing for the nation."""
    return row.organisation_unit.code if row.organisation_unit else row.kind


def _is_inside(row: Figure, scope: tuple[str, ...]) -> bool:
    unit = row.organisation_unit
    return unit is not None and (not scope or unit.code in scope or unit.kind in scope)
