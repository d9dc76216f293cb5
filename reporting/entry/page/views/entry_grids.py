"""A table of numbers as a grid of inputs and totals."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.entry.page.queries.report_content import address
from reporting.entry.page.views.entry_inputs import EntryInput, ReportInputs, share
from reporting.entry.page.views.open_rows import (
    computed_input,
    number_input,
    open_rows,
    unit_words,
    wholes,
)
from reporting.kernel.table_values import FilledTable
from reporting.kernel.tables import CellKey, ElementSpec, OptionSpec, TableSpec, cell_code

WIDE = 2


@dataclass(frozen=True)
class EntryColumn:
    title: str
    unit: str = ""
    is_number: bool = True


@dataclass(frozen=True)
class EntrySum:
    """A number that follows from others. `of`: the group of rows, "*" for all of them;
    `names`: the inputs that it adds up, where they are not a column."""

    value: Decimal | None
    of: str = ""
    names: str = ""
    share: str = ""
    whole: int | None = None


@dataclass(frozen=True)
class EntryGridRow:
    """`kind`: heading, body, entry, group, subtotal or total. `groups`: those that it counts in;
    `blanks`: how many columns of text stay empty before the sums."""

    kind: str
    label: str
    note: str = ""
    inputs: tuple[EntryInput, ...] = ()
    sums: tuple[EntrySum, ...] = ()
    groups: str = ""
    texts: tuple[EntryInput, ...] = ()
    blanks: str = ""


@dataclass(frozen=True)
class EntryGrid:
    stub: str
    columns: tuple[EntryColumn, ...]
    rows: tuple[EntryGridRow, ...]
    grows: bool = False

    @property
    def width(self) -> int:
        return 1 + len(self.columns)

    @property
    def is_wide(self) -> bool:
        """Its rows are cards on a phone, each number under the name of its column."""
        return len(self.columns) > WIDE


def grid_of(spec: TableSpec, shown: ReportInputs) -> EntryGrid:
    sheet = FilledTable(spec, shown.content.numbers(spec.code))
    if spec.kind == "single":
        return _single(spec, shown, sheet)
    if spec.kind == "open":
        return _open(spec, shown, sheet)
    return _fixed(spec, shown, sheet)


def _fixed(spec: TableSpec, shown: ReportInputs, sheet: FilledTable) -> EntryGrid:
    elements = spec.entered()
    rows = [_option_row(spec, option, shown, sheet) for option in spec.options]
    if spec.totals and len(spec.rows()) > 1:
        rows.append(_total(spec, sheet))
    mixed = any(option.unit for option in spec.options)
    units = ["" if mixed else unit_words(element.unit) for element in elements]
    columns = tuple(map(EntryColumn, (element.title for element in elements), units))
    return EntryGrid(_("What"), columns, tuple(rows))


def _option_row(
    spec: TableSpec, option: OptionSpec, shown: ReportInputs, sheet: FilledTable
) -> EntryGridRow:
    groups = " ".join(_above(spec, option))
    if option.is_group:
        sums = _sums(spec, sheet, option.code) if spec.totals else ()
        return EntryGridRow("group" if sums else "heading", option.title, sums=sums, groups=groups)
    of = wholes(spec)
    inputs = tuple(
        _cell(spec, option, element, shown, sheet, of.get(element.code))
        for element in spec.entered()
    )
    return EntryGridRow("body", option.title, unit_words(option.unit), inputs, groups=groups)


def _cell(
    spec: TableSpec,
    option: OptionSpec,
    element: ElementSpec,
    shown: ReportInputs,
    sheet: FilledTable,
    whole: int | None,
) -> EntryInput:
    key = CellKey(option.code, element.code)
    name = str(address(spec.code, key))
    if expression := shown.content.computed.get(name):
        parts = [sheet.named(part.strip()) for part in expression.split("+")]
        given = [part for part in parts if part is not None]
        return computed_input(name, expression, sum(given, Decimal(0)) if given else None)
    label = f"{option.title}: {element.title}"
    return number_input(spec, key, shown, label, whole=whole)


def _above(spec: TableSpec, option: OptionSpec) -> Iterator[str]:
    while option.group:
        yield option.group
        found = spec.option(option.group)
        if found is None:
            return
        option = found


def _sums(
    spec: TableSpec, sheet: FilledTable, group: str | None, blanks: int = 0
) -> tuple[EntrySum, ...]:
    of = wholes(spec, blanks)
    added = {
        element.code: sheet.named(cell_code(spec.code, group, element.code))
        for element in spec.entered()
    }
    return tuple(
        EntrySum(
            added[element.code],
            of=group or "*",
            share=share(added[element.code], added.get(element.part_of))
            if element.code in of
            else "",
            whole=of.get(element.code),
        )
        for element in spec.entered()
    )


def _total(spec: TableSpec, sheet: FilledTable, blanks: int = 0) -> EntryGridRow:
    sums = _sums(spec, sheet, None, blanks)
    return EntryGridRow("total", _("Total"), sums=sums, blanks=" " * blanks)


def _single(spec: TableSpec, shown: ReportInputs, sheet: FilledTable) -> EntryGrid:
    """A measure a row: that fits every screen."""
    rows: list[EntryGridRow] = []
    before: tuple[str, ...] = ()
    for element in spec.elements:
        path = shown.content.headings.get((spec.code, element.code), ())
        if path and path != before:
            rows.append(EntryGridRow("heading", " – ".join(path)))
        before = path
        rows.append(_measure(spec, element, shown, sheet))
    return EntryGrid(_("What"), (EntryColumn(_("Number")),), tuple(rows))


def _measure(
    spec: TableSpec, element: ElementSpec, shown: ReportInputs, sheet: FilledTable
) -> EntryGridRow:
    key = CellKey(None, element.code)
    unit = unit_words(element.unit)
    if element.derived:
        names = " ".join(part.strip() for part in element.derived.split("+"))
        sums = (EntrySum(sheet.number(key), names=names),)
        return EntryGridRow("subtotal", element.title, unit, sums=sums)
    name = str(address(spec.code, key))
    if name in shown.content.recorded:
        counted = computed_input(name, "", sheet.number(key))
        return EntryGridRow("body", element.title, unit, (counted,))
    of = str(address(spec.code, CellKey(None, element.part_of))) if element.part_of else ""
    entered = number_input(spec, key, shown, element.title, whole_name=of)
    return EntryGridRow("body", element.title, unit, (entered,))


def _open(spec: TableSpec, shown: ReportInputs, sheet: FilledTable) -> EntryGrid:
    found = list(open_rows(spec, shown))
    rows = [EntryGridRow("entry", "", inputs=row.numbers, texts=row.texts) for row in found]
    labels = [str(text.label) for text in found[0].texts] if found else [_("What")]
    texts = [EntryColumn(label, is_number=False) for label in labels[1:]]
    if spec.totals and found:
        rows.append(_total(spec, sheet, len(texts)))
    numbers = [EntryColumn(element.title, unit_words(element.unit)) for element in spec.entered()]
    return EntryGrid(
        stub=labels[0],
        columns=(*texts, *numbers),
        rows=tuple(rows),
        grows=shown.may_enter,
    )
