"""A unit's action plan as a workbook to be filled: a row a group as a whole and a row an activity
that has a title, with what is planned already."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

from django.utils.translation import get_language
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporting.core.workbooks.lists import ListColumn, fill_sheet
from reporting.entry.page.queries.activities import activity_title, count_words
from reporting.entry.page.rules.action_plan import months_text
from reporting.models import PlannedActivity
from strategies.models import Activity
from strategies.models.cells import UnitOfCount

SHEET, STAMP_SHEET = "Plan", "_template"
TEMPLATE_ID, VERSION = "action-plan", "1"
AMOUNT = "#,##0.##"
COLUMNS = (
    ListColumn("code", "Code / លេខកូដ", 9, is_given=True),
    ListColumn("title", "Activity / សកម្មភាព", 46, is_given=True),
    ListColumn("result", "Expected result / លទ្ធផលរំពឹងទុក", 34),
    ListColumn("target", "Target of the year / គោលដៅប្រចាំឆ្នាំ", 12, number_format=AMOUNT),
    ListColumn("unit", "It counts / រាប់ជា", 12),
    ListColumn("months", "Months (1, 2, 5-7) / ខែ", 16),
    ListColumn("who", "Responsible person / បុគ្គលទទួលខុសត្រូវ", 24),
    ListColumn("partners", "Partners / ដៃគូ", 28),
    ListColumn("budget", "Budget / ថវិកា", 16, number_format=AMOUNT),
    ListColumn("currency", "Currency / រូបិយប័ណ្ណ", 10, choices=("USD", "KHR")),
    ListColumn("source", "Source of the budget / ប្រភពថវិកា", 24),
    ListColumn("note", "Note / កំណត់សម្គាល់", 34),
)
LETTERS = {column.name: letter for column, letter in zip(COLUMNS, "ABCDEFGHIJKL", strict=True)}


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
    planned = {row.activity_id: row for row in rows}
    said = [_row(activity, planned.get(activity.pk)) for activity in activities]
    fill_sheet(sheet, _columns(), said, stays=2)
    hidden = book.create_sheet(STAMP_SHEET)
    names = ("id", "version", "unit", "year", "hash")
    for name, value in zip(names, stamp_of(unit, year, activities), strict=True):
        hidden.append([name, value])
    hidden.sheet_state = "veryHidden"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _columns() -> list[ListColumn]:
    """What is counted is chosen in the language of the moment."""
    units = tuple(str(label) for label in UnitOfCount.labels)
    return [replace(one, choices=units) if one.name == "unit" else one for one in COLUMNS]


def _row(activity: Activity, row: PlannedActivity | None) -> list[str | Decimal | None]:
    given: list[str | Decimal | None] = [
        activity.code,
        activity_title(activity, get_language() or "en"),
    ]
    if row is None:
        return [*given, *(None for _column in COLUMNS[len(given) :])]
    return [
        *given, row.expected_result, row.target, count_words(row.unit_of_count),
        months_text(row.months), row.responsible, row.partners, row.budget, row.currency,
        row.budget_source, row.note,
    ]  # fmt: skip
