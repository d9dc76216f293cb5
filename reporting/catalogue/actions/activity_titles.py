"""The titles of the activities from a filled workbook: read as a whole, then stored.

One bad cell and nothing is stored; the answer names sheet, cell, reason and remedy of each.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from reporting.catalogue.exports.activity_titles import COLUMNS, SHEET, STAMP_SHEET, stamp_of
from reporting.core.workbooks.lists import Row, has_heads, rows_of
from reporting.core.workbooks.reading import CellError, ReadCell, ReadSheet, read_workbook
from strategies.models import Activity, Plan

KHMER = re.compile(r"[\u1780-\u17ff]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LONGEST = 600
YES = {"yes", "y", "true", "1", "បាទ", "ចាស", "បាទ/ចាស"}
NO = {"no", "n", "false", "0", "ទេ"}
LETTERS = dict(enumerate("ABCD", start=1))


@dataclass(frozen=True)
class TitleChange:
    """What one activity says now and would say; None where it stays."""

    code: str
    before: tuple[str, str, bool]
    after: tuple[str, str, bool]

    @property
    def fields(self) -> list[tuple[str, str | bool, str | bool]]:
        """(field, before, after) of what differs."""
        (en, km, confirmed), (new_en, new_km, new_confirmed) = self.before, self.after
        rows: list[tuple[str, str | bool, str | bool]] = [
            ("title_en", en, new_en),
            ("title_km", km, new_km),
            ("confirmed", confirmed, new_confirmed),
        ]
        return [row for row in rows if row[1] != row[2]]


@dataclass(frozen=True)
class TitleReading:
    """Either errors or changes; neither where the workbook says what is stored already."""

    errors: list[CellError]
    changes: list[TitleChange]


class TitleChangedMeanwhile(Exception):
    """Somebody changed a title between the preview and the confirmation."""


def read_titles(content: bytes, plan: Plan) -> TitleReading:
    """Raises `BadWorkbook` where the file itself is refused."""
    sheets = read_workbook(content, [SHEET, STAMP_SHEET])
    wrong = _wrong_template(sheets, plan)
    if wrong:
        return TitleReading([wrong], [])
    errors: list[CellError] = []
    if sheets[SHEET].beyond:
        reason = _("There are more than 2,000 rows.")
        errors.append(_error("A2001", reason, _("Remove the rest.")))
    activities = {
        activity.code: activity for activity in Activity.objects.filter(group__strategy__plan=plan)
    }
    changes = [
        change
        for number, row in rows_of(sheets[SHEET], COLUMNS)
        if (change := _change(number, row, activities, errors))
    ]
    errors += _twice(sheets[SHEET])
    errors.sort(key=lambda error: (int(error.cell[1:]), error.cell))
    return TitleReading(errors, [] if errors else [c for c in changes if c.fields])


@transaction.atomic
def store_titles(plan: Plan, changes: Iterable[TitleChange]) -> int:
    """All of them, or none: raises `Overtaken` where a row is no longer as it was shown."""
    wanted = {change.code: change for change in changes}
    rows = list(
        Activity.objects.select_for_update()
        .filter(group__strategy__plan=plan, code__in=wanted)
        .order_by("pk")
    )
    if len(rows) != len(wanted) or any(_state(row) != wanted[row.code].before for row in rows):
        raise TitleChangedMeanwhile
    for row in rows:
        row.title_en, row.title_km, row.confirmed = wanted[row.code].after
    Activity.objects.bulk_update(rows, ["title_en", "title_km", "confirmed"])
    return len(rows)


def _state(activity: Activity) -> tuple[str, str, bool]:
    return activity.title_en, activity.title_km, activity.confirmed


def _wrong_template(sheets: Mapping[str, ReadSheet], plan: Plan) -> CellError | None:
    again = _("Download a new template, and copy your titles into it.")
    if SHEET not in sheets or STAMP_SHEET not in sheets:
        return _error("A1", _("This workbook was not made from the template."), again)
    read = {cell.row: str(cell.value) for cell in sheets[STAMP_SHEET].cells if cell.column == 2}
    if [read.get(row) for row in range(1, 5)] != stamp_of(plan):
        return _error("A1", _("The template is of another plan, or of an older version."), again)
    if not has_heads(sheets[SHEET], COLUMNS):
        return _error("A1", _("The headings in row 1 were changed or moved."), again)
    return None


def _change(
    number: int, row: Row, activities: Mapping[str, Activity], errors: list[CellError]
) -> TitleChange | None:
    before_this = len(errors)
    code = _code(number, row, activities, errors)
    english = _title(row.get("title_en"), errors, khmer=False)
    khmer = _title(row.get("title_km"), errors, khmer=True)
    confirmed = _confirmed(row.get("confirmed"), errors)
    if code is None or len(errors) > before_this:
        return None
    before = _state(activities[code])
    after = (
        english or before[0],
        khmer or before[1],
        before[2] if confirmed is None else confirmed,
    )
    if after[2] and not (after[0] or after[1]):
        errors.append(
            _error(
                f"D{number}",
                _("An activity without a title cannot be confirmed."),
                _("Write the title, or “no”."),
            )
        )
    return TitleChange(code, before, after)


def _code(
    number: int, row: Row, activities: Mapping[str, Activity], errors: list[CellError]
) -> str | None:
    cell = row.get("code")
    if cell is None:
        remedy = _("Write the code of the activity, such as 2.7.04, or clear the row.")
        errors.append(_error(f"A{number}", _("The code is missing."), remedy))
        return None
    code = str(cell.value).strip()
    if cell.kind != "text":
        remedy = _("Format the cell as text and write the code, such as 2.7.04.")
        errors.append(_error(_place(cell), _("The code is not text."), remedy))
        return None
    if code not in activities:
        near = re.sub(r"\.(\d)$", r".0\1", code)
        remedy = (
            _("Did you mean %(code)s?") % {"code": near}
            if near in activities
            else _("Use the codes of the template.")
        )
        errors.append(
            _error(_place(cell), _("There is no activity “%(code)s”.") % {"code": code}, remedy)
        )
        return None
    return code


def _title(cell: ReadCell | None, errors: list[CellError], *, khmer: bool) -> str:
    """The title with single spaces; "" where nothing is said."""
    if cell is None:
        return ""
    text = " ".join(str(cell.value).split())
    wrong = _wrong_text(cell, text, khmer=khmer)
    if wrong:
        errors.append(_error(_place(cell), *wrong))
    return text


def _wrong_text(cell: ReadCell, text: str, *, khmer: bool) -> tuple[str, str] | None:
    if cell.kind == "formula":
        return _("The formula has no stored result."), _("Write the text itself.")
    if cell.kind != "text":
        return _("This is not text."), _("Write the title as text.")
    if len(text) > LONGEST:
        reason = _("The title has %(length)d characters.") % {"length": len(text)}
        return reason, _("Shorten it to %(most)d.") % {"most": LONGEST}
    if CONTROL.search(text):
        return _("The text has characters that cannot be printed."), _("Type the title again.")
    if khmer and not KHMER.search(text):
        return _("This is not Khmer."), _("Write the Khmer title here, the English in column B.")
    if not khmer and KHMER.search(text):
        return _("This is Khmer."), _("Write the English title here, the Khmer in column C.")
    return None


def _confirmed(cell: ReadCell | None, errors: list[CellError]) -> bool | None:
    if cell is None:
        return None
    word = str(cell.value).strip().casefold()
    if cell.kind in ("text", "bool", "number") and word in YES | NO:
        return word in YES
    remedy = _("Write “yes” or “no”, or leave the cell blank.")
    errors.append(_error(_place(cell), _("This is neither yes nor no."), remedy))
    return None


def _twice(sheet: ReadSheet) -> list[CellError]:
    first: dict[str, int] = {}
    errors = []
    for number, row in rows_of(sheet, COLUMNS):
        cell = row.get("code")
        code = str(cell.value).strip() if cell else ""
        if code and code in first:
            reason = _("“%(code)s” stands in row %(row)d too.") % {"code": code, "row": first[code]}
            errors.append(_error(f"A{number}", reason, _("Keep one of the two rows.")))
        first.setdefault(code, number)
    return errors


def _place(cell: ReadCell) -> str:
    return f"{LETTERS[cell.column]}{cell.row}"


def _error(cell: str, reason: str, remedy: str) -> CellError:
    return CellError(SHEET, cell, reason, remedy)
