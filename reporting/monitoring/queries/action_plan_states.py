"""Which units have an action plan of a year, and where each stands. Six queries, however many units
there are."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from provinces.models import LOCALITIES, OrganisationUnit, UnitKind, User
from provinces.queries import unit_names
from reporting.entry.page.queries.unit_plans import State, state_words
from reporting.models import ActionPlan, ActionPlanStep, PlannedActivity

ORDER = (State.APPROVED, State.RETURNED, State.READ, State.DRAFT)
NO_PLAN = (UnitKind.NATION, UnitKind.OBSERVER)  # they make none of their own


@dataclass(frozen=True)
class PlanLine:
    unit: OrganisationUnit
    name: str
    rows: int
    state: str
    version: int
    last: ActionPlanStep | None

    @property
    def has_plan(self) -> bool:
        return bool(self.rows) or self.last is not None

    @property
    def words(self) -> str:
        return state_words(self.state, has_rows=self.has_plan)

    @property
    def by(self) -> User | None:
        return self.last.by if self.last else None

    @property
    def at(self) -> datetime | None:
        return self.last.at if self.last else None


def plan_lines(year: int, language: str, unit_ids: Collection[int] | None = None) -> list[PlanLine]:
    """In protocol order; of the units that may have a plan, and of any other that has one."""
    rows = PlannedActivity.objects.filter(year=year).order_by()
    counts = dict(rows.values_list("organisation_unit").annotate(count=Count("pk")))
    plans = {plan.organisation_unit_id: plan for plan in ActionPlan.objects.filter(year=year)}
    steps: dict[int, ActionPlanStep] = {}
    for step in (
        ActionPlanStep.objects.filter(plan__year=year)
        .select_related("by")
        .defer("rows")
        .order_by("at", "pk")
    ):
        steps[step.organisation_unit_id] = step
    units = (
        OrganisationUnit.objects.exclude(kind__in=LOCALITIES)
        .select_related("parent")
        .order_by("position", "code")
    )
    if unit_ids is not None:
        units = units.filter(pk__in=unit_ids)
    names = unit_names(year, language)
    return [
        PlanLine(
            unit,
            names.get(unit.pk, unit.code),
            counts.get(unit.pk, 0),
            plans[unit.pk].state if unit.pk in plans else State.DRAFT.value,
            plans[unit.pk].version if unit.pk in plans else 1,
            steps.get(unit.pk),
        )
        for unit in units
        if unit.pk in counts or unit.pk in plans or _may_have_one(unit)
    ]


def _may_have_one(unit: OrganisationUnit) -> bool:
    return unit.kind not in NO_PLAN and not unit.stands_below


def tallies(lines: Collection[PlanLine]) -> list[tuple[str, str, int]]:
    """(state, its words, how many), what waits to be read first; those without a plan last."""
    counted = Counter(line.state for line in lines if line.has_plan)
    found = [
        (state.value, state_words(state, has_rows=True), counted[state])
        for state in ORDER
        if counted[state]
    ]
    without = sum(not line.has_plan for line in lines)
    return [*found, ("none", state_words(State.DRAFT, has_rows=False), without)]
