"""The list of reports, each as its newest revision stands; a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.models import Report, ReviewStep, Revision
from reporting.queries.years import this_year
from strategies.models import DataSet


@dataclass(frozen=True)
class Wanted:
    """What to list; blank means all. `kind` is the kind of unit."""

    state: str = ""
    kind: str = ""
    unit: str = ""
    data_set: str = ""
    period_key: int | None = None
    year: int | None = None

    def conditions(self) -> dict[str, object]:
        found = {
            "state": self.state,
            "report__organisation_unit__kind": self.kind,
            "report__organisation_unit__code": self.unit,
            "report__data_set__code": self.data_set,
            "report__period_key": self.period_key,
            "report__year": self.year,
        }
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class Line:
    """A report in the list; `step` is the last one taken with it, with its reason."""

    revision: Revision
    unit_name: str
    step: ReviewStep | None

    @property
    def report(self) -> Report:
        return self.revision.report


def newest_revisions(wanted: Wanted) -> QuerySet[Revision]:
    newer = Revision.objects.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
    return (
        Revision.objects.filter(~Exists(newer), **wanted.conditions())
        .select_related("report__organisation_unit", "report__data_set", "created_by")
        .order_by(
            "-report__year",
            "-report__period_key",
            "report__organisation_unit__position",
            "report__organisation_unit__code",
            "report__data_set__position",
        )
    )


def lines(revisions: Iterable[Revision]) -> list[Line]:
    """Two queries for however many revisions."""
    chosen = list(revisions)
    units = {one.report.organisation_unit for one in chosen}
    names = unit_names(this_year(), get_language() or "en", units)
    last = {
        step.revision_id: step
        for step in ReviewStep.objects.filter(revision__in=chosen)
        .select_related("by")
        .order_by("at", "pk")
    }
    return [
        Line(
            revision=one,
            unit_name=names.get(one.organisation_unit_id, one.report.organisation_unit.code),
            step=last.get(one.pk),
        )
        for one in chosen
    ]


def reported_units() -> list[tuple[str, str]]:
    """Code and name of each unit that has a report, in protocol order."""
    units = list(
        OrganisationUnit.objects.filter(
            Exists(Report.objects.filter(organisation_unit=OuterRef("pk")))
        ).order_by("position", "code")
    )
    names = unit_names(this_year(), get_language() or "en", units)
    return [(unit.code, names.get(unit.pk, unit.code)) for unit in units]


def reported_years() -> list[int]:
    return list(Report.objects.order_by("-year").values_list("year", flat=True).distinct())


def forms_of(unit: OrganisationUnit) -> list[DataSet]:
    """The forms that this unit fills."""
    return [one for one in DataSet.objects.all() if one.is_filled_by(unit.code, unit.kind)]
