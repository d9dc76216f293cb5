"""A CSV of past numbers, read as a whole: what belongs to which report, and every wrong line."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from provinces.queries import UnknownUnit, find_unit
from reporting.actions.imports import Batch, LineError
from reporting.forms.reports_entry import parse_cell
from reporting.forms.reports_names import ENTRY_KEY
from reporting.kernel.messages import in_words
from reporting.kernel.numbers import NumberProblem
from reporting.kernel.periods import Period
from reporting.kernel.tables import CellKey, TableSpec, Value
from reporting.queries.report_pages import address, places
from reporting.queries.specs import table_specs
from strategies.models import DataSet, Table

COLUMNS = ("organisation_unit", "period", "table", "row", "column", "value")
NO_NUMBERS = ("narrative", "derived", "show")
Line = Mapping[str, str]


class WrongLine(ValueError):
    """Why one line is not taken, in words."""


@dataclass
class Read:
    batches: list[Batch] = field(default_factory=list)
    errors: list[LineError] = field(default_factory=list)
    values: int = 0


def read_values(rows: Iterable[str]) -> Read:
    """`rows`: the lines of the file. Some six queries, however many lines."""
    reader = csv.DictReader(rows)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        words = _("The first line has to name the columns %(names)s; %(missing)s is missing.")
        names = {"names": ", ".join(COLUMNS), "missing": ", ".join(missing)}
        return Read(errors=[LineError(1, words % names)])
    reading = Reading()
    try:
        for line in reader:
            found = {name: (line.get(name) or "").strip() for name in COLUMNS}
            reading.take(reader.line_num, found)
    except csv.Error as error:
        words = _("This line cannot be read: %(error)s")
        reading.errors.append(LineError(reader.line_num, words % {"error": error}))
    return Read(list(reading.batches.values()), reading.errors, reading.values)


@dataclass
class Reading:
    batches: dict[tuple[int, int, int], Batch] = field(default_factory=dict)
    errors: list[LineError] = field(default_factory=list)
    values: int = 0
    _specs: dict[int, dict[str, TableSpec]] = field(default_factory=dict)

    def take(self, number: int, line: Line) -> None:
        if not any(line.values()):
            return
        try:
            self._take(number, line)
        except WrongLine as wrong:
            self.errors.append(LineError(number, str(wrong)))

    def _take(self, number: int, line: Line) -> None:
        unit, period = self._unit(line["organisation_unit"]), _period(line["period"])
        table = self._table(line["table"], period)
        data_set = self._data_set(unit, table, period)
        spec = self._spec(table, period.year)
        key = _key(spec, line)
        value = _value(line["value"], places(spec, key))
        batch = self.batches.setdefault(
            (unit.pk, data_set.pk, period.key), Batch(unit, data_set, period)
        )
        where = address(spec.code, key)
        if where in batch.values:
            words = _("%(cell)s stands in line %(line)d already.")
            raise WrongLine(words % {"cell": where, "line": batch.lines[where]})
        batch.values[where] = value
        batch.lines[where] = number
        self.values += 1

    # What the lines speak of

    @cached_property
    def _units(self) -> dict[str, OrganisationUnit | None]:
        return {one.code: one for one in OrganisationUnit.objects.all()}

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {one.code: one for one in Table.objects.select_related("section")}

    @cached_property
    def _data_sets(self) -> list[tuple[DataSet, frozenset[int]]]:
        found = DataSet.objects.prefetch_related("tables")
        return [(one, frozenset(table.pk for table in one.tables.all())) for one in found]

    def _unit(self, code: str) -> OrganisationUnit:
        """By its code, its name or any spelling that is known of it; each is looked up once."""
        if code not in self._units:
            try:
                self._units[code] = find_unit(code)
            except UnknownUnit:
                self._units[code] = None
        found = self._units[code]
        if found is None:
            raise WrongLine(_("There is no unit “%(code)s”.") % {"code": code})
        return found

    def _table(self, code: str, period: Period) -> Table:
        table = self._tables.get(code)
        if table is None or not table.holds_in(period.year):
            words = _("There is no table “%(code)s” in %(year)d.")
            raise WrongLine(words % {"code": code, "year": period.year})
        if table.kind in NO_NUMBERS:
            words = _("The table “%(code)s” holds text or is computed: no number goes into it.")
            raise WrongLine(words % {"code": code})
        return table

    def _data_set(self, unit: OrganisationUnit, table: Table, period: Period) -> DataSet:
        """The form of the unit that carries the table and is filled for such a period."""
        forms = [
            one
            for one, tables in self._data_sets
            if table.pk in tables
            and one.is_filled_by(unit.code, unit.kind)
            and one.holds_in(period.year)
            and (not table.units or unit.code in table.units)
        ]
        if not forms:
            words = _("%(unit)s fills no form with the table “%(table)s”.")
            raise WrongLine(words % {"unit": unit.code, "table": table.code})
        fitting = [one for one in forms if period.kind.value in one.period_kinds]
        if not fitting:
            words = _("The form “%(form)s” is not filled for such a period: %(period)s")
            raise WrongLine(words % {"form": forms[0].code, "period": period.url})
        return fitting[0]

    def _spec(self, table: Table, year: int) -> TableSpec:
        if year not in self._specs:
            holding = [one for one in self._tables.values() if one.holds_in(year)]
            self._specs[year] = table_specs(holding, year)
        return self._specs[year][table.code]


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        words = _("“%(text)s” is no period. Write 2020-03, 2020-Q1, 2020-S1, 2020-T10 or 2020.")
        raise WrongLine(words % {"text": text}) from error


def _key(spec: TableSpec, line: Line) -> CellKey:
    row, column = line["row"], line["column"]
    element = spec.element(column)
    if element is None:
        known = ", ".join(one.code for one in spec.entered())
        words = _("The table “%(table)s” has no column “%(column)s”. It has: %(known)s")
        raise WrongLine(words % {"table": spec.code, "column": column, "known": known})
    if element.derived:
        words = _("The column “%(column)s” is a total: the portal adds it up.")
        raise WrongLine(words % {"column": column})
    rule = {"open": _open_row, "single": _no_row}.get(spec.kind, _fixed_row)
    return rule(spec, row, column)


def _no_row(spec: TableSpec, row: str, column: str) -> CellKey:
    if row:
        words = _("The table “%(table)s” has one row only: leave the row empty, not “%(row)s”.")
        raise WrongLine(words % {"table": spec.code, "row": row})
    return CellKey(None, column)


def _open_row(spec: TableSpec, row: str, column: str) -> CellKey:
    if not ENTRY_KEY.fullmatch(row):
        words = _("“%(row)s” is no key of a row. Use letters, digits, - and _, at most 40.")
        raise WrongLine(words % {"row": row})
    return CellKey(None, column, row)


def _fixed_row(spec: TableSpec, row: str, column: str) -> CellKey:
    option = spec.option(row)
    if option is None:
        words = _("The table “%(table)s” has no row “%(row)s”.")
        raise WrongLine(words % {"table": spec.code, "row": row})
    if option.is_group:
        words = _("The row “%(row)s” is a total: the portal adds it up.")
        raise WrongLine(words % {"row": row})
    return CellKey(row, column)


def _value(text: str, decimals: int) -> Value:
    try:
        value = parse_cell(text, decimals)
    except NumberProblem as problem:
        raise WrongLine(in_words(problem.template, problem.params, _)) from problem
    if value is None:
        raise WrongLine(_("The value is missing. Leave the line out, or write a number or n/a."))
    return value
