"""Whether the sheets still are as they were handed out: their names, rows and columns, what was
merged and what was hidden."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from provinces.spelling import fold
from reporting.core.workbooks.reading import ReadCell
from reporting.entry.workbook.exports.sheet_layout import HIDDEN_SHEET
from reporting.entry.workbook.exports.workbook_words import NAMES_OF_INSTRUCTIONS
from reporting.entry.workbook.forms.stamp import MappedInput, MappedSheet, Stamp
from reporting.entry.workbook.forms.workbook_problems import CellProblem

MOST_NAMED = 3


@dataclass(frozen=True)
class SentSheet:
    """What differs in a sheet from what was handed out. `cells`: inputs; `rows`, `columns`: keys
    that do not stand where they belong, with where they do; `fixed`: what was ours; `outside`:
    the first cells that were typed where nothing is read, and there are so many `more`."""

    cells: tuple[ReadCell, ...]
    rows: Mapping[str, list[int]]
    columns: Mapping[str, list[int]]
    fixed: tuple[ReadCell, ...]
    outside: tuple[ReadCell, ...]
    more: int
    merged: tuple[str, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    hidden: bool
    far: str

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> "SentSheet":
        cells, fixed, outside = (
            tuple(ReadCell(*cell) for cell in found[kind]) for kind in ("cells", "fixed", "outside")
        )
        return cls(
            cells=cells,
            rows=found["rows"],
            columns=found["columns"],
            fixed=fixed,
            outside=outside,
            more=found["more"],
            merged=tuple(found["merged"]),
            hidden_rows=frozenset(found["hidden_rows"]),
            hidden_columns=frozenset(found["hidden_columns"]),
            hidden=found["hidden"],
            far=found["far"],
        )


@dataclass
class SheetState:
    """`broken`: what stands where is not known any more, so its cells are not read."""

    problems: list[CellProblem]
    broken: bool = False


def missing_sheets(stamp: Stamp, sheets: Collection[str]) -> Iterator[CellProblem]:
    known = {sheet.name for sheet in stamp.sheets} | NAMES_OF_INSTRUCTIONS | {HIDDEN_SHEET}
    strangers = [name for name in sheets if name not in known]
    for stamped in stamp.sheets:
        if stamped.name not in sheets:
            yield CellProblem(
                stamped.name, "", "", _("This sheet is missing: it was renamed or deleted."),
                _rename_remedy(stamped.name, strangers),
            )  # fmt: skip


def _rename_remedy(name: str, strangers: list[str]) -> str:
    if strangers:
        named = ", ".join(_("“%(text)s”") % {"text": other} for other in strangers[:MOST_NAMED])
        return _("Give the sheet %(other)s its name back: %(name)s") % {
            "other": named, "name": name,
        }  # fmt: skip
    return _("Download a new workbook and copy your numbers into it.")


def check_sheet(mapped: MappedSheet, sheet: SentSheet) -> SheetState:
    state = SheetState(list(_moved(mapped, sheet)) or list(_renamed(mapped, sheet)))
    state.broken = bool(state.problems)
    if sheet.far:
        reason = _("Something stands far outside of the form.")
        remedy = _("Delete the rows and columns outside of the form.")
        state.problems.append(CellProblem(mapped.name, sheet.far, "", reason, remedy))
    if not state.broken:
        state.problems += _hidden(mapped, sheet)
        state.problems += _merged(mapped, sheet)
    return state


def _moved(mapped: MappedSheet, sheet: SentSheet) -> Iterator[CellProblem]:
    for key, places in sheet.rows.items():
        yield from _row_problem(mapped, key, mapped.rows[key], places)
    for key, columns in sheet.columns.items():
        yield _column_problem(mapped, mapped.columns[key][1], columns)


def _renamed(mapped: MappedSheet, sheet: SentSheet) -> Iterator[CellProblem]:
    """Rows that were sorted without their hidden key: what one reads beside a number is not what
    the portal would take it for."""
    rows = {
        fold(text): row for (row, _column), (kind, text) in mapped.fixed.items() if kind == "row"
    }
    for cell in sheet.fixed:
        kind, before = mapped.fixed[cell.row, cell.column]
        now = str(cell.value)
        if kind not in ("row", "head") or fold(now) == fold(before):
            continue
        place = f"{get_column_letter(cell.column)}{cell.row}"
        stood = {"now": _in_line(now) or "–", "before": _in_line(before), "place": place}
        reason = _("“%(before)s” stood here, and now “%(now)s” does.") % stood
        home = rows.get(fold(now))
        if kind == "row" and home:
            reason += " " + _("That row belongs in row %(row)d: were the rows sorted?") % {
                "row": home
            }
        yield CellProblem(mapped.name, place, _in_line(now), reason, _again())


def _in_line(text: str) -> str:
    return " / ".join(text.split("\n"))


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


def _hidden(mapped: MappedSheet, sheet: SentSheet) -> Iterator[CellProblem]:
    """Only where something was typed that nobody sees."""
    remedy = _("Show it, look at what stands there, and send the workbook again.")
    if sheet.hidden:
        if sheet.cells:
            reason = _("This sheet is hidden, and something was typed in it.")
            yield CellProblem(mapped.name, "", "", reason, remedy)
        return
    filled = {(cell.row, cell.column): cell for cell in sheet.cells}
    rows: dict[int, MappedInput] = {}
    columns: dict[int, MappedInput] = {}
    for field in mapped.inputs:
        cell = filled.get((field.row, field.column))
        if not _says_more(cell, field):
            continue
        if field.row in sheet.hidden_rows:
            rows.setdefault(field.row, field)
        elif field.column in sheet.hidden_columns:
            columns.setdefault(field.column, field)
    for row, field in rows.items():
        reason = _("Row %(row)d is hidden, and something was typed in it.") % {"row": row}
        yield CellProblem(mapped.name, _place(field), "", reason, remedy)
    for column, field in columns.items():
        reason = _("Column %(column)s is hidden, and something was typed in it.") % {
            "column": get_column_letter(column)
        }
        yield CellProblem(mapped.name, _place(field), "", reason, remedy)


def _says_more(cell: ReadCell | None, field: MappedInput) -> bool:
    return cell is not None and str(cell.value).removesuffix(".0").strip() != field.original


def _merged(mapped: MappedSheet, sheet: SentSheet) -> Iterator[CellProblem]:
    places = [(cell.row, cell.column) for cell in mapped.inputs]
    for merged in sheet.merged:
        if _covers(merged, places):
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


def _place(field: MappedInput) -> str:
    return f"{get_column_letter(field.column)}{field.row}"
