"""What provinces ask of their districts and communes, and which tables a place fills by it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from provinces.models import LOCALITIES, OrganisationUnit, UnitKind
from provinces.queries import label, unit_names
from reporting.calendar.queries.owed_reports import Calendar
from reporting.kernel.periods import PeriodKind
from reporting.models import AskedPlaces, DataValue, ListEntry, Report, Revision, TableStatement
from strategies.models import DataSet, Table, TableDataSet
from strategies.models.labels import in_year

SIGNED = (Revision.State.SUBMITTED, Revision.State.ACCEPTED, Revision.State.RETURNED)
CONTENT = ((DataValue, "cell__table__code"), (ListEntry, "table__code"),
           (TableStatement, "table__code"))  # fmt: skip


def asked_of(unit: OrganisationUnit, year: int) -> AskedPlaces | None:
    """What the province above a district or a commune asks of it; one query. None where it asks
    nothing of such a place."""
    return AskedPlaces.objects.filter(
        year=year, level=unit.kind, organisation_unit__closure_below__descendant=unit
    ).first()


def asked_tables(unit: OrganisationUnit, year: int) -> frozenset[str] | None:
    """The codes of the tables that are asked of a place; None: no province has a say."""
    if unit.kind not in LOCALITIES:
        return None
    asked = asked_of(unit, year)
    return frozenset(asked.tables) if asked else frozenset()


def asked_by(province: OrganisationUnit, year: int) -> AskedPlaces | None:
    return AskedPlaces.objects.filter(organisation_unit=province, year=year).first()


def form_of_level(level: str, year: int) -> DataSet | None:
    """The form that every place of this kind could fill."""
    forms = DataSet.objects.filter(in_year(year), owed=True, kinds__contains=[level])
    return forms.order_by("position").first()


def tables_to_ask(form: DataSet, year: int) -> list[Table]:
    """In the order of the annual report, each with its section."""
    places = TableDataSet.objects.filter(in_year(year), data_set=form, units=[])
    rows = Table.objects.filter(in_year(year), pk__in=places.values("table"))
    return list(rows.select_related("section").order_by("position"))


def kinds_to_ask(calendar: Calendar, form: DataSet) -> list[PeriodKind]:
    """How often the form can be asked for: as far as the year's calendar speaks of it."""
    kinds = {period.kind for period in calendar.periods(form)}
    return [kind for kind in PeriodKind if kind in kinds]


@dataclass(frozen=True)
class Begun:
    """What there is already of the reports of the places in the year. `tables`: those in which
    anything stands."""

    reports: int
    signed: int
    tables: frozenset[str]


def begun_below(province: OrganisationUnit, year: int) -> Begun:
    """Five queries."""
    below = {"organisation_unit__closure_above__ancestor": province}
    places = {"organisation_unit__kind__in": LOCALITIES}
    reports = Report.objects.filter(year=year, **below, **places)
    signed = reports.filter(revisions__state__in=SIGNED).distinct().count()
    count = reports.count()
    if not count:
        return Begun(0, 0, frozenset())
    tables: set[str] = set()
    for model, table in CONTENT:
        rows = model._default_manager.filter(revision__report__in=reports)
        tables.update(rows.values_list(table, flat=True).distinct())
    return Begun(count, signed, frozenset(tables))


@dataclass(frozen=True)
class AskingProvince:
    """A province as the Secretariat sees it: what it asks, of how many places."""

    unit: OrganisationUnit
    name: str
    asked: AskedPlaces | None
    places: int


def asking_provinces(year: int, language: str) -> list[AskingProvince]:
    """All, in protocol order; three queries."""
    asked = {
        row.organisation_unit_id: row
        for row in AskedPlaces.objects.filter(year=year).select_related("decided_by")
    }
    of_kind = {
        level: Count("closure_below", filter=Q(closure_below__descendant__kind=level))
        for level in LOCALITIES
    }
    rows = OrganisationUnit.objects.filter(kind=UnitKind.PROVINCE).annotate(
        **{f"of_{level.value}": count for level, count in of_kind.items()}
    )
    units = list(rows.order_by("position", "code"))
    names = unit_names(year, language, units)
    return [
        AskingProvince(
            unit,
            label(unit, names),
            row := asked.get(unit.pk),
            int(getattr(unit, f"of_{row.level}")) if row else 0,
        )
        for unit in units
    ]


def places_of(province: OrganisationUnit, levels: Collection[str] = LOCALITIES) -> dict[str, int]:
    """How many districts and communes it has; one query."""
    rows = OrganisationUnit.objects.filter(
        closure_above__ancestor=province, kind__in=levels
    ).order_by()
    return dict(rows.values_list("kind").annotate(count=Count("pk")))
