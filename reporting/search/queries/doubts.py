"""Whether a check doubts a figure, as the report of the period prints it."""

from collections.abc import Iterator
from functools import lru_cache

from django.db.models import Max

from provinces.tenancy import all_sections
from reporting.document.value import Document, FigureState, Number, Table
from reporting.editions.discrepancies.queries.figure_states import figure_states
from reporting.editions.discrepancies.queries.footnote_words import printed_discrepancies
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.models import Consolidation, Edition, Settlement
from reporting.search.queries.numbers import Basis

States = dict[str, FigureState]
LANGUAGE = "en"  # the states are the same in each


def doubts_of(basis: Basis, *, is_national: bool) -> States:
    """Address of a figure -> its state; what is not in it is sound. Of a published report as it
    was published; else as it would be printed now, which only the Secretariat reads. One query at
    most where it is known already."""
    made = basis.consolidation.created_at.isoformat()
    if basis.edition is not None and basis.edition.is_published:
        return _printed(basis.edition.pk, made)
    if not is_national:
        return {}
    newest = Settlement.objects.aggregate(newest=Max("pk"))["newest"]
    return _found(basis.consolidation.pk, made, newest)


@lru_cache(maxsize=16)
def _printed(edition: int, made: str) -> States:
    """`made` tells equal keys of two databases apart."""
    document = shown_document(Edition.objects.get(pk=edition), LANGUAGE).document
    return {number.trace: number.state for number in _numbers(document) if number.state != "sound"}


def _numbers(document: Document) -> Iterator[Number]:
    for section in document.sections:
        for table in section.blocks:
            if isinstance(table, Table):
                for row in table.rows:
                    yield from (cell for cell in row.cells if isinstance(cell, Number))


@lru_cache(maxsize=16)
def _found(consolidation: int, made: str, newest: int | None) -> States:
    """Kept until somebody explains one more; the same for every national reader."""
    with all_sections():
        row = Consolidation.objects.get(pk=consolidation)
        found = printed_discrepancies(row)
    return figure_states(found, row.period, decided=False)
