"""Print set-up: every sheet prints on A4, as wide as the page, with its head on each page."""

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reporting.exports.spreadsheet_text import printable
from reporting.kernel.document import Document

PORTRAIT_WIDTH = 95.0  # digits that fit across an upright A4 page at a readable size
LONGEST_HEAD = 100  # of the 255 characters that Excel allows for all three parts


def set_up_page(
    sheet: Worksheet, document: Document, wide: float, repeat: tuple[int, int] | None
) -> None:
    """`wide`: the width of the used columns, in digits; `repeat`: first and last head row."""
    sheet.page_setup.paperSize = 9  # A4
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
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(_literal(document.edition)),
        right=_HeaderFooterPart(f"{_literal(words['page'])} &P {_literal(words['of'])} &N"),
    )


def _literal(text: str) -> str:
    """The text for a head or foot line, where a single & would start a code."""
    return " ".join(printable(text).split())[:LONGEST_HEAD].replace("&", "&&")
