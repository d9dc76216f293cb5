"""The workbook into which the General Secretariat writes the titles of the activities."""

import hashlib
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporting.core.workbooks.lists import ListColumn, fill_sheet
from strategies.models import Activity, Plan

SHEET = "Activities"
STAMP_SHEET = "_template"
TEMPLATE_ID = "activity-titles"
VERSION = "1"
COLUMNS = (
    ListColumn("code", "Code / លេខកូដ", 12),
    ListColumn("title_en", "Title in English / ចំណងជើងជាភាសាអង់គ្លេស", 70),
    ListColumn("title_km", "Title in Khmer / ចំណងជើងជាភាសាខ្មែរ", 70),
    ListColumn("confirmed", "Confirmed (yes, no) / បានបញ្ជាក់ (បាទ, ទេ)", 20, choices=("yes", "no")),
)


def stamp_of(plan: Plan) -> list[str]:
    """What the hidden sheet says: template, version, plan, and a fingerprint of the codes."""
    codes = "\n".join(_activities(plan).values_list("code", flat=True))
    digest = hashlib.sha256(codes.encode()).hexdigest()[:16]
    return [TEMPLATE_ID, VERSION, plan.code, digest]


def write_template(plan: Plan) -> bytes:
    """All activities of the plan with what is known of them; a blank cell leaves it as it is."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    fill_sheet(sheet, COLUMNS, map(_row, _activities(plan)), stays=1)
    hidden = book.create_sheet(STAMP_SHEET)
    for name, value in zip(("id", "version", "plan", "hash"), stamp_of(plan), strict=True):
        hidden.append([name, value])
    hidden.sheet_state = "veryHidden"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _activities(plan: Plan):  # type: ignore[no-untyped-def]  # a queryset
    return Activity.objects.filter(group__strategy__plan=plan).order_by(
        "group__strategy__number", "group__number", "number"
    )


def _row(activity: Activity) -> tuple[str, ...]:
    said = "yes" if activity.confirmed else ""
    return activity.code, activity.title_en, activity.title_km, said
