"""A workbook that came back, read as a whole: what was changed in it, and all that is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from reporting.access import Door
from reporting.forms.excel.book import period_label
from reporting.forms.excel.cells import shown, text_of
from reporting.forms.excel.problems import CellProblem, WrongBook, WrongCell
from reporting.forms.excel.stamp import (
    VERSION,
    BrokenStamp,
    MappedSheet,
    NoStamp,
    Stamp,
    form_version,
    read_stamp,
    report_id,
)
from reporting.forms.excel.structure import check_sheet, missing_sheets
from reporting.kernel.periods import Period
from strategies.workbooks import Bounds, ReadCell, ReadSheet, read_workbook

BOUNDS = Bounds(rows=4000, columns=60, text=33_000)


@dataclass(frozen=True)
class Typed:
    """One input that does not stand as it was handed out."""

    sheet: str
    cell: str
    name: str
    title: str
    original: str
    text: str


@dataclass
class Reading:
    typed: list[Typed] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    places: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # sheet, cell, title
    far: bool = False  # some sheet reaches so far that it is not opened whole


def read_book(content: bytes, found: Door) -> Reading:
    """Raises `BadWorkbook` or `WrongBook` where no cell of it is to be looked at."""
    sheets = read_workbook(content, None, BOUNDS)
    stamp = _stamp(sheets)
    _require_this(stamp, found)
    reading = Reading(
        problems=list(missing_sheets(stamp, sheets)),
        far=any(one.far for one in sheets.values()),
    )
    for mapped in stamp.sheets:
        if mapped.name in sheets:
            _read_sheet(mapped, sheets[mapped.name], reading)
    return reading


def _again() -> str:
    return _("Download the workbook of this report again, and copy your numbers into it.")


def _stamp(sheets: Mapping[str, ReadSheet]) -> Stamp:
    try:
        return read_stamp(sheets)
    except NoStamp as error:
        raise WrongBook(
            _("This workbook was not made by the portal, or its hidden sheet was removed."),
            _again(),
        ) from error
    except BrokenStamp as error:
        raise WrongBook(
            _("The hidden part of this workbook was changed, or cut by another program."),
            _again(),
        ) from error


def _require_this(stamp: Stamp, found: Door) -> None:
    told, report = stamp.facts, found.report
    if told["report"] != report_id(report):
        raise WrongBook(
            _("This workbook is of another report: %(which)s") % {"which": _called(told["report"])},
            _("Send it on the page of that report, or download the workbook of this one."),
        )
    if told["editable"] != "yes":
        raise WrongBook(_("This workbook is a copy to be read: its cells are locked."), _again())
    if told["revision"] != str(found.revision.number):
        raise WrongBook(
            _("This workbook is of revision %(before)s; the report is at revision %(now)d.")
            % {"before": told["revision"], "now": found.revision.number},
            _again(),
        )
    if told["template"] != VERSION or told["form"] != form_version(report):
        raise WrongBook(
            _("This workbook is older than the form: the form has changed since."), _again()
        )


def _called(report: str) -> str:
    unit, _form, period = report.split("/")
    return f"{unit}, {period_label(Period.parse(period)).in_line}"


def _read_sheet(mapped: MappedSheet, sheet: ReadSheet, reading: Reading) -> None:
    state = check_sheet(mapped, sheet)
    reading.problems += state.problems
    if state.broken:
        return
    cells = {(cell.row, cell.column): cell for cell in sheet.cells}
    for one in mapped.inputs:
        place = f"{get_column_letter(one.column)}{one.row}"
        reading.places[one.name] = (mapped.name, place, one.title)
        cell = cells.get((one.row, one.column))
        try:
            text = text_of(cell, one)
        except WrongCell as wrong:
            reading.problems.append(_problem(mapped.name, place, cell, wrong))
            continue
        if text != one.original:
            reading.typed.append(Typed(mapped.name, place, one.name, one.title, one.original, text))


def _problem(sheet: str, place: str, cell: ReadCell | None, wrong: WrongCell) -> CellProblem:
    return CellProblem(sheet, place, shown(cell), wrong.reason, wrong.remedy)
