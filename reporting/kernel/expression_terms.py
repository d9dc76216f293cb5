"""What an expression is made of: references to figures, plain numbers, what is done with them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from reporting.kernel.tables import CellName, cell_name


class ExpressionError(ValueError):
    """What is wrong and where: `template`, `params` for words; `position` counts from 0."""

    def __init__(self, template: str, position: int, **params: str) -> None:
        self.template = template
        self.params: Mapping[str, int | str] = {"position": position + 1, **params}
        self.position = position
        super().__init__(template % self.params)


@dataclass(frozen=True)
class Reference:
    """`cell` is without the entry; scope () is the nation, period None the year in question. Of a
    measure the cell is only the table, with its row, or nothing; `cut`: for whom it is asked."""

    cell: str
    entry: str | None = None
    scope: tuple[str, ...] = ()
    period: str | None = None
    count: bool = False
    measure: str = ""
    cut: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> CellName:
        """The cell taken apart: table, option, element, entry."""
        return replace(cell_name(self.cell), entry=self.entry) if self.cell else CellName("")

    def __str__(self) -> str:
        scope = "@" + "|".join(self.scope) if self.scope else ""
        cut = ", ".join(f"{dimension}={value}" for dimension, value in self.cut)
        measure = f"#{self.measure}{f'({cut})' if cut else ''}" if self.measure else ""
        text = f"{self.name}{measure}{scope}{':' + self.period if self.period else ''}"
        return f"count({text})" if self.count else text


@dataclass(frozen=True)
class NumberLiteral:
    value: Decimal

    def __str__(self) -> str:
        return f"{self.value:f}"


@dataclass(frozen=True)
class Negative:
    of: "Term"

    def __str__(self) -> str:
        return f"-{self.of}"


@dataclass(frozen=True)
class Operation:
    sign: str
    left: "Term"
    right: "Term"

    def __str__(self) -> str:
        return f"({self.left} {self.sign} {self.right})"


Term = Reference | NumberLiteral | Negative | Operation
