"""Invented action plans: what a unit plans of an activity, and the steps that the plans took. Most
are approved and read; some wait, one in a while is returned or still a draft."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from provinces.models import OrganisationUnit, UnitKind, User
from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.entry.page.queries.unit_plans import sealed_rows
from reporting.entry.page.rules.action_plan import seal
from reporting.models import ActionPlan, ActionPlanStep, AuditEvent, PlannedActivity
from reporting.practice.rules import invented_texts
from reporting.practice.rules.sizes import chance
from strategies.models import Activity

State = ActionPlan.State
Step = ActionPlanStep.Step
APPROVED_ON, DECIDED_ON = (1, 11), (1, 20)
DRAFTS, WAITING, RETURNED = 0.06, 0.14, 0.06  # shares of the plans
MONEY = {"USD": (400, 800, 1200, 2500), "KHR": (1_600_000, 3_200_000, 8_000_000)}


def invented_row(
    unit: OrganisationUnit, activity: Activity, year: int, times: int, by: Random
) -> PlannedActivity:
    currency = by.choice(sorted(MONEY))
    return PlannedActivity(
        organisation_unit=unit,
        activity=activity,
        year=year,
        target=Decimal(times),
        unit_of_count="event",
        months=list(range(1, 13)),
        expected_result=invented_texts.practice(by.choice(invented_texts.RESULTS)),
        responsible=invented_texts.practice(by.choice(invented_texts.RESPONSIBLE)),
        partners=invented_texts.practice(by.choice(invented_texts.PARTNERS)),
        budget=Decimal(by.choice(MONEY[currency])),
        currency=currency,
        budget_source=invented_texts.practice(by.choice(invented_texts.MONEY_SOURCES)),
        note=invented_texts.practice(invented_texts.TARGET),
    )


def approve_plans(
    planned: Mapping[OrganisationUnit, Iterable[PlannedActivity]],
    *,
    approvers: Mapping[int, User],
    reviewer: User,
    year: int,
    seed: int,
) -> None:
    """In bulk, as `plan_steps` would have written it; in the secretariat's scope."""
    plans: list[ActionPlan] = []
    steps: list[ActionPlanStep] = []
    for unit, rows in planned.items():
        approver = approvers.get(unit.pk)
        fate = chance(seed, "action plan", unit.code).random()
        if approver is None or fate < DRAFTS:
            continue
        plan = ActionPlan(organisation_unit=unit, year=year, state=State.APPROVED)
        sealed = sealed_rows(sorted(rows, key=lambda row: _place(row.activity)))
        steps.append(
            _step(
                plan, Step.APPROVED, approver, APPROVED_ON, rows=sealed,
                digest=seal(unit.code, year, plan.version, sealed),
            )
        )  # fmt: skip
        if fate < DRAFTS + RETURNED:
            plan.state = State.RETURNED
            reason = invented_texts.practice(invented_texts.PLAN_RETURN)
            steps.append(_step(plan, Step.RETURNED, reviewer, DECIDED_ON, text=reason))
        elif fate > DRAFTS + RETURNED + WAITING:
            plan.state = State.READ
            steps.append(_step(plan, Step.READ, reviewer, DECIDED_ON))
        plans.append(plan)
    ActionPlan.objects.bulk_create(plans)
    ActionPlanStep.objects.bulk_create(steps)
    _write_trail(steps, reviewer)


def _write_trail(steps: Iterable[ActionPlanStep], reviewer: User) -> None:
    """An audit row is written by whoever it names, in the scope of that person."""
    decided = []
    for step in steps:
        if step.by == reviewer:
            decided.append(step)
            continue
        with acting_as(
            role=DatabaseRole.TENANT,
            organisation_unit_id=step.organisation_unit_id,
            user_id=step.by.pk,
        ):
            AuditEvent.objects.create(**_audit(step))
    with acting_as(
        role=DatabaseRole.SECRETARIAT,
        organisation_unit_id=OrganisationUnit.objects.get(kind=UnitKind.SECRETARIAT).pk,
        user_id=reviewer.pk,
    ):
        AuditEvent.objects.bulk_create(AuditEvent(**_audit(step)) for step in decided)


def _place(activity: Activity) -> tuple[int, ...]:
    return tuple(int(part) for part in activity.code.split("."))


def _step(
    plan: ActionPlan, step: str, by: User, day: tuple[int, int], **said: object
) -> ActionPlanStep:
    at = timezone.make_aware(datetime.combine(date(plan.year, *day), time(9)))
    return ActionPlanStep(
        plan=plan, organisation_unit=plan.organisation_unit, step=step, version=plan.version,
        at=at, by=by, **said,
    )  # fmt: skip


def _audit(step: ActionPlanStep) -> dict[str, Any]:
    return {
        "by": step.by,
        "organisation_unit_id": step.organisation_unit_id,
        "action": f"plan.{step.step}",
        "target": f"action_plan:{step.plan_id}",
        "detail": {"year": step.plan.year, "version": step.version, "digest": step.digest},
    }
