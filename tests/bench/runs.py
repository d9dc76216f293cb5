"""Everything that is measured, in order."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, transaction

from reporting.consolidation.actions import add_up
from reporting.consolidation.queries.chosen_reports import (
    Chosen,
    chosen_revisions,
    revisions_before,
)
from reporting.consolidation.queries.discrepancies import check_inputs
from reporting.consolidation.rules.checks.all_checks import check_period
from reporting.editions.publishing.actions.part_files import RenderSource
from reporting.editions.publishing.actions.rendered_files import WRITERS, write_whole
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Job, PlannedActivity, Revision
from reporting.practice.actions.making import Made
from reporting.practice.actions.making import make as practice_make
from reporting.practice.actions.opening import PracticePeople
from tests.bench import baselines, editions, entry, pages
from tests.bench.database import BenchDatabase
from tests.bench.report import Bench, said
from tests.editions import begun
from tests.factories import asked_for, consolidated, secretariat

YEAR = 2021
CHECKS = 1000.0


def all_of(bench: Bench, inputs: BenchDatabase, until: int) -> None:
    _practice(bench, until)
    with said("the practice year is consolidated"):
        consolidated(YEAR)
        begun(str(YEAR))
    with secretariat(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM reporting_datavalue")
        print(f"{cursor.fetchone()[0]} numbers in the database")
    pages.measure(bench, YEAR)
    entry.measure(bench, YEAR, until)
    _consolidation(bench)
    _checks(bench)
    _files(bench)
    editions.measure(bench)


def _practice(bench: Bench, until: int) -> None:
    made: list[Made] = []

    def make() -> None:
        made.append(practice_make(by=PracticePeople.found(), year=YEAR, until=until))

    def rolled_back() -> None:
        with transaction.atomic():
            make()
            with secretariat():
                activities[:] = PlannedActivity.objects.filter(year=YEAR)
            transaction.set_rollback(True)

    activities: list[PlannedActivity] = []
    line = bench.measure("Make the practice year", rolled_back, limit=60_000, times=1, warm=False)
    if line is not None:
        baselines.step_by_step(line, made[0].plan, activities, until)
    make()
    print(f"  {made[-1].written.reports} reports, {made[-1].written.values} numbers")


def _consolidation(bench: Bench) -> None:
    period = Period.of_year(YEAR)
    job = asked_for(YEAR)
    with secretariat():
        chosen = [*chosen_revisions(period), *revisions_before(period)]

    def by_rows() -> None:
        with secretariat():
            baselines.add_up_by_rows([one.revision_id for one in chosen])

    line = bench.measure("Consolidation: the one statement", _statement(job, chosen), times=3)
    bench.against(line, "a loop over model instances", by_rows, times=1)
    _quarter(bench)


def _quarter(bench: Bench) -> None:
    quarter = Period.parse(f"{YEAR}-Q1")
    job = asked_for(quarter.url)
    with secretariat():
        chosen = [*chosen_revisions(quarter), *revisions_before(quarter)]
    bench.measure("Consolidation of a quarter: the same", _statement(job, chosen), times=3)


def _checks(bench: Bench) -> None:
    """All of a year, beside a single look at each number that they read."""
    with secretariat():
        newest = Consolidation.objects.filter(period_key=Period.of_year(YEAR).key).latest("pk")
        inputs = check_inputs(newest)

    def check() -> None:
        with secretariat():  # figures are looked up
            check_period(inputs)

    line = bench.measure("All checks of the year", check, limit=CHECKS, times=3)
    bench.against(line, "each number read once", lambda: baselines.read_once(inputs))


def _statement(job: Job, chosen: list[Chosen]) -> Callable[[], None]:
    """Adds up once more and takes it back."""

    def statement() -> None:
        with secretariat(), transaction.atomic():
            made = Consolidation.objects.create(year=job.year, period_key=job.period_key, job=job)
            add_up(made, chosen)
            transaction.set_rollback(True)

    return statement


def _files(bench: Bench) -> None:
    edition = begun(str(YEAR))
    with secretariat():
        newest = Consolidation.objects.filter(period_key=YEAR * 100).latest("pk")
        assert Revision.objects.filter(report__year=YEAR).exists()
        document = shown_document(edition, "en").document
    source = RenderSource(document, newest, "en", edition)
    with TemporaryDirectory() as folder:
        for name in ("report.pdf", "report.xlsx", "figures.csv"):

            def write(name: str = name) -> None:
                with secretariat():
                    write_whole(WRITERS[name], source, Path(folder) / name)

            bench.measure(f"Annual report: {name}", write, times=1, warm=False)
