"""Cells and totals made anew after the catalogue was changed in the administration. What is a draft
has none."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from reporting.catalogue.actions.cells import load_cells
from reporting.catalogue.queries.uses import is_used
from reporting.catalogue.rules.files import REFERENCE, CatalogueError, Files
from strategies.models import Cell, CellRollup, Derivation, Element, Option, Table

CELL = re.compile(r"[a-z][a-z0-9_]*(?:\[[a-z0-9_]+\])?(?:\{[^}]*\})?\.[a-z][a-z0-9_]*")
ENTRY = re.compile(r"\{[^}]*\}")
Expressions = dict[tuple[int, int | None], str]  # (element, option): expression
Since = dict[int, int]  # element: the year from which it is computed, where it was entered before


@transaction.atomic
def rebuild_cells() -> None:
    """Cells, totals and rollups of every table, from the database's own rows; some 15 queries.

    Everything is planned anew, since a computed cell may count cells of another table. Errors:
    `CatalogueError` where a computed cell names one that is not there, or where a total that
    reports use would go; nothing has changed then.
    """
    with connection.cursor() as cursor:  # two editors, or an editor and a load: one after another
        cursor.execute(f"LOCK TABLE {CellRollup._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    files = catalogue_in_database()
    load_cells(files)
    _remove_totals_without_a_table_total()
    _check_expressions()


def catalogue_in_database() -> Files:
    """The rows as `load_cells` reads them from files: codes, groups, expressions."""
    expressions: Expressions = {
        (element, option): expression
        for element, option, expression in Derivation.objects.values_list(
            "cell__element_id", "cell__option_id", "expression"
        )
    }
    switched = Derivation.objects.filter(cell__is_total=False)
    since: Since = dict(switched.values_list("cell__element_id", "valid_from"))
    elements: dict[int, list[Element]] = defaultdict(list)
    for element in Element.objects.order_by("position", "pk"):
        elements[element.table_id].append(element)
    options: dict[int, list[Option]] = defaultdict(list)
    for option in Option.objects.select_related("group").order_by("position", "pk"):
        options[option.table_id].append(option)
    tables = [
        _table(table, elements[table.pk], options[table.pk], expressions, since)
        for table in Table.objects.order_by("position", "pk")
        if table.kind != Table.Kind.SHOW
    ]
    return Files(sections=[{"id": "", "tables": tables}])


def _table(
    table: Table,
    elements: list[Element],
    options: list[Option],
    expressions: Expressions,
    since: Since,
) -> dict[str, Any]:
    rows = [
        {
            "code": option.code,
            "is_group": option.is_group,
            "group": option.group.code if option.group else None,
            "values": {
                element.code: expressions[element.pk, option.pk]
                for element in elements
                if (element.pk, option.pk) in expressions
            },
        }
        for option in options
    ]
    if table.kind == Table.Kind.DERIVED:  # a new row is planned once somebody says how it counts
        rows = [row for row in rows if row["is_group"] or row["values"]]
    return {
        "code": table.code,
        "kind": table.kind,
        "totals": table.totals,
        "rows": rows,
        "columns": [
            {
                "code": element.code,
                "derived": expressions.get((element.pk, None))
                or _for_each_row(element, options, expressions),
                "valid_from": element.valid_from,
                **({"derived_from": since[element.pk]} if element.pk in since else {}),
            }
            for element in elements
        ],
    }


def _for_each_row(element: Element, options: Iterable[Option], expressions: Expressions) -> str:
    """`a[*].x+a[*].y` where all rows of the column are computed alike, so that a new one is too."""
    patterns = {
        expressions[element.pk, option.pk].replace(f"[{option.code}]", "[*]")
        for option in options
        if (element.pk, option.pk) in expressions
    }
    found = patterns.pop() if len(patterns) == 1 else ""
    return found if "[*]" in found else ""


def _remove_totals_without_a_table_total() -> None:
    """Where a table's rows are no longer added up."""
    gone = Cell.objects.filter(
        table__totals=False,
        table__kind__in=[Table.Kind.FIXED, Table.Kind.DERIVED],
        option=None,
        is_total=True,
    )
    if is_used(gone):
        raise CatalogueError(
            _("Annual reports print the total of this table, so its rows stay added up.")
        )
    gone.delete()


def _check_expressions() -> None:
    known = set(Cell.objects.values_list("code", flat=True))
    for code, expression in Derivation.objects.values_list("cell__code", "expression"):
        missing = missing_cells(expression, known)
        if missing:
            raise CatalogueError(
                _("“%(cell)s” is computed from “%(missing)s”, which is not in the catalogue.")
                % {"cell": code, "missing": missing[0]}
            )


def missing_cells(expression: str, known: set[str] | None = None) -> list[str]:
    """The cells that an expression names and the catalogue does not have."""
    if known is None:
        known = set(Cell.objects.values_list("code", flat=True))
    named = [ENTRY.sub("", name) for name in CELL.findall(expression)]
    return [name for name in named if REFERENCE.match(name) and name not in known]


@transaction.atomic
def compute(element: Element, option: Option | None, expression: str) -> Derivation:
    """Says how a cell is computed, and makes the cell if it is new. Errors: `CatalogueError`."""
    row = f"[{option.code}]" if option else ""
    cell, _made = Cell.objects.get_or_create(
        element=element,
        option=option,
        defaults={
            "table_id": element.table_id,
            "code": f"{element.table.code}{row}.{element.code}",
            "is_total": True,
        },
    )
    derivation, _made = Derivation.objects.update_or_create(
        cell=cell, defaults={"expression": expression}
    )
    rebuild_cells()
    derivation = Derivation.objects.select_related("cell").get(cell__code=cell.code)
    return derivation
