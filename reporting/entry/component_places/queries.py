"""The accepted reports of the units below a unit, put together by the tables that they share with
its report. An accepted revision never changes, so what was put together once is kept in the
process."""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

from django.db import connection
from django.db.models import Q

from provinces.models import BELOW, OrganisationUnit, UnitKind, UnitName
from provinces.tenancy import led_group
from reporting.calendar.queries.asked_places import asked_by
from reporting.core.queries.near_reports import near_reports
from reporting.entry.component_periods.queries.report_data import report_data_by_revision
from reporting.entry.component_periods.rules.component_reports import ReportData
from reporting.entry.component_places.rules import (
    BelowReports,
    ChosenPlaces,
    PlaceReports,
    choose,
    covered_by,
    merge,
    place_reports,
)
from reporting.entry.page.queries.form_tables import form_of, form_tables
from reporting.kernel.coverage import coverage
from reporting.kernel.periods import Period
from reporting.kernel.tables import cell_name
from reporting.models import AskedPlaces, Report
from strategies.models import TableDataSet
from strategies.models.labels import in_year

MOST_KEPT = 64
Kept = tuple[str, str, frozenset[int]]
Filler = tuple[int, str]  # a form, and the code of a unit that fills it
Accepted = Mapping[Filler, Mapping[Period, int]]
_merged: OrderedDict[Kept, ReportData] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class FormBelow:
    """A form of units below: of each table that it shares with the report above, the codes of the
    units that fill it. `is_part`: the catalogue compares them with the report above as a part of
    it, so that they fill nothing of it."""

    form: int
    fillers: Mapping[str, frozenset[str]]
    is_part: bool


def forms_below(report: Report) -> list[FormBelow]:
    """Of the units that count through the report's; at most four queries. What the unit above
    counts from its own meetings, those below it neither fill nor contradict: they hold others."""
    units = _units_below(report)
    asked = _asked(report) if any(unit.is_locality for unit in units) else None
    level = asked.level if asked else ""
    units = [unit for unit in units if not unit.is_locality or unit.kind == level]
    if not units:
        return []
    here = Q(data_set=report.data_set_id)
    recorded = {cell_name(cell).table for cell in form_of(report).recorded}
    rows = TableDataSet.objects.filter(
        in_year(report.year),
        here | Q(data_set__kinds__overlap=list({unit.kind for unit in units})),
        table__in=[table.pk for table in form_tables(report) if table.code not in recorded],
    ).select_related("data_set", "table")
    own: list[TableDataSet] = []
    below: dict[int, list[TableDataSet]] = defaultdict(list)
    for place in rows:
        if place.data_set_id == report.data_set_id:
            own.append(place)
        elif place.data_set.holds_in(report.year):
            below[place.data_set_id].append(place)
    code = report.organisation_unit.code
    counts = {place.table_id for place in own if place.is_for(code) and not place.compared}
    tables = frozenset(asked.tables) if asked else frozenset()
    found = [_form(form, places, units, counts, tables) for form, places in below.items()]
    return [form for form in found if form.fillers]


def _units_below(report: Report) -> list[OrganisationUnit]:
    rows = OrganisationUnit.objects.filter(
        closure_above__ancestor=report.organisation_unit_id,
        closure_above__depth__gt=0,
        kind__in=BELOW,
    )
    return [unit for unit in rows if unit.holds_in(report.year)]


def _asked(report: Report) -> AskedPlaces | None:
    """What a province asks of its districts or communes."""
    if report.organisation_unit.kind != UnitKind.PROVINCE:
        return None
    return asked_by(report.organisation_unit, report.year)


def _form(
    form: int,
    places: Iterable[TableDataSet],
    units: Collection[OrganisationUnit],
    counts: Collection[int],
    asked: Collection[str],
) -> FormBelow:
    """`counts`: the tables in which the report above is the one that counts; `asked`: those asked
    of districts and communes."""
    fillers: dict[str, set[str]] = defaultdict(set)
    is_part = False
    for place in places:
        table = place.table.code
        codes = {
            unit.code
            for unit in units
            if place.is_for(unit.code)
            and place.data_set.is_filled_by(unit.code, unit.kind)
            and (not unit.is_locality or table in asked)
        }
        if codes:
            fillers[table] |= codes
            part = place.compared and not place.is_whole and place.table_id in counts
            is_part = is_part or part
    return FormBelow(form, {table: frozenset(own) for table, own in fillers.items()}, is_part)


def reports_below(report: Report) -> BelowReports | None:
    """None where nothing below was accepted, which one query tells; else five more, and more where
    something of it is not kept yet."""
    accepted = accepted_below(report)
    if not accepted:
        return None
    forms = forms_below(report)
    period = report.period
    made: dict[tuple[bool, frozenset[Filler]], PlaceReports | None] = {}
    by_table: dict[str, tuple[PlaceReports, ...]] = {}
    for table in dict.fromkeys(table for form in forms for table in form.fillers):
        found = []
        for part in (False, True):
            fillers = _fillers(forms, table, part=part)
            key = (part, fillers)
            if key not in made:
                made[key] = _put_together(period, fillers, accepted, part=part)
            found.append(made[key])
        by_table[table] = tuple(one for one in found if one is not None)
    if not any(by_table.values()):
        return None
    filling, _revisions = _chosen(period, _fillers(forms, part=False), accepted)
    return BelowReports(
        period,
        covered_by(filling),
        (),
        by_table=by_table,
        received=filling.received,
        asked=filling.asked,
    )


def _fillers(forms: Iterable[FormBelow], table: str = "", *, part: bool) -> frozenset[Filler]:
    """Of one table, or of any."""
    return frozenset(
        (form.form, code)
        for form in forms
        if form.is_part is part
        for filled, codes in form.fillers.items()
        if table in ("", filled)
        for code in codes
    )


def _chosen(
    period: Period, fillers: Collection[Filler], accepted: Accepted
) -> tuple[ChosenPlaces, dict[str, dict[Period, int]]]:
    """Which accepted reports stand for the period, and the revisions of each unit."""
    by_unit: dict[str, dict[Period, int]] = defaultdict(dict)
    for filler in sorted(fillers):
        by_unit[filler[1]].update(accepted.get(filler, {}))
    given = {code: own for code, own in by_unit.items() if own}
    return choose(period, given, len(by_unit)), given


def _put_together(
    period: Period, fillers: Collection[Filler], accepted: Accepted, *, part: bool
) -> PlaceReports | None:
    choice, revisions = _chosen(period, fillers, accepted)
    by_period: dict[Period, dict[str, int]] = defaultdict(dict)
    for code, shorter in choice.chosen:
        by_period[shorter][code] = revisions[code][shorter]
    merged = {shorter: _kept(shorter, own) for shorter, own in by_period.items()}
    return place_reports(choice, merged, part=part)


def accepted_below(report: Report) -> Accepted:
    """The newest accepted revision of each report of a unit that counts through this one, inside
    the period. What is transcribed is taken as it is printed."""
    if report.transcribed_from:
        return {}
    inside = {
        filler: {
            period: pk for period, pk in own.items() if coverage(report.period, [period]).chosen
        }
        for filler, own in near_reports(report).beneath.items()
    }
    return {filler: own for filler, own in inside.items() if own}


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
