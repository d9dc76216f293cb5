"""The workbook in which the General Secretariat corrects and confirms Khmer labels."""

from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporting.catalogue.exports.sheets import dress, write_row
from reporting.catalogue.queries.khmer_labels import Label

SHEET = "Labels"
# The headings stand in the file in both languages and are read back: they are not translated.
COLUMNS = (
    ("key", "Key / សោ"),
    ("kind", "Kind / ប្រភេទ"),
    ("place", "Place / ទីកន្លែង"),
    ("english", "English / ភាសាអង់គ្លេស"),
    ("khmer", "Khmer / ភាសាខ្មែរ"),
    ("confirmed", "Confirmed: yes, no / បានបញ្ជាក់"),
)
WIDTHS = {"A": 4, "B": 10, "C": 34, "D": 60, "E": 60, "F": 16}


def write_labels(labels: Iterable[Label]) -> bytes:
    """A row a label. The key, which tells a label that was changed since, is hidden."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    sheet.append([head for _name, head in COLUMNS])
    for label in labels:
        said = "" if label.is_open else "yes"
        place = "; ".join(label.places[:3])
        write_row(sheet, (label.key, label.kind, place, label.english, label.khmer, said))
    dress(sheet, WIDTHS, yes_or_no="F")
    sheet.column_dimensions["A"].hidden = True
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
