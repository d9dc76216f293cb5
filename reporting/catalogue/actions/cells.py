"""Makes the cells of the catalogue, and says which entered cells each total counts."""

from collections.abc import Iterator
from typing import Any

from reporting.catalogue.rules.dimensions import FIRST_YEAR
from reporting.catalogue.rules.files import CatalogueError, Files, sum_of_cells
from strategies.models import Cell, CellRollup, Derivation, Element, Option


def load_cells(files: Files) -> None:
    elements = {(e.table.code, e.code): e for e in Element.objects.select_related("table")}
    options = {(o.table.code, o.code): o for o in Option.objects.select_related("table")}
    plan = [spec for _, table in files.tables() for spec in plan_cells(table)]
    Cell.objects.bulk_create(
        [
            Cell(
                table_id=elements[spec["table"], spec["element"]].table_id,
                element=elements[spec["table"], spec["element"]],
                option=options[spec["table"], spec["option"]] if spec["option"] else None,
                code=spec["code"],
                is_total=spec["is_total"],
            )
            for spec in plan
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["table", "element", "option", "is_total"],
    )
    ids = dict(Cell.objects.values_list("code", "pk"))
    _load_rollups(plan, ids)
    Derivation.objects.filter(cell__code__in=[spec["code"] for spec in plan]).delete()
    Derivation.objects.bulk_create(
        Derivation(
            cell_id=ids[spec["code"]],
            expression=spec["expression"],
            valid_from=spec["since"] or FIRST_YEAR,
        )
        for spec in plan
        if spec["expression"]
    )


def plan_cells(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The cells of one table: code, element, option, leaves of a total, expression."""
    kind = table.get("kind")
    for column in table.get("columns") or []:
        expression = column.get("derived") or ""
        if kind in ("single", "open"):
            yield _computed(table, column, None, expression)
        elif kind in ("fixed", "derived"):
            yield from _row_cells(table, column, expression)


def _row_cells(
    table: dict[str, Any], column: dict[str, Any], expression: str
) -> Iterator[dict[str, Any]]:
    rows = table.get("rows") or []
    leaves = [row for row in rows if not row.get("is_group")]
    for row in leaves:
        own = (row.get("values") or {}).get(column["code"], "")
        own = own or expression.replace("[*]", f"[{row['code']}]")
        if table["kind"] == "derived" and not own:
            continue
        yield _computed(table, column, row["code"], str(own))
    for group in (row for row in rows if row.get("is_group")):
        members = [_code(table, row["code"], column) for row in leaves if _in(row, group)]
        yield _spec(table, column, group["code"], is_total=True, leaves=members)
    if table.get("totals"):
        members = [_code(table, row["code"], column) for row in leaves]
        yield _spec(table, column, None, is_total=True, leaves=members)


def _computed(
    table: dict[str, Any], column: dict[str, Any], option: str | None, expression: str
) -> dict[str, Any]:
    """An entered cell, a computed one, or one that is computed since some year (`derived_from`)."""
    since = column.get("derived_from") if expression else None
    if since is not None and since <= column.get("valid_from", FIRST_YEAR):
        since = None
    is_total = bool(expression) and since is None
    return _spec(table, column, option, is_total=is_total, expression=expression, since=since)


def _in(row: dict[str, Any], group: dict[str, Any]) -> bool:
    return bool(row.get("group") == group["code"])


def _code(table: dict[str, Any], option: str | None, column: dict[str, Any]) -> str:
    row = f"[{option}]" if option else ""
    return f"{table['code']}{row}.{column['code']}"


def _spec(
    table: dict[str, Any],
    column: dict[str, Any],
    option: str | None,
    *,
    is_total: bool,
    leaves: list[str] | None = None,
    expression: str = "",
    since: int | None = None,
) -> dict[str, Any]:
    return {
        "table": table["code"],
        "element": column["code"],
        "option": option,
        "code": _code(table, option, column),
        "is_total": is_total,
        "leaves": leaves or [],
        "expression": expression,
        "since": since,
    }


def _load_rollups(plan: list[dict[str, Any]], ids: dict[str, int]) -> None:
    by_code = {spec["code"]: spec for spec in plan}
    CellRollup.objects.all().delete()
    CellRollup.objects.bulk_create(
        CellRollup(leaf_id=ids[leaf], target_id=ids[spec["code"]])
        for spec in plan
        for leaf in _entered(spec["code"], by_code, ())
    )


def _entered(code: str, by_code: dict[str, Any], path: tuple[str, ...]) -> list[str]:
    """The entered cells that `code` adds up, each once; itself where it is entered, or was until
    its parts came."""
    if code in path:
        raise CatalogueError(f"{code} is computed from itself: {' > '.join(path)}.")
    if code not in by_code:
        raise CatalogueError(f"{path[-1] if path else code}: there is no cell {code}.")
    spec = by_code[code]
    own = [] if spec["is_total"] else [code]
    if not spec["is_total"] and not spec["since"]:
        return own
    parts = spec["leaves"] or (sum_of_cells(spec["expression"]) or [])
    found = [leaf for part in parts for leaf in _entered(part, by_code, (*path, code))]
    return list(dict.fromkeys([*own, *found]))
