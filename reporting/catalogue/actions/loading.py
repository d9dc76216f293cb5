"""Stores the catalogue's files: one transaction, bulk upserts, nothing deleted.

A row that leaves the files stays until it is given a last year: reports of the past need it. Khmer
that the General Secretariat typed or confirmed stays as long as the English of its label does.
"""

from typing import Any

from django.db import transaction

from reporting.catalogue.actions.cells import load_cells
from reporting.catalogue.actions.dimensions import (
    load_classifications,
    load_coded_rows,
    load_dimensions,
    load_measured_elements,
)
from reporting.catalogue.actions.labelled_rows import (
    message_of,
    standing_of,
    titles_of,
    upsert,
    years_of,
)
from reporting.catalogue.actions.printed_rows import (
    load_charts,
    load_comparisons,
    load_indicators,
    load_key_figures,
)
from reporting.catalogue.actions.rebuilding import rebuild_cells
from reporting.catalogue.rules.files import (
    DEFAULT_LAYOUT,
    PERIOD_KINDS,
    CatalogueError,
    Files,
    label,
    places_of,
)
from strategies.models import (
    CatalogueLoad,
    DataSet,
    Element,
    Indicator,
    Option,
    Section,
    Table,
    TableDataSet,
    TableRule,
)


def load_catalogue(files: Files, *, force: bool = False) -> dict[str, int] | None:
    """Stores `files`; how many rows of each sort there are now. None where nothing had changed."""
    last = CatalogueLoad.objects.order_by("-pk").first()
    if not force and last is not None and last.digest == files.digest:
        return None
    with transaction.atomic():
        load_dimensions(files)
        _load_data_sets(files)
        _load_sections(files)
        _load_tables(files)
        _load_table_data_sets(files)
        _load_elements(files)
        load_measured_elements(files)
        load_coded_rows(files)
        _load_options(files)
        load_classifications(files)
        load_cells(files)
        rebuild_cells()  # with what was added in the administration
        _load_rules(files)
        load_comparisons(files)
        load_charts(files)
        load_indicators(files)
        load_key_figures(files)
        CatalogueLoad.objects.filter(digest=files.digest).delete()
        CatalogueLoad.objects.create(digest=files.digest)
    return {
        "sections": Section.objects.count(),
        "tables": Table.objects.count(),
        "columns": Element.objects.count(),
        "rows": Option.objects.count(),
        "indicators": Indicator.objects.count(),
    }


def _load_data_sets(files: Files) -> None:
    upsert(
        DataSet,
        [
            DataSet(
                code=row["code"],
                kinds=row["kinds"],
                units=row.get("units") or [],
                period_kinds=row.get("period_kinds") or PERIOD_KINDS,
                owed=row.get("owed", True),
                position=position,
                **titles_of(row),
                **years_of(row),
            )
            for position, row in enumerate(files.data_sets)
        ],
        ["code"],
    )


def _load_sections(files: Files) -> None:
    upsert(
        Section,
        [
            Section(
                code=row["id"],
                number=(row.get("number") or "").rstrip("."),
                level=row["level"],
                generated=row.get("generated") or "",
                strategy=row.get("strategy"),
                working_groups=row.get("working_groups") or [],
                position=position,
                **titles_of(row),
                **years_of(row),
            )
            for position, row in enumerate(files.sections)
        ],
        ["code"],
    )


def table_code(section: dict[str, Any], table: dict[str, Any]) -> str:
    """The code of a table, or of a `show` block, which has none of its own."""
    if "show" in table:
        shown = table["show"]
        return f"{shown['table']}_{shown.get('group') or 'all'}"
    return str(table["code"])


def _load_tables(files: Files) -> None:
    sections = dict(Section.objects.values_list("code", "pk"))
    rows = [
        Table(
            code=table_code(section, table),
            section_id=sections[section["id"]],
            kind="show" if "show" in table else table["kind"],
            layout=table.get("layout") or DEFAULT_LAYOUT[table.get("kind", "show")],
            style=table.get("style") or "",
            levels=table.get("levels", False),
            totals=table.get("totals", False),
            printed_number=table.get("printed_number") or "",
            unit_order=table.get("unit_order") or [],
            activity_groups=[str(code) for code in table.get("activity_groups") or []],
            shown_group=(table.get("show") or {}).get("group") or "",
            position=position,
            **titles_of(table),
            **years_of(table),
        )
        for position, (section, table) in enumerate(files.tables())
    ]
    upsert(Table, rows, ["code"])
    _link_shown(files)


