"""Comparisons that named one event of 2020: general checks find the same now."""

from typing import Any

from django.db import migrations

SINGLE_EVENTS = (
    "red_cross_branch",
    "red_cross_branch_times",
    "cyber_security_campaign",
    "ordinary_inspections_rattanakiri",
    "special_inspections_rattanakiri",
    "establishments_pailin",
)


def remove(apps: Any, schema_editor: Any) -> None:
    apps.get_model("strategies", "Comparison").objects.filter(code__in=SINGLE_EVENTS).delete()


class Migration(migrations.Migration):
    dependencies = [("strategies", "0012_drafts_of_indicators")]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
