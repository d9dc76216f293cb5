"""What the form of a report consists of: the tables that this unit fills, and their cells.

A form is read once and kept in the process, for as long as the catalogue does not change.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.access import Refused
from reporting.calendar.queries.asked_places import asked_tables
from reporting.core.queries.table_specs import table_specs
from reporting.kernel.tables import CellKey, TableSpec
from reporting.models import Report
from strategies.models import CatalogueStamp, Cell, Derivation, Element, Table, TableDataSet
from strategies.models.labels import in_year

MOST_KEPT = 64


@dataclass(frozen=True, order=True)
class CellAddress:
    """A cell, and the open row that it stands in (`partner_meetings.times`, row `aple`)."""

    cell: str
    entry: str | None = None

    @property
    def table(self) -> str:
        return self.cell.partition("[")[0].partition(".")[0]

    def __str__(self) -> str:
        return f"{self.cell}{{{self.entry}}}" if self.entry else self.cell


@dataclass(frozen=True)
class FormCells:
    """The tables and the enterable cells of one form, by code."""

    tables: dict[str, int]
    cells: dict[str, int]

    def table_id(self, code: str) -> int:
        if code not in self.tables:
            raise Refused(_("The form has no table “%(table)s”.") % {"table": code})
        return self.tables[code]

    def cell_id(self, code: str) -> int:
        if code not in self.cells:
            raise Refused(
                _("The form has no cell “%(cell)s”, or it is a total, which is never entered.")
                % {"cell": code}
            )
        return self.cells[code]


@dataclass(frozen=True)
class Form:
    """A unit's form in one year and language. `headings`: the path over a column, by its key;
    `names`: of every cell of the catalogue, by its id, the table and the key; `computed`: single
    cells among others that are typed into, and how each is added up."""

    stamp: UUID
    tables: list[Table]
    specs: dict[str, TableSpec]
    cells: FormCells
    headings: dict[tuple[str, str], tuple[str, ...]]
    names: Mapping[int, tuple[str, CellKey]]
    computed: Mapping[str, str]


FormKey = tuple[UUID, int, str, int, str, frozenset[str] | None]
_kept: OrderedDict[FormKey, Form] = OrderedDict()
_lock = Lock()


def form_of(report: Report) -> Form:
    """One query where the form is known already, two for a district or a commune, which fills what
    its province asks; the stamp changes with the catalogue."""
    language = "km" if (get_language() or "en").startswith("km") else "en"
    kept: tuple[str, Form] | None = report.__dict__.get("_form")
    if kept is not None and kept[0] == language:
        return kept[1]
    stamp = CatalogueStamp.objects.values_list("stamp", flat=True).get()
    unit = report.organisation_unit
    asked = asked_tables(unit, report.year)
    key = (stamp, report.data_set_id, unit.code, report.year, language, asked)
    form = _remembered(key) or _remember(key, _read(report, language, stamp, asked))
    report.__dict__["_form"] = (language, form)
    return form


def _remembered(key: FormKey) -> Form | None:
    with _lock:
        if key not in _kept:
            return None
        _kept.move_to_end(key)
        return _kept[key]


def _remember(key: FormKey, form: Form) -> Form:
    with _lock:
        _kept[key] = form
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return form


def form_tables(report: Report) -> list[Table]:
    """The tables of a report in the order of the annual report."""
    return form_of(report).tables


def form_cells(report: Report) -> FormCells:
    return form_of(report).cells


def tables_by_form(form_ids: Collection[int]) -> dict[int, list[Table]]:
    """Form -> all its tables, of every unit and year; one query."""
    found: dict[int, list[Table]] = defaultdict(list)
    rows = TableDataSet.objects.filter(data_set_id__in=form_ids).select_related("table")
    for row in rows:
        found[row.data_set_id].append(row.table)
    return found


def tables_of(
    tables: Iterable[Table], unit_code: str, year: int, asked: frozenset[str] | None = None
) -> list[Table]:
    """Those that a unit fills in a year: the tables of `form_of` its report. `asked`: of a place,
    the codes of those that its province asks."""
    return [
        table
        for table in tables
        if table.holds_in(year)
        and (not table.units or unit_code in table.units)
        and (asked is None or table.code in asked)
    ]


def _read(report: Report, language: str, stamp: UUID, asked: frozenset[str] | None) -> Form:
    rows = (
        Table.objects.filter(in_year(report.year), data_sets=report.data_set_id)
        .filter(Q(units=[]) | Q(units__contains=[report.organisation_unit.code]))
        .select_related("section")
        .order_by("position")
    )
    tables = list(rows if asked is None else rows.filter(code__in=asked))
    return Form(
        stamp=stamp,
        tables=tables,
        specs=table_specs(tables, report.year, language),
        cells=_cells(tables, report.year),
        headings=_headings(tables, language),
        names=_names(),
        computed=_computed(tables),
    )


def _cells(tables: list[Table], year: int) -> FormCells:
    ids = {table.code: table.pk for table in tables}
    cells = Cell.objects.filter(table_id__in=ids.values(), is_total=False).filter(
        in_year_of("element", year), in_year_of("option", year) | Q(option=None)
    )
    return FormCells(ids, dict(cells.values_list("code", "pk")))


def _names() -> dict[int, tuple[str, CellKey]]:
    rows = Cell.objects.values_list("pk", "table__code", "option__code", "element__code")
    return {pk: (table, CellKey(option, element)) for pk, table, option, element in rows}


def _computed(tables: list[Table]) -> dict[str, str]:
    rows = Derivation.objects.filter(cell__table__in=tables).exclude(cell__option=None)
    return dict(rows.values_list("cell__code", "expression"))


def _headings(tables: list[Table], language: str) -> dict[tuple[str, str], tuple[str, ...]]:
    rows = Element.objects.filter(table__in=tables).exclude(header_en=[])
    return {
        (table, element): tuple(km if language == "km" and any(km) else en)
        for table, element, en, km in rows.values_list(
            "table__code", "code", "header_en", "header_km"
        )
    }


def in_year_of(relation: str, year: int) -> Q:
    """The rows whose `relation` holds in `year`."""
    ends = Q(**{f"{relation}__valid_to__isnull": True}) | Q(**{f"{relation}__valid_to__gte": year})
    return Q(**{f"{relation}__valid_from__lte": year}) & ends
