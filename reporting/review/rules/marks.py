"""What is marked on the lines of a report that is reviewed, on its own page and in the inbox: a
number that moved against the unit's own past, or is far from the peers'."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from reporting.kernel.number_comparisons import FAR, FEWEST_PEERS, Movement, moved
from reporting.kernel.table_values import FilledTable, Values
from reporting.kernel.tables import CellKey, TableSpec, cell_code

WHOLE = 10  # from here on a median needs no decimals


@dataclass(frozen=True)
class Median:
    """`peers`: how many gave a number."""

    middle: Decimal
    peers: int

    @classmethod
    def rounded(cls, middle: Decimal, peers: int) -> "Median":
        return cls(round(middle, 0 if middle >= WHOLE else 1), peers)


@dataclass(frozen=True)
class LineMarks:
    """`moved` against the last period, or where there is none against the year before; `far` from
    the peers, if there are enough of them."""

    moved: Movement | None = None
    far: Movement | None = None

    def __bool__(self) -> bool:
        return bool(self.moved or self.far)


def line_marks(
    number: Decimal | None,
    previous: Decimal | None,
    last_year: Decimal | None,
    peers: Median | None,
) -> LineMarks:
    before = last_year if previous is None else previous
    enough = peers is not None and peers.peers >= FEWEST_PEERS
    return LineMarks(
        moved=moved(number, before),
        far=moved(number, peers.middle, strong=FAR) if peers is not None and enough else None,
    )


def marked_lines(
    spec: TableSpec,
    now: Values,
    previous: Values,
    last_year: Values,
    peers: Callable[[str], Median | None],
) -> dict[str, LineMarks]:
    """Cell -> its marks, of the lines of one table that have any. `peers`: by the cell's code."""
    sheets = [FilledTable(spec, values) for values in (now, previous, last_year)]
    entries = dict.fromkeys(key.entry for key in now if key.entry)
    found: dict[str, LineMarks] = {}
    for key, total in line_keys(spec, entries):
        code = cell_code(spec.code, key.option, key.element, key.entry)
        number, before, year_ago = (_number(sheet, key, total=total) for sheet in sheets)
        if number is None:
            continue
        marks = line_marks(number, before, year_ago, None if key.entry else peers(code))
        if marks:
            found[code] = marks
    return found


def line_keys(spec: TableSpec, entries: Iterable[str]) -> Iterator[tuple[CellKey, bool]]:
    """The lines of a table as its review shows them, and whether each is a sum. `entries`: the keys
    of its open rows."""
    if spec.kind == "single":
        yield from ((CellKey(None, one.code), bool(one.derived)) for one in spec.elements)
    elif spec.kind in ("open", "narrative"):
        for entry in entries:
            yield from ((CellKey(None, one.code, entry), False) for one in spec.entered())
        if spec.totals and spec.elements:
            yield from _sums(spec, None)
    else:
        for option in spec.options:
            if not option.is_group:
                yield from ((CellKey(option.code, one.code), False) for one in spec.entered())
            elif spec.totals:
                yield from _sums(spec, option.code)
        if spec.totals and len(spec.rows()) > 1:
            yield from _sums(spec, None)


def _sums(spec: TableSpec, group: str | None) -> Iterator[tuple[CellKey, bool]]:
    yield from ((CellKey(group, one.code), True) for one in spec.entered())


def _number(sheet: FilledTable, key: CellKey, *, total: bool) -> Decimal | None:
    if total:
        return sheet.named(cell_code(sheet.table.code, key.option, key.element))
    return sheet.number(key)
