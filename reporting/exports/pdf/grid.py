"""A table laid out for a measure: type size, column widths, wrapped cells, row heights."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reporting.exports.fonts import BOLD, REGULAR
from reporting.exports.pdf.styles import BROAD_MEASURE, COLUMN_HEIGHT, MEASURE, WIDE_MEASURE
from reporting.exports.text import longest_word, printable, text_width, wrap
from reporting.kernel.document import CellContent, HeaderCell, Missing, Number, Row, Table

SIZES = (8.6, 8.2, 7.8, 7.4, 7.0, 6.6)
WIDE_SIZES = (*SIZES, 6.2, 5.8, 5.4)
MANY_COLUMNS = 7
READABLE = 7.8  # under it a table rather reaches into the margins
PADDING = 0.42  # of the type, left and right of a cell
MARK_ROOM = 9.0
LEADING = 1.34
TALLEST_ROW = COLUMN_HEIGHT * 0.3  # a longer text runs on in a further line of the table


@dataclass(slots=True)
class SetCell:
    lines: list[str]
    align: str = "start"
    mark: int | None = None
    trace: str = ""
    faint: bool = False
    to: str = ""  # key of a place in the document that the cell leads to


@dataclass(slots=True)
class SetRow:
    kind: str
    cells: list[SetCell]
    height: float
    runs_on: bool = False  # the rest of its text stands in the next row
    # The same row with the label that it shares with the row above it, for the top of a page.
    full: "SetRow | None" = None


@dataclass(slots=True)
class SetHead:
    column: int
    line: int
    cell: HeaderCell
    lines: list[str] = field(default_factory=list)
    over_unit: bool = False  # a line for units stands under it, its own or a neighbour's


@dataclass(slots=True)
class Grid:
    size: float
    edges: list[float]  # x of each column's start, and of the end of the last
    heads: list[SetHead]
    head_heights: list[float]
    rows: list[SetRow]
    mark_room: list[float]  # right of the numbers of a column
    missing: dict[str, str] = field(default_factory=lambda: {"blank": "", "nothing": "\u2014"})

    @property
    def leading(self) -> float:
        return self.size * LEADING

    @property
    def pad(self) -> float:
        return self.size * PADDING

    @property
    def width(self) -> float:
        return self.edges[-1]


def needs_wide_page(table: Table) -> bool:
    return sum(_least(table, SIZES[-1])) > BROAD_MEASURE


def measure_of(table: Table) -> float:
    """The text's measure, a broader one into the margins, or that of a page on its side."""
    if needs_wide_page(table):
        return WIDE_MEASURE
    return MEASURE if sum(_least(table, READABLE)) <= MEASURE else BROAD_MEASURE


def lay_out(table: Table, measure: float, not_available: str = "n/a", stretch: float = 1) -> Grid:
    """The grid in the largest type in which no word or number need be broken."""
    sizes = SIZES if measure <= BROAD_MEASURE else WIDE_SIZES
    size = next((s for s in sizes if sum(_least(table, s)) <= measure), sizes[-1])
    edges = _edges(table, size, measure)
    grid = Grid(size, edges, [], [], [], _mark_rooms(table))
    grid.missing["not_available"] = not_available
    leading = grid.leading * stretch
    grid.heads = _place(table.header)
    grid.head_heights = _head_heights(grid, len(table.header), leading)
    above: Row | None = None
    for row in table.rows:
        grid.rows += _set_row(row, table, grid, leading, above)
        above = row
    return grid


def show(content: CellContent) -> str:
    """A cell's text; a number with thousands separators and a true minus sign."""
    if isinstance(content, str):
        return printable(content)
    if isinstance(content, Missing):
        return ""
    return f"{content.value:,.{content.places}f}".replace("-", "\u2212")


def _place(header: Sequence[Sequence[HeaderCell]]) -> list[SetHead]:
    """Each heading at its column, past those covered by a rowspan from above."""
    taken: set[tuple[int, int]] = set()
    heads = []
    for line, cells in enumerate(header):
        column = 0
        for cell in cells:
            while (line, column) in taken:
                column += 1
            heads.append(SetHead(column, line, cell))
            for down in range(cell.rowspan):
                taken |= {(line + down, column + over) for over in range(cell.colspan)}
            column += cell.colspan
    return heads


