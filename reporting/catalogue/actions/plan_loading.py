"""Stores the National Strategic Plan from its file: strategies, groups, and a row an activity."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.db import models, transaction

from reporting.catalogue.actions.following_plans import (
    Before,
    end_activities,
    follow_group,
    plan_before,
)
from reporting.catalogue.actions.labelled_rows import standing_of, titles_of
from reporting.catalogue.queries.label_fields import CONFIRMED, fields_of
from reporting.catalogue.rules.files import CatalogueError, label
from strategies.models import Activity, ActivityGroup, Plan, Strategy

Row = TypeVar("Row", bound=models.Model)
Texts = dict[str, Any]


@transaction.atomic
def load_plan(path: Path) -> dict[str, int]:
    """Stores what is not there yet; what the Secretariat has filled in or corrected is kept. Khmer
    that nobody confirmed follows the file, as long as the English is the file's."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    about = content["plan"]
    plan = _stored(
        Plan(
            code=about["code"],
            first_year=about["first_year"],
            last_year=about["last_year"],
            **titles_of(about),
            **_text("vision", [about["vision"]]),
            **_text("mission", [about["mission"]]),
            **_text("goal", about["goals"]),
        ),
        "code",
    )
    before = plan_before(about)
    for row in content["strategies"]:
        _load_strategy(plan, row, before)
    end_activities(plan, about, before)
    return {
        "strategies": Strategy.objects.filter(plan=plan).count(),
        "groups": ActivityGroup.objects.filter(strategy__plan=plan).count(),
        "activities": Activity.objects.filter(group__strategy__plan=plan).count(),
    }


def _text(name: str, paragraphs: list[Texts]) -> dict[str, str]:
    english, khmer = zip(*map(label, paragraphs), strict=True)
    return {
        name: "\n\n".join(english),
        f"{name}_km": "\n\n".join(khmer) if all(khmer) else "",
        f"{name}_standing": standing_of(paragraphs[0]),
    }


def _stored(row: Row, *unique: str) -> Row:
    """The row that stands there already, with the file's Khmer where nobody confirmed another;
    else this one."""
    wanted = {name: getattr(row, name) for name in unique}
    old = type(row)._default_manager.filter(**wanted).first()
    if old is None:
        row.save()
        return row
    changed = set()
    for field in fields_of(type(row)):
        ours = {said.english: said for said in field.said(row)}
        for said in field.said(old):
            new = ours.get(said.english)
            if new is None or said.standing == CONFIRMED:
                continue
            field.say(old, said.index, new.khmer, new.standing)
            changed |= {field.khmer, field.standing}
    if changed:
        old.save(update_fields=sorted(changed))
    return old


def _load_strategy(plan: Plan, row: dict[str, Any], before: Before) -> None:
    counted = sum(group["activity_count"] for group in row["groups"])
    if counted != row["activity_count"]:
        raise CatalogueError(
            f"Strategy {row['number']}: its groups have {counted} activities, "
            f"the plan says {row['activity_count']}."
        )
    strategy = _stored(
        Strategy(
            plan=plan,
            number=row["number"],
            activity_count=row["activity_count"],
            **titles_of(row),
        ),
        "plan",
        "number",
    )
    for group in row["groups"]:
        follow_group(_load_group(strategy, group), group, before)


def _load_group(strategy: Strategy, row: dict[str, Any]) -> ActivityGroup:
    group = _stored(
        ActivityGroup(
            strategy=strategy,
            number=int(row["code"].partition(".")[2]),
            code=row["code"],
            activity_count=row["activity_count"],
            title_confirmed=row.get("title_confirmed", True),
            count_confirmed=row.get("count_confirmed", True),
            note=row.get("note", "").strip(),
            **titles_of(row),
        ),
        "strategy",
        "number",
    )
    Activity.everything.bulk_create(
        [
            Activity(group=group, number=0, code=row["code"]),
            *(
                Activity(group=group, number=activity, code=f"{row['code']}.{activity:02}")
                for activity in range(1, row["activity_count"] + 1)
            ),
        ],
        ignore_conflicts=True,
    )
    return group
