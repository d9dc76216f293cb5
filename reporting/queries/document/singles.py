"""Tables without rows of their own: one figure after the other, or month by month."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting.kernel.document import CellContent, HeaderCell, Missing, Row
from reporting.kernel.document import Table as DocumentTable
from reporting.queries.document.material import Material
from reporting.queries.document.tables import cell_code, finish, has_number, unit_word
from strategies.models import Element, Table

SEXES = {"m": 0, "f": 1}


def single_table(material: Material, table: Table) -> DocumentTable | None:
    """Wide printed tables of one row are set upright: a line a measure, men and women beside."""
    elements = material.elements[table.pk]
    by_sex = any(_sex(element) for element in elements)
    columns = [_("Male"), _("Female"), _("Total")] if by_sex else [_("Number")]
    rows: list[Row] = []
    lines: dict[tuple[str, ...], list[CellContent]] = {}
    units: dict[tuple[str, ...], str] = {}
    for element in elements:
        content = material.number(cell_code(table, None, element), element)
        if has_number([content]):
            path = _path(element, material.language)
            line = lines.setdefault(path, [Missing()] * len(columns))
            line[_column(element, len(columns))] = content
            units[path] = unit_word(element)
    if not lines:
        return None
    last = ""
    for path, line in lines.items():
        if len(path) > 1 and path[0] != last:
            rows.append(Row((path[0],), kind="group"))
        last = path[0] if len(path) > 1 else ""
        kind = "subtotal" if path[-1] == _("All") and len(path) > 1 else "body"
        label = " – ".join(path[1:] or path)
        rows.append(Row((label, units[path], *line), kind=kind))  # type: ignore[arg-type]
    heads = [HeaderCell(_("Measure")), HeaderCell(_("Counted in")), *map(HeaderCell, columns)]
    return finish(
        material, table, [heads], rows, labels=2, label_widths=(4.2, 1.2), columns=len(columns),
        completeness=len(table.units) != 1,
    )  # fmt: skip


def _sex(element: Element) -> str:
    ending = element.code.rpartition("_")[2]
    return ending if ending in SEXES and element.header_en else ""


def _column(element: Element, columns: int) -> int:
    sex = _sex(element)
    return SEXES[sex] if sex else columns - 1


def _path(element: Element, language: str) -> tuple[str, ...]:
    """The heading path, then the measure; men, women and their total share one line."""
    khmer = element.header_km if language == "km" and all(element.header_km) else []
    header = tuple(khmer or element.header_en)
    title = element.title_in(language)
    if _sex(element) or element.title_en in ("Total", "All"):
        return header if len(header) > 1 else (*header, _("All"))
    return (*header, title)


def months_table(material: Material, table: Table) -> DocumentTable | None:
    elements = material.elements[table.pk]
    months = material.period.months
    rows = []
    for element in elements:
        code = cell_code(table, None, element)
        cells = [
            material.number(code, element, period_key=year * 100 + month) for year, month in months
        ]
        if table.totals:
            cells.append(material.number(code, element))
        rows.append(Row((element.title_in(material.language), *cells)))
    if not any(has_number(row.cells) for row in rows):
        return None
    heads = [
        HeaderCell(_("Measure")),
        *(HeaderCell(_month(year, month)) for year, month in months),
    ]
    if table.totals:
        heads.append(HeaderCell(_("Total")))
    made = finish(
        material, table, [heads], rows, labels=1, label_widths=(2.4,),
        columns=len(heads) - 1, completeness=False,
    )  # fmt: skip
    return _with_months_note(made, rows, len(months))


def _month(year: int, month: int) -> str:
    return date_format(date(year, month, 1), "M")


def _with_months_note(made: DocumentTable, rows: Sequence[Row], months: int) -> DocumentTable:
    absent = max(
        sum(
            not has_number([cell]) or cell == Missing("not_available")
            for cell in row.cells[1 : months + 1]
        )
        for row in rows
    )
    if not absent:
        return made
    said = _("%(received)d of %(months)d months; the others are not available.")
    note = said % {"received": months - absent, "months": months}
    return DocumentTable(
        **{field: getattr(made, field) for field in made.__slots__ if field != "notes"},
        notes=(*made.notes, note),
    )
