"""What the cells of the catalogue are called, and where a report is found."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.kernel.periods import Period
from reporting.models import Consolidation, Revision
from strategies.models import Cell


@dataclass(frozen=True)
class CellLabels:
    section: str
    table: str
    row: str
    row_label: str
    column: str
    column_label: str
    position: tuple[int, int, int]
    table_title: str = ""

    def path(self, whose: str = "") -> str:
        """As a message calls the cell: “Direct publicity – Province – Public forums – Females”."""
        row = self.row_label if self.row else ""
        return " – ".join(filter(None, (self.table_title, whose, row, self.column_label)))


def report_addresses(consolidation: Consolidation) -> dict[int, str]:
    """Revision id -> `KH-08/committee/2020 r1`; one query."""
    rows = Revision.objects.filter(pk__in=consolidation.chosen.values("revision_id")).values_list(
        "pk", "number", "organisation_unit__code", "report__data_set__code", "report__period_key"
    )
    return {
        pk: f"{unit}/{form}/{Period.from_key(key).url} r{number}"
        for pk, number, unit, form, key in rows
    }


def cell_labels(language: str, codes: Collection[str] | None = None) -> dict[str, CellLabels]:
    """Of all cells, or of those named; one query."""
    cells = Cell.objects.select_related("table__section", "element", "option")
    if codes is not None:
        cells = cells.filter(code__in=list(codes))
    found = {}
    for cell in cells:
        option = cell.option
        label = option.title_in(language) if option else ""
        if option is None and cell.table.kind in ("fixed", "derived"):
            label = _("Total")
        found[cell.code] = CellLabels(
            section=cell.table.section.code,
            table=cell.table.code,
            row=option.code if option else "",
            row_label=label,
            column=cell.element.code,
            column_label=cell.element.title_in(language),
            position=(
                cell.table.position,
                option.position if option else 10_000,
                cell.element.position,
            ),
            table_title=cell.table.title_in(language),
        )
    return found
