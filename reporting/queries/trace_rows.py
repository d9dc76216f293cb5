"""Where each figure that a document shows comes from, as flat rows."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from provinces.queries import unit_names
from reporting.exports.rows import TraceRow
from reporting.kernel.document import Document, Number, Table
from reporting.kernel.expressions import Reference, parse
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Figure
from reporting.queries.listings import plain, report_addresses


def trace_rows(document: Document, consolidation: Consolidation) -> list[TraceRow]:
    """One for each figure that the document's tables show."""
    language = document.language
    names = unit_names(consolidation.year, language)
    figures = {
        (figure.cell.code, figure.organisation_unit, figure.kind, figure.period_key): figure
        for figure in Figure.objects.filter(consolidation=consolidation).select_related(
            "cell", "organisation_unit"
        )
    }
    by_code = {
        (cell, unit.code if unit else "", kind, key): (figure, unit)
        for (cell, unit, kind, key), figure in figures.items()
    }
    reports = report_addresses(consolidation)
    return [
        _trace(number, by_code, names, reports)
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
    number: Number,
    by_code: Mapping[tuple[str, str, str, int], tuple[Figure, object]],
    names: Mapping[int, str],
    reports: Mapping[int, str],
) -> TraceRow:
    reference = parse(number.trace)
    assert isinstance(reference, Reference)
    key = Period.parse(reference.period or "").key
    scope = reference.scope[0] if len(reference.scope) == 1 else ""
    unit, kind = ("", scope) if scope.islower() else (scope, "")
    figure, _unit = by_code.get((reference.cell, unit, kind, key), (None, None))
    ids = figure.revision_ids if figure else []
    if figure is not None and not unit:
        ids = sorted(
            {
                pk
                for (cell, code, _kind, period), (other, _u) in by_code.items()
                if code and cell == reference.cell and period == key
                for pk in other.revision_ids
            }
        )
    return TraceRow(
        address=number.trace,
        organisation_unit=unit or kind,
        period=reference.period or "",
        value=plain(Decimal(number.value)),
        received=figure.received if figure else 1,
        expected=figure.expected if figure else 1,
        reports=tuple(sorted(reports[pk] for pk in ids if pk in reports)),
        organisation_unit_name=names.get(figure.organisation_unit_id or 0, "") if figure else "",
    )
