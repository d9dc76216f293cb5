"""Stores what the files say of dimensions and measures, of whom a column counts, of code lists and
of how rows are classified."""

from typing import Any

from reporting.catalogue.actions.labelled_rows import titles_of, upsert
from reporting.catalogue.rules.dimensions import FIRST_YEAR, classified
from reporting.catalogue.rules.files import Files
from strategies.models import (
    Classification,
    CodedRows,
    Dimension,
    DimensionValue,
    Element,
    ElementCategory,
    Measure,
    MeasuredElement,
    Option,
    Table,
)


def load_dimensions(files: Files) -> None:
    """Dimensions with their values, and measures."""
    said = files.dimensions
    upsert(
        Dimension,
        [
            Dimension(code=row["code"], position=position, **titles_of(row))
            for position, row in enumerate(said.dimensions)
        ],
        ["code"],
    )
    dimensions = dict(Dimension.objects.values_list("code", "pk"))
    values = [
        (dimensions[row["code"]], position, value)
        for row in said.dimensions
        for position, value in enumerate(row["values"])
    ]
    upsert(
        DimensionValue,
        [
            DimensionValue(
                dimension_id=dimension,
                code=value["code"],
                is_unknown=value.get("unknown", False),
                also=value.get("also") or [],
                position=position,
                valid_from=value.get("valid_from", FIRST_YEAR),
                valid_to=value.get("valid_to"),
                **titles_of(value),
            )
            for dimension, position, value in values
        ],
        ["dimension", "code"],
    )
    _link_parents([(dimension, value) for dimension, _position, value in values])
    upsert(
        Measure,
        [
            Measure(
                code=row["code"], unit_of_count=row["unit"], position=position, **titles_of(row)
            )
            for position, row in enumerate(said.measures)
        ],
        ["code"],
    )


def _link_parents(values: list[tuple[int, dict[str, Any]]]) -> None:
    rows = {(row.dimension_id, row.code): row for row in DimensionValue.objects.all()}
    finer = [(dimension, value) for dimension, value in values if value.get("parent")]
    changed = []
    for dimension, value in finer:
        row = rows[dimension, value["code"]]
        row.parent = rows[dimension, value["parent"]]
        changed.append(row)
    DimensionValue.objects.bulk_update(changed, ["parent"])


def load_measured_elements(files: Files) -> None:
    """Of the columns that the files name: made anew."""
    elements = {(e.table.code, e.code): e.pk for e in Element.objects.select_related("table")}
    measures = dict(Measure.objects.values_list("code", "pk"))
    values = {
        (value.dimension.code, value.code): value.pk
        for value in DimensionValue.objects.select_related("dimension")
    }
    columns = {
        elements[table["code"], column["code"]]: column
        for _section, table in files.tables()
        for column in table.get("columns") or []
    }
    MeasuredElement.objects.filter(element_id__in=columns).delete()
    ElementCategory.objects.filter(element_id__in=columns).delete()
    MeasuredElement.objects.bulk_create(
        MeasuredElement(
            element_id=element,
            measure_id=measures[column["measure"]],
            valid_from=column.get("measure_from", FIRST_YEAR),
        )
        for element, column in columns.items()
        if column.get("measure")
    )
    ElementCategory.objects.bulk_create(
        ElementCategory(element_id=element, value_id=values[said])
        for element, column in columns.items()
        for said in (column.get("categories") or {}).items()
    )


def load_coded_rows(files: Files) -> None:
    tables = dict(Table.objects.values_list("code", "pk"))
    dimensions = dict(Dimension.objects.values_list("code", "pk"))
    named = [table for _section, table in files.tables() if "code" in table]
    CodedRows.objects.filter(table__code__in=[table["code"] for table in named]).delete()
    CodedRows.objects.bulk_create(
        CodedRows(
            table_id=tables[table["code"]],
            dimension_id=dimensions[table["rows_from"]["dimension"]],
            valid_from=table["rows_from"].get("from", FIRST_YEAR),
        )
        for table in named
        if table.get("rows_from")
    )


def load_classifications(files: Files) -> None:
    """What was added in the administration stays."""
    options = {(o.table.code, o.code): o.pk for o in Option.objects.select_related("table")}
    upsert(
        Classification,
        [
            Classification(option_id=options[table["code"], row["code"]], **said)
            for _section, table in files.tables()
            for row in table.get("rows") or []
            for said in classified(row)
        ],
        ["option", "scheme", "code", "valid_from"],
    )
