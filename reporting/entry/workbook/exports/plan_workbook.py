"""A unit's action plan as a workbook to be filled: a row a group as a whole and a row an activity
that has a title, with what is planned already."""

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO

from django.utils.translation import get_language
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reporting.entry.page.queries.activities import activity_title, count_words
from reporting.entry.page.rules.action_plan import months_text
from reporting.models import PlannedActivity
from strategies.models import Activity
from strategies.models.cells import UnitOfCount

SHEET, STAMP_SHEET = "Plan", "_template"
TEMPLATE_ID, VERSION = "action-plan", "1"
# Part of a row -> its heading. The headings stand in both languages and are read back: they are not
# translated.
COLUMNS = {
    "code": "Code / លេខកូដ",
    "title": "Activity / សកម្មភាព",
    "result": "Expected result / លទ្ធផលរំពឹងទុក",
    "target": "Target of the year / គោលដៅប្រចាំឆ្នាំ",
    "unit": "It counts / រាប់ជា",
    "months": "Months (1, 2, 5-7) / ខែ",
    "who": "Responsible person / បុគ្គលទទួលខុសត្រូវ",
    "partners": "Partners / ដៃគូ",
    "budget": "Budget / ថវិកា",
    "currency": "Currency / រូបិយប័ណ្ណ",
    "source": "Source of the budget / ប្រភពថវិកា",
    "note": "Note / កំណត់សម្គាល់",
}
LETTERS = dict(zip(COLUMNS, "ABCDEFGHIJKL", strict=True))
WIDTHS = (9, 46, 34, 12, 12, 16, 24, 28, 16, 10, 24, 34)
FONT = "Khmer OS Battambang"
RULE = Side(style="thin", color="FFDFE3E8")
GIVEN = PatternFill("solid", fgColor="FFF2F4F7")


def stamp_of(unit: str, year: int, activities: Iterable[Activity]) -> list[str]:
    """What the hidden sheet says: template, version, unit, year, and a fingerprint of the codes."""
    codes = "\n".join(activity.code for activity in activities)
    digest = hashlib.sha256(codes.encode()).hexdigest()[:16]
    return [TEMPLATE_ID, VERSION, unit, str(year), digest]


def write_plan(
    unit: str, year: int, activities: Sequence[Activity], rows: Iterable[PlannedActivity]
) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    sheet.append(list(COLUMNS.values()))
    planned = {row.activity_id: row for row in rows}
    for number, activity in enumerate(activities, start=2):
        _write_row(sheet, number, activity, planned.get(activity.pk))
    _dress(sheet, len(activities) + 1)
    hidden = book.create_sheet(STAMP_SHEET)
    names = ("id", "version", "unit", "year", "hash")
    for name, value in zip(names, stamp_of(unit, year, activities), strict=True):
        hidden.append([name, value])
    hidden.sheet_state = "veryHidden"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_row(
    sheet: Worksheet, number: int, activity: Activity, row: PlannedActivity | None
) -> None:
    texts: list[str | Decimal | None] = [
        activity.code,
        activity_title(activity, get_language() or "en"),
    ]
    if row is not None:
        texts += [
            row.expected_result, row.target, count_words(row.unit_of_count),
            months_text(row.months), row.responsible, row.partners, row.budget, row.currency,
            row.budget_source, row.note,
        ]  # fmt: skip
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(number, column, text or None)
        if cell.data_type == "f":  # a text that begins with "=" is text
            cell.data_type = "s"
            cell.quotePrefix = True
    for part, letter in LETTERS.items():
        look = sheet[f"{letter}{number}"]
        look.font = Font(name=FONT)
        look.alignment = Alignment(wrap_text=True, vertical="top")
        look.border = Border(bottom=RULE)
        look.number_format = "#,##0.##" if part in ("target", "budget") else "@"
        if part in ("code", "title"):
            look.fill = GIVEN


def _dress(sheet: Worksheet, last: int) -> None:
    for cell in sheet[1]:
        cell.font = Font(name=FONT, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor="FF123C69")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for letter, width in zip(LETTERS.values(), WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[1].height = 48
    sheet.freeze_panes = "C2"
    units = ",".join(str(label) for label in UnitOfCount.labels)
    for part, choices in (("unit", units), ("currency", "USD,KHR")):
        choice = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
        sheet.add_data_validation(choice)
        choice.add(f"{LETTERS[part]}2:{LETTERS[part]}{max(last, 2)}")
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = "1:1"
