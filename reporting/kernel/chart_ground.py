"""What a table has figures for, so that a chart of it can be drawn: columns, rows, units, years,
months, and which columns are parts of a whole."""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting.kernel.expressions import ExpressionError, Operation, Reference, parse, references
from reporting.kernel.tables import Element, Option


@dataclass(frozen=True, slots=True)
class Reporter:
    code: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A column and those that are parts of it. `is_exact`: they add up to it by definition."""

    code: str
    parts: tuple[str, ...]
    is_exact: bool = False


@dataclass(frozen=True)
class Ground:
    """What a table has figures for. `years` in time, the report's own last; `months` their keys."""

    table: str
    elements: tuple[Element, ...]
    options: tuple[Option, ...] = ()
    has_total: bool = True
    reporters: tuple[Reporter, ...] = ()
    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()

    @property
    def rows(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if not option.is_group)

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reporter.kind for reporter in self.reporters))

    def element(self, code: str) -> Element:
        return next(element for element in self.elements if element.code == code)

    @property
    def wholes(self) -> tuple[Whole, ...]:
        """Those that are defined as a sum, and those that columns say they are part of."""
        found = [whole for element in self.elements if (whole := _summed(element, self.elements))]
        for column in self.elements:
            parts = tuple(part.code for part in self.elements if part.part_of == column.code)
            if parts:
                found.append(Whole(column.code, parts))
        return tuple(found)


def _summed(element: Element, elements: Iterable[Element]) -> Whole | None:
    """`t.men + t.women`, and nothing but columns of the table."""
    if not element.derived:
        return None
    try:
        expression = parse(element.derived)
    except ExpressionError:
        return None
    if not _is_sum(expression):
        return None
    known = {column.code for column in elements}
    parts = tuple(reference.name.element or "" for reference in references(expression))
    return Whole(element.code, parts, is_exact=True) if set(parts) <= known else None


def _is_sum(expression: object) -> bool:
    match expression:
        case Reference(scope=scope, period=period, count=count, entry=entry):
            return not (scope or period or count or entry)
        case Operation("+", left, right):
            return _is_sum(left) and _is_sum(right)
    return False
