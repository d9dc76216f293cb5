"""A list as a workbook that is downloaded, filled in Excel and sent back: one sheet, its heads in
the first line, a row for each thing. What a row means is its room's; here is how it is written and
read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reporting.core.workbooks.inspection import MOST_BYTES
from reporting.core.workbooks.reading import ReadCell, ReadSheet, read_workbook
from reporting.document.workbook.cell_texts import line_count

FONT = "Khmer OS Battambang"
RULE = Side(style="thin", color="FFDFE3E8")
GIVEN = PatternFill("solid", fgColor="FFF2F4F7")
LINE, ROOM = 17, 2  # points of a line, Khmer too; digits of a cell that are its edges
TEXT, WHOLE = "@", "#,##0"
MOST_CHOICES = 255  # letters that Excel takes for a list in a cell
Said = str | int | Decimal | None
Row = Mapping[str, ReadCell]


@dataclass(frozen=True)
class ListColumn:
    """`head` stands in the file in both languages and is read back: it is not translated.
    `choices`: what one chooses from, where that is short. `is_given`: it is for the eye, and not
    filled."""

    name: str
    head: str
    width: int
    choices: tuple[str, ...] = ()
    number_format: str = TEXT
    is_given: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class SheetProblem:
    """`place`: the cell, or the line of a file."""

    place: str
    reason: str


class WorkbookUploadForm(forms.Form):
    workbook = forms.FileField(
        label=gettext_lazy("Filled workbook"),
        help_text=gettext_lazy("An Excel workbook (.xlsx) of at most 10 MiB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_workbook(self) -> Any:
        workbook = self.cleaned_data["workbook"]
        if workbook.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MiB."))
        return workbook


def write_list(
    name: str, columns: Sequence[ListColumn], rows: Iterable[Sequence[Said]], *, stays: int
) -> bytes:
    """`stays`: how many columns stay in sight when one scrolls to the right."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    fill_sheet(sheet, columns, rows, stays=stays)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill_sheet(
    sheet: Worksheet,
    columns: Sequence[ListColumn],
    rows: Iterable[Sequence[Said]],
    *,
    stays: int,
) -> None:
    """An empty sheet of a workbook that has others too."""
    sheet.append([column.head for column in columns])
    for row in rows:
        _write(sheet, columns, row)
    _dress(sheet, columns, stays)


def _write(sheet: Worksheet, columns: Sequence[ListColumn], row: Sequence[Said]) -> None:
    at = sheet.max_row + 1
    texts = [
        line_count(said, column.width - ROOM)
        for column, said in zip(columns, row, strict=True)
        if isinstance(said, str) and said and not column.hidden
    ]
    lines = max(texts, default=1)
    sheet.row_dimensions[at].height = LINE * lines  # LibreOffice lets long texts overlap else
    for position, (column, said) in enumerate(zip(columns, row, strict=True), start=1):
        cell = sheet.cell(at, position, None if said == "" else said)
        if cell.data_type == "f":  # a text that begins with "=" is text
            cell.data_type = "s"
            cell.quotePrefix = True
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name=FONT)
        cell.border = Border(bottom=RULE)
        cell.number_format = column.number_format
        if column.is_given:
            cell.fill = GIVEN


def _dress(sheet: Worksheet, columns: Sequence[ListColumn], stays: int) -> None:
    for cell in sheet[1]:
        cell.font = Font(name=FONT, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor="FF123C69")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.row_dimensions[1].height = 48
    for position, column in enumerate(columns, start=1):
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.hidden
        words = ",".join(column.choices)
        if column.choices and len(words) <= MOST_CHOICES:
            choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
            sheet.add_data_validation(choice)
            choice.add(f"{letter}2:{letter}{max(sheet.max_row, 2) + 500}")
    sheet.freeze_panes = f"{get_column_letter(stays + 1)}2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = "1:1"


def read_list(
    content: bytes, name: str, columns: Sequence[ListColumn]
) -> tuple[list[tuple[int, Row]], list[SheetProblem]]:
    """The rows that have anything, with their numbers; a file with other heads has none, and says
    so. Raises `BadWorkbook` where the file itself is refused."""
    sheet = read_workbook(content, [name]).get(name)
    if sheet is None or not has_heads(sheet, columns):
        reason = _("This workbook was not made from the download, or its headings were changed.")
        return [], [SheetProblem("A1", reason)]
    problems = []
    if sheet.beyond:
        problems.append(SheetProblem("A2001", _("There are more than 2,000 rows.")))
    return rows_of(sheet, columns), problems


def has_heads(sheet: ReadSheet, columns: Sequence[ListColumn]) -> bool:
    """Whether the first line is still that of the download."""
    heads = {cell.column: cell.value for cell in sheet.cells if cell.row == 1}
    found = [heads.get(at) for at in range(1, len(columns) + 1)]
    return found == [column.head for column in columns]


def rows_of(sheet: ReadSheet, columns: Sequence[ListColumn]) -> list[tuple[int, Row]]:
    """The rows below the heads that have anything, with their numbers."""
    names = {at: column.name for at, column in enumerate(columns, start=1)}
    rows: dict[int, dict[str, ReadCell]] = {}
    for cell in sheet.cells:
        if cell.row > 1 and cell.column in names and said_in(cell):
            rows.setdefault(cell.row, {})[names[cell.column]] = cell
    return sorted(rows.items())


def said_in(cell: ReadCell) -> str:
    """As somebody reads the cell: a formula without a result stands as the formula."""
    return cell.formula if cell.kind == "formula" else str(cell.value).strip()


def text_of(row: Row, name: str) -> str:
    return said_in(row[name]) if name in row else ""


def place_of(columns: Sequence[ListColumn], name: str, row: int) -> str:
    """The cell, as Excel calls it."""
    position = next(at for at, column in enumerate(columns, start=1) if column.name == name)
    return f"{get_column_letter(position)}{row}"
