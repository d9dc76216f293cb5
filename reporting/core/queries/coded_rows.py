"""Open rows that are values of a code list (countries) and not typed words. Rows from before the
list are those of a value whose `also` names their key: “chinese” of 2020 is China."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from provinces.spelling import fold
from reporting.kernel.coded_rows import CodedRow
from reporting.models import ListEntry
from strategies.models import CodedRows, DimensionValue, Table
from strategies.models.labels import in_year


def coded_rows(table_ids: Iterable[int], year: int, language: str) -> dict[int, list[CodedRow]]:
    """Table -> what its rows may be in the year, by their titles; two queries."""
    lists = CodedRows.objects.filter(in_year(year), table_id__in=list(table_ids))
    dimensions = dict(lists.values_list("table_id", "dimension_id"))
    values: dict[int, list[CodedRow]] = defaultdict(list)
    rows = DimensionValue.objects.filter(in_year(year), dimension_id__in=dimensions.values())
    for row in rows.order_by("position"):
        values[row.dimension_id].append(
            CodedRow(row.code, row.title_en, row.title_km, row.title_in(language))
        )
    return {table: values[dimension] for table, dimension in dimensions.items()}


class RowCodes:
    """Which value of the code list an open row says, whatever its year; one query, when first
    asked."""

    @cached_property
    def _codes(self) -> dict[str, dict[str, str]]:
        """Table -> what a row may say -> the value: titles and codes, then keys of older rows."""
        rows = DimensionValue.objects.filter(dimension__tables__isnull=False).values_list(
            "dimension__tables__table__code", "code", "title_en", "title_km", "also"
        )
        found: dict[str, dict[str, str]] = defaultdict(dict)
        older: dict[str, dict[str, str]] = defaultdict(dict)
        for table, code, english, khmer, also in rows.order_by("position"):
            for said in filter(None, (code, english, khmer)):
                found[table].setdefault(fold(said), code)
            older[table] |= {fold(key): code for key in also}
        return {table: older[table] | codes for table, codes in found.items()}

    def code(self, table: str, key: str, title: str) -> str:
        """ "" where the table has no list, or the list no such value."""
        codes = self._codes.get(table)
        said = (fold(text) for text in (title, key) if text) if codes else ()
        return next((codes[text] for text in said if text in codes), "") if codes else ""


def entries_that_say(wanted: str, table: Table, revisions: QuerySet[Any, Any]) -> list[int]:
    """The rows that have this key, or say this value of the table's code list."""
    codes = RowCodes()
    rows = ListEntry.objects.filter(table=table, revision__in=revisions)
    return [
        pk
        for pk, key, title in rows.values_list("pk", "key", "title")
        if wanted in (key, codes.code(table.code, key, title))
    ]