def _mark_rooms(table: Table) -> list[float]:
    rooms = [0.0] * len(table.align)
    for row in table.rows:
        for column, content in enumerate(row.cells):
            if isinstance(content, Number) and content.mark is not None:
                rooms[column] = MARK_ROOM
    return rooms


def _least(table: Table, size: float) -> list[float]:
    """The narrowest that each column may be: its widest number or unbroken word."""
    least = [0.0] * len(table.align)
    for row in table.rows:
        if row.kind == "group":
            continue
        font = REGULAR if row.kind == "body" else BOLD
        for column, content in enumerate(row.cells):
            if isinstance(content, str):
                width = min(longest_word(content, size), 0.3 * MEASURE)
            else:
                width = text_width(show(content), font, size)
            if width > least[column]:
                least[column] = width
    marks = _mark_rooms(table)
    least = [width + 2 * PADDING * size + marks[column] for column, width in enumerate(least)]
    for head in sorted(_place(table.header), key=lambda head: head.cell.colspan):
        _widen(least, head, size, marks)
    return least


def _widen(least: list[float], head: SetHead, size: float, marks: list[float]) -> None:
    columns = range(head.column, min(head.column + head.cell.colspan, len(least)))
    unit = text_width(printable(head.cell.unit), REGULAR, size * 0.86)
    needed = max(longest_word(head.cell.text, size, BOLD), unit) + 2 * PADDING * size
    if len(columns) == 1:
        needed += marks[head.column]  # it stands over the numbers, not over their marks
    lacking = needed - sum(least[column] for column in columns)
    if lacking > 0:
        for column in columns:
            least[column] += lacking / len(columns)


def _natural(table: Table, size: float) -> list[float]:
    """The width at which no cell of a column wraps (headings may)."""
    widths = _least(table, size)
    for row in table.rows:
        if row.kind == "group":
            continue
        for column, content in enumerate(row.cells):
            if isinstance(content, str):
                width = text_width(show(content), BOLD, size) + 2 * PADDING * size
                widths[column] = max(widths[column], width)
    marks = _mark_rooms(table)
    for head in _place(table.header):
        if head.cell.colspan == 1:
            width = _head_width(head.cell.text, size) + 2.1 * PADDING * size + marks[head.column]
            widths[head.column] = max(widths[head.column], width)
    return widths


def _head_width(text: str, size: float) -> float:
    """Room for a short head in one line, for a longer one in two."""
    whole = text_width(printable(text), BOLD, size)
    if whole <= 7 * size:
        return whole
    return next(
        share * whole
        for share in (0.5, 0.55, 0.6, 0.7, 0.8, 1.01)
        if len(wrap(text, BOLD, size, share * whole)) <= 2
    )


def _edges(table: Table, size: float, measure: float) -> list[float]:
    least, natural = _least(table, size), _natural(table, size)
    total = measure
    if measure <= MEASURE and len(least) <= 6 and sum(natural) * 1.25 < measure:
        total = max(sum(natural) * 1.25, 0.62 * measure)
    widths = _share(table.widths, natural if sum(natural) <= total else least, total)
    widths = _lend(widths, least, natural)
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _lend(widths: list[float], least: list[float], natural: list[float]) -> list[float]:
    """Where text has to wrap, the numbers stand closer, so that it wraps less."""
    kept = 1.08 if len(widths) >= MANY_COLUMNS else 1.3
    lacking = [max(wish - width, 0.0) for wish, width in zip(natural, widths, strict=True)]
    spare = [
        0.0 if short else max(width - max(kept * least_, wish), 0.0)
        for short, width, least_, wish in zip(lacking, widths, least, natural, strict=True)
    ]
    moved = min(sum(lacking), sum(spare))
    if not moved:
        return widths
    taken, given = moved / sum(spare), moved / sum(lacking)
    return [
        width - taken * over + given * short
        for width, over, short in zip(widths, spare, lacking, strict=True)
    ]


