"""Presenters of the blocks of a section, as a template wants them: lists in lists, cells with their
links."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe

from reporting.core.views.text_runs import RunPresenter, run_presenters, trace_query
from reporting.document.charts.drawing import NARROW, chart_svg
from reporting.document.value import (
    Block,
    Bullet,
    CellContent,
    Chart,
    FigureState,
    HeaderCell,
    Missing,
    Number,
    Paragraph,
    Row,
    Subheading,
    Table,
)

MOST_COLUMNS_THAT_FIT = 11
LONG_STUB = 24
# As long as the words of a column are that stands under the row's name on a phone.
MOST_LETTERS_UNDER = 24

MayOpen = Callable[[str], bool]
Head = tuple[HeaderCell, str, str]


@dataclass(frozen=True)
class CellPresenter:
    """`kind`: stub, number, words, blank, not_available or nothing; `under`: what stands under the
    name of the row on a phone, where the column of its own folds; `sign`: that a check doubts the
    number; `state`: which, for those who do not see it."""

    kind: str
    css: str
    text: str = ""
    query: str = ""
    mark: int | None = None
    under: str = ""
    sign: str = ""
    state: FigureState = "sound"


@dataclass(frozen=True)
class RowPresenter:
    kind: str
    cells: tuple[CellPresenter, ...]
    colspan: int = 1


@dataclass(frozen=True)
class TablePresenter:
    """`head`: its lines of cells, each with its class and its scope; `is_list`: it has words alone,
    whose rows become cards on a phone."""

    table: Table
    head: tuple[tuple[Head, ...], ...]
    rows: tuple[RowPresenter, ...]
    fits: bool
    wide: bool
    has_not_available: bool
    has_nothing: bool
    is_list: bool

    template = "core/parts/document_table.html"


@dataclass(frozen=True)
class ChartPresenter:
    chart: Chart
    svg: SafeString
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    template = "core/parts/document_chart.html"


@dataclass
class ListItem:
    bullet: Bullet
    below: list["ListItem"] = field(default_factory=list)
    runs: tuple[RunPresenter, ...] = ()


@dataclass(frozen=True)
class ListPresenter:
    items: list[ListItem]

    template = "core/parts/document_list.html"


@dataclass(frozen=True)
class TextPresenter:
    block: Paragraph | Subheading
    template: str
    runs: tuple[RunPresenter, ...] = ()


BlockPresenter = TablePresenter | ChartPresenter | ListPresenter | TextPresenter


def everything(address: str) -> bool:
    return True


def block_presenters(
    blocks: Iterable[Block], may_open: MayOpen = everything, edition: int | None = None
) -> Iterator[BlockPresenter]:
    """In order; bullets that follow one another become one list. A number is a link where
    `may_open` says so of its address; `edition`: to the figures of that one."""
    waiting: list[Bullet] = []
    for block in blocks:
        if isinstance(block, Bullet):
            waiting.append(block)
            continue
        if waiting:
            yield ListPresenter(nested(waiting, may_open, edition))
            waiting = []
        yield _block_presenter(block, may_open, edition)
    if waiting:
        yield ListPresenter(nested(waiting, may_open, edition))


def _block_presenter(
    block: Paragraph | Subheading | Table | Chart, may_open: MayOpen, edition: int | None
) -> BlockPresenter:
    match block:
        case Table():
            return table_presenter(block, may_open, edition)
        case Chart():
            return chart_presenter(block)
        case Paragraph():
            runs = run_presenters(block, may_open, edition)
            return TextPresenter(block, "core/parts/document_paragraph.html", runs)
        case Subheading():
            return TextPresenter(block, "core/parts/document_subheading.html")


def nested(
    bullets: Iterable[Bullet], may_open: MayOpen = everything, edition: int | None = None
) -> list[ListItem]:
    """A level that is left out (0, then 2) counts as one step."""
    roots: list[ListItem] = []
    trail: list[ListItem] = []
    for bullet in bullets:
        item = ListItem(bullet, runs=run_presenters(bullet, may_open, edition))
        while trail and trail[-1].bullet.level >= bullet.level:
            trail.pop()
        (trail[-1].below if trail else roots).append(item)
        trail.append(item)
    return roots


def table_presenter(
    table: Table, may_open: MayOpen = everything, edition: int | None = None
) -> TablePresenter:
    stub = _stub(table)
    links = Links(may_open, edition)
    folds = _folds(table, stub)
    rows = tuple(_row(table, row, stub, links, folds) for row in table.rows)
    kinds = {cell.kind for row in rows for cell in row.cells}
    stubs = [row.cells[stub].text for row in rows if len(row.cells) > stub]
    return TablePresenter(
        table=table,
        head=tuple(_head(table, stub, folds)),
        rows=rows,
        fits=len(table.align) <= MOST_COLUMNS_THAT_FIT,
        wide=max(map(len, stubs), default=0) > LONG_STUB,
        has_not_available="not_available" in kinds,
        has_nothing="nothing" in kinds,
        is_list="words" in kinds and not {"number", "not_available", "nothing"} & kinds,
    )


def _stub(table: Table) -> int:
    """The column that names the rows: the first with words, so not that of running numbers."""
    for at in range(len(table.align)):
        texts = [row.cells[at] for row in table.rows if row.kind == "body" and at < len(row.cells)]
        if any(isinstance(text, str) and text and not text.isdecimal() for text in texts):
            return at
    return 0


def _folds(table: Table, stub: int) -> int | None:
    """The column right of the names that says in what each row is counted, where all that follows
    are numbers: on a phone nobody would see the first of them beside it."""
    at = stub + 1
    if len(table.align) <= at + 1 or any(
        cell.colspan > 1 for line in table.header for cell in line
    ):
        return None
    rows = [row.cells for row in table.rows if row.kind != "group"]
    short = all(isinstance(row[at], str) and len(row[at]) <= MOST_LETTERS_UNDER for row in rows)  # type: ignore[arg-type]
    numbers = not any(isinstance(cell, str) and cell for row in rows for cell in row[at + 1 :])
    return at if rows and short and numbers else None


@dataclass(frozen=True)
class Links:
    may_open: MayOpen
    edition: int | None

    def query(self, address: str) -> str:
        return trace_query(address, self.edition) if address and self.may_open(address) else ""


def _row(table: Table, row: Row, stub: int, links: Links, folds: int | None) -> RowPresenter:
    if row.kind == "group":
        return RowPresenter("group", (_cell(row.cells[0], "", links, stub=True),), len(table.align))
    cells = [
        _cell(cell, "ordinal" if at < stub else table.align[at], links, stub=at == stub)
        for at, cell in enumerate(row.cells)
    ]
    if folds is not None:
        cells[stub] = replace(cells[stub], under=cells[folds].text)
        cells[folds] = replace(cells[folds], css="folds")
    return RowPresenter(row.kind, tuple(cells))


def _cell(cell: CellContent, align: str, links: Links, *, stub: bool) -> CellPresenter:
    match cell:
        case Number(value, places, trace, mark):
            text = number_format(value, places, use_l10n=True, force_grouping=True)
            query = links.query(trace)
            return CellPresenter(
                "number", "end", text, query, mark, sign=cell.sign, state=cell.state
            )
        case Missing(reason):
            return CellPresenter(reason, f"{align} missing")
        case str(text):
            css = align if stub or align != "start" else "words"
            return CellPresenter("stub" if stub else "words", css, text)


def _head(table: Table, stub: int, folds: int | None) -> Iterator[tuple[Head, ...]]:
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
            css = "folds" if at == folds else css
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


def chart_presenter(chart: Chart) -> ChartPresenter:
    """Drawn twice: on a phone the wide drawing's letters would be too small to read."""
    wide, narrow = chart_svg(chart), chart_svg(chart, NARROW)
    svg = mark_safe(  # noqa: S308  (the exporter escapes every text)
        f'<div class="chart-wide">{wide}</div><div class="chart-narrow">{narrow}</div>'
    )
    rows = tuple(
        (category, tuple(_plain(series.values[at]) for series in chart.series))
        for at, category in enumerate(chart.categories)
    )
    return ChartPresenter(chart, svg, rows)


def _plain(value: object) -> str:
    if value is None:
        return "–"
    return number_format(str(value), use_l10n=True, force_grouping=True)
