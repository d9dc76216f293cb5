"""A catalogue table as the kernel sees it: columns (elements), rows (options), rules, cells.

Titles are in the language of whoever asks: the builder of a `TableSpec` chooses.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from reporting.kernel.coded_rows import CodedRow

TableKind = Literal["narrative", "fixed", "single", "open", "derived"]
Aggregation = Literal["sum", "last", "max", "none"]
RuleKind = Literal["adds_up", "not_more"]
Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class ElementSpec:
    """A column. `part_of` is its whole's code; `role` "females" marks the female part."""

    code: str
    title: str
    unit: str = ""
    aggregation: Aggregation = "sum"
    part_of: str = ""
    role: str = ""
    derived: str = ""


@dataclass(frozen=True)
class OptionSpec:
    """A row of a fixed table; `group` is the code of the group option that it belongs to."""

    code: str
    title: str
    group: str = ""
    is_group: bool = False
    unit: str = ""


@dataclass(frozen=True)
class RuleSpec:
    """`whole` and `parts` are column codes (held in each row) or full cell codes (held once)."""

    code: str
    kind: RuleKind
    whole: str
    parts: tuple[str, ...]
    severity: Severity = "error"
    message: str = ""


@dataclass(frozen=True)
class TableSpec:
    """`computed`: single cells of a table with rows that are not entered, by code, and how;
    `coded`: what the rows of an open table may be, where they come from a code list."""

    code: str
    section: str
    kind: TableKind
    layout: str = ""
    elements: tuple[ElementSpec, ...] = ()
    options: tuple[OptionSpec, ...] = ()
    totals: bool = False
    rules: tuple[RuleSpec, ...] = ()
    title: str = ""
    computed: Mapping[str, str] = field(default_factory=dict)
    coded: tuple[CodedRow, ...] = ()

    def element(self, code: str) -> ElementSpec | None:
        return self._by_code.get(code)

    def option(self, code: str) -> OptionSpec | None:
        return self._options.get(code)

    def entered(self) -> tuple[ElementSpec, ...]:
        """The columns that a reporter fills, without those computed from others."""
        return self._entered

    # A table is asked for these thousands of times while the checks of a year run.
    @cached_property
    def _by_code(self) -> Mapping[str, ElementSpec]:
        return {element.code: element for element in reversed(self.elements)}

    @cached_property
    def _options(self) -> Mapping[str, OptionSpec]:
        return {option.code: option for option in reversed(self.options)}

    @cached_property
    def _entered(self) -> tuple[ElementSpec, ...]:
        return tuple(element for element in self.elements if not element.derived)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Where each row stands, groups too: code -> 0, 1, 2 ..."""
        return {option.code: place for place, option in enumerate(self.options)}

    def rows(self) -> tuple[OptionSpec, ...]:
        """The rows that hold numbers of their own."""
        return tuple(option for option in self.options if not option.is_group)

    def members(self, group: str) -> Iterator[OptionSpec]:
        """The rows of a group, those of groups inside it too."""
        for option in self.options:
            if option.group == group:
                if option.is_group:
                    yield from self.members(option.code)
                else:
                    yield option


class CellKey(NamedTuple):
    """Where in a table: `option` if it is fixed, `entry` if it is open, neither if single.

    A tuple, since it is looked up thousands of times in a check."""

    option: str | None
    element: str
    entry: str | None = None


@dataclass(frozen=True)
class Value:
    """What was reported in a cell. No number and not `not_available` means: left blank."""

    number: Decimal | None
    not_available: bool = False
    printed: str = ""


@dataclass(frozen=True)
class CellName:
    """The readable code of a cell, taken apart."""

    table: str
    option: str | None = None
    element: str | None = None
    entry: str | None = None

    def __str__(self) -> str:
        option = f"[{self.option}]" if self.option else ""
        element = f".{self.element}" if self.element else ""
        entry = f"{{{self.entry}}}" if self.entry else ""
        return f"{self.table}{option}{entry}{element}"


def cell_code(table: str, option: str | None, element: str, entry: str | None = None) -> str:
    """`direct_publicity[forums].persons`, `offences.cases`, `partner_meetings{aple}.times`."""
    return str(CellName(table, option, element, entry))


_NAME = re.compile(
    r"(?P<table>\w+)(?:\[(?P<option>[^]]+)\])?(?:\{(?P<entry>[^}]+)\})?(?:\.(?P<element>\w+))?"
)


@lru_cache(maxsize=16_384)
def cell_name(code: str) -> CellName:
    """The parts of a cell code; ValueError where it is none."""
    match = _NAME.fullmatch(code)
    if match is None:
        raise ValueError(f"no such cell: {code!r}")
    return CellName(match["table"], match["option"], match["element"], match["entry"])
