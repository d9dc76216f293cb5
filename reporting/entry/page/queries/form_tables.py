"""What the form of a report consists of: the tables that this unit fills, and their cells.

A form is read once and kept in the process, for as long as the catalogue does not change. That of
a signed revision is what it was at the signature: what was published since is not in it.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any
from uuid import UUID

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.access import Refused
from reporting.calendar.queries.asked_places import asked_tables
from reporting.core.queries.near_reports import form_near
from reporting.core.queries.table_specs import Rows, table_specs
from reporting.entry.component_meetings.rules import counted_cells
from reporting.entry.page.queries.form_names import cell_names, headings, published
from reporting.kernel.tables import CellKey, TableSpec
from reporting.models import KeptMeetings, Report, Revision
from strategies.models import (
    CatalogueStamp,
    Cell,
    Derivation,
    Publishable,
    Table,
    TableDataSet,
)
from strategies.models.drafts import was_published
from strategies.models.labels import in_year

MOST_KEPT = 64
BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


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
    """The tables and the enterable cells of one form, by code; `recorded`: cells that are counted
    from the unit's meetings."""

    tables: dict[str, int]
    cells: dict[str, int]
    recorded: frozenset[str] = frozenset()

    def table_id(self, code: str) -> int:
        if code not in self.tables:
            raise Refused(_("The form has no table “%(table)s”.") % {"table": code})
        return self.tables[code]

    def cell_id(self, code: str) -> int:
        if code in self.recorded:
            raise Refused(
                _(
                    "The cell “%(cell)s” is counted from the records of your meetings. Record the "
                    "meeting, and it follows."
                )
                % {"cell": code}
            )
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
    cells among others that are typed into, and how each is added up; `recorded`: those that are
    counted from the unit's meetings, with their keys; `published`: when something of it was, the
    last first."""

    stamp: UUID
    tables: list[Table]
    specs: dict[str, TableSpec]
    cells: FormCells
    headings: dict[tuple[str, str], tuple[str, ...]]
    names: Mapping[int, tuple[str, CellKey]]
    computed: Mapping[str, str]
    recorded: Mapping[str, int]
    published: tuple[datetime, ...]


FormKey = tuple[UUID, int, str, int, str, datetime | None, frozenset[str] | None, bool]
_kept: OrderedDict[FormKey, Form] = OrderedDict()
_lock = Lock()


def form_of(report: Report) -> Form:
    """One query where the form is known already (none where `near_reports` were read), and one more
    for a district or a commune, which fills what its province asks; the stamp changes with the
    catalogue."""
    language = "km" if (get_language() or "en").startswith("km") else "en"
    kept: tuple[str, Form] | None = report.__dict__.get("_form")
    if kept is not None and kept[0] == language:
        return kept[1]
    known = form_near(report)
    if known is None:
        known = CatalogueStamp.objects.values_list("stamp", kept_meetings(report)).get()
    stamp, report.__dict__["_keeps"] = known
    form = _known(report, language, stamp, None)
    report.__dict__["_form"] = (language, form)
    return form


def form_of_revision(revision: Revision) -> Form:
    """As it was signed. Where nothing was published since then, no more queries than `form_of`."""
    form, signed = form_of(revision.report), revision.sealed_at
    if signed is None or not form.published or form.published[0] <= signed:
        return form
    report = revision.report
    moment = next((moment for moment in form.published if moment <= signed), BEFORE_ALL)
    language = report.__dict__["_form"][0]
    return _known(report, language, form.stamp, moment)


def _known(report: Report, language: str, stamp: UUID, moment: datetime | None) -> Form:
    unit = report.organisation_unit
    asked = asked_tables(unit, report.year)
    keeps = bool(report.__dict__["_keeps"])
    key = (stamp, report.data_set_id, unit.code, report.year, language, moment, asked, keeps)
    return _remembered(key) or _remember(key, _read(report, language, stamp, moment, asked))


def kept_meetings(report: Report) -> Exists:
    """Whether the unit keeps its meetings here in the year."""
    return Exists(
        KeptMeetings.objects.filter(organisation_unit=report.organisation_unit_id, year=report.year)
    )


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


def places_by_form(form_ids: Collection[int]) -> dict[int, list[TableDataSet]]:
    """Form -> the places of all its tables, of every unit and year; one query."""
    found: dict[int, list[TableDataSet]] = defaultdict(list)
    rows = TableDataSet.objects.filter(data_set_id__in=form_ids).select_related("table")
    for row in rows:
        found[row.data_set_id].append(row)
    return found


def tables_of(
    places: Iterable[TableDataSet],
    unit_code: str,
    year: int,
    asked: frozenset[str] | None = None,
) -> list[Table]:
    """Those that a unit fills in a year: the tables of `form_of` its report. `asked`: of a district
    or a commune, the codes of those that its province asks."""
    return [
        place.table
        for place in places
        if place.holds_in(year)
        and place.is_for(unit_code)
        and place.table.holds_in(year)
        and (asked is None or place.table.code in asked)
    ]


def _read(
    report: Report,
    language: str,
    stamp: UUID,
    moment: datetime | None,
    asked: frozenset[str] | None,
) -> Form:
    """`moment`: without what was published after it."""

    def rows(model: type[Publishable]) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.filter(was_published(moment))
        return found.filter(code__in=asked) if model is Table and asked is not None else found

    keeps = bool(report.__dict__["_keeps"])
    return read_form(report, language, stamp, rows, keeps_meetings=keeps)


def read_form(
    report: Report,
    language: str,
    stamp: UUID,
    rows: Rows,
    units: Collection[str] = (),
    *,
    keeps_meetings: bool = False,
) -> Form:
    """Of these rows of the catalogue, whichever are meant; for the unit of the report, or for any
    of `units`."""
    codes = list(units) or [report.organisation_unit.code]
    places = TableDataSet.objects.filter(
        in_year(report.year),
        Q(units=[]) | Q(units__overlap=codes),
        data_set=report.data_set_id,
    )
    tables = list(
        rows(Table)
        .filter(in_year(report.year), pk__in=places.values("table"))
        .select_related("section")
        .order_by("position")
    )
    specs = table_specs(tables, report.year, language, rows)
    cells = _cells(tables, specs, report.year)
    counted = counted_cells(cells.cells) if keeps_meetings else frozenset()
    typed = {code: pk for code, pk in cells.cells.items() if code not in counted}
    return Form(
        stamp=stamp,
        tables=tables,
        specs=specs,
        cells=FormCells(cells.tables, typed, counted),
        headings=headings(tables, language, rows),
        names=cell_names(),
        computed={code: how for spec in specs.values() for code, how in spec.computed.items()},
        recorded={code: cells.cells[code] for code in counted},
        published=published(tables, rows),
    )


def _cells(tables: list[Table], specs: Mapping[str, TableSpec], year: int) -> FormCells:
    """Of the columns and rows that the form has."""
    ids = {table.code: table.pk for table in tables}
    cells = entered_cells(tables, year)
    there = {
        code: ({element.code for element in spec.elements}, {row.code for row in spec.options})
        for code, spec in specs.items()
    }
    found = {}
    for code, pk, table, element, option in cells.values_list(
        "code", "pk", "table__code", "element__code", "option__code"
    ):
        elements, options = there[table]
        if element in elements and (option is None or option in options):
            found[code] = pk
    return FormCells(ids, found)


def entered_cells(tables: Iterable[Table], year: int) -> QuerySet[Cell]:
    """Those into which a report of the year is typed."""
    computed = Derivation.objects.filter(valid_from__lte=year).values("cell")
    return (
        Cell.objects.filter(table__in=[table.pk for table in tables], is_total=False)
        .filter(in_year_of("element", year), in_year_of("option", year) | Q(option=None))
        .exclude(pk__in=computed)
    )


def in_year_of(relation: str, year: int) -> Q:
    """The rows whose `relation` holds in `year`."""
    ends = Q(**{f"{relation}__valid_to__isnull": True}) | Q(**{f"{relation}__valid_to__gte": year})
    return Q(**{f"{relation}__valid_from__lte": year}) & ends
