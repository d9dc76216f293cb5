"""Measures over the years: which cells give one in a year, for everybody or for some.

Two tables that give a measure say the same in two ways and are never added: the first in the order
of the report that divides as was asked answers. By a code list (nationality) the rows of its tables
divide it, those of the years before the list too (`core/queries/coded_rows.py`).
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from django.utils.translation import gettext as _

from reporting.kernel.expressions import Expression, Operation, Reference
from reporting.kernel.measures import (
    Cut,
    DimensionSpec,
    MeasureColumn,
    ValueSpec,
    columns_for,
)
from reporting.kernel.tables import cell_code, cell_name
from strategies.models import (
    Cell,
    CodedRows,
    Derivation,
    Dimension,
    DimensionValue,
    ElementCategory,
    Measure,
    MeasuredElement,
    Option,
)

Columns = dict[str, list[MeasureColumn]]  # by table, in the order of the report


class Measures:
    """Read when it is first asked: ten queries. `language`: of titles."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._by_year: dict[int, dict[str, DimensionSpec]] = {}

    def read_ahead(self) -> None:
        for ready in (self.dimensions, self.titles, self._columns, self._cells, self.row_lists):
            len(ready)
        for more in (self._categories, self._computed_since):
            len(more)

    @cached_property
    def titles(self) -> dict[str, str]:
        rows = Measure.objects.order_by("position")
        return {row.code: row.title_in(self.language) for row in rows}

    @cached_property
    def _values(self) -> dict[str, list[DimensionValue]]:
        found: dict[str, list[DimensionValue]] = defaultdict(list)
        rows = DimensionValue.objects.select_related("dimension", "parent").order_by("position")
        for row in rows:
            found[row.dimension.code].append(row)
        return found

    @cached_property
    def row_lists(self) -> dict[str, str]:
        """Table -> the dimension whose values its rows are."""
        return dict(CodedRows.objects.values_list("table__code", "dimension__code"))

    @property
    def dimensions(self) -> dict[str, DimensionSpec]:
        """By which columns are divided."""
        listed = set(self.row_lists.values())
        return {name: found for name, found in self.everything.items() if name not in listed}

    @property
    def row_dimensions(self) -> dict[str, DimensionSpec]:
        return {name: self.everything[name] for name in dict.fromkeys(self.row_lists.values())}

    @cached_property
    def everything(self) -> dict[str, DimensionSpec]:
        return {
            row.code: DimensionSpec(
                row.code,
                tuple(
                    ValueSpec(
                        value.code,
                        value.parent.code if value.parent else "",
                        value.is_unknown,
                        value.title_in(self.language),
                    )
                    for value in self._values[row.code]
                ),
                row.title_in(self.language),
            )
            for row in Dimension.objects.order_by("position")
            if row.code in self._values
        }

    def dimensions_in(self, year: int) -> dict[str, DimensionSpec]:
        """With the values that hold in the year."""
        if year not in self._by_year:
            self._by_year[year] = {
                name: DimensionSpec(
                    name,
                    tuple(
                        value
                        for value, row in zip(found.values, self._values[name], strict=True)
                        if row.holds_in(year)
                    ),
                    found.title,
                )
                for name, found in self.dimensions.items()
            }
        return self._by_year[year]

    @cached_property
    def _columns(self) -> list[tuple[str, MeasuredElement]]:
        rows = MeasuredElement.objects.select_related(
            "measure", "element__table", "element__part_of"
        )
        found = rows.order_by("element__table__position", "element__position")
        return [(row.measure.code, row) for row in found]

    @cached_property
    def _categories(self) -> dict[int, dict[str, str]]:
        found: dict[int, dict[str, str]] = defaultdict(dict)
        rows = ElementCategory.objects.values_list(
            "element_id", "value__dimension__code", "value__code"
        )
        for element, dimension, value in rows:
            found[element][dimension] = value
        return found

    @cached_property
    def _computed_since(self) -> dict[int, int]:
        rows = Derivation.objects.filter(cell__element__measured__isnull=False)
        return dict(rows.values_list("cell__element_id", "valid_from"))

    @cached_property
    def _cells(self) -> set[str]:
        rows = Cell.objects.filter(element__measured__isnull=False)
        return set(rows.values_list("code", flat=True))

    def columns(self, measure: str, year: int) -> Columns:
        found: Columns = {}
        for name, row in self._columns:
            element, table = row.element, row.element.table
            if name == measure and all(part.holds_in(year) for part in (row, element, table)):
                since = self._computed_since.get(element.pk)
                column = MeasureColumn(
                    table.code,
                    element.code,
                    self._categories.get(element.pk, {}),
                    element.part_of.code if element.part_of else "",
                    since is not None and since <= year,
                )
                found.setdefault(table.code, []).append(column)
        return found

    def cells(self, measure: str, cut: Cut, year: int, place: str = "") -> list[str]:
        """The cells to add up, of a code list in the rows that say its value; none where no table
        divides the measure so. `place`: a table, with a row of it or without, if only that is
        asked."""
        name = cell_name(place) if place else None
        dimensions = self.dimensions_in(year)
        lists, of_columns = self._taken_apart(cut)
        for table, columns in self.columns(measure, year).items():
            if name is not None and table != name.table:
                continue
            if lists and lists != [self.row_lists.get(table)]:
                continue
            chosen = columns_for(of_columns, columns, dimensions)
            option = name.option if name else None
            codes = [cell_code(table, option, column.code) for column in chosen]
            if codes and self._cells.issuperset(codes):
                return codes
        return []

    def _taken_apart(self, cut: Cut) -> tuple[list[str], Cut]:
        """The code lists that are asked for, and what is left for columns."""
        lists = [name for name in cut if name in self.row_dimensions]
        return lists, {name: value for name, value in cut.items() if name not in lists}

    def entry(self, cut: Cut) -> str | None:
        """The value of a code list that the rows have to say."""
        return next((cut[name] for name in self._taken_apart(cut)[0]), None)

    def expanded(self, reference: Reference, year: int) -> Expression | None:
        """The sum of cells that a measure is in a year, for the same reporters and period."""
        cut = dict(reference.cut)
        codes = self.cells(reference.measure, cut, year, reference.cell)
        entry = self.entry(cut)
        terms = [Reference(code, entry, reference.scope, reference.period) for code in codes]
        if not terms:
            return None
        total: Expression = terms[0]
        for term in terms[1:]:
            total = Operation("+", total, term)
        return total

    def title(self, reference: Reference) -> str:
        """“Victims rescued by the police: Female, Under 15”."""
        named = self.titles.get(reference.measure, reference.measure)
        said = list(self.said(dict(reference.cut)))
        return f"{named}: {', '.join(said)}" if said else named

    def said(self, cut: Cut) -> Iterator[str]:
        for name, value in cut.items():
            found = self.everything[name].value(value) if name in self.everything else None
            yield found.title if found else value

    def places(self) -> dict[str, str]:
        """What can be asked for, with titles: a measure (`victims`), or each row of a table whose
        rows are no sum (`services_given[legal]#services_given`). One query more."""
        options: dict[str, list[Option]] = defaultdict(list)
        for option in Option.objects.select_related("table").order_by("position"):
            options[option.table.code].append(option)
        whole: set[str] = set()
        rows: dict[str, dict[str, str]] = defaultdict(dict)
        for name, measured in self._columns:
            table, column = measured.element.table.code, measured.element.code
            if cell_code(table, None, column) in self._cells:
                whole.add(name)
            for option in options[table]:
                if cell_code(table, option.code, column) in self._cells:
                    titled = f"{self.titles[name]}: {option.title_in(self.language)}"
                    rows[name][f"{table}[{option.code}]#{name}"] = titled
        found: dict[str, str] = {}
        for code, title in self.titles.items():
            found |= {code: title} if code in whole else rows[code]
        return found

    def why_not(self, measure: str, cut: Cut, year: int, place: str = "") -> str:
        """Why a measure has no cells in a year; "" where it has."""
        if measure not in self.titles:
            return _("There is no measure “%(code)s”.") % {"code": measure}
        for name, value in cut.items():
            if name not in self.everything or self.everything[name].value(value) is None:
                words = _("There is no “%(value)s” of “%(dimension)s”.")
                return words % {"value": value, "dimension": name}
        if not self.columns(measure, year):
            return _("not asked")
        if not self.cells(measure, cut, year, place):
            return _("not divided")
        return ""
