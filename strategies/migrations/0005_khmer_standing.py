"""Where the Khmer of each label stands, and the Khmer of the plan's vision, mission and goals.

Until now the file of the plan had no Khmer: what stands there was typed by the General Secretariat
and is confirmed. What stands in the catalogue may be of its files, and is proposed.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

CHOICES = [
    ("proposed", "proposed"),
    ("source", "from an official text"),
    ("confirmed", "confirmed"),
]
LABELLED = (
    *("activitygroup", "chart", "comparison", "dataset", "element", "option", "plan", "section"),
    *("strategy", "table", "tablerule"),
)
TEXTS = {"vision": "vision", "mission": "mission", "goal": "goals and objectives"}
TYPED = ("plan", "strategy", "activitygroup")


def standing() -> Any:
    return models.CharField(
        choices=CHOICES,
        default="proposed",
        editable=False,
        max_length=10,
        verbose_name="standing of the Khmer",
    )


def standings() -> Any:
    return ArrayField(
        models.CharField(choices=CHOICES, max_length=10),
        blank=True,
        default=list,
        editable=False,
        size=None,
        verbose_name="standings of the Khmer",
    )


def in_khmer(what: str) -> Any:
    return models.TextField(blank=True, verbose_name=f"{what} in Khmer")


class Migration(migrations.Migration):
    dependencies = [("strategies", "0004_plain_words")]

    operations = [
        *(migrations.AddField(model, "khmer_standing", standing()) for model in LABELLED),
        migrations.AddField("element", "header_standings", standings()),
        migrations.AddField("chart", "series_standings", standings()),
        *(migrations.AddField("plan", f"{name}_km", in_khmer(TEXTS[name])) for name in TEXTS),
        *(migrations.AddField("plan", f"{name}_standing", standing()) for name in TEXTS),
        *(
            migrations.RunSQL(
                f"UPDATE strategies_{model} SET khmer_standing = 'confirmed' WHERE title_km <> ''",
                migrations.RunSQL.noop,
            )
            for model in TYPED
        ),
    ]
