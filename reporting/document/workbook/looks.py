"""How cells look: the fonts, rules and colours of the workbook, and nothing else.

Calm: black on white, one deep blue, totals by weight and rule.
"""

from copy import copy
from dataclasses import dataclass
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

INK = "1A1A1A"
MUTED = "5F6368"
ACCENT = "1F3A68"
HAIR = "D0D4DA"
PAPER = "F3F5F9"

# A workbook names one font for a cell and has no second one for another script.
# - Calibri: Excel's own default; LibreOffice sets Carlito, of the same widths. Khmer within it
#   (a name in an English report) comes from the system's Khmer font.
# - A Khmer report names a Khmer font, because Excel takes the height of a row from the font that
#   is named: with Calibri the vowels and subscripts of the lent font would be cut off. Khmer OS
#   Battambang stands on nearly every computer of a Cambodian office (and in Debian), and has
#   Latin letters; where it is missing, Windows lends Leelawadee UI and macOS Khmer Sangam MN.
FONTS = {"en": "Calibri", "km": "Khmer OS Battambang"}
LINE_HEIGHT = {"en": 1.3, "km": 2.0}  # of the size of the letters

Rule = Literal["", "hair", "thin", "medium"]
Horizontal = Literal["left", "right", "center"]
Vertical = Literal["top", "center", "bottom"]


@dataclass(frozen=True, slots=True)
class Look:
    """All that a cell can look like. `above` and `below` are rules; sizes in points."""

    horizontal: Horizontal = "left"
    vertical: Vertical = "top"
    number_format: str = "General"
    size: int = 10
    bold: bool = False
    italic: bool = False
    colour: str = INK
    fill: str = ""
    above: Rule = ""
    below: Rule = ""
    wrap: bool = False
    indent: int = 0
    style: str = ""  # the named style of the workbook that it is or comes from


class Looks:
    """Dresses the cells of one workbook.

    openpyxl looks up five interned parts whenever a cell is styled; the first cell of a look
    pays for that, and the others copy its index.
    """

    def __init__(self, language: str) -> None:
        self.font = FONTS.get(language, FONTS["en"])
        self._line_height = LINE_HEIGHT.get(language, LINE_HEIGHT["en"])
        self._made: dict[Look, StyleArray] = {}
        self._named = False

    def apply(self, cell: Cell, look: Look) -> None:
        made = self._made.get(look)
        if made is None:
            self._dress(cell, look)
            self._made[look] = copy(cell._style)  # type: ignore[attr-defined]  # stubs lack it
        else:
            cell._style = copy(made)  # type: ignore[attr-defined]

    def height(self, lines: int, size: int = 10) -> float:
        """The height of a row, in points; Excel allows 409."""
        return min(lines * size * self._line_height + 2.5, 409.0)

    def name_styles(self, workbook: Workbook) -> None:
        """Put the named looks into the workbook's list of styles, where Excel offers them."""
        self._named = True
        for look in NAMED:
            style = NamedStyle(name=look.style)
            self._put_on(style, look)
            workbook.add_named_style(style)
        # What a person types into an empty cell looks like the rest.
        standard: Any = workbook._named_styles["Normal"]  # type: ignore[attr-defined]
        standard.font = Font(name=self.font, size=11)

    def _dress(self, cell: Cell, look: Look) -> None:
        if look.style and self._named:
            cell.style = look.style
        self._put_on(cell, look)

    def _put_on(self, dressed: Cell | NamedStyle, look: Look) -> None:
        dressed.font = Font(
            name=self.font, size=look.size, bold=look.bold, italic=look.italic, color=look.colour
        )
        dressed.alignment = Alignment(
            horizontal=look.horizontal,
            vertical=look.vertical,
            wrap_text=look.wrap,
            indent=look.indent,
        )
        dressed.border = Border(top=_side(look.above), bottom=_side(look.below))
        if look.fill:
            dressed.fill = PatternFill("solid", start_color=look.fill)
        dressed.number_format = look.number_format


def _side(rule: Rule) -> Side:
    if not rule:
        return Side()
    if rule == "hair":
        return Side(style="thin", color=HAIR)
    return Side(style=rule, color=ACCENT)


TITLE = Look(size=14, bold=True, colour=ACCENT, wrap=True, vertical="center", style="Report title")
COVER = Look(size=18, bold=True, colour=ACCENT, wrap=True, style="Report cover")
SUBTITLE = Look(size=10, colour=MUTED, wrap=True, style="Report subtitle")
WARNING = Look(size=10, bold=True, colour="A3141E", style="Report warning")
LINK = Look(size=9, colour=ACCENT, style="Report link")
HEAD = Look(
    bold=True, horizontal="center", vertical="bottom", colour=ACCENT, fill=PAPER, wrap=True,
    style="Report head",
)  # fmt: skip
UNIT = Look(
    size=8, italic=True, horizontal="center", colour=MUTED, fill=PAPER, wrap=True, below="medium",
    style="Report unit",
)  # fmt: skip
BODY = Look(below="hair", wrap=True, style="Report body")
NOTE = Look(size=9, colour=MUTED, wrap=True, style="Report note")
GROUP = Look(bold=True, below="hair", vertical="bottom", style="Report group")
SUBTOTAL = Look(bold=True, above="thin", below="thin", wrap=True, style="Report subtotal")
TOTAL = Look(bold=True, above="medium", below="medium", wrap=True, style="Report total")
TEXT = Look(wrap=True, style="Report text")
HEADING = Look(size=12, bold=True, colour=ACCENT, wrap=True, style="Report heading")
NAMED = (
    TITLE, COVER, SUBTITLE, WARNING, LINK, HEAD, UNIT, BODY, NOTE, GROUP, SUBTOTAL, TOTAL, TEXT,
    HEADING,
)  # fmt: skip
