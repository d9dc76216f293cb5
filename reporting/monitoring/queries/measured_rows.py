"""A measure by a code list: what the open rows of reports say of each of its values (countries),
also rows from before there was the list. Some six queries, however many years."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from reporting.consolidation.queries.record_sources import beside_the_record
from reporting.core.queries.coded_rows import RowCodes
from reporting.core.queries.years import newest_runs
from reporting.kernel.periods import Period
from reporting.models import ConsolidatedRevision, DataValue

RowNumbers = dict[tuple[str, str, int], Decimal]  # (cell, value of the list, year)


def rows_of_nation(cells: Collection[str], years: Sequence[int]) -> RowNumbers:
    """Of the newest runs; a year that was never consolidated, from the run of the year after it.
    What is only compared is left out."""
    runs = {run.pk: run.year for run in newest_runs(_with_the_next(years))}
    chosen: dict[int, list[int]] = defaultdict(list)
    for revision, run in ConsolidatedRevision.objects.filter(consolidation__in=runs).values_list(
        "revision_id", "consolidation_id"
    ):
        chosen[revision].append(runs[run])
    beside = beside_the_record(years)
    found: RowNumbers = {}
    consolidated = set(runs.values())
    for revision, cell, code, year, place, value in _rows(chosen, cells):
        wanted = year if year in consolidated else year + 1
        if year in years and wanted in chosen[revision] and (year, *place) not in beside:
            found[cell, code, year] = found.get((cell, code, year), Decimal(0)) + value
    return found


def rows_of_revisions(cells: Collection[str], revisions: Iterable[int]) -> RowNumbers:
    """Of one unit's chosen reports."""
    found: RowNumbers = {}
    for _revision, cell, code, year, _place, value in _rows(revisions, cells):
        found[cell, code, year] = found.get((cell, code, year), Decimal(0)) + value
    return found


def _with_the_next(years: Iterable[int]) -> list[Period]:
    return [Period.of_year(year) for year in sorted({at for one in years for at in (one, one + 1)})]


def _rows(
    revisions: Iterable[int], cells: Collection[str]
) -> Iterable[tuple[int, str, str, int, tuple[int, int], Decimal]]:
    codes = RowCodes()
    rows = DataValue.objects.filter(
        revision__in=list(revisions), cell__code__in=cells, entry__isnull=False
    )
    for revision, cell, table_id, table, entry, title, key, unit, value in rows.values_list(
        "revision_id", "cell__code", "cell__table_id", "cell__table__code", "entry__key",
        "entry__title", "period_key", "organisation_unit_id", "value",
    ):  # fmt: skip
        code = codes.code(table, entry, title)
        if code and value is not None:
            yield revision, cell, code, key // 100, (table_id, unit), value