def _link_shown(files: Files) -> None:
    ids = dict(Table.objects.values_list("code", "pk"))
    for section, table in files.tables():
        if "show" in table:
            Table.objects.filter(code=table_code(section, table)).update(
                shown_id=ids[table["show"]["table"]]
            )


def _load_table_data_sets(files: Files) -> None:
    tables = dict(Table.objects.values_list("code", "pk"))
    sets = dict(DataSet.objects.values_list("code", "pk"))
    named = [tables[table_code(section, table)] for section, table in files.tables()]
    TableDataSet.objects.filter(table_id__in=named).delete()  # others were added in the portal
    TableDataSet.objects.bulk_create(
        TableDataSet(
            table_id=tables[table["code"]],
            data_set_id=sets[place["code"]],
            units=place["units"],
            compared=bool(place.get("compared")),
            is_whole=place.get("compared") == "whole",
            valid_from=place.get("from", 2019),
            valid_to=place.get("to"),
        )
        for _, table in files.tables()
        if "show" not in table
        for place in places_of(table)
    )


def _load_elements(files: Files) -> None:
    tables = dict(Table.objects.values_list("code", "pk"))
    rows = []
    for _, table in files.tables():
        for position, column in enumerate(table.get("columns") or []):
            parts = column.get("header") or []
            header = [label(part) for part in parts]
            rows.append(
                Element(
                    table_id=tables[table["code"]],
                    code=column["code"],
                    unit_of_count=column["unit"],
                    aggregation=column.get("aggregation") or "sum",
                    role=column.get("role") or "",
                    header_en=[en for en, _ in header],
                    header_km=[km for _, km in header],
                    header_standings=[standing_of(part) for part in parts],
                    position=position,
                    **titles_of(column),
                    **years_of(column),
                )
            )
    upsert(Element, rows, ["table", "code"])
    _link_wholes(files)


def _link_wholes(files: Files) -> None:
    elements = {(e.table.code, e.code): e for e in Element.objects.select_related("table")}
    changed = []
    for _, table in files.tables():
        for column in table.get("columns") or []:
            if column.get("part_of"):
                element = elements[table["code"], column["code"]]
                element.part_of = elements[table["code"], column["part_of"]]
                changed.append(element)
    Element.objects.bulk_update(changed, ["part_of"])


def _load_options(files: Files) -> None:
    tables = dict(Table.objects.values_list("code", "pk"))
    rows = [
        Option(
            table_id=tables[table["code"]],
            code=row["code"],
            is_group=row.get("is_group", False),
            unit_of_count=row.get("unit") or "",
            position=position,
            **titles_of(row),
            **years_of(row),
        )
        for _, table in files.tables()
        for position, row in enumerate(table.get("rows") or [])
    ]
    upsert(Option, rows, ["table", "code"])
    options = {(o.table.code, o.code): o for o in Option.objects.select_related("table")}
    changed = []
    for _, table in files.tables():
        for row in table.get("rows") or []:
            if row.get("group"):
                option = options[table["code"], row["code"]]
                group = options.get((table["code"], row["group"]))
                if group is None:
                    raise CatalogueError(f"{table['code']}: there is no group {row['group']}.")
                option.group = group
                changed.append(option)
    Option.objects.bulk_update(changed, ["group"])


def _load_rules(files: Files) -> None:
    tables = dict(Table.objects.values_list("code", "pk"))
    rows = []
    for _, table in files.tables():
        for rule in table.get("rules") or []:
            rows.append(
                TableRule(
                    table_id=tables[table["code"]],
                    code=rule["code"],
                    kind=rule["kind"],
                    whole=rule["whole"],
                    parts=rule["parts"] if "parts" in rule else [rule["part"]],
                    severity=rule.get("severity") or "error",
                    **message_of(rule),
                    **years_of(rule),
                )
            )
    upsert(TableRule, rows, ["table", "code"])
