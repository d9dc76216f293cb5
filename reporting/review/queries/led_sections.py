"""What a working-group lead looks over: the sections of the group in every unit's newest
reports."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.core.queries.years import this_year
from reporting.kernel.periods import Period
from reporting.models import Revision
from reporting.review.queries.comments import open_counts
from strategies.models import Section, Table, TableDataSet

NEWEST = 6


@dataclass(frozen=True)
class LedReportCriteria:
    """Blank: all. `section`: only forms that have tables of it."""

    kind: str = ""
    year: int | None = None
    section: str = ""


@dataclass(frozen=True)
class LedUnitLine:
    """One a unit; `reports` beside the periods, several forms side by side, each with its open
    comments."""

    unit: OrganisationUnit
    name: str
    reports: list[list[tuple[Revision, int]]]


def overview(
    sections: list[Section], wanted: LedReportCriteria, language: str
) -> tuple[list[Period], list[LedUnitLine]]:
    """Units x the newest periods that anybody has reported; four queries."""
    codes = [section.code for section in sections if wanted.section in ("", section.code)]
    tables = list(Table.objects.filter(section__code__in=codes).values_list("code", flat=True))
    rows = _newest(codes, wanted)
    keys = sorted({Period.from_key(row.report.period_key) for row in rows}, key=_recency)[-NEWEST:]
    shown = [row for row in rows if row.report.period in keys]
    comments = open_counts([row.report_id for row in shown], tables)
    names = unit_names(this_year(), language, {row.organisation_unit_id for row in shown})
    return keys, _lines(shown, keys, comments, names)


def _recency(period: Period) -> tuple[tuple[int, int], int]:
    """By the last month; a quarter comes after its months, the year after December."""
    return period.months[-1], len(period.months)


def _newest(sections: list[str], wanted: LedReportCriteria) -> list[Revision]:
    newer = Revision.objects.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
    year = OuterRef("report__year")
    table = TableDataSet.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=year),
        valid_from__lte=year,
        table__section__code__in=sections,
        data_set=OuterRef("report__data_set_id"),
    )
    conditions: dict[str, object] = {}
    if wanted.kind:
        conditions["report__organisation_unit__kind"] = wanted.kind
    if wanted.year:
        conditions["report__year"] = wanted.year
    return list(
        Revision.objects.filter(~Exists(newer), Exists(table), **conditions)
        .select_related("report__organisation_unit", "report__data_set")
        .order_by("report__organisation_unit__position", "report__organisation_unit__code")
    )


def _lines(
    rows: list[Revision], keys: list[Period], comments: Counter[int], names: dict[int, str]
) -> list[LedUnitLine]:
    found: dict[int, LedUnitLine] = {}
    for row in rows:
        unit = row.report.organisation_unit
        line = found.setdefault(
            unit.pk, LedUnitLine(unit, names.get(unit.pk, unit.code), [[] for _key in keys])
        )
        place = keys.index(row.report.period)
        line.reports[place].append((row, comments[row.report_id]))
    return list(found.values())
