"""A printed row a reporter, grouped as the report does: ministries, provinces, organisations."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from provinces.models import SUB_NATIONAL, OrganisationUnit
from reporting.kernel.document import HeaderCell, Row
from reporting.kernel.document import Table as DocumentTable
from reporting.queries.document.material import Material
from reporting.queries.document.tables import (
    LABEL_WIDTH,
    cell_code,
    finish,
    has_number,
    head,
)
from strategies.models import Element, Option, Table

MANY_NUMBERS = 6
NARROW_LABEL = 2.6
Column = tuple[Option | None, Element]

GROUPS = ("national", "province", "partner")


def group_of(unit: OrganisationUnit) -> str:
    if unit.kind in SUB_NATIONAL or unit.code == "CPCS":
        return "province"
    return "partner" if unit.kind == "partner" else "national"


def group_title(group: str) -> str:
    return {
        "national": _("Ministries and institutions"),
        "province": _("Capital and provinces"),
        "partner": _("Organisations"),
    }[group]


def units_table(material: Material, table: Table) -> DocumentTable | None:
    elements = [e for e in material.elements[table.pk] if e.aggregation != "none"]
    options: list[Option | None] = [o for o in material.options[table.pk] if not o.is_group]
    if table.kind != "fixed":
        options = [None]
    spread: list[Column] = [(o, e) for o in options for e in elements]
    if table.totals and len(options) > 1:
        spread += [(None, e) for e in elements]
    reporters = _reporters(material, table)
    if not reporters:
        return None
    if len(options) > 1:
        spread = [column for column in spread if _is_used(material, table, column)]
    rows = list(_unit_rows(material, table, spread, reporters))
    return finish(
        material,
        table,
        _unit_header(material, spread, grouped=options != [None]),
        rows,
        labels=2,
        label_widths=(0.5, LABEL_WIDTH if len(spread) <= MANY_NUMBERS else NARROW_LABEL),
        columns=len(spread),
    )


def _is_used(material: Material, table: Table, column: Column) -> bool:
    option, element = column
    return has_number([material.number(cell_code(table, option, element), element)])


def _reporters(material: Material, table: Table) -> list[OrganisationUnit]:
    """A district's and a commune's figures stand in its province's."""
    codes = {
        row.unit
        for (cell, key), rows in material.book.by_cell.items()
        if key == material.period.key and cell.partition("[")[0].partition(".")[0] == table.code
        for row in rows
    }
    units = [unit for code, unit in material.units.items() if code in codes]
    return sorted(units, key=lambda unit: material.rank(unit, table))


def _unit_header(
    material: Material, spread: Sequence[Column], *, grouped: bool
) -> list[list[HeaderCell]]:
    language = material.language
    heads = [head(element, language) for _option, element in spread]
    number, reporter = pgettext("number", "No."), _("Reporter")
    if not grouped:
        return [[HeaderCell(number), HeaderCell(reporter), *heads]]
    top = [HeaderCell(number, rowspan=2), HeaderCell(reporter, rowspan=2)]
    for option, columns in groupby(spread, key=lambda column: column[0]):
        title = option.title_in(language) if option else _("Total")
        top.append(HeaderCell(title, colspan=len(list(columns))))
    return [top, heads]


def _unit_rows(
    material: Material,
    table: Table,
    spread: Sequence[Column],
    reporters: Sequence[OrganisationUnit],
) -> Iterator[Row]:
    def line(label: str, kind: str, number: str = "", **scope: object) -> Row:
        cells = tuple(
            material.number(cell_code(table, option, element), element, **scope)  # type: ignore[arg-type]
            for option, element in spread
        )
        return Row((number, label, *cells), kind=kind)  # type: ignore[arg-type]

    ordered = sorted(reporters, key=lambda unit: GROUPS.index(group_of(unit)))
    groups = [(group, list(units)) for group, units in groupby(ordered, key=group_of)]
    for group, units in groups:
        if len(groups) > 1:
            yield Row((group_title(group),), kind="group")
        for number, unit in enumerate(units, start=1):
            yield line(material.name(unit), "body", str(number), unit=unit.code)
        if len(groups) > 1 and len(units) > 1:
            codes = tuple(unit.code for unit in units)
            kinds = tuple(sorted({unit.kind for unit in units}))
            whole = "CPCS" not in codes
            yield line(_("Subtotal"), "subtotal", kinds=kinds if whole else codes)
    if len(reporters) > 1:
        yield line(_("Total"), "total")
