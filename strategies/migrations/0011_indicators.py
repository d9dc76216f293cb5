"""Indicators of the plan; sections that the portal writes."""

from django.db import migrations, models

STAMPED = (
    "CREATE TRIGGER stamp_catalogue AFTER INSERT OR UPDATE OR DELETE ON strategies_indicator "
    "FOR EACH STATEMENT EXECUTE FUNCTION strategies_stamp_catalogue()",
    "DROP TRIGGER stamp_catalogue ON strategies_indicator",
)


class Migration(migrations.Migration):
    dependencies = [
        ("strategies", "0010_groups_carry_the_plan"),
    ]

    operations = [
        migrations.AddField(
            model_name="section",
            name="generated",
            field=models.CharField(
                blank=True,
                choices=[("plan", "the plan as a whole"), ("strategy", "one strategy of the plan")],
                max_length=10,
                verbose_name="written by the portal",
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="strategy",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="strategy"),
        ),
        migrations.CreateModel(
            name="Indicator",
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
                ("strategy", models.PositiveSmallIntegerField(verbose_name="strategy")),
                (
                    "group",
                    models.CharField(blank=True, max_length=8, verbose_name="activity group"),
                ),
                ("numerator", models.CharField(max_length=400, verbose_name="numerator")),
                (
                    "denominator",
                    models.CharField(blank=True, max_length=400, verbose_name="denominator"),
                ),
                ("scale", models.PositiveIntegerField(default=1, verbose_name="times")),
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
                (
                    "baseline",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=18,
                        null=True,
                        verbose_name="baseline",
                    ),
                ),
                (
                    "baseline_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of the baseline"
                    ),
                ),
                (
                    "report_line",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="line of the report of 2020"
                    ),
                ),
                ("certain", models.BooleanField(default=False, verbose_name="certain")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
                "ordering": ["strategy", "position", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("baseline__isnull", True), ("baseline_year__isnull", True)),
                            models.Q(("baseline__isnull", False), ("baseline_year__isnull", False)),
                            _connector="OR",
                        ),
                        name="indicator_baseline_with_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scale__gt", 0)), name="indicator_has_a_scale"
                    ),
                ],
            },
        ),
        migrations.RunSQL(*STAMPED),
    ]
