"""A CSV of past numbers, read as a whole: what belongs to which report, and every wrong line."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from provinces.queries import Spellings, UnknownUnit
from reporting.calendar.queries.asked_places import asked_tables
from reporting.core.queries.table_specs import table_specs
from reporting.entry.page.forms.posted_inputs import parse_cell
from reporting.entry.page.queries.form_tables import CellAddress
from reporting.entry.page.queries.input_names import ENTRY_KEY
from reporting.entry.page.queries.report_content import address, places
from reporting.exchange.actions.imports import LineError, ReportBatch
from reporting.exchange.forms.csv_lines import CsvLine, did_you_mean, read_csv
from reporting.kernel.coded_rows import meant
from reporting.kernel.messages import in_words
from reporting.kernel.numbers import NumberProblem
from reporting.kernel.periods import Period
from reporting.kernel.tables import CellKey, ElementSpec, TableSpec, Value, cell_code
from strategies.models import DataSet, Table, TableDataSet

COLUMNS = ("organisation_unit", "period", "table", "row", "column", "value")
NO_NUMBERS = ("narrative", "derived", "show")
MOST_PLACES = 2  # in any cell
# Programs write 12.0 for 12. Three zeros may be thousands: 12.000 is asked about, 1,234.000 is not.
_WHOLE = re.compile(
    r"(?P<short>\d[\d, ]*)\.(?:[0០]{1,2}|[0០]{4,})|(?P<long>\d{4,}|\d[\d ]*,[\d, ]*|[0០])\.[0០]{3}"
)


class WrongField(ValueError):
    """Why what stands in one field is not taken, in words."""


@dataclass
class ImportResult:
    batches: list[ReportBatch] = field(default_factory=list)
    errors: list[LineError] = field(default_factory=list)
    values: int = 0


def read_values(content: bytes) -> ImportResult:
    """`content`: the file. Some six queries, however many lines."""
    file = read_csv(content, COLUMNS)
    reading = ImportReader(errors=file.errors)
    for line in file.lines:
        reading.take(line)
    return ImportResult(list(reading.batches.values()), reading.errors, reading.values)


@dataclass
class ImportReader:
    errors: list[LineError]
    batches: dict[tuple[int, int, int], ReportBatch] = field(default_factory=dict)
    values: int = 0
    _specs: dict[int, dict[str, TableSpec]] = field(default_factory=dict)
    _found: dict[str, OrganisationUnit | UnknownUnit] = field(default_factory=dict)
    _asked: dict[tuple[str, int], frozenset[str] | None] = field(default_factory=dict)

    def take(self, line: CsvLine) -> None:
        """Each field of the line is looked at, as far as those before it can be understood."""
        unit = period = table = data_set = key = value = spec = None
        with self._field(line, "organisation_unit") as text:
            unit = self._unit(text)
        with self._field(line, "period") as text:
            period = _period(text)
        if period:
            with self._field(line, "table") as text:
                table = self._table(text, period)
        if unit and period and table:
            with self._field(line, "table"):
                data_set = self._data_set(unit, table, period)
        if period and table:
            spec = self._spec(table, period.year)
            key = self._key(spec, line)
        with self._field(line, "value") as text:
            value = _value(text, places(spec, key) if spec and key else MOST_PLACES)
        if unit and period and data_set and spec and key and value:
            self._store(
                self._batch(unit, data_set, period), address(spec.code, key), value, line.number
            )

    @contextmanager
    def _field(self, line: CsvLine, name: str) -> Iterator[str]:
        """What stands in the field; what is wrong with it becomes an error of the line."""
        try:
            yield line.values[name]
        except WrongField as wrong:
            self.errors.append(LineError(line.number, f"{name}: {wrong}"))

    def _batch(self, unit: OrganisationUnit, data_set: DataSet, period: Period) -> ReportBatch:
        key = (unit.pk, data_set.pk, period.key)
        return self.batches.setdefault(key, ReportBatch(unit, data_set, period))

    def _store(self, batch: ReportBatch, where: CellAddress, value: Value, number: int) -> None:
        if where in batch.values:
            words = _("%(cell)s stands in line %(line)d already.")
            said = words % {"cell": where, "line": batch.lines[where]}
            self.errors.append(LineError(number, said))
            return
        batch.values[where] = value
        batch.lines[where] = number
        self.values += 1

    def _key(self, spec: TableSpec, line: CsvLine) -> CellKey | None:
        element = key = None
        with self._field(line, "column") as text:
            element = _element(spec, text)
        with self._field(line, "row") as text:
            rule = {"open": _open_row, "single": _no_row}.get(spec.kind, _fixed_row)
            key = rule(spec, text, line.values["column"])
        return key if element else None

    # What the lines speak of

    @cached_property
    def _spellings(self) -> Spellings:
        return Spellings.known()

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {row.code: row for row in Table.objects.select_related("section")}

    @cached_property
    def _places(self) -> dict[int, list[TableDataSet]]:
        """Table -> its places in forms."""
        found: dict[int, list[TableDataSet]] = defaultdict(list)
        for place in TableDataSet.objects.select_related("data_set").order_by("data_set__position"):
            found[place.table_id].append(place)
        return found

    def _unit(self, spelling: str) -> OrganisationUnit:
        """By its code, its name or any spelling that is known of it; each is looked up once."""
        _there(spelling)
        if spelling not in self._found:
            try:
                self._found[spelling] = self._spellings.find(spelling)
            except UnknownUnit as unknown:
                self._found[spelling] = unknown
        found = self._found[spelling]
        if isinstance(found, UnknownUnit):
            raise WrongField(_unknown(found))
        return found

    def _table(self, code: str, period: Period) -> Table:
        _there(code)
        table = self._tables.get(code)
        if table is None or not table.holds_in(period.year):
            words = _("There is no table “%(code)s” in %(year)d.")
            near = did_you_mean(code, self._tables_of_numbers(period.year))
            raise WrongField(words % {"code": code, "year": period.year} + near)
        if table.kind in NO_NUMBERS:
            words = _("The table “%(code)s” holds text or is computed: no number goes into it.")
            raise WrongField(words % {"code": code})
        return table

    def _tables_of_numbers(self, year: int) -> list[str]:
        tables = [table for table in self._tables.values() if table.kind not in NO_NUMBERS]
        return [table.code for table in tables if table.holds_in(year)]

    def _data_set(self, unit: OrganisationUnit, table: Table, period: Period) -> DataSet:
        """The form of the unit that carries the table and is filled for such a period."""
        forms = [
            place.data_set
            for place in self._places[table.pk]
            if place.holds_in(period.year)
            and place.is_for(unit.code)
            and place.data_set.is_filled_by(unit.code, unit.kind)
            and place.data_set.holds_in(period.year)
        ]
        if not forms:
            words = _("%(unit)s fills no form with the table “%(table)s”.")
            raise WrongField(words % {"unit": unit.code, "table": table.code})
        self._refuse_unasked(unit, table, period)
        fitting = [form for form in forms if period.kind.value in form.period_kinds]
        if not fitting:
            words = _("The form “%(form)s” is not filled for such a period: %(period)s")
            raise WrongField(words % {"form": forms[0].code, "period": period.url})
        return fitting[0]

    def _refuse_unasked(self, unit: OrganisationUnit, table: Table, period: Period) -> None:
        """A district or a commune reports what its province asks; each is looked up once."""
        key = (unit.code, period.year)
        if key not in self._asked:
            self._asked[key] = asked_tables(unit, period.year)
        asked = self._asked[key]
        if asked is not None and table.code not in asked:
            words = _(
                "The province of %(unit)s does not ask for the table “%(table)s” in %(year)d."
            )
            said = {"unit": unit.code, "table": table.code, "year": period.year}
            raise WrongField(words % said)

    def _spec(self, table: Table, year: int) -> TableSpec:
        if year not in self._specs:
            holding = [held for held in self._tables.values() if held.holds_in(year)]
            self._specs[year] = table_specs(holding, year)
        return self._specs[year][table.code]


def _there(text: str) -> None:
    if not text:
        raise WrongField(_("This field is empty."))


def _unknown(unit: UnknownUnit) -> str:
    words = _("There is no unit “%(spelling)s”.") % {"spelling": unit.spelling}
    if not unit.near:
        return words
    asked = _("Did you mean %(near)s?") % {"near": ", ".join(unit.near)}
    return f"{words} {asked}"


def _period(text: str) -> Period:
    _there(text)
    try:
        return Period.parse(text)
    except ValueError as error:
        words = _("“%(text)s” is no period. Write 2020-03, 2020-Q1, 2020-S1, 2020-T10 or 2020.")
        raise WrongField(words % {"text": text}) from error


def _element(spec: TableSpec, column: str) -> ElementSpec:
    element = spec.element(column)
    if element is None:
        entered = [part.code for part in spec.entered()]
        words = _("The table “%(table)s” has no column “%(column)s”. It has: %(known)s.")
        said = words % {"table": spec.code, "column": column, "known": ", ".join(entered)}
        raise WrongField(said + did_you_mean(column, entered))
    if element.derived:
        words = _("The column “%(column)s” is a total: the portal adds it up.")
        raise WrongField(words % {"column": column})
    return element


def _no_row(spec: TableSpec, row: str, column: str) -> CellKey:
    if row:
        words = _("The table “%(table)s” has one row only: leave the row empty, not “%(row)s”.")
        raise WrongField(words % {"table": spec.code, "row": row})
    return CellKey(None, column)


def _open_row(spec: TableSpec, row: str, column: str) -> CellKey:
    if not ENTRY_KEY.fullmatch(row):
        words = _("“%(row)s” is no key of a row. Use letters, digits, - and _, at most 40.")
        raise WrongField(words % {"row": row})
    if spec.coded and row not in {known.code for known in spec.coded}:
        words = _("The rows of “%(table)s” are of a code list, which has no “%(row)s”.")
        codes = [known.code for known in spec.coded]
        near = [found.code for found in (meant(row, spec.coded),) if found]
        said = did_you_mean(near[0], near) if near else did_you_mean(row, codes)
        raise WrongField(words % {"table": spec.code, "row": row} + said)
    return CellKey(None, column, row)


def _fixed_row(spec: TableSpec, row: str, column: str) -> CellKey:
    option = spec.option(row)
    if option is None:
        words = _("The table “%(table)s” has no row “%(row)s”.")
        near = did_you_mean(row, [line.code for line in spec.rows()])
        raise WrongField(words % {"table": spec.code, "row": row} + near)
    if option.is_group:
        words = _("The row “%(row)s” is a total: the portal adds it up.")
        raise WrongField(words % {"row": row})
    if cell_code(spec.code, row, column) in spec.computed:
        words = _("The column “%(column)s” is a total: the portal adds it up.")
        raise WrongField(words % {"column": column})
    return CellKey(row, column)


def _value(text: str, decimals: int) -> Value:
    whole = None if decimals else _WHOLE.fullmatch(text)
    try:
        value = parse_cell((whole["short"] or whole["long"]) if whole else text, decimals)
    except NumberProblem as problem:
        raise WrongField(in_words(problem.template, problem.params, _)) from problem
    if value is None:
        raise WrongField(_("The value is missing. Leave the line out, or write a number or n/a."))
    return value
