"""What a province asks of its districts or communes in a year: it writes it, its places and the
Secretariat read it."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from provinces.tenancy.operations import THIS_UNIT, tenant_table

TABLE = "reporting_askedplaces"
ABOVE = (
    f"ANY (ARRAY(SELECT ancestor_id FROM provinces_unitclosure WHERE descendant_id = {THIS_UNIT}))"
)
ONESELF = "decided_by_id = NULLIF(current_setting('app.user_id', true), '')::bigint"
PRACTICE = "year IN (SELECT year FROM reporting_reportingyear WHERE is_practice)"
PERIODS = [
    ("month", "Month"),
    ("quarter", "Quarter"),
    ("semester", "Semester"),
    ("ten_month", "January to October"),
    ("year", "The whole year"),
]


def policy(name: str, rest: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {TABLE} {rest}", f"DROP POLICY {name} ON {TABLE}"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0020_special_reports"),
        ("provinces", "0008_successions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AskedPlaces",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "level",
                    models.CharField(
                        choices=[("district", "Districts"), ("commune", "Communes")],
                        max_length=10,
                        verbose_name="who reports",
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(choices=PERIODS, max_length=10, verbose_name="how often"),
                ),
                (
                    "tables",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(), size=None, verbose_name="tables"
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        editable=False,
                        verbose_name="decided on",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "organisation_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="provinces.organisationunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "what a province asks of its places",
                "verbose_name_plural": "what provinces ask of their places",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_unit", "year"), name="asked_places_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=~Q(tables=[]), name="asked_places_for_some_table"
                    ),
                ],
            },
        ),
        *tenant_table(TABLE, secretariat=("SELECT", "DELETE")),
        policy(
            "read_by_places", f"FOR SELECT TO nsp_tenant USING (organisation_unit_id = {ABOVE})"
        ),
        policy(
            "by_oneself",
            f"AS RESTRICTIVE FOR INSERT TO nsp_tenant WITH CHECK ({ONESELF})",
        ),
        policy(
            "changed_by_oneself",
            f"AS RESTRICTIVE FOR UPDATE TO nsp_tenant USING (true) WITH CHECK ({ONESELF})",
        ),
        policy(
            "practice_only",
            f"AS RESTRICTIVE FOR DELETE TO nsp_secretariat USING ({PRACTICE})",
        ),
    ]
