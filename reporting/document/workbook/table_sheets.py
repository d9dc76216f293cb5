"""The sheet of one table (head, rows, totals and notes, with real numbers), and that of the text of
a chapter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reporting.document.value import (
    Block,
    Bullet,
    CellContent,
    Chart,
    Document,
    Number,
    Paragraph,
    Row,
    Section,
    Subheading,
    Table,
)
from reporting.document.workbook.cell_texts import (
    line_count,
    link,
    longest_word,
    put_label,
    put_number,
    put_text,
    width,
)
from reporting.document.workbook.cell_writing import (
    PlacedHeader,
    cell_look,
    column_count,
    content_width,
    mark_room,
    place_header,
    row_look,
    shown,
    sides,
    superscript,
    units_of_count,
)
from reporting.document.workbook.looks import (
    ACCENT,
    HEADING,
    NOTE,
    TEXT,
    TITLE,
    Horizontal,
    Look,
    Vertical,
)
from reporting.document.workbook.setup import Setting, set_up_page
from reporting.document.workbook.sheet_heads import (
    FIRST_HEAD_ROW,
    fit_row,
    set_widths,
    write_across,
    write_header,
    write_titles,
    write_way_back,
)
from reporting.document.workbook.sheet_plan import SheetPlan, TextPlan

NARROWEST, WIDEST = 4.0, 44.0
MANY_COLUMNS, NARROW = 40, 1.2  # so many stand as close as their contents allow


def write_table(sheet: Worksheet, plan: SheetPlan, table: Table, setting: Setting) -> None:
    """Write one table onto an empty sheet, and note in `setting` where its figures stand."""
    header = place_header(table)
    columns = column_count(table, header)
    units = units_of_count(header, columns)
    widths = _column_widths(table, header, units, setting)
    set_widths(sheet, widths)
    write_titles(sheet, plan, setting, widths)
    placed = sides(table.align, columns)
    if _name_column(table) == 1:
        placed = ("center", *placed[1:])  # row numbers: not pressed against the names
    first_row = write_header(sheet, header, units, placed, widths, setting.looks)
    after = _write_rows(sheet, table, placed, widths, first_row, setting)
    for row, note in enumerate(_notes(setting.document, table, plan.section), after + 1):
        write_across(sheet, row, note, setting.looks, NOTE, widths)
    sheet.freeze_panes = f"{'BC'[_name_column(table)]}{first_row}"
    set_up_page(sheet, setting.document, sum(widths), (FIRST_HEAD_ROW, first_row - 1))
    if columns > MANY_COLUMNS:
        sheet.print_area = f"A1:{get_column_letter(columns)}{sheet.max_row}"


def _column_widths(
    table: Table, header: Sequence[PlacedHeader], units: Sequence[str], setting: Setting
) -> list[float]:
    is_schedule = len(units) > MANY_COLUMNS
    least, room = (NARROW, 1.0) if is_schedule else (NARROWEST, 2.0)
    needed = [max(least, width(unit) * 0.8) for unit in units]
    for placed in header:
        if placed.column == placed.last_column:
            word = longest_word(placed.cell.text) * 1.1  # bold is wider
            needed[placed.column] = max(needed[placed.column], word)
    for row in table.rows:
        if row.kind != "group":  # its label runs on over the empty cells beside it
            for column, content in enumerate(row.cells):
                wide = content_width(content, setting.words) * 1.05
                needed[column] = max(needed[column], wide)
    return [min(wide + room, WIDEST) for wide in needed]


def _write_rows(
    sheet: Worksheet,
    table: Table,
    placed: Sequence[Horizontal],
    widths: Sequence[float],
    first_row: int,
    setting: Setting,
) -> int:
    """Write the rows; return the number of the row after the last one."""
    rooms = [mark_room(table.rows, column) for column in range(len(placed))]
    indented = _name_column(table) == 0
    in_group = False
    for row_number, row in enumerate(table.rows, first_row):
        in_group = row.kind == "group" or (in_group and row.kind == "body")
        look = row_look(row)
        for column, content in enumerate(_padded(row, len(placed))):
            dressed = cell_look(look, content, placed[column], rooms[column])
            if row.kind == "group":
                dressed = replace(dressed, horizontal="left")
            elif column == 0 and indented and in_group and row.kind == "body":
                dressed = replace(dressed, indent=1)
            _write_cell(sheet, row_number, column + 1, content, dressed, setting)
        wrapped = () if row.kind == "group" else row.cells
        texts = ["" if isinstance(c, Number) else shown(c, setting.words) for c in wrapped]
        fit_row(sheet, row_number, texts, widths, setting.looks)
    return first_row + len(table.rows)


def _write_cell(
    sheet: Worksheet, row: int, column: int, content: CellContent, look: Look, setting: Setting
) -> None:
    if isinstance(content, Number):
        cell = put_number(sheet, row, column, content.value, setting.looks, look)
        _tie_to_trace(cell, sheet.title, content, setting)
    else:
        text = shown(content, setting.words)
        put_label(sheet, row, column, text, setting.looks, look)


def _name_column(table: Table) -> int:
    """The column that names the rows: the first, or the second after one of row numbers."""
    return 1 if table.align[:2] in (("end", "start"), ("center", "start")) else 0


def _padded(row: Row, columns: int) -> tuple[CellContent, ...]:
    return row.cells + ("",) * (columns - len(row.cells))


def _tie_to_trace(cell: Cell, sheet: str, number: Number, setting: Setting) -> None:
    """Make the cell lead to its row of the trace sheet; it looks like any other number."""
    trace_row = setting.trace_rows.get(number.trace)
    if trace_row:
        link(cell, setting.trace, f"A{trace_row}", tooltip=number.trace)
        setting.shown_at.setdefault(number.trace, (sheet, cell.coordinate))


def _notes(document: Document, table: Table, section: Section) -> Iterator[str]:
    """What stands under the table: its own notes, then those that its numbers are marked with."""
    yield from table.notes
    marks = {
        content.mark for row in table.rows for content in row.cells if isinstance(content, Number)
    }
    for note in section.notes:
        if note.number in marks:
            yield f"{superscript(note.number)} {document.as_printed(note.text, note.language)}"


WIDTHS = (11.0, 92.0)
INDENT = 1.7  # digits that one step of Excel's indent takes
SIGNS = ("\u2022", "\u2013", "\u00b7")
FIRST_ROW = 4  # above it: the way back, the title of the chapter, a blank row
SUBHEAD = replace(TEXT, bold=True)
LABEL = replace(TEXT, colour=ACCENT)
SECTION_SIZES = (14, 13, 12, 11, 10)


@dataclass(frozen=True, slots=True)
class ChapterSheetRow:
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
    document = setting.document
    lines = [line for section in plan.sections for line in _lines(document, section, plan, plans)]
    for row, line in enumerate(lines, FIRST_ROW):
        _write(sheet, row, line, setting)
    sheet.freeze_panes = f"A{FIRST_ROW}"
    set_up_page(sheet, setting.document, 0, (2, 2))


def _lines(
    document: Document, section: Section, plan: TextPlan, plans: Sequence[SheetPlan]
) -> Iterator[ChapterSheetRow]:
    if section is not plan.sections[0]:
        size = SECTION_SIZES[min(section.level, len(SECTION_SIZES)) - 1]
        look = replace(HEADING, size=size)
        yield ChapterSheetRow(section.number, section.title, look, look, room_above=10.0)
    for block in section.blocks:
        yield _line(document, block, plans)
    for note in section.notes:
        look = replace(NOTE, vertical="top")
        yield ChapterSheetRow(
            superscript(note.number),
            document.as_printed(note.text, note.language),
            look,
            replace(look, horizontal="right"),
        )


def _line(document: Document, block: Block, plans: Sequence[SheetPlan]) -> ChapterSheetRow:
    match block:
        case Subheading():
            return ChapterSheetRow("", _marked(document, block), SUBHEAD, room_above=8.0)
        case Paragraph():
            return ChapterSheetRow("", _marked(document, block), TEXT)
        case Bullet():
            sign = "" if block.label else f"{SIGNS[min(block.level, len(SIGNS) - 1)]} "
            look = replace(TEXT, indent=2 * block.level + (0 if block.label else 1))
            return ChapterSheetRow(block.label, sign + _marked(document, block), look)
        case Table() | Chart():
            plan = next(planned for planned in plans if planned.block is block)
            return ChapterSheetRow(plan.label, block.caption, LABEL, to=plan.name, room_above=6.0)


def _marked(document: Document, block: Paragraph | Bullet | Subheading) -> str:
    text = document.as_printed(block.text, block.language)
    mark = None if isinstance(block, Subheading) else block.mark
    return text if mark is None else f"{text} {superscript(mark)}"


def _write(sheet: Worksheet, row: int, line: ChapterSheetRow, setting: Setting) -> None:
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
