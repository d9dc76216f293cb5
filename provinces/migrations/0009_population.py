"""How many people live in a place, by year, and who says so: everybody reads it."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("provinces", "0008_successions")]

    operations = [
        migrations.CreateModel(
            name="Population",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField("year")),
                ("persons", models.PositiveIntegerField("persons")),
                ("females", models.PositiveIntegerField("females", null=True, blank=True)),
                ("source", models.CharField("source", max_length=300)),
                ("source_km", models.CharField("source in Khmer", max_length=300, blank=True)),
                ("certain", models.BooleanField("certain", default=False)),
                (
                    "unit",
                    models.ForeignKey(
                        "provinces.organisationunit",
                        django.db.models.deletion.PROTECT,
                        related_name="populations",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "population of a place",
                "verbose_name_plural": "population of places",
                "ordering": ["unit", "-year"],
                "constraints": [
                    models.UniqueConstraint(fields=["unit", "year"], name="population_once_a_year"),
                    models.CheckConstraint(
                        condition=Q(females__isnull=True) | Q(females__lte=F("persons")),
                        name="population_females_among_persons",
                    ),
                    models.CheckConstraint(
                        condition=~Q(source="") & Q(persons__gt=0), name="population_has_a_source"
                    ),
                ],
            },
        ),
    ]
