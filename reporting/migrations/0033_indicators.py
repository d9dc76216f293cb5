"""What indicators came to in a consolidation, under row-level security as figures are, and what they
shall come to."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from provinces.tenancy.operations import tenant_table

TABLE = "reporting_indicatorvalue"
ROLE = "nsp_secretariat"
PUBLISHED = "(SELECT id FROM reporting_consolidation WHERE published_at IS NOT NULL)"
PRACTICE = (
    "consolidation_id IN (SELECT id FROM reporting_consolidation WHERE year IN "
    "(SELECT year FROM reporting_reportingyear WHERE is_practice))"
)
EVERYBODY_ELSE = "(SELECT coalesce(current_setting('app.led_group', true), '')) = ''"
# Name, kind, command and role, condition.
POLICIES = (
    (
        "published_nation",
        "FOR SELECT TO nsp_tenant",
        f"USING (organisation_unit_id IS NULL AND consolidation_id IN {PUBLISHED})",
    ),
    (
        "not_published",
        f"AS RESTRICTIVE FOR INSERT TO {ROLE}",
        f"WITH CHECK (consolidation_id NOT IN {PUBLISHED})",
    ),
    ("practice_only", f"AS RESTRICTIVE FOR DELETE TO {ROLE}", f"USING ({PRACTICE})"),
    (
        "led_sections",
        f"AS RESTRICTIVE FOR SELECT TO {ROLE}",
        f"USING ({EVERYBODY_ELSE} OR consolidation_id IN {PUBLISHED})",
    ),
)


class Migration(migrations.Migration):
    dependencies = [
        ("provinces", "0009_population"),
        ("reporting", "0030_plan_at_work"),
        ("strategies", "0011_indicators"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IndicatorTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "value",
                    models.DecimalField(decimal_places=2, max_digits=18, verbose_name="target"),
                ),
                (
                    "decided_by",
                    models.CharField(max_length=200, verbose_name="who decided it, and when"),
                ),
                (
                    "set_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="set on"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="strategies.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="set by",
                    ),
                ),
            ],
            options={
                "verbose_name": "target of an indicator",
                "verbose_name_plural": "targets of indicators",
                "ordering": ["indicator", "year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "year"), name="indicator_target_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__gte", 0), models.Q(("decided_by", ""), _negated=True)
                        ),
                        name="indicator_target_is_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period_key", models.PositiveIntegerField(verbose_name="period")),
                (
                    "numerator",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=18,
                        null=True,
                        verbose_name="numerator",
                    ),
                ),
                (
                    "denominator",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=18,
                        null=True,
                        verbose_name="denominator",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=20, null=True, verbose_name="value"
                    ),
                ),
                (
                    "why_not",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_asked", "no table of the year asks for it"),
                            ("no_numerator", "no accepted report gives a number for it"),
                            ("no_denominator", "no accepted report says of how many it is a part"),
                            ("zero", "it is a part of none: the whole is 0"),
                            ("no_population", "no number of the people is known for the year"),
                        ],
                        max_length=16,
                        verbose_name="why not",
                    ),
                ),
                ("received", models.PositiveIntegerField(default=0, verbose_name="received")),
                ("expected", models.PositiveIntegerField(default=0, verbose_name="expected")),
                (
                    "consolidation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicator_values",
                        to="reporting.consolidation",
                        verbose_name="consolidation",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategies.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "organisation_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="provinces.organisationunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "value of an indicator",
                "verbose_name_plural": "values of indicators",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("consolidation", "indicator", "period_key", "organisation_unit"),
                        name="indicator_value_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("value__isnull", False), ("why_not", "")),
                            models.Q(
                                ("value__isnull", True), models.Q(("why_not", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="indicator_value_or_why_not",
                    ),
                ],
            },
        ),
        *tenant_table(
            TABLE,
            select_children=True,
            tenant=("SELECT",),
            secretariat=("SELECT", "INSERT", "DELETE"),
        ),
        *[
            migrations.RunSQL(
                f"CREATE POLICY {name} ON {TABLE} {kind} {condition}",
                f"DROP POLICY {name} ON {TABLE}",
            )
            for name, kind, condition in POLICIES
        ],
    ]
