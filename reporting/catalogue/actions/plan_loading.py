"""Stores the National Strategic Plan from its file: strategies, groups, and a row an activity."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from reporting.catalogue.rules.files import CatalogueError, label
from strategies.models import Activity, ActivityGroup, Plan, Strategy


@transaction.atomic
def load_plan(path: Path) -> dict[str, int]:
    """Stores what is not there yet; what the Secretariat has filled in or corrected is kept."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    about = content["plan"]
    plan, _created = Plan.objects.get_or_create(
        code=about["code"],
        defaults={
            "title_en": label(about["title"])[0],
            "title_km": label(about["title"])[1],
            "first_year": about["first_year"],
            "last_year": about["last_year"],
            "vision": label(about["vision"])[0],
            "mission": label(about["mission"])[0],
            "goal": "\n\n".join(label(goal)[0] for goal in about["goals"]),
        },
    )
    for row in content["strategies"]:
        _load_strategy(plan, row)
    return {
        "strategies": Strategy.objects.filter(plan=plan).count(),
        "groups": ActivityGroup.objects.filter(strategy__plan=plan).count(),
        "activities": Activity.objects.filter(group__strategy__plan=plan).count(),
    }


def _load_strategy(plan: Plan, row: dict[str, Any]) -> None:
    counted = sum(group["activity_count"] for group in row["groups"])
    if counted != row["activity_count"]:
        raise CatalogueError(
            f"Strategy {row['number']}: its groups have {counted} activities, "
            f"the plan says {row['activity_count']}."
        )
    strategy, _created = Strategy.objects.get_or_create(
        plan=plan,
        number=row["number"],
        defaults={
            "title_en": label(row["title"])[0],
            "title_km": label(row["title"])[1],
            "activity_count": row["activity_count"],
        },
    )
    for group in row["groups"]:
        _load_group(strategy, group)


def _load_group(strategy: Strategy, row: dict[str, Any]) -> None:
    number = int(row["code"].partition(".")[2])
    group, _created = ActivityGroup.objects.get_or_create(
        strategy=strategy,
        number=number,
        defaults={
            "code": row["code"],
            "title_en": label(row["title"])[0],
            "title_km": label(row["title"])[1],
            "activity_count": row["activity_count"],
            "title_confirmed": row.get("title_confirmed", True),
            "count_confirmed": row.get("count_confirmed", True),
            "note": row.get("note", "").strip(),
        },
    )
    Activity.objects.bulk_create(
        [
            Activity(group=group, number=activity, code=f"{row['code']}.{activity:02}")
            for activity in range(1, row["activity_count"] + 1)
        ],
        ignore_conflicts=True,
    )
