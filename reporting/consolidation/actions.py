"""Makes one consolidation: chooses the reports, adds up in one statement, works out the indicators,
looks for discrepancies."""

import time
from collections.abc import Callable, Sequence

from django.db import connection
from django.utils.translation import gettext_noop

from provinces.models import BELOW, LOCALITIES
from reporting.consolidation.queries.chosen_reports import (
    Chosen,
    as_they_are_now,
    chosen_revisions,
    revisions_before,
    up_the_tree,
)
from reporting.consolidation.queries.consolidation_sql import CONSOLIDATE, DIGEST
from reporting.consolidation.queries.discrepancies import find_discrepancies
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.indicator_values import indicator_values
from reporting.consolidation.queries.record_sources import beside_the_record
from reporting.kernel.periods import kinds_within
from reporting.models import ConsolidatedRevision, Consolidation, Discrepancy, IndicatorValue, Job
from strategies.models import DataSet
from strategies.models.labels import in_year

STEPS = (
    gettext_noop("Choosing the accepted reports"),
    gettext_noop("Adding up"),
    gettext_noop("Looking for discrepancies"),
    gettext_noop("Setting the report"),
)
Progress = Callable[[str, int, int], None]


def consolidate(job: Job, progress: Progress) -> Consolidation:
    started = time.monotonic()
    progress(STEPS[0], 0, len(STEPS))
    period = job.period
    chosen = [*chosen_revisions(period), *revisions_before(period)]
    consolidation = Consolidation.objects.create(
        year=period.year,
        period_key=period.key,
        job=job,
        report_count=sum(revision.year == period.year for revision in chosen),
    )
    _keep_chosen(consolidation, chosen)
    progress(STEPS[1], 1, len(STEPS))
    add_up(consolidation, chosen)
    keep_indicators(consolidation)
    progress(STEPS[2], 2, len(STEPS))
    found = find_discrepancies(consolidation)
    Discrepancy.objects.bulk_create(found, batch_size=500)
    consolidation.seconds = time.monotonic() - started
    consolidation.save(update_fields=["digest", "figure_count", "seconds"])
    return consolidation


def keep_indicators(consolidation: Consolidation) -> None:
    """In bulk, from the figures that were added up."""
    values = indicator_values(consolidation, FigureBook(consolidation))
    IndicatorValue.objects.bulk_create(values, batch_size=500)


def _keep_chosen(consolidation: Consolidation, chosen: Sequence[Chosen]) -> None:
    ConsolidatedRevision.objects.bulk_create(
        ConsolidatedRevision(
            consolidation=consolidation,
            revision_id=revision.revision_id,
            organisation_unit_id=revision.organisation_unit_id,
            months=revision.months,
        )
        for revision in chosen
    )


def add_up(consolidation: Consolidation, chosen: Sequence[Chosen]) -> None:
    """The one statement; then the fingerprint by which two runs are compared to the digit."""
    period = consolidation.period
    compared = as_they_are_now(chosen, period.year)
    counted = [*compared, *up_the_tree(compared)]
    beside = sorted(beside_the_record({line.year for line in counted}))
    voluntary = {kind for kinds in _voluntary_kinds(consolidation.year) for kind in kinds}
    with connection.cursor() as cursor:
        cursor.execute(
            CONSOLIDATE,
            {
                "consolidation": consolidation.pk,
                "year": period.year,
                "part": period.key % 100,
                "months_expected": len(period.months),
                "kinds": [kind.value for kind in kinds_within(period)],
                "revisions": [revision.revision_id for revision in counted],
                "units": [revision.organisation_unit_id for revision in counted],
                "periods": [revision.period.key for revision in counted],
                "months": [revision.months for revision in counted],
                "last_months": [revision.last_month for revision in counted],
                "years": [revision.year for revision in counted],
                "voluntary": sorted(voluntary),
                "localities": list(LOCALITIES),
                "below": list(BELOW),
                "without": [",".join(map(str, sorted(line.without))) for line in counted],
                "beside_years": [year for year, _table, _unit in beside],
                "beside_tables": [table for _year, table, _unit in beside],
                "beside_units": [unit for _year, _table, unit in beside],
            },
        )
        cursor.execute(DIGEST, [consolidation.pk])
        consolidation.digest, consolidation.figure_count = cursor.fetchone()


def _voluntary_kinds(year: int) -> list[list[str]]:
    forms = DataSet.objects.filter(in_year(year), owed=False)
    return list(forms.values_list("kinds", flat=True))
