"""The workbook into which the General Secretariat writes the titles of the activities."""

import hashlib
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporting.catalogue.exports.sheets import dress, write_row
from strategies.models import Activity, Plan

SHEET = "Activities"
STAMP_SHEET = "_template"
TEMPLATE_ID = "activity-titles"
VERSION = "1"
# The headings stand in the file in both languages and are read back: they are not translated.
COLUMNS = (
    ("code", "Code / លេខកូដ"),
    ("title_en", "Title in English / ចំណងជើងជាភាសាអង់គ្លេស"),
    ("title_km", "Title in Khmer / ចំណងជើងជាភាសាខ្មែរ"),
    ("confirmed", "Confirmed (yes, no) / បានបញ្ជាក់ (បាទ, ទេ)"),
)
WIDTHS = {"A": 12, "B": 70, "C": 70, "D": 20}


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
    sheet.append([head for _name, head in COLUMNS])
    for activity in _activities(plan):
        _write_row(sheet, activity)
    dress(sheet, WIDTHS, yes_or_no="D")
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


def _write_row(sheet: Worksheet, activity: Activity) -> None:
    said = "yes" if activity.confirmed else ""
    write_row(sheet, (activity.code, activity.title_en, activity.title_km, said))
