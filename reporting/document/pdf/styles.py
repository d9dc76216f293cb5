"""The page and the type: sizes in points, one deep blue, everything else near-black or grey."""

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A3, A4
from reportlab.lib.units import mm

from reporting.document.fonts import BOLD, REGULAR

PAGE_WIDTH, PAGE_HEIGHT = A4
SIDE = 25 * mm
TOP = 27 * mm
BOTTOM = 24 * mm
MEASURE = PAGE_WIDTH - 2 * SIDE
COLUMN_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
BROAD_SIDE = 18 * mm  # a table of many columns reaches out of the text's measure, on both sides
BROAD_MEASURE = PAGE_WIDTH - 2 * BROAD_SIDE
WIDE_SIDE = 18 * mm
WIDE_MEASURE = PAGE_HEIGHT - 2 * WIDE_SIDE  # the page lies on its side
WIDE_HEIGHT = PAGE_WIDTH - TOP - BOTTOM
# A table of so many columns that no page of A4 holds them (a schedule of months) lies on A3.
SHEET_HEIGHT, SHEET_WIDTH = A3
SHEET_MEASURE = SHEET_WIDTH - 2 * WIDE_SIDE
SHEET_COLUMN = SHEET_HEIGHT - TOP - BOTTOM
SHEET_COLUMNS = 40

INK = HexColor(0x1B1F24)
GREY = HexColor(0x5B636E)
HAIRLINE = HexColor(0xD5D9DF)
BLUE = HexColor(0x17366B)
RED = HexColor(0xA3141E)

# Khmer stacks marks above its line (up to 0.98 of the size) and letters below it (0.54): it needs
# more leading than Latin, so that no two lines touch in any style.
KHMER_LEADING = 1.2


@dataclass(frozen=True, slots=True)
class Style:
    size: float
    leading: float
    font: str = REGULAR
    color: Color = INK
    before: float = 0
    after: float = 0

    def stretched(self, factor: float) -> "Style":
        leading = self.leading * factor
        return Style(self.size, leading, self.font, self.color, self.before, self.after)


BODY = Style(9.8, 15, after=6)
BULLET = Style(9.8, 14.4, after=3)
SUBHEADING = Style(9.8, 14, BOLD, INK, before=9, after=3)
CAPTION = Style(8.8, 12, BOLD, BLUE)
NOTE = Style(7.8, 10.8, color=GREY, after=1.5)
SIGNED = Style(9.8, 16, after=2)
HEADINGS = (
    Style(21, 27, BOLD, BLUE, after=18),
    Style(15, 20, BOLD, BLUE, before=20, after=8),
    Style(12, 16.5, BOLD, BLUE, before=16, after=6),
    Style(10.6, 15, BOLD, INK, before=13, after=5),
    Style(9.8, 14, BOLD, GREY, before=10, after=4),
)
PART_HEADING = Style(17, 23, BOLD, BLUE, before=28, after=10)  # a chapter within a page
RUNNING = Style(7.6, 10, color=GREY)
CONTENTS = (
    Style(10.2, 15, BOLD, BLUE, before=9),
    Style(9.4, 14, BOLD, INK, before=3),
    Style(9.2, 13.4),
    Style(8.8, 12.8, color=GREY),
)
LISTED = Style(9, 13.2)

BULLET_STEP = 15.0
SIGNS = ("\u2022", "\u2013", "\u00b7")


def heading_style(level: int) -> Style:
    return HEADINGS[min(max(level, 1), len(HEADINGS)) - 1]
