"""The accepted reports that stand near a report: it is filled from them, compared with them, or
they count through it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value

from provinces.models import BELOW, UnitSuccession
from reporting.core.queries.practice_years import practice_between
from reporting.kernel.periods import Period
from reporting.models import Report, Revision

Filler = tuple[int, str]  # form, unit
OWN, BENEATH, SUCCESSION = "own", "beneath", "succession"


@dataclass(frozen=True)
class NearReports:
    """Each as its newest accepted revision. `own`: of the unit and form, the other reports of the
    year, and of the year before those that stand beside this one; `beneath`: of the units below,
    in the year. `became`: whether the unit was made from others this year, or others from it."""

    own: Mapping[Period, int]
    beneath: Mapping[Filler, Mapping[Period, int]]
    became: bool


def near_reports(report: Report) -> NearReports:
    """One query; kept with the report's object: the page, its checks and its actions ask for it in
    one request."""
    if "_near" not in report.__dict__:
        report.__dict__["_near"] = _read(report)
    kept: NearReports = report.__dict__["_near"]
    return kept


def _read(report: Report) -> NearReports:
    own: dict[Period, int] = {}
    beneath: dict[Filler, dict[Period, int]] = defaultdict(dict)
    became = False
    rows = _own(report).union(_beneath(report), _successions(report), all=True)
    # An older revision first, so that the newest one stays.
    for what, _number, unit, form, key, pk in sorted(rows):
        if what == OWN:
            own[Period.from_key(key)] = pk
        elif what == BENEATH:
            beneath[form, unit][Period.from_key(key)] = pk
        else:
            became = True
    return NearReports(own, dict(beneath), became)


def _own(report: Report) -> QuerySet[Any]:
    beside = {report.period.previous, report.period.same_last_year}
    earlier = [period.key for period in beside if period.year != report.year]
    return _accepted(OWN).filter(
        Q(report__year=report.year)
        | Q(~practice_between("report__year", report.year), report__period_key__in=earlier),
        ~Q(report_id=report.pk),
        report__organisation_unit_id=report.organisation_unit_id,
        report__data_set_id=report.data_set_id,
    )


def _beneath(report: Report) -> QuerySet[Any]:
    return _accepted(BENEATH).filter(
        report__year=report.year,
        organisation_unit__kind__in=BELOW,
        organisation_unit__closure_above__ancestor=report.organisation_unit_id,
        organisation_unit__closure_above__depth__gt=0,
    )


def _accepted(what: str) -> QuerySet[Any]:
    return (
        Revision.objects.filter(state=Revision.State.ACCEPTED)
        .order_by()
        .annotate(what=Value(what))
        .values_list(
            "what",
            "number",
            "organisation_unit__code",
            "report__data_set_id",
            "report__period_key",
            "pk",
        )
    )


def _successions(report: Report) -> QuerySet[Any]:
    unit = report.organisation_unit_id
    return (
        UnitSuccession.objects.filter(
            Q(predecessor=unit) | Q(successor=unit), from_year=report.year
        )
        .order_by()
        .annotate(what=Value(SUCCESSION), none=Value(0))
        .values_list("what", "none", "successor__code", "predecessor_id", "from_year", "pk")
    )
