"""A unit reports from a year and to a year, and which unit followed it is known with its year."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("provinces", "0007_committees"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnitSuccession",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_year", models.PositiveSmallIntegerField(verbose_name="from year")),
            ],
            options={
                "verbose_name": "succession of units",
                "verbose_name_plural": "successions of units",
                "ordering": ["from_year", "pk"],
            },
        ),
        migrations.AddField(
            model_name="organisationunit",
            name="valid_from",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Empty: it always did.",
                null=True,
                verbose_name="reports from year",
            ),
        ),
        migrations.AddField(
            model_name="organisationunit",
            name="valid_to",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Empty: it still does.",
                null=True,
                verbose_name="reports to year",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="unit_ends_after_it_begins",
            ),
        ),
        migrations.AddField(
            model_name="unitsuccession",
            name="predecessor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followed_by",
                to="provinces.organisationunit",
                verbose_name="predecessor",
            ),
        ),
        migrations.AddField(
            model_name="unitsuccession",
            name="successor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="follows",
                to="provinces.organisationunit",
                verbose_name="successor",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitsuccession",
            constraint=models.UniqueConstraint(
                fields=("predecessor", "successor"), name="unit_succession_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitsuccession",
            constraint=models.CheckConstraint(
                condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                name="unit_succession_of_two_units",
            ),
        ),
    ]
