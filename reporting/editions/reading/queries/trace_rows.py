"""Where each figure that a document shows comes from, as flat rows for its workbook."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import override

from provinces.queries import unit_names
from reporting.consolidation.queries.proofs import Proof, prove
from reporting.core.queries.cell_labels import report_addresses
from reporting.document.listing_rows import TraceRow
from reporting.document.trace_codes import figure_code, figures_in, tables_of
from reporting.document.value import Document, Number
from reporting.editions.reading.queries.explained_proofs import HOW
from reporting.kernel.expressions import Reference, parse
from reporting.kernel.numbers import plain_number
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Figure


def trace_rows(document: Document, consolidation: Consolidation) -> list[TraceRow]:
    """One for each figure that the document's tables show, at the first place where it stands; the
    number of queries does not depend on how many there are."""
    first: dict[str, tuple[str, Number]] = {}
    for table in tables_of(document):
        for row, column, number in figures_in(table):
            first.setdefault(number.trace, (figure_code(table, row, column), number))
    proofs = prove(consolidation, first)
    stored = _stored(consolidation)
    names = _names(consolidation, document.language)
    reports = report_addresses(consolidation)
    with override(document.language):
        return [
            _row(code, number, proof, stored, names, reports)
            for (code, number), proof in zip(first.values(), proofs, strict=True)
        ]


def _stored(consolidation: Consolidation) -> dict[tuple[str, str, int], tuple[int, int]]:
    """(cell, unit or kind, period) -> received and expected."""
    rows = Figure.objects.filter(consolidation=consolidation).values_list(
        "cell__code", "organisation_unit__code", "kind", "period_key", "received", "expected"
    )
    return {
        (cell, unit or kind, key): (received, expected)
        for cell, unit, kind, key, received, expected in rows
    }


def _names(consolidation: Consolidation, language: str) -> dict[str, str]:
    names = unit_names(consolidation.year, language)
    rows = consolidation.chosen.values_list("organisation_unit__code", "organisation_unit_id")
    return {code: names[pk] for code, pk in set(rows) if pk in names}


def _row(
    code: str,
    number: Number,
    proof: Proof,
    stored: Mapping[tuple[str, str, int], tuple[int, int]],
    names: Mapping[str, str],
    reports: Mapping[int, str],
) -> TraceRow:
    reference = parse(number.trace)
    assert isinstance(reference, Reference)
    key = Period.parse(reference.period or "").key
    counts = [
        stored[reference.cell, scope, key]
        for scope in reference.scope or ("",)
        if (reference.cell, scope, key) in stored and reference.entry is None
    ]
    return TraceRow(
        address=number.trace,
        organisation_unit="|".join(reference.scope),
        period=reference.period or "",
        value=plain_number(Decimal(number.value)),
        received=sum(received for received, _expected in counts) if counts else 1,
        expected=sum(expected for _received, expected in counts) if counts else 1,
        reports=tuple(sorted(reports[pk] for pk in proof.revisions if pk in reports)),
        organisation_unit_name=names.get("|".join(reference.scope), ""),
        code=code,
        cells=proof.cells or tuple(part.address for part in proof.parts),
        how=f"= {proof.formula}" if proof.formula else str(HOW[proof.how]),
        status=number.state,
    )
