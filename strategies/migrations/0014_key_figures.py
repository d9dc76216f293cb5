"""The figures that are reported first, and charts of more than measures year by year."""

import django.contrib.postgres.fields
from django.db import migrations, models

STAMPED = (
    "CREATE TRIGGER stamp_catalogue AFTER INSERT OR UPDATE OR DELETE ON strategies_keyfigure "
    "FOR EACH STATEMENT EXECUTE FUNCTION strategies_stamp_catalogue()",
    "DROP TRIGGER stamp_catalogue ON strategies_keyfigure",
)
# What there was is printed wherever it holds.
PLACED = ("UPDATE strategies_chart SET placed_from = 2019", migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [
        ("strategies", "0013_no_comparisons_of_single_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeyFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title_en", models.CharField(max_length=400, verbose_name="title in English")),
                (
                    "title_km",
                    models.CharField(blank=True, max_length=400, verbose_name="title in Khmer"),
                ),
                (
                    "khmer_standing",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("source", "from an official text"),
                            ("confirmed", "confirmed"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=10,
                        verbose_name="standing of the Khmer",
                    ),
                ),
                (
                    "valid_from",
                    models.PositiveSmallIntegerField(default=2019, verbose_name="valid from year"),
                ),
                (
                    "valid_to",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="valid to year"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("expression", models.CharField(max_length=400, verbose_name="expression")),
                (
                    "unit_of_count",
                    models.CharField(
                        choices=[
                            ("case", "cases"),
                            ("person", "persons"),
                            ("event", "times"),
                            ("item", "items"),
                            ("usd", "US$"),
                            ("family", "families"),
                            ("place", "places"),
                            ("pair", "pairs"),
                            ("view", "views"),
                        ],
                        max_length=10,
                        verbose_name="unit of count",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("more", "more is better"),
                            ("less", "less is better"),
                            ("neither", "for information"),
                        ],
                        max_length=8,
                        verbose_name="direction",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "key figure",
                "verbose_name_plural": "key figures",
                "ordering": ["position", "code"],
            },
        ),
        migrations.AddField(
            model_name="chart",
            name="categories_en",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=200), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="chart",
            name="categories_km",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(blank=True, max_length=200),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="chart",
            name="category_standings",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("proposed", "proposed"),
                        ("source", "from an official text"),
                        ("confirmed", "confirmed"),
                    ],
                    max_length=10,
                ),
                blank=True,
                default=list,
                editable=False,
                size=None,
                verbose_name="standings of the Khmer",
            ),
        ),
        migrations.AddField(
            model_name="chart",
            name="form",
            field=models.CharField(
                choices=[
                    ("years", "measures, year beside year"),
                    ("parts", "parts of one quantity"),
                    ("rows", "rows of a table"),
                    ("months", "months of the year"),
                    ("provinces", "provinces"),
                ],
                default="years",
                max_length=10,
                verbose_name="form",
            ),
        ),
        migrations.AddField(
            model_name="chart",
            name="on_situation",
            field=models.BooleanField(default=False, verbose_name="on the page of the situation"),
        ),
        migrations.AddField(
            model_name="chart",
            name="placed_from",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="new editions begin with it from year"
            ),
        ),
        migrations.AddField(
            model_name="chart",
            name="unit_of_count",
            field=models.CharField(
                blank=True,
                choices=[
                    ("case", "cases"),
                    ("person", "persons"),
                    ("event", "times"),
                    ("item", "items"),
                    ("usd", "US$"),
                    ("family", "families"),
                    ("place", "places"),
                    ("pair", "pairs"),
                    ("view", "views"),
                ],
                max_length=10,
                verbose_name="unit of count",
            ),
        ),
        migrations.AlterField(
            model_name="chart",
            name="series_titles_en",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=200), blank=True, default=list, size=None
            ),
        ),
        migrations.AlterField(
            model_name="chart",
            name="series_titles_km",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(blank=True, max_length=200),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="chart",
            name="years",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                blank=True,
                default=list,
                size=None,
                verbose_name="years",
            ),
        ),
        migrations.AlterField(
            model_name="section",
            name="generated",
            field=models.CharField(
                blank=True,
                choices=[
                    ("plan", "the plan as a whole"),
                    ("strategy", "one strategy of the plan"),
                    ("key", "the key figures of the year"),
                ],
                max_length=10,
                verbose_name="written by the portal",
            ),
        ),
        migrations.RunSQL(*STAMPED),
        migrations.RunSQL(*PLACED),
    ]
