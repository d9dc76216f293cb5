"""How complete reports are: which tables of their forms they answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain

from provinces.models import OrganisationUnit, UnitClosure, UnitKind
from reporting.calendar.queries.owed_reports import Owed
from reporting.entry.page.queries.form_tables import places_by_form, tables_of
from reporting.entry.page.rules.completeness import Completeness, completeness
from reporting.models import AskedPlaces, DataValue, ListEntry, Revision, TableStatement
from strategies.models import Table


@dataclass(frozen=True)
class FilledForm:
    """A revision, and whose form of which year it fills."""

    revision: int
    unit: OrganisationUnit
    form: int
    year: int


def forms_that_came(reports: Iterable[Owed]) -> list[FilledForm]:
    """Of the reports that were signed at least once, the newest revision of each."""
    return [
        FilledForm(there.revision_id, owed.unit, owed.data_set.pk, owed.period.year)
        for owed in reports
        if (there := owed.reported) is not None and there.came_on is not None
    ]


def form_of_report(revision: Revision) -> FilledForm:
    report = revision.report
    return FilledForm(revision.pk, report.organisation_unit, report.data_set_id, report.year)


def completeness_of(filled: Iterable[FilledForm]) -> dict[int, Completeness]:
    """By the key of the revision; four queries, and two more where there are places among them;
    none of nothing."""
    forms = list(filled)
    if not forms:
        return {}
    answered = answered_tables([form.revision for form in forms])
    places = places_by_form({form.form for form in forms})
    asked = _asked_of_places(form for form in forms if form.unit.is_locality)
    known: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
    found = {}
    for form in forms:
        key = (form.form, form.unit.pk, form.year)
        if key not in known:
            own = asked.get((form.unit.pk, form.year), frozenset())
            narrowed = own if form.unit.is_locality else None
            tables = tables_of(places[form.form], form.unit.code, form.year, narrowed)
            known[key] = by_section(tables)
        found[form.revision] = completeness(known[key], answered[form.revision])
    return found


def by_section(tables: Iterable[Table]) -> list[tuple[int, int]]:
    return [(table.section_id, table.pk) for table in tables]


def _asked_of_places(forms: Iterable[FilledForm]) -> dict[tuple[int, int], frozenset[str]]:
    """(district or commune, year) -> the codes of the tables that its province asks of it."""
    places = {form.unit.pk: form.unit.kind for form in forms}
    if not places:
        return {}
    asked = {
        (row.organisation_unit_id, row.level, row.year): frozenset(row.tables)
        for row in AskedPlaces.objects.all()
    }
    above = UnitClosure.objects.filter(descendant__in=places, ancestor__kind=UnitKind.PROVINCE)
    provinces = dict(above.values_list("descendant", "ancestor"))
    return {
        (place, year): tables
        for place, province in provinces.items()
        for (of, level, year), tables in asked.items()
        if of == province and level == places[place]
    }


def answered_tables(revision_ids: Collection[int]) -> dict[int, set[int]]:
    """Revision -> the tables in which there is anything; three queries."""
    rows = chain.from_iterable(
        model._default_manager.filter(revision_id__in=revision_ids)
        .order_by()
        .values_list("revision_id", place)
        .distinct()
        for model, place in (
            (DataValue, "cell__table_id"),
            (ListEntry, "table_id"),
            (TableStatement, "table_id"),
        )
    )
    found: dict[int, set[int]] = defaultdict(set)
    for revision, table in rows:
        found[revision].add(table)
    return found