def _share(shares: Sequence[float], least: list[float], total: float) -> list[float]:
    """The widths that were asked for, as far as no column falls under its least."""
    if sum(least) >= total:
        return [width * total / sum(least) for width in least]
    fixed: dict[int, float] = {}
    while True:
        free = [column for column in range(len(least)) if column not in fixed]
        rest = total - sum(fixed.values())
        weight = sum(shares[column] for column in free) or 1
        widths = {column: rest * shares[column] / weight for column in free}
        narrow = [column for column in free if widths[column] < least[column]]
        if not narrow:
            return [fixed.get(column, widths.get(column, 0.0)) for column in range(len(least))]
        fixed |= {column: least[column] for column in narrow}


def _head_heights(grid: Grid, count: int, leading: float) -> list[float]:
    heights = [0.0] * count
    feet = {min(head.line + head.cell.rowspan, count) for head in grid.heads if head.cell.unit}
    for head in sorted(grid.heads, key=lambda head: head.cell.rowspan):
        end = min(head.column + head.cell.colspan, len(grid.edges) - 1)
        room = grid.edges[end] - grid.edges[head.column] - 2 * grid.pad
        if head.cell.colspan == 1 and head.column < len(grid.mark_room):
            room -= grid.mark_room[head.column]
        head.lines = wrap(head.cell.text, BOLD, grid.size, room + 0.1)
        last = min(head.line + head.cell.rowspan, count)
        head.over_unit = last in feet
        height = (
            len(head.lines) * leading + (0.86 * leading if head.over_unit else 0) + 2 * grid.pad
        )
        lacking = height - sum(heights[head.line : last])
        if lacking > 0:
            heights[last - 1] += lacking
    return heights


def _set_row(row: Row, table: Table, grid: Grid, leading: float, above: Row | None) -> list[SetRow]:
    if row.kind == "group":
        label = show(row.cells[0]) if row.cells else ""
        lines = wrap(label, BOLD, grid.size, grid.width - 2 * grid.pad)
        return [SetRow("group", [SetCell(lines)], len(lines) * leading + 2.6 * grid.pad)]
    font = REGULAR if row.kind == "body" else BOLD
    cells = [
        _set_cell(content, grid.edges[column + 1] - grid.edges[column] - 2 * grid.pad,
                  table.align[column], font, grid)
        for column, content in enumerate(row.cells)
    ]  # fmt: skip
    rows = _in_reach(row.kind, cells, leading, grid.pad)
    if above is None or not _shares_label(row, above, table):
        return rows
    cells = [SetCell([]), *cells[1:]]
    short = _in_reach(row.kind, cells, leading, grid.pad)
    short[0].full = rows[0] if len(rows) == 1 else None
    return short if short[0].full else rows


def _shares_label(row: Row, above: Row, table: Table) -> bool:
    """Whether the row is one more measure of the same thing: what it is need not be said again."""
    if row.kind != "body" or above.kind != "body" or table.align[:2] != ("start", "start"):
        return False
    label = row.cells[0] if row.cells else ""
    return isinstance(label, str) and len(label) > 1 and label == above.cells[0]


def _set_cell(content: CellContent, room: float, align: str, font: str, grid: Grid) -> SetCell:
    if isinstance(content, str):
        return SetCell(wrap(content, font, grid.size, room + 0.1), align)
    if isinstance(content, Missing):
        text = grid.missing[content.reason]
        return SetCell([text] if text else [], align, faint=True)
    return SetCell([show(content)], align, content.mark, content.trace)


def _in_reach(kind: str, cells: list[SetCell], leading: float, pad: float) -> list[SetRow]:
    """One row, or several where its text would be too tall to be moved to the next page."""
    most = max(int(TALLEST_ROW / leading), 1)
    rows: list[SetRow] = []
    while True:
        lines = max((len(cell.lines) for cell in cells), default=0) or 1
        height = min(lines, most) * leading + 1.3 * pad
        if lines <= most:
            return [*rows, SetRow(kind, cells, height)]
        head = [SetCell(c.lines[:most], c.align, c.mark, c.trace, c.faint) for c in cells]
        rows.append(SetRow(kind, head, height, runs_on=True))
        cells = [SetCell(cell.lines[most:], cell.align) for cell in cells]
