"""Reads what a year to practise on is made from: the catalogue, what is owed by whom, and the
figures of the year before."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet, Sum
from django.utils import timezone

from provinces.models import LOCALITIES, OrganisationUnit
from provinces.queries import province_of, unit_names
from reporting.calendar.queries.owed_reports import Calendar, Owed
from reporting.consolidation.queries.chosen_reports import chosen_revisions
from reporting.core.queries.near_reports import YEARS_BEFORE
from reporting.core.queries.period_words import period_words_in
from reporting.core.queries.table_specs import table_specs
from reporting.entry.page.queries.form_tables import entered_cells
from reporting.kernel.periods import Period
from reporting.kernel.tables import CellKey, TableSpec, Value, cell_code
from reporting.models import AskedPlaces, Commitment, DataValue, Revision
from reporting.practice.rules.practice_inputs import (
    BesideRecord,
    FormKey,
    PracticeInputs,
    PracticeReporter,
    Specs,
)
from reporting.practice.rules.rounds import Slot
from reporting.practice.rules.sizes import LastYearFigures, chance
from strategies.models import Activity, Comparison, MeasuredElement, Table, TableDataSet
from strategies.models.labels import in_year

LANGUAGE = "km"  # most of what is invented is written in it


@dataclass(frozen=True)
class Catalogue:
    """What can be entered in the year, by code, with the keys under which it is stored."""

    specs: Mapping[str, TableSpec]
    tables: Mapping[str, int]
    cells: Mapping[str, int]
    forms: Mapping[str, Sequence[TableDataSet]]  # form -> the places of its tables, in order
    activities: Mapping[str, int]  # of groups as a whole too
    promises: Mapping[int, int]  # commitments of the year before, by number

    def tables_of(self, form: str, unit: str) -> list[str]:
        return [place.table.code for place in self.forms[form] if place.is_for(unit)]

    def is_enterable(self, table: str, key: CellKey) -> bool:
        return cell_code(table, key.option, key.element) in self.cells


def catalogue_of(year: int) -> Catalogue:
    tables = list(
        Table.objects.filter(in_year(year)).select_related("section").order_by("position")
    )
    forms: dict[str, list[TableDataSet]] = defaultdict(list)
    places = TableDataSet.objects.filter(in_year(year), table__in=tables)
    asked = _asked(year)
    for place in places.select_related("table", "data_set").order_by("table__position"):
        form = place.data_set
        if not set(form.kinds) <= set(LOCALITIES) or place.table.code in asked:
            forms[form.code].append(place)
    return Catalogue(
        specs=table_specs(tables, year, LANGUAGE),
        tables={table.code: table.pk for table in tables},
        cells=dict(entered_cells(tables, year).values_list("code", "pk")),
        forms=forms,
        activities=dict(
            Activity.everything.filter(
                group__strategy__plan__first_year__lte=year,
                group__strategy__plan__last_year__gte=year,
            ).values_list("code", "pk")
        ),
        promises=dict(_promises(year).values_list("number", "pk")),
    )


def _promises(year: int) -> QuerySet[Commitment]:
    """What the report of the year before asks of units."""
    asked = (Commitment.Origin.DIRECTION, Commitment.Origin.REQUEST)
    return Commitment.objects.filter(origin__in=asked, origin_year=year - 1, withdrawn_at=None)


def _promised(year: int, units: Mapping[int, OrganisationUnit]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, answering in _promises(year).order_by("number").values_list("number", "answering"):
        for pk in answering:
            if pk in units:
                found[units[pk].code].append(number)
    return found


def _asked(year: int) -> set[str]:
    """The tables that the provinces ask of their places: in a year to practise on all the same."""
    rows = AskedPlaces.objects.filter(year=year).values_list("tables", flat=True)
    return {table for tables in rows for table in tables}


def practice_inputs(
    calendar: Calendar,
    owed: Sequence[Owed],
    catalogue: Catalogue,
    activities: Mapping[str, Mapping[str, int]],
    *,
    until: int,
    seed: int,
    every_cell: bool = False,
) -> PracticeInputs:
    """About a dozen queries, however many units."""
    units = {report.unit.pk: report.unit for report in owed}
    english = unit_names(calendar.year, "en", units.values())
    khmer = unit_names(calendar.year, "km", units.values())
    forms = {(report.unit.code, report.data_set.code) for report in owed}
    return PracticeInputs(
        year=calendar.year,
        until=until,
        today=calendar.today,
        seed=seed,
        slots=[
            Slot(report.unit.code, report.data_set.code, report.period, report.dates)
            for report in owed
        ],
        reporters=_reporters(units, english, khmer),
        specs=_specs(forms, catalogue),
        base=_base(calendar.year - 1, catalogue),
        enterable=catalogue.is_enterable,
        local=timezone.make_aware,
        say=period_words_in,
        before=_before(calendar.year),
        activities=activities,
        beside=_beside(sorted(forms), catalogue),
        promises=_promised(calendar.year, units),
        agreeing=_agreeing(calendar.year),
        every_cell=every_cell,
    )


def _reporters(
    units: Mapping[int, OrganisationUnit], english: Mapping[int, str], khmer: Mapping[int, str]
) -> dict[str, PracticeReporter]:
    localities = [pk for pk, unit in units.items() if unit.is_locality]
    provinces = province_of(localities) if localities else {}
    together = Counter(province.code for province in provinces.values())
    found = {}
    for pk, unit in units.items():
        named = (english.get(pk, unit.code), khmer.get(pk, unit.code))
        province = provinces[pk].code if pk in provinces else ""
        share = 1 / together[province] if province else 1.0
        found[unit.code] = PracticeReporter(unit.code, named, unit.kind, province, share)
    return found


def _specs(forms: Collection[FormKey], catalogue: Catalogue) -> dict[FormKey, Specs]:
    """Units with the same tables share them."""
    shared: dict[tuple[str, ...], Specs] = {}
    found: dict[FormKey, Specs] = {}
    for unit, form in forms:
        codes = tuple(catalogue.tables_of(form, unit))
        if codes not in shared:
            shared[codes] = {code: catalogue.specs[code] for code in codes}
        found[unit, form] = shared[codes]
    return found


def _beside(forms: Iterable[FormKey], catalogue: Catalogue) -> dict[str, BesideRecord]:
    """By table, where somebody's numbers are only compared."""
    found: dict[str, BesideRecord] = defaultdict(BesideRecord)
    for unit, form in forms:
        for place in catalogue.forms[form]:
            if place.is_for(unit) and not set(place.data_set.kinds) & set(LOCALITIES):
                beside, key = found[place.table.code], (unit, form)
                if not place.compared:
                    beside = replace(beside, record=(*beside.record, key))
                elif place.is_whole:
                    beside = replace(beside, wholes=(*beside.wholes, key))
                else:
                    beside = replace(beside, parts=(*beside.parts, key))
                found[place.table.code] = beside
    return {code: beside for code, beside in found.items() if beside.parts or beside.wholes}


