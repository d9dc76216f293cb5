"""What was accepted before a period, for the checks to compare with: at most three years of it."""

from collections import defaultdict
from decimal import Decimal

from provinces.models import LOCALITIES
from reporting.checks.rules.model import ReportedRow
from reporting.consolidation.queries.chosen_reports import newest, sources
from reporting.core.queries.practice_years import practice_years
from reporting.kernel.periods import Period
from reporting.models import DataValue

MONTHS = 36
RowKey = tuple[str, str, str, int, str | None]


def past_rows(period: Period) -> list[ReportedRow]:
    """Of the newest accepted revisions whose period ended before this one began; three queries,
    whatever there is. Lists whose rows are called by the units are left out, and names: nothing is
    said of these rows. What is practised never stands beside what is real."""
    revisions = _revisions(period)
    values: dict[RowKey, dict[str, Decimal | None]] = defaultdict(dict)
    rows = (
        DataValue.objects.filter(
            revision__in=revisions, value__isnull=False, entry__isnull=True
        )
        .exclude(organisation_unit__kind__in=LOCALITIES)
        .order_by()
        .values_list(
            "cell__table__code", "organisation_unit__code", "organisation_unit__kind",
            "period_key", "cell__option__code", "cell__element__code", "value",
        )
    )  # fmt: skip
    for table, unit, kind, key, option, element, value in rows.iterator(chunk_size=20_000):
        values[table, unit, kind, key, option][element] = value
    return [
        ReportedRow(
            table=table,
            section="",
            unit=unit,
            unit_name=unit,
            unit_kind=kind,
            period=Period.from_key(key).code,
            values={code: number for code, number in numbers.items() if number is not None},
            option=option,
        )
        for (table, unit, kind, key, option), numbers in values.items()
    ]


def _revisions(period: Period) -> list[int]:
    year, month = period.months[0]
    first = _count(year, month)
    years = {year - back for back in range(MONTHS // 12 + 1)}
    practice = practice_years()
    if year not in practice:
        years -= practice
    return [
        source.revision_id
        for source in newest(sources(years))
        if _count(*source.period.months[-1]) < first
        and _count(*source.period.months[0]) >= first - MONTHS
    ]


def _count(year: int, month: int) -> int:
    """Months since the beginning."""
    return year * 12 + month
