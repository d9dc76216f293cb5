"""Which reports a list may show, each as its newest revision; what a unit may fill."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.models import Report, ReportingYear, Revision
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


def listed_units() -> list[tuple[str, str]]:
    """Code and name of each unit that has a report or owes some, in protocol order."""
    has_report = Exists(Report.objects.filter(organisation_unit=OuterRef("pk")))
    owing = {kind for form in DataSet.objects.filter(owed=True) for kind in form.kinds}
    units = list(
        OrganisationUnit.objects.filter(has_report | Q(kind__in=owing)).order_by("position", "code")
    )
    names = unit_names(this_year(), get_language() or "en", units)
    return [(unit.code, names.get(unit.pk, unit.code)) for unit in units]


def listed_years() -> list[int]:
    """Those with reports and those with a calendar, newest first; two queries."""
    reported = set(Report.objects.order_by().values_list("year", flat=True).distinct())
    return sorted(reported | set(opened_years()), reverse=True)


def opened_years() -> list[int]:
    return list(ReportingYear.objects.values_list("year", flat=True))


def forms_of(unit: OrganisationUnit) -> list[DataSet]:
    """The forms that this unit fills."""
    return [one for one in DataSet.objects.all() if one.is_filled_by(unit.code, unit.kind)]
