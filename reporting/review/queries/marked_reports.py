"""What is marked in many reports that wait, by the rule of the page on which each is read: how many
numbers moved, are far from the peers', and were explained. The number of queries does not depend on
how many reports there are (but a few more where a unit was made from others in its year)."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection
from django.db.models import Q

from provinces.models import UnitSuccession
from reporting.core.queries.table_specs import table_specs
from reporting.entry.page.queries.stored_values import Beside, TableValues, values_beside
from reporting.kernel.tables import CellKey, TableSpec, Value, cell_name
from reporting.models import DataValue, Explanation, Report, ReportingYear, Revision
from reporting.review.rules.marks import LineMarks, Median, marked_lines
from strategies.models import Table

# Each entered number and each total that it counts towards, of the peers of one form and period.
_GIVEN = """
WITH peer AS MATERIALIZED (
    SELECT DISTINCT ON (report.id) report.data_set_id, report.period_key, unit.id AS unit_id,
           unit.kind, unit.parent_id, revision.id AS revision_id
    FROM reporting_report report
    JOIN reporting_revision revision ON revision.report_id = report.id
    JOIN provinces_organisationunit unit ON unit.id = report.organisation_unit_id
    JOIN unnest(%(forms)s::bigint[], %(periods)s::integer[], %(kinds)s::text[])
         AS asked (form, period, kind)
         ON asked.form = report.data_set_id AND asked.period = report.period_key
         AND asked.kind = unit.kind
    WHERE revision.state IN ('accepted', 'submitted')
    ORDER BY report.id, revision.number DESC
)
SELECT peer.data_set_id, peer.period_key, peer.kind, peer.parent_id, peer.unit_id, cell.code,
       sum(stored.value)
FROM peer
JOIN reporting_datavalue stored ON stored.revision_id = peer.revision_id
JOIN strategies_cellrollup rollup ON rollup.leaf_id = stored.cell_id
JOIN strategies_cell cell ON cell.id = rollup.target_id
WHERE stored.value IS NOT NULL
GROUP BY peer.data_set_id, peer.period_key, peer.kind, peer.parent_id, peer.unit_id, cell.code
"""
Group = tuple[int, int, str, int | None]  # form, period, kind, and of localities the parent


@dataclass(frozen=True)
class ReportMarks:
    """How many lines have a mark: `moved` against the unit's past, `far` from the peers; how many
    of them the unit `explained`."""

    moved: int = 0
    far: int = 0
    explained: int = 0

    def __bool__(self) -> bool:
        return bool(self.moved or self.far)


@dataclass
class PeerNumbers:
    """Of one group: cell -> what each gave, in order; and what each unit gave of it."""

    ordered: dict[str, list[Decimal]] = field(default_factory=lambda: defaultdict(list))
    own: dict[tuple[int, str], Decimal] = field(default_factory=dict)

    def add(self, unit: int, cell: str, number: Decimal) -> None:
        insort(self.ordered[cell], number)
        self.own[unit, cell] = number

    def median(self, cell: str, *, but: int) -> Median | None:
        """Of the other units'."""
        given = self.ordered.get(cell, [])
        own = self.own.get((but, cell))
        if own is not None:
            place = bisect_left(given, own)
            given = [*given[:place], *given[place + 1 :]]
        if not given:
            return None
        half, odd = divmod(len(given), 2)
        middle = given[half] if odd else (given[half - 1] + given[half]) / 2
        return Median.rounded(middle, len(given))


def marks_of(revisions: Sequence[Revision], *, peers: bool) -> dict[int, ReportMarks]:
    """By revision. `peers` can be asked for by the Secretariat alone, as on a report's page."""
    if not revisions:
        return {}
    before = _beside(revisions)
    earlier = {pk for pair in before.values() for pk in pair if pk is not None}
    values = _values({*earlier, *(one.pk for one in revisions)})
    specs = _specs(revisions, values)
    given = _given(revisions) if peers else {}
    explained = _explained(revisions)
    of_others = _reformed(revisions)
    found: dict[int, ReportMarks] = {}
    for one in revisions:
        previous, last_year = (values.get(pk, {}) if pk else {} for pk in before[one.pk])
        beside = of_others.get(one.pk) or Beside(previous, last_year)
        lines = _lines(one, specs[one.report.year], values.get(one.pk, {}), beside, given)
        found[one.pk] = ReportMarks(
            moved=sum(marks.moved is not None for marks in lines.values()),
            far=sum(marks.far is not None for marks in lines.values()),
            explained=len(lines.keys() & explained[one.pk]),
        )
    return found


