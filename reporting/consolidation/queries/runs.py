"""The consolidations, and for each period of a year what a new one would add up, as the people see
them who run them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Max

from reporting.access import NotHere
from reporting.consolidation.queries.chosen_reports import shares, sources
from reporting.core.queries.period_words import short_words
from reporting.core.queries.practice_years import may_compare
from reporting.core.queries.years import newest_runs
from reporting.kernel.periods import Period, national_periods
from reporting.models import ConsolidatedRevision, Consolidation, Discrepancy, Edition, Job, Report
from strategies.models import CatalogueLoad

MOST_RUNS = 50


@dataclass(frozen=True)
class Run:
    consolidation: Consolidation
    severities: Counter[str] = field(default_factory=Counter)
    repeats_last: bool = False

    @property
    def high(self) -> int:
        return self.severities["high"]

    @property
    def findings(self) -> int:
        return self.severities.total()


def runs() -> list[Run]:
    """Newest first, with what their checks found; two queries.

    `repeats_last`: the same figures to the digit as the run of that period before it.
    """
    rows = list(
        Consolidation.objects.select_related("job__requested_by", "published_by").order_by("-pk")[
            :MOST_RUNS
        ]
    )
    found = _severities(rows)
    last: dict[int, str] = {}
    repeated = set()
    for row in reversed(rows):
        if last.get(row.period_key) == row.digest:
            repeated.add(row.pk)
        last[row.period_key] = row.digest
    return [Run(row, found.get(row.pk, Counter()), row.pk in repeated) for row in rows]


def _severities(rows: list[Consolidation]) -> dict[int, Counter[str]]:
    counted: dict[int, Counter[str]] = {}
    counts = (
        Discrepancy.objects.filter(consolidation__in=rows)
        .order_by()
        .values_list("consolidation_id", "severity")
        .annotate(found=Count("pk"))
    )
    for pk, severity, count in counts:
        counted.setdefault(pk, Counter())[severity] = count
    return counted


def years_to_consolidate() -> list[int]:
    """The newest year with reports and each that was consolidated before, newest first. Earlier
    years hold only what later ones are compared with."""
    newest = Report.objects.aggregate(newest=Max("year"))["newest"]
    before = Consolidation.objects.values_list("year", flat=True).distinct()
    return sorted({*before, newest} - {None}, reverse=True)


def job_by_id(pk: int) -> Job:
    found = Job.objects.filter(pk=pk).select_related("requested_by").first()
    if found is None:
        raise NotHere
    return found


def consolidation_of(job: Job) -> Consolidation | None:
    return Consolidation.objects.filter(job=job).first()


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
    periods = sorted(
        national_periods(year), key=lambda period: (-len(period.months), period.number)
    )
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
        buckets += [period.same_last_year for period in periods]
        years.append(year - 1)
    found: dict[Period, set[int]] = defaultdict(set)
    for share in shares(sources(years), buckets):
        found[share.bucket].add(share.source.revision_id)
    return found


def edition_of(period: Period) -> Edition | None:
    """The one that is written, or was published last."""
    return _editions([period]).get(period.key)


def _editions(periods: list[Period]) -> dict[int, Edition]:
    """By period the one with the highest number: it is written, or was published last."""
    rows = Edition.objects.filter(period_key__in=[period.key for period in periods])
    return {row.period_key: row for row in rows.order_by("number")}
