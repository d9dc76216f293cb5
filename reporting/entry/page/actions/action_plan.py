"""A unit enters its own annual action plan: which activities and groups, how much, when, by whom
and with what money; or drafts it from the plan of the year before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, Overtaken, Refused, require
from reporting.core.actions.audit import record
from reporting.entry.page.queries.activities import planned_by
from reporting.entry.page.rules.action_plan import FIELDS, Planned
from reporting.models import ActionPlan, PlannedActivity
from strategies.models import Activity


@transaction.atomic
def save_action_plan(
    *, by: Actor, year: int, planned: Mapping[str, Planned], removed: Collection[str] = ()
) -> None:
    """Of the person's own unit; by the code of the activity or group. What a report says of an
    activity that is removed stays in that report."""
    require(by, Permission.REPORT_ENTER)
    refuse_approved(by, year)
    activities = _activities(year, [*planned, *removed])
    stored = {row.activity.code for row in planned_by(by.unit, year)}
    for code in planned:
        if code not in stored and not activities[code].is_asked:
            raise Refused(
                _("Activity %(code)s has no title yet. Plan its group as a whole.") % {"code": code}
            )
    _store(by, year, {activities[code].pk: plan for code, plan in planned.items()})
    PlannedActivity.objects.filter(
        organisation_unit=by.unit,
        year=year,
        activity__in=[activities[code].pk for code in removed],
    ).delete()
    record(
        "plan.save", f"action_plan:{by.unit.code}:{year}", by=by, unit=by.unit,
        planned=sorted(planned), removed=sorted(removed),
    )  # fmt: skip


@dataclass(frozen=True)
class Drafted:
    """Codes of rows that were taken over from last year, and of those that were not: they have no
    title, or have ended."""

    taken: list[str]
    left: list[str]


@transaction.atomic
def draft_from_last_year(*, by: Actor, year: int) -> Drafted:
    """Every row of last year's plan that is not in this year's; an activity of the plan before by
    the one that continues it. The note is last year's and stays there."""
    require(by, Permission.REPORT_ENTER)
    refuse_approved(by, year)
    before = planned_by(by.unit, year - 1)
    if not before:
        raise Refused(_("Your unit has no action plan of %(year)d.") % {"year": year - 1})
    there = {row.activity_id for row in planned_by(by.unit, year)}
    continued = _continued([row.activity for row in before], year)
    taken: dict[int, Planned] = {}
    found = Drafted([], [])
    for row in before:
        activity = continued.get(row.activity_id)
        if activity is None or not activity.is_asked:
            found.left.append(row.activity.code)
        elif activity.pk not in there:
            said = {name: getattr(row, name) for name in FIELDS} | {"note": ""}
            taken[activity.pk] = Planned(**said)
            found.taken.append(activity.code)
    _store(by, year, taken)
    record(
        "plan.draft", f"action_plan:{by.unit.code}:{year}", by=by, unit=by.unit,
        planned=found.taken, left=found.left,
    )  # fmt: skip
    return found


@transaction.atomic
def refuse_approved(by: Actor, year: int) -> None:
    """The database refuses it too. Until the transaction ends nobody approves what is changed."""
    plan = ActionPlan.objects.filter(organisation_unit=by.unit, year=year).order_by("pk")
    if any(found.state not in ActionPlan.OPEN for found in plan.select_for_update()):
        raise Overtaken(
            _(
                "The plan of %(year)d is approved. To change it, the approver opens it with a "
                "reason."
            )
            % {"year": year}
        )


def _store(by: Actor, year: int, planned: Mapping[int, Planned]) -> None:
    PlannedActivity.objects.bulk_create(
        [
            PlannedActivity(
                organisation_unit=by.unit, year=year, activity_id=activity, **vars(plan)
            )
            for activity, plan in planned.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation_unit", "activity", "year"],
        update_fields=list(FIELDS),
    )


def _of_year(year: int):  # type: ignore[no-untyped-def]  # a queryset
    return Activity.everything.filter(
        group__strategy__plan__first_year__lte=year, group__strategy__plan__last_year__gte=year
    )


def _continued(before: Collection[Activity], year: int) -> dict[int, Activity]:
    """Activity of last year -> the one of this year: itself, or what continues it alone."""
    keys = [activity.pk for activity in before]
    found = {activity.pk: activity for activity in _of_year(year).filter(pk__in=keys)}
    later: dict[int, list[Activity]] = {}
    for activity in _of_year(year).filter(continues__in=keys):
        later.setdefault(activity.continues_id or 0, []).append(activity)
    return {pk: parts[0] for pk, parts in later.items() if len(parts) == 1} | found


def _activities(year: int, codes: Collection[str]) -> dict[str, Activity]:
    found = {activity.code: activity for activity in _of_year(year).filter(code__in=codes)}
    if unknown := sorted(set(codes) - found.keys()):
        raise Refused(
            _("The plan of %(year)d has no activity %(code)s.") % {"year": year, "code": unknown[0]}
        )
    return found
