"""What the writers of all sheets share: the looks, the page, and the fixed words of the
document."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reporting.document.spreadsheet_text import printable
from reporting.document.value import Document
from reporting.document.workbook.looks import Looks

WORDS = (
    "contents",  # name of the first sheet, and the link back to it
    "page",  # footer: page 1 of 5
    "of",
    "table",  # "Table 12"
    "figure",  # a chart: "Figure 3"
    "caption",  # heads of the contents
    "section",
    "completeness",
    "discrepancies",  # name of the sheet, heads of its columns
    "severity",
    "kind",
    "organisation_unit",
    "period",
    "printed",
    "computed",
    "message",
    "trace",  # name of the sheet, heads of its columns
    "figure_address",
    "value",
    "received",
    "expected",
    "reports",
    "not_available",  # in a cell: a reporter said that there is no number to give
    "nothing_to_report",
)


class MissingWordsError(LookupError):
    """The document lacks words that the workbook would print."""


@dataclass(frozen=True, slots=True)
class Setting:
    """`contents` and `trace` are names of sheets; `trace_rows` gives the row of the trace sheet
    at which an address stands. `shown_at` is filled while tables are written: the sheet and the
    cell that show an address first."""

    document: Document
    looks: Looks
    contents: str
    trace: str
    trace_rows: Mapping[str, int]
    code_url: str = ""  # the short code of a table follows it in a link
    shown_at: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def words(self) -> Mapping[str, str]:
        return self.document.words


def require_words(words: Mapping[str, str]) -> None:
    """Raise MissingWordsError, naming every key of WORDS that the document does not say."""
    missing = [key for key in WORDS if not words.get(key)]
    if missing:
        raise MissingWordsError(f"the document has no words for: {', '.join(missing)}")


PORTRAIT_WIDTH = 95.0  # digits that fit across an upright A4 page at a readable size
SHEET_WIDTH = 200.0  # of what lies on A3; more than two pages of A4 beside each other
A3, A4 = 8, 9
SHORT_FOOT = 60  # what leaves room for the page number on a page upright
SMALL = 7  # points, in which the longest does
LONGEST_HEAD = 100  # of the 255 characters that Excel allows for all three parts


def set_up_page(
    sheet: Worksheet, document: Document, wide: float, repeat: tuple[int, int] | None
) -> None:
    """`wide`: the width of the used columns, in digits; `repeat`: first and last head row."""
    sheet.page_setup.paperSize = A3 if wide > SHEET_WIDTH else A4
    sheet.page_setup.orientation = "landscape" if wide > PORTRAIT_WIDTH else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.75
    if repeat:
        sheet.print_title_rows = f"{repeat[0]}:{repeat[1]}"
    words = document.words
    sheet.oddHeader = HeaderFooterItem(
        left=_HeaderFooterPart(_literal(document.title)),
        right=_HeaderFooterPart(_literal(document.practice_words) or None),
    )
    small = SMALL if len(document.edition) > SHORT_FOOT else None  # else the two meet
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(_literal(document.edition), size=small),
        right=_HeaderFooterPart(f"{_literal(words['page'])} &P {_literal(words['of'])} &N"),
    )


def _literal(text: str) -> str:
    """The text for a head or foot line, where a single & would start a code."""
    return " ".join(printable(text).split())[:LONGEST_HEAD].replace("&", "&&")
