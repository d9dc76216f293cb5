"""A unit's action plan of a year: its rows, where it stands and what happened to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from reporting.entry.page.queries.activities import planned_by
from reporting.entry.page.rules.action_plan import SealedRow, sealed_row
from reporting.models import ActionPlan, ActionPlanStep, PlannedActivity

State = ActionPlan.State


@dataclass(frozen=True)
class UnitPlan:
    """`plan` is None as long as nobody has taken a step with it: then it is a draft, if it has any
    rows."""

    unit: OrganisationUnit
    year: int
    rows: list[PlannedActivity]
    plan: ActionPlan | None
    steps: list[ActionPlanStep]  # the newest first

    @property
    def state(self) -> str:
        return self.plan.state if self.plan else State.DRAFT.value

    @property
    def state_words(self) -> str:
        return state_words(self.state, has_rows=bool(self.rows))

    @property
    def is_open(self) -> bool:
        return self.state in ActionPlan.OPEN

    @property
    def version(self) -> int:
        return self.plan.version if self.plan else 1

    @property
    def signed(self) -> ActionPlanStep | None:
        """The approval of the version that stands."""
        if self.is_open:
            return None
        return next((step for step in self.steps if step.step == step.Step.APPROVED), None)

    @property
    def last(self) -> ActionPlanStep | None:
        return self.steps[0] if self.steps else None

    @cached_property
    def sealed(self) -> list[SealedRow]:
        return sealed_rows(self.rows)


def sealed_rows(rows: Iterable[PlannedActivity]) -> list[SealedRow]:
    return [sealed_row(row.activity.code, row) for row in rows]


def state_words(state: str, *, has_rows: bool) -> str:
    if state == State.DRAFT and not has_rows:
        return _("No plan yet")
    return str(State(state).label)


def unit_plan(unit: OrganisationUnit, year: int) -> UnitPlan:
    """Three queries."""
    plan = ActionPlan.objects.filter(organisation_unit=unit, year=year).first()
    steps = (
        list(plan.steps.select_related("by", "delegation__delegator").order_by("-at", "-pk"))
        if plan
        else []
    )
    return UnitPlan(unit, year, planned_by(unit, year), plan, steps)
