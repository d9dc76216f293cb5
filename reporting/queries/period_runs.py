"""How far each national report of a year is: what is accepted for it, its newest consolidation, and
whether that one still tells what the reports say."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Max

from reporting.kernel.periods import Period, national_periods
from reporting.models import ConsolidatedRevision, Consolidation, Edition
from reporting.queries.cover import shares, sources
from reporting.queries.period_words import short_words
from reporting.queries.practice_years import may_compare
from reporting.queries.years import newest_runs
from strategies.models import CatalogueLoad


@dataclass(frozen=True)
class PeriodRun:
    """`reports`: accepted ones that lie inside the period and would be added up now. `changed`: how
    many of those were not in the newest run, or were and no longer are."""

    period: Period
    reports: int
    run: Consolidation | None
    changed: int
    catalogue_changed: bool
    edition: Edition | None

    @property
    def title(self) -> str:
        """Within its year: Quarter 1."""
        return short_words(self.period)

    @property
    def is_current(self) -> bool:
        return self.run is not None and not self.changed and not self.catalogue_changed


def period_runs(year: int) -> list[PeriodRun]:
    """The longest period first. A fixed number of queries, however many reports and runs."""
    periods = sorted(national_periods(year), key=lambda one: (-len(one.months), one.number))
    now = _chosen(year, periods)
    runs = {run.period_key: run for run in newest_runs(periods)}
    used: dict[int, set[int]] = defaultdict(set)
    rows = ConsolidatedRevision.objects.filter(consolidation__in=runs.values())
    for run_id, revision in rows.values_list("consolidation_id", "revision_id"):
        used[run_id].add(revision)
    loaded = CatalogueLoad.objects.aggregate(last=Max("loaded_at"))["last"]
    editions = _editions(periods)
    found = []
    for period in periods:
        run = runs.get(period.key)
        own, before = now[period], now[period.same_last_year]
        found.append(
            PeriodRun(
                period=period,
                reports=len(own),
                run=run,
                changed=len((own | before) ^ used[run.pk]) if run else 0,
                catalogue_changed=bool(run and loaded and loaded > run.created_at),
                edition=editions.get(period.key),
            )
        )
    return found


def _chosen(year: int, periods: list[Period]) -> dict[Period, set[int]]:
    """The revisions that would be added up now: for each period, and for the same of the year
    before, if that may stand beside it."""
    buckets, years = list(periods), [year]
    if may_compare(year, year - 1):
        buckets += [one.same_last_year for one in periods]
        years.append(year - 1)
    found: dict[Period, set[int]] = defaultdict(set)
    for one in shares(sources(years), buckets):
        found[one.bucket].add(one.source.revision_id)
    return found


def edition_of(period: Period) -> Edition | None:
    """The one that is written, or was published last."""
    return _editions([period]).get(period.key)


def _editions(periods: list[Period]) -> dict[int, Edition]:
    """By period the one with the highest number: it is written, or was published last."""
    rows = Edition.objects.filter(period_key__in=[one.key for one in periods])
    return {one.period_key: one for one in rows.order_by("number")}
