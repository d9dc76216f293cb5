"""What somebody typed into a workbook where nothing is read: named, never dropped in silence."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from reporting.exports.form_workbook.layout import HIDDEN_SHEET, INSTRUCTIONS
from reporting.forms.excel.cells import shown
from reporting.forms.excel.problems import Unread
from reporting.forms.excel.stamp import MappedSheet, Stamp
from reporting.forms.excel.structure import SentSheet
from reporting.forms.excel.tables import BLANK_ROWS
from strategies.workbooks import ReadCell


def other_sheets(stamp: Stamp, names: Iterable[str]) -> Iterator[Unread]:
    known = {sheet.name for sheet in stamp.sheets} | {INSTRUCTIONS, HIDDEN_SHEET}
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
