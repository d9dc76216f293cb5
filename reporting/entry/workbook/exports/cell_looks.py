"""How the cells of the workbook look, open or locked; each look is made once a workbook."""

from collections.abc import Mapping
from copy import copy
from dataclasses import replace

from openpyxl.cell.cell import Cell
from openpyxl.styles import Border, Protection, Side
from openpyxl.styles.cell_style import StyleArray

from reporting.document.workbook.looks import HEAD, INK, MUTED, SUBTITLE, TITLE, UNIT, Look, Looks
from reporting.entry.workbook.exports.workbook_words import Label

PAPER_TO_FILL = "FFF8DC"  # the ground of cells to be filled
BOX = Side(style="thin", color="B9A55A")
COUNT, MONEY, DAY, AS_TEXT = "#,##0", "#,##0.00", "dd/mm/yyyy", "@"
KHMER_FROM, KHMER_TO = "\u1780", "\u17ff"

SECTION = replace(TITLE, size=14)
SUB = replace(SUBTITLE, wrap=False)
TABLE = Look(size=12, bold=True, colour=TITLE.colour, wrap=True, vertical="bottom")
COLUMN = replace(HEAD, wrap=True)
STUB_HEAD = replace(HEAD, horizontal="left")
UNITS = replace(UNIT, colour=MUTED)
LABEL = Look(below="hair", wrap=True, vertical="center")
HEADING = Look(bold=True, below="hair", wrap=True, vertical="bottom")
TOTAL = Look(bold=True, above="thin", below="thin", wrap=True, vertical="center")
SUM = replace(TOTAL, horizontal="right", number_format=COUNT, wrap=False)
GREY = Look(colour=MUTED, horizontal="right", number_format=COUNT, below="hair", vertical="center")
GREY_HEAD = replace(HEAD, bold=False, colour=MUTED)
NOTE = Look(colour=MUTED, wrap=True, vertical="center", size=9)
KEY = Look(size=8, colour=MUTED)
FILLED = Look(colour=INK, vertical="center")
BY_KIND = {
    "number": replace(FILLED, horizontal="right", number_format=COUNT),
    "money": replace(FILLED, horizontal="right", number_format=MONEY),
    "text": replace(FILLED, wrap=True, number_format=AS_TEXT),
    "long": replace(FILLED, wrap=True, number_format=AS_TEXT, vertical="top"),
    "choice": replace(FILLED, horizontal="center", number_format=AS_TEXT),
    "date": replace(FILLED, horizontal="center", number_format=DAY),
}


class Dress:
    """The book's language and its looks: Khmer text in a Khmer font, the rest in Excel's own;
    inputs with a ground and a box."""

    def __init__(self, *, editable: bool, language: str, choices: Mapping[str, str]) -> None:
        self.editable, self.language, self.choices = editable, language, choices
        self._khmer, self._latin = Looks("km"), Looks("en")
        self._inputs: dict[str, StyleArray] = {}

    def say(self, label: Label) -> str:
        return label.said(self.language)

    def of(self, text: str) -> Looks:
        return self._khmer if has_khmer(text) else self._latin

    def input(self, cell: Cell, kind: str) -> None:
        made = self._inputs.get(kind)
        if made is None:
            self._dress_input(cell, kind)
            self._inputs[kind] = copy(cell._style)  # type: ignore[attr-defined]  # stubs lack it
        else:
            cell._style = copy(made)  # type: ignore[attr-defined]

    def _dress_input(self, cell: Cell, kind: str) -> None:
        look = BY_KIND[kind]
        if self.editable:
            look = replace(look, fill=PAPER_TO_FILL)
        (self._khmer if kind in ("text", "long") else self._latin).apply(cell, look)
        if self.editable:
            cell.border = Border(left=BOX, right=BOX, top=BOX, bottom=BOX)
            cell.protection = Protection(locked=False)


def has_khmer(text: str) -> bool:
    return any(KHMER_FROM <= sign <= KHMER_TO for sign in text)
