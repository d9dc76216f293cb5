"""The blocks of a section as a template wants them: lists in lists, cells with their links."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe

from reporting.exports.charts import NARROW, chart_svg
from reporting.kernel.document import (
    Block,
    Bullet,
    CellContent,
    Chart,
    HeaderCell,
    Missing,
    Number,
    Paragraph,
    Row,
    Subheading,
    Table,
)
from reporting.views.runs import RunShape, run_shapes, trace_query

MOST_COLUMNS_THAT_FIT = 11
LONG_STUB = 24

MayOpen = Callable[[str], bool]
Head = tuple[HeaderCell, str, str]


@dataclass(frozen=True)
class CellShape:
    """`kind`: stub, number, words, blank, not_available or nothing."""

    kind: str
    css: str
    text: str = ""
    query: str = ""
    mark: int | None = None


@dataclass(frozen=True)
class RowShape:
    kind: str
    cells: tuple[CellShape, ...]
    colspan: int = 1


@dataclass(frozen=True)
class TableShape:
    """`head`: its lines of cells, each with its class and its scope."""

    table: Table
    head: tuple[tuple[Head, ...], ...]
    rows: tuple[RowShape, ...]
    fits: bool
    wide: bool
    has_not_available: bool
    has_nothing: bool

    template = "annual/table.html"


@dataclass(frozen=True)
class ChartShape:
    chart: Chart
    svg: SafeString
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    template = "annual/chart.html"


@dataclass
class Item:
    bullet: Bullet
    below: list["Item"] = field(default_factory=list)
    runs: tuple[RunShape, ...] = ()


@dataclass(frozen=True)
class ListShape:
    items: list[Item]

    template = "annual/list.html"


@dataclass(frozen=True)
class TextShape:
    block: Paragraph | Subheading
    template: str
    runs: tuple[RunShape, ...] = ()


Shape = TableShape | ChartShape | ListShape | TextShape


def everything(address: str) -> bool:
    return True


def shapes(
    blocks: Iterable[Block], may_open: MayOpen = everything, edition: int | None = None
) -> Iterator[Shape]:
    """In order; bullets that follow one another become one list. A number is a link where
    `may_open` says so of its address; `edition`: to the figures of that one."""
    waiting: list[Bullet] = []
    for block in blocks:
        if isinstance(block, Bullet):
            waiting.append(block)
            continue
        if waiting:
            yield ListShape(nested(waiting, may_open, edition))
            waiting = []
        yield _shape(block, may_open, edition)
    if waiting:
        yield ListShape(nested(waiting, may_open, edition))


def _shape(
    block: Paragraph | Subheading | Table | Chart, may_open: MayOpen, edition: int | None
) -> Shape:
    match block:
        case Table():
            return table_shape(block, may_open, edition)
        case Chart():
            return chart_shape(block)
        case Paragraph():
            runs = run_shapes(block, may_open, edition)
            return TextShape(block, "annual/paragraph.html", runs)
        case Subheading():
            return TextShape(block, "annual/subheading.html")


def nested(
    bullets: Iterable[Bullet], may_open: MayOpen = everything, edition: int | None = None
) -> list[Item]:
    """A level that is left out (0, then 2) counts as one step."""
    roots: list[Item] = []
    trail: list[Item] = []
    for bullet in bullets:
        item = Item(bullet, runs=run_shapes(bullet, may_open, edition))
        while trail and trail[-1].bullet.level >= bullet.level:
            trail.pop()
        (trail[-1].below if trail else roots).append(item)
        trail.append(item)
    return roots


def table_shape(
    table: Table, may_open: MayOpen = everything, edition: int | None = None
) -> TableShape:
    stub = _stub(table)
    links = Links(may_open, edition)
    rows = tuple(_row(table, row, stub, links) for row in table.rows)
    kinds = {cell.kind for row in rows for cell in row.cells}
    stubs = [row.cells[stub].text for row in rows if len(row.cells) > stub]
    return TableShape(
        table=table,
        head=tuple(_head(table, stub)),
        rows=rows,
        fits=len(table.align) <= MOST_COLUMNS_THAT_FIT,
        wide=max(map(len, stubs), default=0) > LONG_STUB,
        has_not_available="not_available" in kinds,
        has_nothing="nothing" in kinds,
    )


def _stub(table: Table) -> int:
    """The column that names the rows: the first with words, so not that of running numbers."""
    for at in range(len(table.align)):
        texts = [row.cells[at] for row in table.rows if row.kind == "body" and at < len(row.cells)]
        if any(isinstance(text, str) and text and not text.isdecimal() for text in texts):
            return at
    return 0


@dataclass(frozen=True)
class Links:
    may_open: MayOpen
    edition: int | None

    def query(self, address: str) -> str:
        return trace_query(address, self.edition) if address and self.may_open(address) else ""


def _row(table: Table, row: Row, stub: int, links: Links) -> RowShape:
    if row.kind == "group":
        return RowShape("group", (_cell(row.cells[0], "", links, stub=True),), len(table.align))
    return RowShape(
        row.kind,
        tuple(
            _cell(cell, "ordinal" if at < stub else table.align[at], links, stub=at == stub)
            for at, cell in enumerate(row.cells)
        ),
    )


def _cell(cell: CellContent, align: str, links: Links, *, stub: bool) -> CellShape:
    match cell:
        case Number(value, places, trace, mark):
            text = number_format(value, places, use_l10n=True, force_grouping=True)
            return CellShape("number", "end", text, links.query(trace), mark)
        case Missing(reason):
            return CellShape(reason, f"{align} missing")
        case str(text):
            css = align if stub or align != "start" else "words"
            return CellShape("stub" if stub else "words", css, text)


def _head(table: Table, stub: int) -> Iterator[tuple[Head, ...]]:
    """Which column each heading stands over, with what is covered from the lines above."""
    covered: dict[int, int] = {}
    last = len(table.header) - 1
    for line, cells in enumerate(table.header):
        shaped: list[Head] = []
        at = 0
        for cell in cells:
            while covered.get(at, 0) > line:
                at += 1
            single = cell.colspan == 1
            css: str = table.align[at] if single and at < len(table.align) else ""
            css = _head_css(css, at, stub) if single else css
            reaches_down = single or line + cell.rowspan - 1 == last
            shaped.append((cell, css, "col" if reaches_down else "colgroup"))
            for column in range(at, at + cell.colspan):
                covered[column] = line + cell.rowspan
            at += cell.colspan
        yield tuple(shaped)


def _head_css(align: str, at: int, stub: int) -> str:
    if at == stub:
        return f"{align} stub"
    return "ordinal" if at < stub else align


def chart_shape(chart: Chart) -> ChartShape:
    """Drawn twice: on a phone the wide drawing's letters would be too small to read."""
    wide, narrow = chart_svg(chart), chart_svg(chart, NARROW)
    svg = mark_safe(  # noqa: S308  (the exporter escapes every text)
        f'<div class="chart-wide">{wide}</div><div class="chart-narrow">{narrow}</div>'
    )
    rows = tuple(
        (category, tuple(_plain(one.values[at]) for one in chart.series))
        for at, category in enumerate(chart.categories)
    )
    return ChartShape(chart, svg, rows)


def _plain(value: object) -> str:
    if value is None:
        return "–"
    return number_format(str(value), use_l10n=True, force_grouping=True)