def _lines(
    revision: Revision,
    specs: Mapping[str, TableSpec],
    now: TableValues,
    beside: Beside,
    given: Mapping[Group, PeerNumbers],
) -> dict[str, LineMarks]:
    group, unit = given.get(group_of(revision.report)), revision.organisation_unit_id
    found: dict[str, LineMarks] = {}
    for table, values in now.items():
        if table in specs:
            found |= marked_lines(
                specs[table],
                values,
                beside.previous.get(table, {}),
                beside.last_year.get(table, {}),
                lambda cell: group.median(cell, but=unit) if group else None,
            )
    return found


def group_of(report: Report) -> Group:
    """Localities are too many and differ too much: their peers are those of the same parent."""
    unit = report.organisation_unit
    parent = unit.parent_id if unit.is_locality else None
    return (report.data_set_id, report.period_key, unit.kind, parent)


def _beside(revisions: Iterable[Revision]) -> dict[int, tuple[int | None, int | None]]:
    """The accepted revisions of the period before and of the year before; two queries. What is
    practised never stands beside a real year."""
    reports = {one.pk: one.report for one in revisions}
    wanted = Q()
    for report in reports.values():
        keys = {report.period.previous.key, report.period.same_last_year.key}
        wanted |= Q(
            report__organisation_unit=report.organisation_unit_id,
            report__data_set=report.data_set_id,
            report__period_key__in=keys,
        )
    rows = Revision.objects.filter(wanted, state=Revision.State.ACCEPTED).order_by("number")
    stored: dict[tuple[int, int, int], tuple[int, int]] = {
        (unit, form, period): (pk, year)
        for unit, form, period, pk, year in rows.values_list(
            "report__organisation_unit_id", "report__data_set_id", "report__period_key", "pk",
            "report__year",
        )
    }  # fmt: skip
    practised = set(ReportingYear.objects.filter(is_practice=True).values_list("year", flat=True))

    def found(report: Report, period: int) -> int | None:
        pk, year = stored.get((report.organisation_unit_id, report.data_set_id, period), (0, 0))
        hidden = year != report.year and year in practised and report.year not in practised
        return None if hidden or not pk else pk

    return {
        pk: (
            found(report, report.period.previous.key),
            found(report, report.period.same_last_year.key),
        )
        for pk, report in reports.items()
    }


def _values(revision_ids: Collection[int]) -> dict[int, TableValues]:
    """By revision and table; one query."""
    found: dict[int, TableValues] = defaultdict(lambda: defaultdict(dict))
    rows = DataValue.objects.filter(revision_id__in=revision_ids).values_list(
        "revision_id", "cell__code", "entry__key", "value", "not_available"
    )
    for revision, cell, entry, value, missing in rows:
        name = cell_name(cell)
        key = CellKey(name.option, name.element or "", entry)
        found[revision][name.table][key] = Value(value, missing)
    return found


def _specs(
    revisions: Iterable[Revision], values: Mapping[int, TableValues]
) -> dict[int, dict[str, TableSpec]]:
    """Year -> the tables that have numbers; eight queries a year."""
    codes: dict[int, set[str]] = defaultdict(set)
    for one in revisions:
        codes[one.report.year] |= set(values.get(one.pk, {}))
    return {
        year: table_specs(Table.objects.filter(code__in=tables).select_related("section"), year)
        for year, tables in codes.items()
    }


def _given(revisions: Iterable[Revision]) -> dict[Group, PeerNumbers]:
    """One query."""
    groups = {group_of(one.report) for one in revisions}
    asked = sorted({(form, period, kind) for form, period, kind, _parent in groups})
    columns = [list(column) for column in zip(*asked, strict=True)]
    found: dict[Group, PeerNumbers] = defaultdict(PeerNumbers)
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN, dict(zip(("forms", "periods", "kinds"), columns, strict=True)))
        for form, period, kind, parent, unit, cell, number in cursor.fetchall():
            for group in ((form, period, kind, parent), (form, period, kind, None)):
                if group in groups:
                    found[group].add(unit, cell, number)
    return found


def _explained(revisions: Iterable[Revision]) -> dict[int, set[str]]:
    """The cells about which the unit has said something; one query."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Explanation.objects.filter(revision__in=[one.pk for one in revisions])
    for revision, finding in rows.values_list("revision_id", "finding"):
        found[revision] |= set(finding.partition(":")[2].split(","))
    return found


def _reformed(revisions: Iterable[Revision]) -> dict[int, Beside]:
    """Of units that were made from others in the year, or others from them: what stands beside them
    is read as on their page."""
    crossing = [one for one in revisions if one.report.period.same_last_year.year < one.report.year]
    years = {one.report.year for one in crossing}
    reformed = {
        (year, unit)
        for year, *units in UnitSuccession.objects.filter(from_year__in=years).values_list(
            "from_year", "predecessor_id", "successor_id"
        )
        for unit in units
    }
    return {
        one.pk: values_beside(one.report)
        for one in crossing
        if (one.report.year, one.organisation_unit_id) in reformed
    }