def _base(year: int, catalogue: Catalogue) -> LastYearFigures:
    """The accepted figures of the year by unit, table and cell; four queries. What is asked in
    other columns now stands in these."""
    chosen = [
        chosen_revision.revision_id for chosen_revision in chosen_revisions(Period.of_year(year))
    ]
    rows = (
        DataValue.objects.filter(revision__in=chosen, entry=None, value__isnull=False)
        .order_by()
        .values_list(
            "organisation_unit__code", "cell__table__code", "cell__option__code",
            "cell__element__code",
        )
        .annotate(sum=Sum("value"))
    )  # fmt: skip
    found: dict[str, dict[str, dict[CellKey, float]]] = defaultdict(lambda: defaultdict(dict))
    columns = _columns_by_measure()
    for unit, table, option, element, number in rows:
        key = CellKey(option, element)
        for part, share in _asked_now(table, key, columns, catalogue):
            cells = found[unit][table]
            cells[part] = cells.get(part, 0) + float(number) * share
    return LastYearFigures(found)


def _agreeing(year: int) -> list[tuple[str, str]]:
    declared = Comparison.objects.filter(in_year(year), kind="two_values").order_by("code")
    return list(declared.values_list("part", "whole"))


Columns = Mapping[tuple[str, str], Sequence[str]]  # table, column -> all that give its measure


def _columns_by_measure() -> Columns:
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows = MeasuredElement.objects.order_by("element__position").values_list(
        "element__table__code", "element__code", "measure__code"
    )
    measures = {(table, column): measure for table, column, measure in rows}
    for (table, column), measure in measures.items():
        together[table, measure].append(column)
    return {(table, column): together[table, m] for (table, column), m in measures.items()}


def _asked_now(
    table: str, key: CellKey, columns: Columns, catalogue: Catalogue
) -> list[tuple[CellKey, float]]:
    """The cell itself, or those of the same row that divide its measure (by sex, by age): with the
    share of each, larger and smaller ones, as they are in life."""
    if catalogue.is_enterable(table, key):
        return [(key, 1.0)]
    parts = [CellKey(key.option, column) for column in columns.get((table, key.element), ())]
    parts = [part for part in parts if catalogue.is_enterable(table, part)]
    weights = [
        chance(0, "share", table, part.option, part.element).uniform(0.2, 1.8) for part in parts
    ]
    return [(part, weight / sum(weights)) for part, weight in zip(parts, weights, strict=True)]


def _before(year: int) -> dict[tuple[str, str, int], dict[str, dict[CellKey, Value]]]:
    """What was accepted in the three years before: the checks look back at it."""
    earlier = range(year - YEARS_BEFORE, year)
    newest = (
        Revision.objects.filter(state=Revision.State.ACCEPTED, report__year__in=earlier)
        .order_by("report_id", "-number")
        .distinct("report_id")
        .values_list("pk", flat=True)
    )
    rows = DataValue.objects.filter(revision__in=list(newest)).values_list(
        "organisation_unit__code", "revision__report__data_set__code", "period_key",
        "cell__table__code", "cell__option__code", "cell__element__code", "entry__key",
        "value", "not_available",
    )  # fmt: skip
    found: dict[tuple[str, str, int], dict[str, dict[CellKey, Value]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for unit, form, period, table, option, element, entry, value, missing in rows:
        found[unit, form, period][table][CellKey(option, element, entry)] = Value(value, missing)
    return found
