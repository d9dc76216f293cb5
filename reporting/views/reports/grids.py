"""Tables of numbers as spreadsheet-like grids: columns with their unit, rows, totals."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.forms.reports_posted import Posted
from reporting.kernel.sheets import Sheet
from reporting.kernel.tables import CellKey, Element, Option, TableSpec, cell_code
from reporting.queries.report_pages import Content
from reporting.views.reports.rows import Input, OpenRow, number_input, open_rows
from strategies.models.cells import UnitOfCount


@dataclass(frozen=True)
class Column:
    title: str
    unit: str = ""
    is_number: bool = True


@dataclass(frozen=True)
class Sum:
    """A number that follows from others. `of`: the group of rows, "*" for all of them;
    `names`: the inputs that it adds up, where they are not a column."""

    value: Decimal | None
    of: str = ""
    names: str = ""


@dataclass(frozen=True)
class GridRow:
    """`kind`: heading, body, entry, group, subtotal or total. `groups`: those that it counts in;
    `blanks`: how many columns of text stay empty before the sums."""

    kind: str
    label: str
    note: str = ""
    inputs: tuple[Input, ...] = ()
    sums: tuple[Sum, ...] = ()
    groups: str = ""
    texts: tuple[Input, ...] = ()
    blanks: str = ""


@dataclass(frozen=True)
class Grid:
    stub: str
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    grows: bool = False

    @property
    def width(self) -> int:
        return 1 + len(self.columns)


def unit_words(code: str) -> str:
    return str(UnitOfCount(code).label) if code in UnitOfCount.values else ""


def grid_of(spec: TableSpec, content: Content, posted: Posted, *, may_enter: bool) -> Grid:
    sheet = Sheet(spec, content.numbers(spec.code))
    if spec.kind == "single":
        return _single(spec, content, posted, sheet)
    if spec.kind == "open":
        return _open(spec, content, posted, sheet, may_enter=may_enter)
    return _fixed(spec, content, posted, sheet)


def _fixed(spec: TableSpec, content: Content, posted: Posted, sheet: Sheet) -> Grid:
    elements = spec.entered()
    rows = [_option_row(spec, option, content, posted, sheet) for option in spec.options]
    if spec.totals and len(spec.rows()) > 1:
        rows.append(_total(spec, sheet))
    mixed = any(option.unit for option in spec.options)
    columns = [Column(one.title, "" if mixed else unit_words(one.unit)) for one in elements]
    return Grid(_("What"), tuple(columns), tuple(rows))


def _option_row(
    spec: TableSpec, option: Option, content: Content, posted: Posted, sheet: Sheet
) -> GridRow:
    groups = " ".join(_above(spec, option))
    if option.is_group:
        sums = _sums(spec, sheet, option.code) if spec.totals else ()
        return GridRow("group" if sums else "heading", option.title, sums=sums, groups=groups)
    inputs = tuple(
        number_input(
            spec, CellKey(option.code, one.code), content, posted, f"{option.title}: {one.title}"
        )
        for one in spec.entered()
    )
    return GridRow("body", option.title, unit_words(option.unit), inputs, groups=groups)


def _above(spec: TableSpec, option: Option) -> Iterator[str]:
    while option.group:
        yield option.group
        found = spec.option(option.group)
        if found is None:
            return
        option = found


def _sums(spec: TableSpec, sheet: Sheet, group: str | None) -> tuple[Sum, ...]:
    return tuple(
        Sum(sheet.named(cell_code(spec.code, group, one.code)), of=group or "*")
        for one in spec.entered()
    )


def _total(spec: TableSpec, sheet: Sheet, blanks: int = 0) -> GridRow:
    return GridRow("total", _("Total"), sums=_sums(spec, sheet, None), blanks=" " * blanks)


def _single(spec: TableSpec, content: Content, posted: Posted, sheet: Sheet) -> Grid:
    """A measure a row: that fits every screen."""
    rows: list[GridRow] = []
    before: tuple[str, ...] = ()
    for element in spec.elements:
        path = content.headings.get((spec.code, element.code), ())
        if path and path != before:
            rows.append(GridRow("heading", " – ".join(path)))
        before = path
        rows.append(_measure(spec, element, content, posted, sheet))
    return Grid(_("What"), (Column(_("Number")),), tuple(rows))


def _measure(
    spec: TableSpec, element: Element, content: Content, posted: Posted, sheet: Sheet
) -> GridRow:
    key = CellKey(None, element.code)
    unit = unit_words(element.unit)
    if element.derived:
        names = " ".join(part.strip() for part in element.derived.split("+"))
        sums = (Sum(sheet.number(key), names=names),)
        return GridRow("subtotal", element.title, unit, sums=sums)
    entered = number_input(spec, key, content, posted, element.title)
    return GridRow("body", element.title, unit, (entered,))


def _open(
    spec: TableSpec, content: Content, posted: Posted, sheet: Sheet, *, may_enter: bool
) -> Grid:
    found = list(open_rows(spec, content, posted, may_enter=may_enter))
    rows = [_entry_row(row) for row in found]
    labels = [str(one.label) for one in found[0].texts] if found else [_("What")]
    texts = [Column(label, is_number=False) for label in labels[1:]]
    if spec.totals and found:
        rows.append(_total(spec, sheet, len(texts)))
    numbers = [Column(one.title, unit_words(one.unit)) for one in spec.entered()]
    return Grid(
        stub=labels[0],
        columns=(*texts, *numbers),
        rows=tuple(rows),
        grows=may_enter,
    )


def _entry_row(row: OpenRow) -> GridRow:
    return GridRow("entry", "", inputs=row.numbers, texts=row.texts)
