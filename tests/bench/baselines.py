"""The other ways of doing the same, for the ratios."""

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import log

from django.db import transaction

from reporting.consolidation.rules.checks.all_checks import CheckedPeriod
from reporting.models import DataValue, PlannedActivity
from reporting.practice.actions.opening import PracticePeople, open_year
from reporting.practice.rules.planning import PracticePlan
from strategies.models import CellRollup
from tests.bench.report import Line
from tests.factories import SECRETARY_GENERAL, acting
from tests.practice_played import play

SAMPLE = 20


def step_by_step(
    line: Line, plan: PracticePlan, activities: Sequence[PlannedActivity], until: int
) -> None:
    """The first reports of the plan click by click, in an empty year, reckoned up to all."""
    sample = replace(plan, reports=plan.reports[:SAMPLE])
    with transaction.atomic():
        with acting(SECRETARY_GENERAL) as secretary:
            year = activities[0].year
            open_year(by=secretary, year=year, until=until, scale="provinces", seed=1)
            PlannedActivity.objects.bulk_create(activities)
        started = time.perf_counter()
        play(sample, PracticePeople.found())
        taken = (time.perf_counter() - started) * 1000
        transaction.set_rollback(True)
    line.baseline = f"step by step (reckoned from {SAMPLE} reports)"
    line.ratio = taken / SAMPLE * len(plan.reports) / line.milliseconds
    print(f"    step by step: {taken / SAMPLE:.0f} ms a report", flush=True)


def add_up_by_rows(revisions: Sequence[int]) -> dict[tuple[int, int], Decimal]:
    """Sums over model instances in Python: only adding, nothing is stored."""
    targets: dict[int, list[int]] = defaultdict(list)
    for rollup in CellRollup.objects.all():
        targets[rollup.leaf_id].append(rollup.target_id)
    found: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for revision in revisions:
        for value in DataValue.objects.filter(revision_id=revision).select_related("cell__element"):
            for target in targets[value.cell_id] if value.value is not None else ():
                found[target, value.organisation_unit_id] += value.value or 0
    return found


def read_once(inputs: CheckedPeriod) -> float:
    """The floor under all checks of a year: the logarithm of each number that they read."""
    return sum(
        log(float(number) + 1)
        for row in (*inputs.rows, *inputs.past)
        for number in row.values.values()
    )
