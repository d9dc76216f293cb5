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
    """Which value of the code list an open row says, whatever its year; two queries, when first
    asked."""

    @cached_property
    def _lists(self) -> dict[str, int]:
        return dict(CodedRows.objects.values_list("table__code", "dimension_id"))

    @cached_property
    def _codes(self) -> dict[tuple[int, str], str]:
        """By titles and codes first, then by the keys of older rows."""
        rows = list(DimensionValue.objects.filter(dimension_id__in=self._lists.values()))
        found: dict[tuple[int, str], str] = {}
        for row in rows:
            for said in filter(None, (row.code, row.title_en, row.title_km)):
                found.setdefault((row.dimension_id, fold(said)), row.code)
        for row in rows:
            for key in row.also:
                found.setdefault((row.dimension_id, fold(key)), row.code)
        return found

    def __len__(self) -> int:
        return len(self._codes)

    @property
    def tables(self) -> list[str]:
        return list(self._lists)

    def code(self, table: str, key: str, title: str) -> str:
        """ "" where the table has no list, or the list no such value."""
        if table not in self._lists:
            return ""
        said = ((self._lists[table], fold(text)) for text in (title, key) if text)
        return next((self._codes[place] for place in said if place in self._codes), "")


def entries_that_say(wanted: str, table: Table, revisions: QuerySet[Any, Any]) -> list[int]:
    """The rows that have this key, or say this value of the table's code list."""
    codes = RowCodes()
    rows = ListEntry.objects.filter(table=table, revision__in=revisions)
    return [
        pk
        for pk, key, title in rows.values_list("pk", "key", "title")
        if wanted in (key, codes.code(table.code, key, title))
    ]
