"""A workbook that came back, read as a whole: what was changed in it, and all that is wrong. What
somebody typed where nothing is read is named, never dropped in silence."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from reporting.core.queries.period_words import period_words
from reporting.core.workbooks.reading import Bounds, ReadCell, child_answer
from reporting.entry.access import ReportAccess
from reporting.entry.workbook.exports.sheet_layout import HIDDEN_SHEET
from reporting.entry.workbook.exports.workbook_words import NAMES_OF_INSTRUCTIONS
from reporting.entry.workbook.forms.cell_reading import shown, text_of
from reporting.entry.workbook.forms.stamp import (
    VERSION,
    BrokenStamp,
    MappedSheet,
    NoStamp,
    Stamp,
    form_version,
    read_stamp,
    report_id,
)
from reporting.entry.workbook.forms.structure import SentSheet, check_sheet, missing_sheets
from reporting.entry.workbook.forms.table_book import BLANK_ROWS
from reporting.entry.workbook.forms.workbook_problems import (
    CellProblem,
    Unread,
    WrongBook,
    WrongCell,
)
from reporting.kernel.periods import Period

CHILD = Path(__file__).with_name("structure_child.py")
BOUNDS = Bounds(rows=4000, columns=60, text=33_000)


@dataclass(frozen=True)
class TypedInput:
    """One input that does not stand as it was handed out."""

    sheet: str
    cell: str
    name: str
    title: str
    original: str
    text: str


@dataclass
class WorkbookReading:
    """`wrong`: the names of the inputs that could not be read."""

    typed: list[TypedInput] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    wrong: set[str] = field(default_factory=set)
    places: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # sheet, cell, title
    far: bool = False  # some sheet reaches so far that it is not opened whole


def read_book(
    workbook: BinaryIO | IO[bytes], found: ReportAccess, keep: Sequence[int] = ()
) -> WorkbookReading:
    """Raises `BadWorkbook` or `WrongBook` where no cell of it is to be looked at. A child reads and
    answers what differs from what was handed out; `keep` is held open with it."""
    answer = child_answer(CHILD, [json.dumps(asdict(BOUNDS))], workbook, keep)
    stamp = _stamp(answer["stamp"])
    _require_this(stamp, found)
    sheets = {name: SentSheet.of(sheet) for name, sheet in answer["sheets"].items()}
    reading = WorkbookReading(
        problems=list(missing_sheets(stamp, answer["names"])),
        unread=list(other_sheets(stamp, answer["names"])),
        far=answer["far"],
    )
    for mapped in stamp.sheets:
        if mapped.name in sheets:
            _read_sheet(mapped, sheets[mapped.name], reading)
    return reading


def _again() -> str:
    return _("Download the workbook of this report again, and copy your numbers into it.")


def _stamp(hidden: Mapping[str, Any] | None) -> Stamp:
    try:
        return read_stamp(hidden)
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


def _require_this(stamp: Stamp, found: ReportAccess) -> None:
    facts, report = stamp.facts, found.report
    if facts["report"] != report_id(report):
        raise WrongBook(
            _("This workbook is of another report: %(which)s")
            % {"which": _called(facts["report"])},
            _("Send it on the page of that report, or download the workbook of this one."),
        )
    if facts["editable"] != "yes":
        raise WrongBook(_("This workbook is a copy to be read: its cells are locked."), _again())
    if facts["revision"] != str(found.revision.number):
        raise WrongBook(
            _("This workbook is of revision %(before)s; the report is at revision %(now)d.")
            % {"before": facts["revision"], "now": found.revision.number},
            _again(),
        )
    if facts["template"] != VERSION or facts["form"] != form_version(found.revision):
        raise WrongBook(
            _("This workbook is older than the form: the form has changed since."), _again()
        )


def _called(report: str) -> str:
    unit, _form, period = report.split("/")
    return f"{unit}, {period_words(Period.parse(period))}"


def _read_sheet(mapped: MappedSheet, sheet: SentSheet, reading: WorkbookReading) -> None:
    state = check_sheet(mapped, sheet)
    reading.problems += state.problems
    if state.broken:
        return
    reading.unread += unread_of(mapped, sheet)
    cells = {(cell.row, cell.column): cell for cell in sheet.cells}
    for mapped_input in mapped.inputs:
        place = f"{get_column_letter(mapped_input.column)}{mapped_input.row}"
        reading.places[mapped_input.name] = (mapped.name, place, mapped_input.title)
        cell = cells.get((mapped_input.row, mapped_input.column))
        if cell is None:
            continue  # it says what it said
        try:
            text = text_of(cell, mapped_input)
        except WrongCell as wrong:
            reading.wrong.add(mapped_input.name)
            reading.problems.append(_problem(mapped.name, place, cell, wrong))
            continue
        if text != mapped_input.original:
            reading.typed.append(
                TypedInput(
                    mapped.name,
                    place,
                    mapped_input.name,
                    mapped_input.title,
                    mapped_input.original,
                    text,
                )
            )


def _problem(sheet: str, place: str, cell: ReadCell | None, wrong: WrongCell) -> CellProblem:
    return CellProblem(sheet, place, shown(cell), wrong.reason, wrong.remedy)


def other_sheets(stamp: Stamp, names: Iterable[str]) -> Iterator[Unread]:
    known = {sheet.name for sheet in stamp.sheets} | NAMES_OF_INSTRUCTIONS | {HIDDEN_SHEET}
    for name in names:
        if name not in known:
            yield Unread(
                name, "", "", _("This sheet is not part of the form."),
                _("Copy what belongs to the report into the yellow cells of the form."),
            )  # fmt: skip


def unread_of(mapped: MappedSheet, sheet: SentSheet) -> Iterator[Unread]:
    for cell in sheet.fixed:
        kind, said = mapped.fixed[cell.row, cell.column]
        if kind == "sum":
            reason = _("A total was typed over. The portal adds up itself.")
            remedy = _("Correct the numbers that are added up, where they are wrong.")
            yield _unread(mapped, cell, reason, remedy)
        elif kind == "beside":
            reason = _("A number of the period before was typed over: %(number)s stood here.") % {
                "number": said or "–"
            }
            remedy = _("It is corrected in the report of that period.")
            yield _unread(mapped, cell, reason, remedy)
    for cell in sheet.outside:
        yield _unread(mapped, cell, *_outside(mapped, cell))
    if sheet.more:
        reason = _("More was typed outside of the yellow cells.")
        yield Unread(mapped.name, "", "", reason, _("Look at the whole sheet."), sheet.more)


def _unread(mapped: MappedSheet, cell: ReadCell, reason: str, remedy: str) -> Unread:
    place = f"{get_column_letter(cell.column)}{cell.row}"
    return Unread(mapped.name, place, shown(cell) or cell.formula, reason, remedy)


def _outside(mapped: MappedSheet, cell: ReadCell) -> tuple[str, str]:
    if _is_below_a_list(mapped, cell):
        return (
            _("This is below the rows of the list."),
            _(
                "Type it on the page of the report; or store the rows above and download the "
                "workbook again, which then has %(count)d blank rows more."
            )
            % {"count": BLANK_ROWS},
        )
    return (
        _("This is outside of the yellow cells."),
        _("Type what belongs to the report into the yellow cells."),
    )


def _is_below_a_list(mapped: MappedSheet, cell: ReadCell) -> bool:
    """Whether the nearest input above, in its column or beside it, is one of a list."""
    above = [
        earlier
        for earlier in mapped.inputs
        if earlier.row < cell.row and ":" not in earlier.name[:8]
    ]
    if not above:
        return False
    last = max(earlier.row for earlier in above)
    return any("{" in earlier.name for earlier in above if earlier.row == last)
