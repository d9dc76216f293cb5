"""What the units wrote in their accepted reports, shown beside a criterion to who may read it there
and printed nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from provinces.queries import unit_names
from reporting.core.queries.practice_years import practice_years
from reporting.editions.composing.queries.material import printed_texts
from reporting.kernel.periods import Period
from reporting.models import Edition, ListEntry, Revision

MOST = 30


@dataclass(frozen=True)
class UnitWords:
    unit: str
    period: Period
    text: str


@dataclass(frozen=True)
class FoundWords:
    """`more`: how many there are besides."""

    words: list[UnitWords]
    more: int


def unit_words(edition: Edition, tables: Sequence[str], language: str) -> FoundWords:
    """The newest first, as row-level security leaves them to the reader. Some six queries."""
    if not tables:
        return FoundWords([], 0)
    left_out = practice_years() - {edition.year}
    years = [
        year for year in edition.evaluation.years if year <= edition.year and year not in left_out
    ]
    newer = Revision.objects.filter(
        report=OuterRef("revision__report"),
        state=Revision.State.ACCEPTED,
        number__gt=OuterRef("revision__number"),
    )
    rows = (
        ListEntry.objects.filter(
            ~Exists(newer),
            table__code__in=tables,
            revision__state=Revision.State.ACCEPTED,
            revision__report__year__in=years,
        )
        .exclude(text="")
        .select_related("organisation_unit", "revision__report", "table")
        .order_by("-revision__report__period_key", "organisation_unit__position", "pk")
    )
    found = list(rows[:MOST])
    names = unit_names(edition.year, language, {row.organisation_unit for row in found})
    texts: dict[int, str] = {}
    for year in {row.revision.report.year for row in found}:
        texts |= printed_texts([row for row in found if row.revision.report.year == year], year)
    words = [
        UnitWords(
            names.get(row.organisation_unit_id, row.organisation_unit.code),
            row.revision.report.period,
            texts[row.pk],
        )
        for row in found
    ]
    return FoundWords(words, max(rows.count() - len(found), 0))
