"""Whether the sheets are still as they were handed out: names, rows, columns, merged and hidden."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from reporting.exports.form_workbook.layout import HIDDEN_SHEET, INSTRUCTIONS, KEYS
from reporting.forms.excel.problems import CellProblem
from reporting.forms.excel.stamp import MappedInput, MappedSheet, Stamp
from strategies.workbooks import ReadCell, ReadSheet

Places = dict[str, list[tuple[int, int]]]
MOST_NAMED = 3


@dataclass
class SheetState:
    """`broken`: what stands where is not known any more, so its cells are not read."""

    problems: list[CellProblem]
    broken: bool = False


def missing_sheets(stamp: Stamp, sheets: Mapping[str, ReadSheet]) -> Iterator[CellProblem]:
    known = {one.name for one in stamp.sheets} | {INSTRUCTIONS, HIDDEN_SHEET}
    strangers = [name for name in sheets if name not in known]
    for one in stamp.sheets:
        if one.name not in sheets:
            yield CellProblem(
                one.name, "", "", _("This sheet is missing: it was renamed or deleted."),
                _rename_remedy(one.name, strangers),
            )  # fmt: skip


def _rename_remedy(name: str, strangers: list[str]) -> str:
    if strangers:
        return _("Give the sheet “%(other)s” its name back: %(name)s") % {
            "other": "”, “".join(strangers[:MOST_NAMED]), "name": name,
        }  # fmt: skip
    return _("Download a new workbook and copy your numbers into it.")


def check_sheet(mapped: MappedSheet, sheet: ReadSheet) -> SheetState:
    state = SheetState(list(_moved(mapped, sheet)))
    state.broken = bool(state.problems)
    if sheet.far:
        reason = _("Something stands far outside of the form.")
        remedy = _("Delete the rows and columns outside of the form.")
        state.problems.append(CellProblem(mapped.name, sheet.far, "", reason, remedy))
    if not state.broken:
        state.problems += _hidden(mapped, sheet)
        state.problems += _merged(mapped, sheet)
    return state


def _moved(mapped: MappedSheet, sheet: ReadSheet) -> Iterator[CellProblem]:
    """Every key is looked for where it belongs, then anywhere."""
    found: Places = defaultdict(list)
    for cell in sheet.cells:
        if cell.kind == "text":
            found[str(cell.value)].append((cell.row, cell.column))
    for key, row in mapped.rows.items():
        places = [at for at, column in found.get(key, []) if column == KEYS]
        yield from _row_problem(mapped, key, row, places)
    for key, (_row, column) in mapped.columns.items():
        places_of_key = [at for _row, at in found.get(key, [])]
        if column not in places_of_key:
            yield _column_problem(mapped, column, places_of_key)


def _row_problem(
    mapped: MappedSheet, key: str, row: int, places: list[int]
) -> Iterator[CellProblem]:
    title = mapped.row_title(row)
    if places == [row]:
        return
    if not places:
        reason = _("The row “%(row)s” was deleted, or its hidden key was.") % {"row": title}
        yield CellProblem(mapped.name, f"A{row}", "", reason, _again())
    elif len(places) > 1:
        others = ", ".join(str(at) for at in places)
        reason = _("The row “%(row)s” stands here more than once: in rows %(rows)s.") % {
            "row": title, "rows": others,
        }  # fmt: skip
        remedy = _("Delete the copy. New rows of a list go into its blank rows.")
        yield CellProblem(mapped.name, f"A{places[-1]}", "", reason, remedy)
    else:
        reason = _("The row “%(row)s” was moved from row %(before)d to row %(now)d.") % {
            "row": title, "before": row, "now": places[0],
        }  # fmt: skip
        remedy = _("Undo it: delete the rows that were inserted above, or put it back.")
        yield CellProblem(mapped.name, f"A{places[0]}", "", reason, remedy)


def _column_problem(mapped: MappedSheet, column: int, places: list[int]) -> CellProblem:
    letter = get_column_letter(column)
    if not places:
        reason = _("Column %(column)s was deleted, or its hidden key was.") % {"column": letter}
        return CellProblem(mapped.name, f"{letter}1", "", reason, _again())
    now = get_column_letter(places[0])
    reason = _("Column %(before)s was moved to column %(now)s.") % {"before": letter, "now": now}
    remedy = _("Undo it: delete the columns that were inserted before it, or put it back.")
    return CellProblem(mapped.name, f"{now}1", "", reason, remedy)


def _again() -> str:
    return _("Undo it, or download a new workbook and copy your numbers into it.")


def _hidden(mapped: MappedSheet, sheet: ReadSheet) -> Iterator[CellProblem]:
    """Only where something was typed that nobody sees."""
    filled = {(cell.row, cell.column): cell for cell in sheet.cells}
    rows: dict[int, MappedInput] = {}
    columns: dict[int, MappedInput] = {}
    for one in mapped.inputs:
        cell = filled.get((one.row, one.column))
        if not _says_more(cell, one):
            continue
        if one.row in sheet.hidden_rows:
            rows.setdefault(one.row, one)
        elif one.column in sheet.hidden_columns:
            columns.setdefault(one.column, one)
    remedy = _("Show it, look at what stands there, and send the workbook again.")
    for row, one in rows.items():
        reason = _("Row %(row)d is hidden, and something was typed in it.") % {"row": row}
        yield CellProblem(mapped.name, _place(one), "", reason, remedy)
    for column, one in columns.items():
        reason = _("Column %(column)s is hidden, and something was typed in it.") % {
            "column": get_column_letter(column)
        }
        yield CellProblem(mapped.name, _place(one), "", reason, remedy)


def _says_more(cell: ReadCell | None, one: MappedInput) -> bool:
    return cell is not None and str(cell.value).removesuffix(".0").strip() != one.original


def _merged(mapped: MappedSheet, sheet: ReadSheet) -> Iterator[CellProblem]:
    places = [(one.row, one.column) for one in mapped.inputs]
    for merged in sheet.merged:
        if merged not in mapped.merged and _covers(merged, places):
            reason = _("Cells to be filled were merged into one.")
            remedy = _("Take the merging back: each cell holds a number of its own.")
            yield CellProblem(mapped.name, merged, "", reason, remedy)


def _covers(merged: str, places: list[tuple[int, int]]) -> bool:
    try:
        area = CellRange(merged)
    except ValueError:
        return False
    return any(
        area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col
        for row, column in places
    )


def _place(one: MappedInput) -> str:
    return f"{get_column_letter(one.column)}{one.row}"
