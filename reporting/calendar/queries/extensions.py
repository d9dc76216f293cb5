"""Extensions that were given and asked for, and the days off of a year."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.kernel.periods import Period
from reporting.models import Extension, ExtensionRequest, Holiday
from strategies.models import DataSet

Row = TypeVar("Row", Extension, ExtensionRequest)


def holidays_of(year: int) -> list[Holiday]:
    """With the first months of the next year, into which the year's deadlines reach."""
    return list(Holiday.objects.filter(date__gte=date(year, 1, 1), date__lte=date(year + 1, 3, 31)))


def extensions_of(year: int, language: str) -> list[tuple[Extension, str]]:
    """Each with the name of its unit, the newest first; two queries."""
    rows = list(
        Extension.objects.filter(
            period_key__gte=year * 100, period_key__lt=(year + 1) * 100
        ).select_related("organisation_unit", "data_set", "by")
    )
    names = unit_names(year, language, {row.organisation_unit for row in rows})
    return [_named(row, names) for row in rows]


def waiting_requests(year: int, language: str) -> list[tuple[ExtensionRequest, str]]:
    """Of all years, those that have waited longest first; each with the name of its unit, as it is
    in `year`; two queries."""
    rows = list(
        ExtensionRequest.objects.filter(state=ExtensionRequest.State.WAITING).select_related(
            "organisation_unit", "data_set", "by"
        )
    )
    names = unit_names(year, language, {row.organisation_unit for row in rows})
    return [_named(row, names) for row in rows]


def _named(row: Row, names: Mapping[int, str]) -> tuple[Row, str]:
    return row, names.get(row.organisation_unit_id, row.organisation_unit.code)


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
