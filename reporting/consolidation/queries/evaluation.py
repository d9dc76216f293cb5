"""What an expression comes to in a consolidation, which stored figures are behind it, and whether a
year asks for it at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reporting.consolidation.queries.figures import FigureBook, StoredFigure
from reporting.kernel.expressions import (
    Expression,
    Reference,
    evaluate,
    narrow,
    parse,
    references,
)
from reporting.kernel.periods import Period
from strategies.models import Cell
from strategies.models.indicators import POPULATION

Scope = tuple[str, ...]


@dataclass(frozen=True)
class Evaluated:
    """`figures`: the stored ones behind the value."""

    value: Decimal | None
    figures: tuple[StoredFigure, ...] = ()

    @property
    def least(self) -> StoredFigure | None:
        """The one of which the fewest reports came."""
        return min(self.figures, key=_completeness, default=None)


class EvaluatedExpressions:
    """Of some expressions, in one book of figures. One query beside those of the book."""

    def __init__(self, book: FigureBook, expressions: Iterable[str]) -> None:
        self.book = book
        self.expressions = [text for text in dict.fromkeys(expressions) if is_expression(text)]

    def of(self, expression: str, scope: Scope, period: Period) -> Evaluated:
        narrowed = narrow(parse(expression), scope, period.code)
        value = evaluate(narrowed, self.book.lookup)
        figures = (self._stored(cell) for cell in self.cells_of(narrowed))
        return Evaluated(value, tuple(figure for figure in figures if figure is not None))

    def is_asked(self, expression: str, period: Period) -> bool:
        """Whether the forms of the year ask for any of its cells."""
        narrowed = narrow(parse(expression), (), period.code)
        return any(
            self._holds(reference.cell, period.year) for reference in self.cells_of(narrowed)
        )

    def cells_of(self, expression: Expression) -> Iterator[Reference]:
        """Each cell, also those that a measure adds up."""
        for reference in references(expression):
            if reference.measure:
                formula = self.book.formula(reference)
                yield from references(formula) if formula is not None else ()
            else:
                yield reference

    def first_cell(self, expression: str, period: Period) -> Cell | None:
        """The cell that stands for the table of the expression."""
        narrowed = narrow(parse(expression), (), period.code)
        found = (self.cells.get(reference.cell) for reference in self.cells_of(narrowed))
        return next((cell for cell in found if cell is not None), None)

    @cached_property
    def cells(self) -> dict[str, Cell]:
        periods = [self.book.period, self.book.period.same_last_year]
        codes = {
            reference.cell
            for text in self.expressions
            for period in periods
            for reference in self.cells_of(narrow(parse(text), (), period.code))
        }
        rows = Cell.objects.filter(code__in=codes)
        return {row.code: row for row in rows.select_related("table__section", "element", "option")}

    def _stored(self, reference: Reference) -> StoredFigure | None:
        key = Period.parse(reference.period).key if reference.period else None
        unit = reference.scope[0] if reference.scope else ""
        return self.book.get(reference.cell, unit=unit, period_key=key)

    def _holds(self, code: str, year: int) -> bool:
        cell = self.cells.get(code)
        parts = (cell.table, cell.element, cell.option) if cell else ()
        return bool(parts) and all(part is None or part.holds_in(year) for part in parts)


def is_expression(text: str) -> bool:
    return text not in ("", POPULATION)


def _completeness(figure: StoredFigure) -> tuple[Decimal, int]:
    share = Decimal(figure.received) / figure.expected if figure.expected else Decimal(1)
    return share, figure.expected
