"""What a unit filled before in the same form: which tables it uses, and which of them in the period
before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet, Subquery

from reporting.kernel.coded_rows import meant
from reporting.kernel.tables import TableSpec
from reporting.models import DataValue, ListEntry, Report, ReportingYear, Revision


@dataclass(frozen=True)
class EarlierTables:
    """Codes of tables in which the unit wrote a number or a row in a signed report of this form:
    `used` in any, `last` in that of the period before."""

    used: frozenset[str]
    last: frozenset[str]


def signed_before(report: Report) -> QuerySet[Revision]:
    """Every signed revision of the unit's other reports of the form; of a year to practise on none,
    where this year is a real one."""
    practice = ReportingYear.objects.filter(is_practice=True).exclude(year=report.year)
    return (
        Revision.objects.filter(
            organisation_unit_id=report.organisation_unit_id,
            report__data_set_id=report.data_set_id,
            submitted_at__isnull=False,
        )
        .exclude(report=report.pk)
        .exclude(report__year__in=practice.values("year"))
    )


def earlier_tables(report: Report) -> EarlierTables:
    """One query."""
    signed = signed_before(report).order_by()
    values = DataValue.objects.filter(revision__in=signed).order_by()
    rows = ListEntry.objects.filter(revision__in=signed).order_by()
    period = "revision__report__period_key"
    found = set(
        values.values_list("cell__table__code", period).union(
            rows.values_list("table__code", period)
        )
    )
    last = report.period.previous.key
    return EarlierTables(
        used=frozenset(table for table, _period in found),
        last=frozenset(table for table, key in found if key == last),
    )


def rows_of_period_before(report: Report, tables: Mapping[str, int]) -> dict[str, list[ListEntry]]:
    """The rows of the newest signed revision for the period before, in their order; `tables`: code
    -> key of those that are asked for. One query."""
    newest = (
        signed_before(report)
        .filter(report__period_key=report.period.previous.key)
        .order_by("-number")
        .values("pk")[:1]
    )
    codes = {pk: code for code, pk in tables.items()}
    found: dict[str, list[ListEntry]] = defaultdict(list)
    rows = ListEntry.objects.filter(revision=Subquery(newest), table_id__in=codes)
    for row in rows.order_by("position", "pk"):
        found[codes[row.table_id]].append(row)
    return dict(found)


def not_here(
    rows: Iterable[ListEntry], here: Iterable[ListEntry], spec: TableSpec
) -> list[ListEntry]:
    """Rows that are not among those `here`, by their key (a copied row may be called otherwise
    since) and by their title. What the code list of the table does not have any more is left."""
    there = list(here)
    keys, titles = {row.key for row in there}, {row.title.casefold() for row in there}
    return [
        row
        for row in rows
        if row.title
        and row.key not in keys
        and row.title.casefold() not in titles
        and (not spec.coded or meant(row.title, spec.coded))
    ]


def copied_rows(rows: Iterable[ListEntry], here: Iterable[ListEntry]) -> list[ListEntry]:
    """Those `here` that say what they said in the period before, and nothing else."""
    before = {row.key: (row.title, row.kind, row.partner) for row in rows}
    return [
        row
        for row in here
        if before.get(row.key) == (row.title, row.kind, row.partner)
        and not (row.date or row.text or row.number)
    ]
