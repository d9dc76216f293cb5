"""How near a cell or a title is to the words of a question."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.search.rules.labels import (
    Asked,
    KnownTable,
    KnownTitle,
    LabelledColumn,
    LabelledRow,
    Labels,
    Ways,
)

LEAST = 0.5  # of the question's words, or it is no answer
OF_SECTION, OF_OTHER_LABELS = 0.7, 0.35
COMPUTED = -0.6  # the table that is entered before the one that repeats it


@dataclass(frozen=True)
class FoundCell:
    """`share` of the question's words that it says; `score` also counts what it says besides."""

    table: KnownTable
    row: str
    column: str
    cell: int
    share: float
    score: float


@dataclass(frozen=True)
class FoundTitle:
    title: KnownTitle
    share: float
    covered: float

    @property
    def score(self) -> float:
        return 6 * self.share + 4 * self.covered


def cells(labels: Labels, asked: Asked, most: int) -> list[FoundCell]:
    """The nearest first."""
    found = [cell for table in labels.tables_with(asked, LEAST) for cell in _of_table(table, asked)]
    return sorted(found, key=lambda cell: -cell.score)[:most]


def _of_table(table: KnownTable, asked: Asked) -> Iterator[FoundCell]:
    section = [OF_SECTION * hit for hit in asked.hits(table.section_ways)]
    others = [OF_OTHER_LABELS * hit for hit in asked.hits(table.words)]
    base = [max(three) for three in zip(asked.hits(table.ways), section, others, strict=True)]
    about = 1.2 * asked.covered(table.ways) - 0.001 * table.position
    about += COMPUTED if table.is_computed else 0.0
    runs = (asked.longest_run(table.ways), asked.longest_run(table.section_ways))
    run = max(runs, key=len)
    rows = [("", base, 0.0)]
    for row in table.rows:
        hits = _larger(base, asked.hits(row.ways))
        rows.append((row.code, hits, _row_score(row, asked, run)))
    for column in table.columns:
        own = about + _column_score(column, asked, run)
        hits = asked.hits((*column.ways, *column.whole))
        for code, row_hits, score in rows:
            cell = table.cells.get((code, column.code))
            if cell is None:
                continue
            share = asked.share(_larger(row_hits, hits))
            if share >= LEAST:
                yield FoundCell(table, code, column.code, cell, share, 10 * share + own + score)


def _larger(one: list[float], other: list[float]) -> list[float]:
    return list(map(max, one, other))


def _is_inside(said: Ways, asked: Asked, run: range) -> bool:
    """Whether all that a label says stands in what the table is called: “direct publicity” does not
    ask for the row “publicity”; “public forums” does for the row of just that name."""
    hits = asked.hits(said)
    outside = any(hit for at, hit in enumerate(hits) if at not in run)
    return not outside and len(asked.longest_run(said)) < len(run)


def _column_score(column: LabelledColumn, asked: Asked, run: range) -> float:
    """A column that is asked for; else the first one stands for the table."""
    covered = asked.covered(column.ways)
    if covered and not _is_inside(column.ways, asked, run):
        return 2.2 * covered - 1.0
    return 0.0 if column.is_first else -1.5


def _row_score(row: LabelledRow, asked: Asked, run: range) -> float:
    """A row that is asked for."""
    covered = asked.covered(row.ways)
    if not covered or _is_inside(row.ways, asked, run):
        return -1.5
    return 3 * covered - 1.2


def titles(labels: Labels, asked: Asked) -> list[FoundTitle]:
    """The nearest first; each in the way of saying it that fits best."""
    found = []
    for title in labels.titles_with(asked, LEAST):
        said = [
            FoundTitle(title, asked.share(asked.hits((way,))), asked.covered_way(way))
            for way in title.ways
        ]
        best = max(said, key=lambda one: one.score)
        if best.share >= LEAST:
            found.append(best)
    return sorted(found, key=lambda one: -one.score)
