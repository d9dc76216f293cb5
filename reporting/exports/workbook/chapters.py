"""The sheet of a chapter: its text to read and to copy, with the way to each of its tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openpyxl.worksheet.worksheet import Worksheet

from reporting.exports.workbook.cells import superscript
from reporting.exports.workbook.heads import set_widths, write_across, write_way_back
from reporting.exports.workbook.looks import ACCENT, HEADING, NOTE, TEXT, TITLE, Look, Vertical
from reporting.exports.workbook.page import set_up_page
from reporting.exports.workbook.plan import SheetPlan, TextPlan
from reporting.exports.workbook.setting import Setting
from reporting.exports.workbook.text import line_count, link, put_text
from reporting.kernel.document import Block, Bullet, Chart, Paragraph, Section, Subheading, Table

WIDTHS = (11.0, 92.0)
INDENT = 1.7  # digits that one step of Excel's indent takes
SIGNS = ("\u2022", "\u2013", "\u00b7")
FIRST_ROW = 4  # above it: the way back, the title of the chapter, a blank row
SUBHEAD = replace(TEXT, bold=True)
LABEL = replace(TEXT, colour=ACCENT)
SECTION_SIZES = (14, 13, 12, 11, 10)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet: what stands in its two columns, and the sheet that both lead to."""

    label: str
    text: str
    look: Look
    label_look: Look = LABEL
    to: str = ""
    room_above: float = 3.0


def write_chapter(
    sheet: Worksheet, plan: TextPlan, plans: Sequence[SheetPlan], setting: Setting
) -> None:
    set_widths(sheet, WIDTHS)
    write_way_back(sheet, setting)
    write_across(sheet, 2, plan.title, setting.looks, TITLE, WIDTHS)
    lines = [line for section in plan.sections for line in _lines(section, plan, plans)]
    for row, line in enumerate(lines, FIRST_ROW):
        _write(sheet, row, line, setting)
    sheet.freeze_panes = f"A{FIRST_ROW}"
    set_up_page(sheet, setting.document, 0, (2, 2))


def _lines(section: Section, plan: TextPlan, plans: Sequence[SheetPlan]) -> Iterator[Line]:
    if section is not plan.sections[0]:
        size = SECTION_SIZES[min(section.level, len(SECTION_SIZES)) - 1]
        look = replace(HEADING, size=size)
        yield Line(section.number, section.title, look, look, room_above=10.0)
    for block in section.blocks:
        yield _line(block, plans)
    for note in section.notes:
        look = replace(NOTE, vertical="top")
        yield Line(superscript(note.number), note.text, look, replace(look, horizontal="right"))


def _line(block: Block, plans: Sequence[SheetPlan]) -> Line:
    match block:
        case Subheading():
            return Line("", block.text, SUBHEAD, room_above=8.0)
        case Paragraph():
            return Line("", _marked(block), TEXT)
        case Bullet():
            sign = "" if block.label else f"{SIGNS[min(block.level, len(SIGNS) - 1)]} "
            look = replace(TEXT, indent=2 * block.level + (0 if block.label else 1))
            return Line(block.label, sign + _marked(block), look)
        case Table() | Chart():
            plan = next(planned for planned in plans if planned.block is block)
            return Line(plan.label, block.caption, LABEL, to=plan.name, room_above=6.0)


def _marked(block: Paragraph | Bullet) -> str:
    return block.text if block.mark is None else f"{block.text} {superscript(block.mark)}"


def _write(sheet: Worksheet, row: int, line: Line, setting: Setting) -> None:
    room = (WIDTHS[1] - 1 - INDENT * line.look.indent) * 10 / line.look.size
    lines = line_count(line.text, room)
    # A label stands at the first line of a long text, and beside a short one.
    vertical: Vertical = "top" if lines > 1 else "bottom"
    looks = (replace(line.label_look, vertical=vertical), replace(line.look, vertical=vertical))
    for column, (text, look) in enumerate(zip((line.label, line.text), looks, strict=True), 1):
        cell = put_text(sheet, row, column, text, setting.looks, look)
        if line.to:
            link(cell, line.to, "A1")
    sheet.row_dimensions[row].height = setting.looks.height(lines, line.look.size) + line.room_above
