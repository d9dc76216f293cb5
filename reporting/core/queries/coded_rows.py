"""Open rows that are values of a code list (countries) and not typed words."""

from collections import defaultdict
from collections.abc import Iterable

from reporting.kernel.coded_rows import CodedRow
from strategies.models import CodedRows, DimensionValue
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
