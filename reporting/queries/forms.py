"""What the form of a report consists of: the tables that this unit fills, and their cells."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from reporting.access_errors import Refused
from reporting.models import Report
from strategies.models import Cell, Table
from strategies.models.labels import in_year


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


def form_tables(report: Report) -> list[Table]:
    """The tables of a report in the order of the annual report; kept with the report's object."""
    kept: list[Table] | None = report.__dict__.get("_form_tables")
    if kept is None:
        kept = list(
            Table.objects.filter(in_year(report.year), data_sets=report.data_set_id)
            .filter(Q(units=[]) | Q(units__contains=[report.organisation_unit.code]))
            .select_related("section")
            .order_by("position")
        )
        report.__dict__["_form_tables"] = kept
    return kept


def form_cells(report: Report) -> FormCells:
    """Kept with the report's object: several actions of one request ask for it."""
    kept: FormCells | None = report.__dict__.get("_form_cells")
    if kept is None:
        kept = _read_cells(report)
        report.__dict__["_form_cells"] = kept
    return kept


def _read_cells(report: Report) -> FormCells:
    tables = {table.code: table.pk for table in form_tables(report)}
    cells = Cell.objects.filter(table_id__in=tables.values(), is_total=False).filter(
        in_year_of("element", report.year), in_year_of("option", report.year) | Q(option=None)
    )
    return FormCells(tables, dict(cells.values_list("code", "pk")))


def in_year_of(relation: str, year: int) -> Q:
    """The rows whose `relation` holds in `year`."""
    ends = Q(**{f"{relation}__valid_to__isnull": True}) | Q(**{f"{relation}__valid_to__gte": year})
    return Q(**{f"{relation}__valid_from__lte": year}) & ends
