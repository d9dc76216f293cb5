"""What the cells and columns of a form are called, and when it was published."""

from datetime import datetime

from reporting.core.queries.table_specs import Rows
from reporting.kernel.tables import CellKey
from strategies.models import Cell, Element, Option, Table, TableRule


def published(tables: list[Table], rows: Rows) -> tuple[datetime, ...]:
    """When something of the form was, the last first."""
    parts = [
        rows(model)
        .filter(table__in=tables, published_at__isnull=False)
        .order_by()
        .values_list("published_at", flat=True)
        for model in (Element, Option, TableRule)
    ]
    own = [table.published_at for table in tables if table.published_at]
    return tuple(sorted({*own, *parts[0].union(*parts[1:])}, reverse=True))


def cell_names() -> dict[int, tuple[str, CellKey]]:
    """Of every cell of the catalogue."""
    rows = Cell.objects.values_list("pk", "table__code", "option__code", "element__code")
    return {pk: (table, CellKey(option, element)) for pk, table, option, element in rows}


def headings(
    tables: list[Table], language: str, rows: Rows
) -> dict[tuple[str, str], tuple[str, ...]]:
    """The path over a column, by its key."""
    found = rows(Element).filter(table__in=tables).exclude(header_en=[])
    return {
        (table, element): tuple(km if language == "km" and any(km) else en)
        for table, element, en, km in found.values_list(
            "table__code", "code", "header_en", "header_km"
        )
    }
