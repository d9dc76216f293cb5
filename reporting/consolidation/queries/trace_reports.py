"""The reports behind a figure, what was typed in them, and what was said of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from provinces.models import OrganisationUnit
from reporting.models import (
    Consolidation,
    DataValue,
    Discrepancy,
    Explanation,
    Revision,
    ValueNote,
)

MOST_VALUES = 1000


@dataclass(frozen=True)
class TypedValue:
    """A number as it stands in one revision; `value` None: said to be not available."""

    revision: Revision
    unit: OrganisationUnit
    unit_name: str
    row: str
    address: str
    value: Decimal | None
    note: ValueNote | None

    @property
    def is_odd(self) -> bool:
        """Something is to be said beyond the number itself."""
        return self.value is None or bool(self.note and (self.note.printed or self.note.text))


def typed_values(values: QuerySet[DataValue], names: Mapping[int, str]) -> list[TypedValue]:
    """In protocol order, then by period, row and entry; one query."""
    rows = values.select_related(
        "cell__option", "entry", "note", "organisation_unit", "revision__report"
    ).order_by(
        "organisation_unit__position", "period_key", "cell__option__position", "entry__position"
    )[:MOST_VALUES]
    return [_typed(row, names) for row in rows]


def _typed(row: DataValue, names: Mapping[int, str]) -> TypedValue:
    option = row.cell.option.title if row.cell.option else ""
    entry = (row.entry.title or row.entry.text) if row.entry else ""
    unit = row.organisation_unit
    return TypedValue(
        revision=row.revision,
        unit=unit,
        unit_name=names.get(unit.pk, unit.code),
        row=" – ".join(filter(None, (option, entry))),
        address=f"{row.cell.code}@{unit.code}",
        value=row.value,
        note=getattr(row, "note", None),
    )


@dataclass(frozen=True)
class TracedReport:
    """A revision with its report and the people of each step."""

    revision: Revision
    unit_name: str


def report_lines(revision_ids: Iterable[int], names: Mapping[int, str]) -> list[TracedReport]:
    """One query."""
    rows = Revision.objects.filter(pk__in=list(revision_ids)).select_related(
        "report__data_set", "report__organisation_unit",
        "created_by", "submitted_by", "decided_by", "delegation__delegator",
    )  # fmt: skip
    return [
        TracedReport(row, names.get(row.organisation_unit_id, row.report.organisation_unit.code))
        for row in rows.order_by("report__organisation_unit__position", "report__period_key")
    ]


def explanations(revision_ids: Collection[int], cells: Collection[str]) -> list[Explanation]:
    """What the units answered to findings about these cells; one query."""
    rows = Explanation.objects.filter(revision_id__in=revision_ids).select_related("by")
    return [
        row
        for row in rows.order_by("at", "pk")
        if not set(row.finding.partition(":")[2].split(",")).isdisjoint(cells)
    ]


def discrepancies_of(consolidation: Consolidation, address: str) -> list[Discrepancy]:
    """What the checks found about this figure; its period may be left out of the address."""
    spellings = {address, address.removesuffix(f":{consolidation.period.code}")}
    rows = Discrepancy.objects.filter(consolidation=consolidation, cells__overlap=list(spellings))
    return list(rows.order_by("position"))
