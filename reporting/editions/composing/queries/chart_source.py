"""The numbers and names of one chart, as its spec asks for them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from reporting.document.charts.spec import ALL_ROWS, ChartInputs, ChartSpec, whole_of
from reporting.editions.composing.queries.chart_inputs import EditionChartInputs, count_word
from reporting.kernel.expressions import Reference
from reporting.kernel.numbers import plain_number
from reporting.kernel.periods import Period
from strategies.models import Table
from strategies.models.labels import dated

PATH = " \u2013 "  # between the headings of a column
Value = Decimal | None
Scope = tuple[str, ...]


class CategoryValues(NamedTuple):
    """A name and its numbers, one a series."""

    title: str
    values: list[Value]


@dataclass
class ChartSource:
    """`notes`: what a reader has to know of the numbers; `drawn`: their addresses. Both are filled
    while the numbers are read."""

    chart_inputs: EditionChartInputs
    table: Table
    inputs: ChartInputs
    spec: ChartSpec
    notes: list[str] = field(default_factory=list)
    drawn: set[str] = field(default_factory=set)

    def value(self, row: str, element: str, scope: Scope = (), year: int | None = None) -> Value:
        cell, period = self.chart_inputs.cell(self.table, row, element), self.chart_inputs.period
        at = period.in_year(year) if year else period
        self.drawn.add(str(Reference(cell, scope=scope, period=at.code)))
        return self.chart_inputs.value(cell, scope, year)

    def month_value(self, row: str, element: str, scope: Scope, key: int) -> Value:
        cell = self.chart_inputs.cell(self.table, row, element)
        self.drawn.add(str(Reference(cell, scope=scope, period=Period.from_key(key).code)))
        return self.chart_inputs.month_value(self.table, cell, scope, key)

    @property
    def scope(self) -> Scope:
        """The unit, or the kind of unit, that all numbers of the chart are of; () the nation."""
        if self.spec.kind:
            return (self.spec.kind,)
        return self.spec.units if len(self.spec.units) == 1 else ()

    def row_title(self, code: str) -> str:
        if code == ALL_ROWS:
            return _("Total")
        return next(option.title for option in self.inputs.options if option.code == code)

    def element_title(self, code: str) -> str:
        """Without what all columns of the chart begin with: the caption says that once."""
        title = self.inputs.element(code).title
        common = self._common_path
        return title.removeprefix(f"{common}{PATH}") if common else title

    @cached_property
    def _common_path(self) -> str:
        """“Number of Victims” of “Number of Victims – Adults – M” and “Number of Victims – All”."""
        paths = [self.inputs.element(code).title.split(PATH)[:-1] for code in self.spec.elements]
        if len(paths) < 2:
            return ""
        common = [level[0] for level in zip(*paths, strict=False) if len(set(level)) == 1]
        same = PATH.join(common)
        return same if all(PATH.join(path).startswith(same) for path in paths) else ""

    def unit_title(self, code: str) -> str:
        return next(reporter.title for reporter in self.inputs.reporters if reporter.code == code)

    def unit(self) -> str:
        """The unit of count, where the whole chart has one."""
        counted = {self._count(row, code) for row in self.spec.rows for code in self.spec.elements}
        return count_word(counted.pop()) if len(counted) == 1 else ""

    def _count(self, row: str, element: str) -> str:
        own = next((option.unit for option in self.inputs.options if option.code == row), "")
        return own or self.inputs.element(element).unit

    def caption(self) -> str:
        """The table's title, and what of it is drawn."""
        said = []
        whole = whole_of(self.spec, self.inputs) if self.spec.form == "shares" else None
        if self._common_path:
            said.append(self._common_path)
        elif whole is not None:
            said.append(self.element_title(whole.code))
        elif len(self.inputs.elements) > 1 and len(self.spec.elements) == 1:
            said.append(self.element_title(self.spec.elements[0]))
        if len(self.spec.rows) == 1 and self.spec.rows[0] != ALL_ROWS:
            said.append(self.row_title(self.spec.rows[0]))
        if len(self.spec.units) == 1:
            said.append(self.unit_title(self.spec.units[0]))
        period = self.chart_inputs.period
        said.append(
            "\u2013".join(dict.fromkeys(map(str, (self.spec.years[0], self.spec.years[-1]))))
            if self.spec.years and self.spec.form in ("bars_by_year", "shares")
            else period.code
        )
        title = dated(self.table.title_in(self.chart_inputs.material.language), period.year)
        return f"{title}: {', '.join(said)}" if said else title

    def measures(self, mixed: bool = False) -> Iterator[tuple[str, str, str, Scope]]:
        """Title, row, column and units of each: whichever of the three there are several of."""
        spec = self.spec
        if len(spec.rows) > 1:
            for row in spec.rows:
                yield self.row_title(row), row, spec.elements[0], self.scope
        elif len(spec.units) > 1:
            for unit in spec.units:
                yield self.unit_title(unit), spec.rows[0], spec.elements[0], (unit,)
        else:
            for element in spec.elements:
                title = self.element_title(element)
                counted = count_word(self._count(spec.rows[0], element))
                if mixed and counted.lower() not in title.lower():
                    title = f"{title} ({counted})"
                yield title, spec.rows[0], element, self.scope


def total(values: Iterable[Value]) -> Value:
    given = [value for value in values if value is not None]
    return sum(given, Decimal(0)) if given else None


def rest(whole: Value, parts: list[Value]) -> Value:
    """What the parts leave of the whole; None where it is not known, or nothing."""
    together = total(parts)
    if whole is None or together is None or together >= whole:
        return None
    return whole - together


def plain(values: Iterable[Value]) -> tuple[Decimal | int | None, ...]:
    return tuple(None if value is None else plain_number(value) for value in values)
