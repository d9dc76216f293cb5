"""What a figure is made of, and what a person calls its cells."""

from dataclasses import dataclass
from decimal import Decimal

from strategies.models import Cell


@dataclass(frozen=True)
class TracedPart:
    """A figure that another one is made of, with its own address."""

    title: str
    address: str
    value: Decimal | None
    received: int = 0
    expected: int = 0


@dataclass(frozen=True)
class UnitGroup:
    """The units of one kind, and what they give together."""

    title: str
    address: str
    units: list[TracedPart]

    @property
    def value(self) -> Decimal:
        return sum((part.value for part in self.units if part.value is not None), Decimal(0))


@dataclass(frozen=True)
class TracedValue:
    """`received` of `expected` counts months for one unit, else units; 0 of 0: not counted."""

    value: Decimal | None = None
    received: int = 0
    expected: int = 0


def titles_of(codes: set[str]) -> dict[str, str]:
    rows = Cell.objects.filter(code__in=codes).select_related("table", "element", "option")
    return {cell.code: f"{cell.table.title}: {title_of(cell, several=True)}" for cell in rows}


def title_of(cell: Cell, *, several: bool) -> str:
    """Its row; and its column, where rows of several columns stand together."""
    row = cell.option.title if cell.option else ""
    column = cell.element.title if several or not row else ""
    return " – ".join(filter(None, (row, column)))
