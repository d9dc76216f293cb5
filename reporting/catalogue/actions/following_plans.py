"""What a later plan does with the activities of the plan before: its file names that plan
(`follows: nsp-2019-2023`), and at each activity, or at a group as a whole, what it continues or
replaces (`continues: 2.7.03`). What only ends stands in a list of the plan (`ends: [1.1.03]`)."""

from typing import Any

from reporting.catalogue.rules.files import CatalogueError, label
from strategies.models import Activity, ActivityGroup, Plan

Before = dict[str, Activity]  # by code; of groups as a whole too


def plan_before(about: dict[str, Any]) -> Before:
    """The activities of the plan that this one follows; none where it follows none."""
    code = about.get("follows")
    if code is None:
        return {}
    if not Plan.objects.filter(code=code).exists():
        raise CatalogueError(f"{about['code']} follows {code}, and there is no such plan.")
    rows = Activity.everything.filter(group__strategy__plan__code=code)
    return {activity.code: activity for activity in rows}


def follow_group(group: ActivityGroup, row: dict[str, Any], before: Before) -> None:
    """Titles of the file are kept where nobody has given one; what is followed is the file's."""
    said = {0: row} | {one["number"]: one for one in row.get("activities") or []}
    activities = {
        activity.number: activity
        for activity in Activity.everything.filter(group=group, number__in=said)
    }
    if unknown := sorted(said.keys() - activities.keys()):
        raise CatalogueError(f"Group {group.code} has no activity of number {unknown[0]}.")
    for number, one in said.items():
        activity = activities[number]
        activity.continues = _followed(activity, one.get("continues"), before)
        activity.replaces = _followed(activity, one.get("replaces"), before)
        if activity.continues and activity.replaces:
            raise CatalogueError(f"{activity.code} continues one activity and replaces another.")
        if number and not activity.is_asked:
            activity.title_en, activity.title_km = label(one.get("title"))
    Activity.everything.bulk_update(
        activities.values(), ["continues", "replaces", "title_en", "title_km"]
    )


def end_activities(plan: Plan, about: dict[str, Any], before: Before) -> None:
    ended = [_named(str(code), before, plan.code) for code in about.get("ends") or []]
    rows = Activity.everything.filter(pk__in=[activity.pk for activity in ended])
    if going_on := rows.filter(continued_by__group__strategy__plan=plan).first():
        raise CatalogueError(f"{plan.code} ends {going_on.code} and continues it.")
    rows.update(ended_by=plan)


def _followed(activity: Activity, code: Any, before: Before) -> Activity | None:
    return None if code is None else _named(str(code), before, activity.code)


def _named(code: str, before: Before, by: str) -> Activity:
    if code not in before:
        raise CatalogueError(f"{by} names {code}, which the plan before does not have.")
    return before[code]
