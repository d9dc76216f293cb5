"""An action plan from a filled workbook: read as a whole, by the same rules as the page. One bad
cell and nothing is taken; each is named with what is wrong and what to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from reporting.core.workbooks.lists import Row, has_heads, rows_of
from reporting.core.workbooks.reading import CellError, ReadCell, ReadSheet, read_workbook
from reporting.entry.page.forms.action_plan import (
    TEXTS,
    InputProblem,
    PlanRow,
    planned_of,
    stored_row,
)
from reporting.entry.page.queries.input_names import plain
from reporting.entry.page.rules.action_plan import Planned, months_of
from reporting.entry.workbook.exports.plan_workbook import (
    COLUMNS,
    LETTERS,
    SHEET,
    STAMP_SHEET,
    stamp_of,
)
from reporting.models import PlannedActivity
from strategies.models import Activity
from strategies.models.cells import UnitOfCount

SAID = [column.name for column in COLUMNS if not column.is_given]


@dataclass(frozen=True)
class PlanChange:
    """`before` or `after` is None where the row is added or taken out; by the part of the row."""

    code: str
    before: PlanRow | None
    after: PlanRow | None


@dataclass(frozen=True)
class PlanReading:
    """Either errors or changes; neither where the workbook says what is stored already."""

    errors: list[CellError]
    changes: list[PlanChange]

    @property
    def planned(self) -> dict[str, Planned]:
        return {change.code: planned_of(change.after) for change in self.changes if change.after}

    @property
    def removed(self) -> list[str]:
        return [change.code for change in self.changes if change.after is None]


def read_plan(
    content: bytes,
    unit: str,
    year: int,
    activities: Sequence[Activity],
    rows: Iterable[PlannedActivity],
) -> PlanReading:
    """Raises `BadWorkbook` where the file itself is refused. A row without a word is not
    planned."""
    sheets = read_workbook(content, [SHEET, STAMP_SHEET])
    wrong = _wrong_template(sheets, stamp_of(unit, year, activities))
    if wrong:
        return PlanReading([wrong], [])
    errors: list[CellError] = []
    by_code = {activity.code: activity for activity in activities}
    found: dict[str, PlanRow] = {}
    for number, row in rows_of(sheets[SHEET], COLUMNS):
        read = _read_row(number, row, by_code, found, errors)
        if read is not None:
            found[read.activity.code] = read
    if errors:
        return PlanReading(errors, [])
    stored = {row.activity.code: stored_row(row.activity, row) for row in rows}
    changes = [
        PlanChange(code, stored.get(code), found.get(code))
        for code in by_code
        if _said(stored.get(code)) != _said(found.get(code))
    ]
    return PlanReading([], changes)


def _said(row: PlanRow | None) -> object:
    """To compare: 1,200.50 and 1200.5 are one budget."""
    if row is None:
        return None
    try:
        return planned_of(row)
    except InputProblem:  # stored before it was asked for
        return row.said


def _wrong_template(sheets: Mapping[str, ReadSheet], stamp: list[str]) -> CellError | None:
    again = _("Download your plan once more, and copy what you wrote into it.")
    if SHEET not in sheets or STAMP_SHEET not in sheets:
        return CellError(SHEET, "A1", _("This workbook was not made from the template."), again)
    read = {cell.row: str(cell.value) for cell in sheets[STAMP_SHEET].cells if cell.column == 2}
    if [read.get(row) for row in range(1, 6)] != stamp:
        reason = _("The workbook is of another unit or year, or the plan has other rows by now.")
        return CellError(SHEET, "A1", reason, again)
    if not has_heads(sheets[SHEET], COLUMNS):
        return CellError(SHEET, "A1", _("The headings in row 1 were changed or moved."), again)
    if sheets[SHEET].beyond:
        return CellError(
            SHEET, "A2001", _("There are more than 2,000 rows."), _("Remove the rest.")
        )
    return None


def _read_row(
    number: int,
    row: Row,
    activities: Mapping[str, Activity],
    found: Mapping[str, PlanRow],
    errors: list[CellError],
) -> PlanRow | None:
    said = {part: row[part] for part in SAID if part in row}
    if not said:
        return None
    code = str(row["code"].value).strip() if "code" in row else ""
    if code not in activities:
        reason = _("There is no activity “%(code)s”.") % {"code": code}
        errors.append(CellError(SHEET, f"A{number}", reason, _("Use the codes of the template.")))
        return None
    if code in found:
        reason = _("Activity %(code)s stands in two rows.") % {"code": code}
        errors.append(CellError(SHEET, f"A{number}", reason, _("Keep one of them.")))
        return None
    before = len(errors)
    texts = {part: _text(number, part, cell, errors) for part, cell in said.items()}
    months = _months(number, texts.pop("months", ""), errors)
    texts["unit"] = unit_code(texts.get("unit", ""))
    texts["currency"] = texts.get("currency", "").upper()
    read = PlanRow(
        activities[code],
        chosen=True,
        months=months,
        texts={part: texts.get(part, "") for part in TEXTS},
    )
    if len(errors) > before:
        return None
    try:
        planned_of(read)
    except InputProblem as problem:
        cell = f"{LETTERS[problem.part]}{number}"
        errors.append(CellError(SHEET, cell, str(problem), _("Correct this cell.")))
        return None
    return read


def _text(number: int, part: str, cell: ReadCell, errors: list[CellError]) -> str:
    place = f"{LETTERS[part]}{number}"
    if cell.kind == "formula":
        errors.append(
            CellError(
                SHEET, place, _("The formula has no stored result."), _("Write the value itself.")
            )
        )
    elif cell.kind == "date":
        reason = _("Excel made a date of what was typed.")
        errors.append(
            CellError(SHEET, place, reason, _("Format the cell as text and type it again."))
        )
    elif cell.kind not in ("text", "number"):
        errors.append(CellError(SHEET, place, _("This is not text."), _("Write the value itself.")))
    elif cell.kind == "number":
        return f"{Decimal(str(cell.value)):f}".removesuffix(".0")
    return plain(str(cell.value))


def _months(number: int, text: str, errors: list[CellError]) -> list[int]:
    try:
        return months_of(text)
    except ValueError as wrong:
        reason = _("“%(text)s” is no month.") % {"text": str(wrong)}
        remedy = _("Write the numbers of the months, such as 1, 2, 5-7.")
        errors.append(CellError(SHEET, f"{LETTERS['months']}{number}", reason, remedy))
        return []


def unit_code(text: str) -> str:
    """What is counted, by its code or by its word in either language; else as it was typed."""
    words: dict[str, str] = {}
    for language in ("en", "km"):
        with override(language):
            words |= {str(unit.label).casefold(): unit.value for unit in UnitOfCount}
    return words.get(text.casefold(), text)
