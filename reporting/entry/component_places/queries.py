"""The accepted reports of the places below a province, put together. An accepted revision never
changes, so what was put together once is kept in the process."""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Mapping
from threading import Lock

from django.db import connection

from provinces.models import OrganisationUnit, UnitKind, UnitName
from provinces.tenancy import led_group
from reporting.calendar.queries.asked_places import asked_by
from reporting.entry.component_periods.queries.report_data import report_data_by_revision
from reporting.entry.component_periods.rules.component_reports import ReportData
from reporting.entry.component_places.rules import (
    PlaceReports,
    choose,
    merge,
    place_reports,
)
from reporting.kernel.coverage import coverage
from reporting.kernel.periods import Period
from reporting.models import AskedPlaces, Report, Revision

MOST_KEPT = 64
Kept = tuple[str, str, frozenset[int]]
_merged: OrderedDict[Kept, ReportData] = OrderedDict()
_lock = Lock()


def asked_for(report: Report) -> AskedPlaces | None:
    """What the unit asks of its places in the year of the report; at most one query, kept with the
    report's object."""
    if report.organisation_unit.kind != UnitKind.PROVINCE or report.transcribed_from:
        return None
    if "_asked_places" not in report.__dict__:
        report.__dict__["_asked_places"] = asked_by(report.organisation_unit, report.year)
    kept: AskedPlaces | None = report.__dict__["_asked_places"]
    return kept


def place_reports_of(report: Report) -> PlaceReports | None:
    """None where the unit asks nobody, or nothing below it was accepted. Three queries, and five
    where something of it is not kept yet."""
    asked = asked_for(report)
    if asked is None:
        return None
    accepted = _accepted(asked, report.period)
    if not accepted:
        return None
    by_place: dict[str, dict[Period, int]] = defaultdict(dict)
    for place, period, pk in accepted:
        by_place[place][period] = pk
    choice = choose(report.period, by_place, _places(asked))
    by_period: dict[Period, dict[str, int]] = defaultdict(dict)
    for place, period in choice.chosen:
        by_period[period][place] = by_place[place][period]
    merged = {period: _kept(period, revisions) for period, revisions in by_period.items()}
    return place_reports(choice, merged)


def _places(asked: AskedPlaces) -> int:
    return OrganisationUnit.objects.filter(
        kind=asked.level, closure_above__ancestor=asked.organisation_unit_id
    ).count()


def _accepted(asked: AskedPlaces, period: Period) -> list[tuple[str, Period, int]]:
    """The newest accepted revision of each report of a place inside the period."""
    rows = (
        Revision.objects.filter(
            state=Revision.State.ACCEPTED,
            report__year=asked.year,
            report__data_set__kinds__contains=[asked.level],
            organisation_unit__kind=asked.level,
            organisation_unit__closure_above__ancestor=asked.organisation_unit_id,
        )
        .order_by("report_id", "-number")
        .distinct("report_id")
        .values_list("organisation_unit__code", "report__period_key", "pk")
    )
    found = [(place, Period.from_key(key), pk) for place, key, pk in rows]
    return [line for line in found if coverage(period, [line[1]]).chosen]


def _kept(period: Period, revisions: Mapping[str, int]) -> ReportData:
    database = str(connection.settings_dict["NAME"])
    key = (database, led_group(), frozenset(revisions.values()))
    with _lock:
        found = _merged.pop(key, None)
    if found is None:
        found = _read(period, revisions)
    with _lock:
        _merged[key] = found
        while len(_merged) > MOST_KEPT:
            _merged.popitem(last=False)
    return found


def _read(period: Period, revisions: Mapping[str, int]) -> ReportData:
    read = report_data_by_revision(dict.fromkeys(revisions.values(), period))
    names = _names(revisions, period.year)

    def name_in(place: str, language: str) -> str:
        en, km = names.get(place, (place, ""))
        return (km or en) if language == "km" else en

    return merge(period, {place: read[pk] for place, pk in revisions.items()}, name_in)


def _names(codes: Collection[str], year: int) -> dict[str, tuple[str, str]]:
    rows = UnitName.objects.filter(unit__code__in=list(codes), valid_from__lte=year)
    return {
        code: (en, km)
        for code, en, km in rows.order_by("valid_from").values_list("unit__code", "en", "km")
    }
