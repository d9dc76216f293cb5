"""How near a cell or a title is to the words of a question."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.search.rules.labels import Asked, Column, KnownTable, KnownTitle, Labels, Row

LEAST = 0.5  # of the question's words, or it is no answer
OF_SECTION, OF_OTHER_LABELS = 0.7, 0.35
COMPUTED = -0.3  # the table that is entered before the one that repeats it


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
    found = [cell for table in labels.tables_with(asked) for cell in _of_table(table, asked)]
    return sorted(found, key=lambda cell: -cell.score)[:most]


def _of_table(table: KnownTable, asked: Asked) -> Iterator[FoundCell]:
    title = asked.hits(table.ways)
    section = [OF_SECTION * hit for hit in asked.hits(table.section_ways)]
    others = [OF_OTHER_LABELS * hit for hit in asked.hits(table.words)]
    base = [max(three) for three in zip(title, section, others, strict=True)]
    if asked.share(asked.hits(table.words)) < LEAST:
        return
    about = 1.2 * asked.covered(table.ways) - 0.001 * table.position
    about += COMPUTED if table.is_computed else 0.0
    run = max(asked.longest_run(table.ways), asked.longest_run(table.section_ways))
    rows = [(row, _row_hits(row, asked)) for row in (None, *table.rows)]
    for column in table.columns:
        hits = asked.hits(column.ways)
        at_column = [max(two) for two in zip(base, hits, strict=True)]
        own = _column_score(column, asked)
        for row, row_hits in rows:
            cell = table.cells.get((row.code if row else "", column.code))
            if cell is None:
                continue
            share = asked.share([max(two) for two in zip(at_column, row_hits, strict=True)])
            if share >= LEAST:
                score = 10 * share + about + own + _row_score(row, asked, run)
                code = row.code if row else ""
                yield FoundCell(table, code, column.code, cell, share, score)


def _row_hits(row: Row | None, asked: Asked) -> list[float]:
    return asked.hits(row.ways) if row else [0.0] * len(asked.words)


def _column_score(column: Column, asked: Asked) -> float:
    """A column that is asked for; else the first one stands for the table."""
    covered = asked.covered(column.ways)
    if covered:
        return 1.2 * covered
    return 0.0 if column.is_first else -1.5


def _row_score(row: Row | None, asked: Asked, run: int) -> float:
    """A row that is asked for; not where its words are a part of what the table is called: “direct
    publicity” does not ask for the row “publicity”."""
    if row is None:
        return 0.0
    covered = asked.covered(row.ways)
    if not covered or asked.longest_run(row.ways) < min(run, 2):
        return -1.5
    return 3 * covered - 1.5


def titles(labels: Labels, asked: Asked) -> list[FoundTitle]:
    found = []
    for title in labels.titles_with(asked):
        share = asked.share(asked.hits(title.ways))
        if share >= LEAST:
            found.append(FoundTitle(title, share, asked.covered(title.ways)))
    return sorted(found, key=lambda one: -one.score)
