"""A group can be planned and reported on as a whole, and another plan can follow this one: its
activities say which of the plan before they continue or replace, and which it ends."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def add_whole_groups(apps: Any, schema_editor: Any) -> None:
    group, activity = (apps.get_model("strategies", name) for name in ("ActivityGroup", "Activity"))
    activity.objects.bulk_create(
        [
            activity(group_id=pk, number=0, code=code)
            for pk, code in group.objects.values_list("pk", "code")
        ],
        ignore_conflicts=True,
    )
    # The indexes of the new columns are made in the same transaction: no check may wait for its end.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def remove_whole_groups(apps: Any, schema_editor: Any) -> None:
    """Refused by the database where one is planned: a plan is not thrown away."""
    apps.get_model("strategies", "Activity").objects.filter(number=0).delete()
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def another(verbose_name: str, related_name: str) -> Any:
    return models.ForeignKey(
        "strategies.activity",
        django.db.models.deletion.PROTECT,
        null=True,
        blank=True,
        related_name=related_name,
        verbose_name=verbose_name,
    )


class Migration(migrations.Migration):
    dependencies = [("strategies", "0009_measured_years")]

    operations = [
        migrations.AddField("activity", "continues", another("continues", "continued_by")),
        migrations.AddField("activity", "replaces", another("replaces", "replaced_by")),
        migrations.AddField(
            "activity",
            "ended_by",
            models.ForeignKey(
                "strategies.plan",
                django.db.models.deletion.PROTECT,
                null=True,
                blank=True,
                related_name="ended_activities",
                verbose_name="ended by the plan",
            ),
        ),
        migrations.AddConstraint(
            "activity",
            models.CheckConstraint(
                condition=Q(continues__isnull=True) | Q(replaces__isnull=True),
                name="activity_continues_or_replaces",
            ),
        ),
        migrations.RunPython(add_whole_groups, remove_whole_groups),
    ]
