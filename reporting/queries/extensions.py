"""Extensions that were given and asked for, and the days off of a year."""

from dataclasses import dataclass
from datetime import date

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.kernel.periods import Period
from reporting.models import Extension, ExtensionRequest, Holiday
from strategies.models import DataSet


def holidays_of(year: int) -> list[Holiday]:
    """With the first months of the next year, into which the year's deadlines reach."""
    return list(Holiday.objects.filter(date__gte=date(year, 1, 1), date__lte=date(year + 1, 3, 31)))


@dataclass(frozen=True)
class Given:
    extension: Extension
    unit_name: str

    @property
    def period(self) -> Period:
        return Period.from_key(self.extension.period_key)


def extensions_of(year: int, language: str) -> list[Given]:
    """The newest first; two queries."""
    rows = list(
        Extension.objects.filter(
            period_key__gte=year * 100, period_key__lt=(year + 1) * 100
        ).select_related("organisation_unit", "data_set", "by")
    )
    names = unit_names(year, language, {one.organisation_unit for one in rows})
    return [
        Given(one, names.get(one.organisation_unit_id, one.organisation_unit.code)) for one in rows
    ]


@dataclass(frozen=True)
class Asked:
    request: ExtensionRequest
    unit_name: str

    @property
    def period(self) -> Period:
        return Period.from_key(self.request.period_key)


def waiting_requests(year: int, language: str) -> list[Asked]:
    """Of all years, those that have waited longest first; names as they are in `year`."""
    rows = list(
        ExtensionRequest.objects.filter(state=ExtensionRequest.State.WAITING).select_related(
            "organisation_unit", "data_set", "by"
        )
    )
    names = unit_names(year, language, {one.organisation_unit for one in rows})
    return [
        Asked(one, names.get(one.organisation_unit_id, one.organisation_unit.code)) for one in rows
    ]


def last_request(
    unit: OrganisationUnit, data_set: DataSet, period: Period
) -> ExtensionRequest | None:
    """The newest of a report, whatever became of it."""
    return (
        ExtensionRequest.objects.filter(
            organisation_unit=unit, data_set=data_set, period_key=period.key
        )
        .order_by("-pk")
        .first()
    )
