"""A table's place in a form has years and units of its own, and says whether its figures count.

Until now a table named the units that fill it, whatever the form; they become those of its places.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

MOVE = """
UPDATE strategies_tabledataset place SET units = tab.units
FROM strategies_table tab WHERE tab.id = place.table_id
"""
BACK = """
UPDATE strategies_table tab SET units = place.units
FROM strategies_tabledataset place WHERE tab.id = place.table_id
"""


class Migration(migrations.Migration):
    dependencies = [("strategies", "0005_khmer_standing")]

    operations = [
        migrations.RemoveConstraint("tabledataset", "table_once_in_data_set"),
        migrations.AddField(
            "tabledataset",
            "valid_from",
            models.PositiveSmallIntegerField(default=2019, verbose_name="valid from year"),
        ),
        migrations.AddField(
            "tabledataset",
            "valid_to",
            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="valid to year"),
        ),
        migrations.AddField(
            "tabledataset",
            "units",
            ArrayField(
                models.CharField(max_length=20),
                blank=True,
                default=list,
                size=None,
                verbose_name="only these units",
            ),
        ),
        migrations.AddField(
            "tabledataset",
            "compared",
            models.BooleanField(
                default=False,
                help_text=(
                    "The figures are compared with the source of record and never added to it."
                ),
                verbose_name="only compared",
            ),
        ),
        migrations.AddField(
            "tabledataset",
            "is_whole",
            models.BooleanField(
                default=False,
                help_text=(
                    "All of them together give what the source of record gives, not a part of it."
                ),
                verbose_name="together the same as the record",
            ),
        ),
        migrations.AlterField(
            "tabledataset",
            "table",
            models.ForeignKey(
                on_delete=models.CASCADE,
                related_name="places",
                to="strategies.table",
                verbose_name="table",
            ),
        ),
        migrations.RunSQL(MOVE, BACK),
        migrations.RemoveField("table", "units"),
        migrations.AddConstraint(
            "tabledataset",
            models.UniqueConstraint(
                fields=("table", "data_set", "units", "valid_from"), name="table_once_in_data_set"
            ),
        ),
    ]
