"""What stands on somebody's home page: own reports, the inbox, own figures."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.models import Consolidation, Figure, ReviewStep, Revision

MOST_URGENT_FIRST = ("returned", "reopened", "draft", "prepared", "submitted", "accepted")


@dataclass(frozen=True)
class OwnReport:
    """The newest revision of a report. `state` is also "reopened": accepted, to be mended."""

    revision: Revision
    state: str
    comment: ReviewStep | None


def own_reports(unit: OrganisationUnit) -> list[OwnReport]:
    """What wants something comes first, then the newest periods; two queries."""
    newest = list(
        Revision.objects.filter(report__organisation_unit=unit)
        .order_by("report_id", "-number")
        .distinct("report_id")
        .select_related(
            "report__data_set", "report__organisation_unit", "submitted_by", "decided_by"
        )
    )
    steps = ReviewStep.objects.filter(
        revision__in=newest, step__in=[ReviewStep.Step.RETURNED, ReviewStep.Step.REOPENED]
    ).select_related("by")
    said = {step.revision_id: step for step in steps.order_by("pk")}
    found = [_own(revision, said.get(revision.pk)) for revision in newest]
    return sorted(
        found,
        key=lambda one: (
            MOST_URGENT_FIRST.index(one.state),
            -one.revision.report.year,
            -one.revision.report.period_key,
        ),
    )


def _own(revision: Revision, step: ReviewStep | None) -> OwnReport:
    reopened = step is not None and step.step == ReviewStep.Step.REOPENED
    return OwnReport(revision, "reopened" if reopened else revision.state, step)


@dataclass(frozen=True)
class Waiting:
    """A submitted report and for how many days it has been waiting."""

    revision: Revision
    unit_name: str
    days: int


def inbox(language: str, today: date | None = None) -> list[Waiting]:
    """Submitted reports, those that have waited longest first; two queries."""
    rows = list(
        Revision.objects.filter(state=Revision.State.SUBMITTED)
        .select_related("report__data_set", "report__organisation_unit", "submitted_by")
        .order_by("submitted_at", "pk")
    )
    today = today or timezone.localdate()
    units = [row.report.organisation_unit for row in rows]
    names = unit_names(today.year, language, units)
    return [
        Waiting(row, names.get(unit.pk, unit.code), _days(row, today))
        for row, unit in zip(rows, units, strict=True)
    ]


def _days(revision: Revision, today: date) -> int:
    assert revision.submitted_at is not None
    return (today - timezone.localdate(revision.submitted_at)).days


@dataclass(frozen=True)
class FigureBeside:
    """A unit's figure beside the nation's, and its share of it in percent."""

    column: str
    cell: str
    value: Decimal
    nation: Decimal | None

    @property
    def share(self) -> Decimal | None:
        return 100 * self.value / self.nation if self.nation else None


@dataclass(frozen=True)
class TableBeside:
    title: str
    section: str
    code: str
    figures: list[FigureBeside]


def figures_beside(consolidation: Consolidation, unit: OrganisationUnit) -> list[TableBeside]:
    """The unit's totals of the year by table in the order of the report; two queries."""
    figures = Figure.objects.filter(
        consolidation=consolidation, period_key=consolidation.period_key, cell__option=None
    )
    own = list(
        figures.filter(organisation_unit=unit)
        .select_related("cell__table__section", "cell__element")
        .order_by("cell__table__position", "cell__element__position")
    )
    nation = dict(
        figures.filter(
            organisation_unit=None, kind="", cell_id__in=[row.cell_id for row in own]
        ).values_list("cell_id", "value")
    )
    tables: dict[int, TableBeside] = {}
    by_table: dict[int, list[FigureBeside]] = defaultdict(list)
    for row in own:
        table = row.cell.table
        by_table[table.pk].append(
            FigureBeside(row.cell.element.title, row.cell.code, row.value, nation.get(row.cell_id))
        )
        tables[table.pk] = TableBeside(
            table.title, table.section.code, table.code, by_table[table.pk]
        )
    return list(tables.values())
