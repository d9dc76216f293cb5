"""An action plan is approved by the unit, amended later with a reason, read by the Secretariat or
returned. A step is a conditional UPDATE: who comes second is told so."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
from provinces.roles import Permission
from reporting.access import REASONS, Actor, Overtaken, Refused, require
from reporting.calendar.queries.owed_reports import now_of
from reporting.core.actions.audit import record
from reporting.entry.page.queries.unit_plans import State, UnitPlan, unit_plan
from reporting.entry.page.rules.action_plan import seal
from reporting.models import ActionPlan, ActionPlanStep

Step = ActionPlanStep.Step
LONGEST_TEXT = 2000


@transaction.atomic
def approve(*, by: Actor, year: int) -> ActionPlanStep:
    """The unit's approver, or a deputy by delegation, signs the plan as it stands."""
    delegation = by.delegation(Permission.REPORT_SIGN)
    if Permission.REPORT_SIGN not in by.permissions and delegation is None:
        raise Refused(
            _("Only an approver of the unit, or a deputy for these days, approves its plan.")
        )
    plan, _new = ActionPlan.objects.get_or_create(organisation_unit=by.unit, year=year)
    plan = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    found = unit_plan(by.unit, year)
    if not found.rows:
        raise Refused(_("There is nothing to approve: the plan has no rows yet."))
    version = plan.version + (plan.state == State.RETURNED)
    _move(plan, ActionPlan.OPEN, state=State.APPROVED, version=version)
    return _kept(
        by,
        plan,
        Step.APPROVED,
        rows=found.sealed,
        digest=seal(by.unit.code, year, plan.version, found.sealed),
        delegation=None if Permission.REPORT_SIGN in by.permissions else delegation,
    )


@transaction.atomic
def amend(*, by: Actor, year: int, reason: str) -> ActionPlanStep:
    """An approved plan becomes the draft of its next version; what was signed stays in its
    history."""
    require(by, Permission.REPORT_SIGN)
    plan = _there(by.unit, year)
    text = _reason(reason, _("Say why the plan is amended."))
    _move(plan, (State.APPROVED, State.READ), state=State.DRAFT, version=plan.version + 1)
    return _kept(by, plan, Step.AMENDED, text=text)


@transaction.atomic
def read(*, by: Actor, unit: OrganisationUnit, year: int, comment: str = "") -> ActionPlanStep:
    """The Secretariat has read it, and may say something of it."""
    _require_reader(by)
    plan = _there(unit, year)
    _move(plan, (State.APPROVED,), state=State.READ)
    return _kept(by, plan, Step.READ, text=_short(comment.strip()))


@transaction.atomic
def send_back(*, by: Actor, unit: OrganisationUnit, year: int, reason: str) -> ActionPlanStep:
    """The unit changes it and approves it once more."""
    _require_reader(by)
    plan = _there(unit, year)
    text = _reason(reason, _("Say what the unit has to change: a return needs a reason."))
    _move(plan, (State.APPROVED, State.READ), state=State.RETURNED)
    return _kept(by, plan, Step.RETURNED, text=text)


def may_approve(by: Actor, found: UnitPlan) -> bool:
    if Permission.REPORT_SIGN in by.permissions:
        return found.is_open and bool(found.rows)
    signs = by.delegation(Permission.REPORT_SIGN) is not None
    return signs and found.is_open and bool(found.rows)


def _require_reader(by: Actor) -> None:
    if not (by.is_national and by.may(Permission.REPORT_REVIEW)):
        raise Refused(REASONS[Permission.REPORT_REVIEW])


def _there(unit: OrganisationUnit, year: int) -> ActionPlan:
    found = ActionPlan.objects.filter(organisation_unit=unit, year=year).first()
    if found is None:
        raise Refused(_("The plan is not approved yet."))
    return found


def _move(plan: ActionPlan, before: Collection[str], **after: Any) -> None:
    moved = ActionPlan.objects.filter(pk=plan.pk, state__in=before, version=plan.version)
    done = moved.update(**after)
    plan.refresh_from_db()
    if not done:
        raise Overtaken(
            _("The plan stands otherwise by now: “%(state)s”. Look at it again.")
            % {"state": plan.get_state_display()}
        )


def _kept(by: Actor, plan: ActionPlan, step: Step, **said: Any) -> ActionPlanStep:
    kept = ActionPlanStep.objects.create(
        plan=plan,
        organisation_unit_id=plan.organisation_unit_id,
        step=step,
        version=plan.version,
        at=now_of(plan.year),
        by=by.user,
        **said,
    )
    record(
        f"plan.{step.value}", f"action_plan:{plan.pk}", by=by, unit_id=plan.organisation_unit_id,
        year=plan.year, version=plan.version, digest=kept.digest,
    )  # fmt: skip
    return kept


def _reason(text: str, missing: str) -> str:
    if not text.strip():
        raise Refused(missing)
    return _short(text.strip())


def _short(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise Refused(
            _("This is too long: at most %(longest)d letters are kept.") % {"longest": LONGEST_TEXT}
        )
    return text.replace("\x00", "")
