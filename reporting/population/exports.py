"""The workbook in which populations are sent, and in which they are downloaded again."""

from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reporting.population.queries import PlaceLine
from reporting.population.rules import COLUMNS

SHEET = "Population"
FONT = "Khmer OS Battambang"
# The headings stand in the file in both languages and are read back: they are not translated. The
# name of a place is for the eye, its code is what counts.
HEADS = {
    "code": "Code / កូដ",
    "year": "Year / ឆ្នាំ",
    "persons": "Persons / មនុស្ស",
    "females": "Females / ស្រី",
    "certain": "Certain: yes, no / ប្រាកដ",
    "source": "Source / ប្រភព",
    "source_km": "Source in Khmer / ប្រភពជាភាសាខ្មែរ",
}
PLACE = "Place / ទីកន្លែង"
WIDTHS = (12, 30, 8, 14, 14, 14, 60, 60)


def sheet_heads() -> list[str]:
    """Code, place, then the others."""
    code, *others = (HEADS[name] for name in COLUMNS)
    return [code, PLACE, *others]


def write_populations(lines: Iterable[PlaceLine], year: int) -> bytes:
    """A row a place; what is not known is left blank, and a row without persons is not read."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    sheet.append(sheet_heads())
    for line in lines:
        number = line.number
        if number is None:
            sheet.append([line.unit.code, line.name, year])
            continue
        certain = "yes" if number.certain else "no"
        sheet.append(
            [
                line.unit.code, line.name, number.year, number.persons, number.females, certain,
                number.source, number.source_km,
            ]
        )  # fmt: skip
    _dress(sheet)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _dress(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            cell.font = Font(name=FONT)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str) and cell.data_type == "f":  # a text is a text
                cell.data_type = "s"
                cell.quotePrefix = True
            if cell.column in (4, 5):
                cell.number_format = "#,##0"
    for cell in sheet[1]:
        cell.font = Font(name=FONT, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor="FF123C69")
    for letter, width in zip("ABCDEFGH", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "C2"
    choice = DataValidation(type="list", formula1='"yes,no"', allow_blank=True)
    sheet.add_data_validation(choice)
    choice.add(f"F2:F{max(sheet.max_row, 2)}")
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"
