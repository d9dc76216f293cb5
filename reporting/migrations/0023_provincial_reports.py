"""A province's own report of a year: the Secretariat's worker makes it, the province reads its own.
A lead of a working group, who reads some sections only, finds it once the year is published."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from provinces.tenancy.operations import tenant_table

TABLE = "reporting_provincialreport"
ROLE = "nsp_secretariat"
PRACTICE = "year IN (SELECT year FROM reporting_reportingyear WHERE is_practice)"
SEEN = (
    "(SELECT coalesce(current_setting('app.led_group', true), '')) = '' OR consolidation_id IN "
    "(SELECT id FROM reporting_consolidation WHERE published_at IS NOT NULL)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("provinces", "0009_population"),
        ("reporting", "0022_tree_approval"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            "job",
            "kind",
            models.CharField(
                "kind",
                max_length=20,
                choices=[
                    ("consolidate", "Consolidation"),
                    ("render", "Rendering"),
                    ("publish", "Publication"),
                    ("provinces", "Reports of provinces"),
                ],
            ),
        ),
        migrations.CreateModel(
            name="ProvincialReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField("year")),
                ("language", models.CharField("language", max_length=8)),
                ("stamp", models.CharField("made from", max_length=120)),
                ("document", models.JSONField("document")),
                ("months", models.PositiveSmallIntegerField("months")),
                ("pdf_digest", models.CharField("seal of the PDF", max_length=64)),
                ("pdf_size", models.PositiveBigIntegerField("bytes of the PDF")),
                ("workbook_digest", models.CharField("seal of the workbook", max_length=64)),
                ("workbook_size", models.PositiveBigIntegerField("bytes of the workbook")),
                (
                    "made_at",
                    models.DateTimeField(
                        "made on", default=django.utils.timezone.now, editable=False
                    ),
                ),
                (
                    "consolidation",
                    models.ForeignKey(
                        "reporting.consolidation",
                        django.db.models.deletion.PROTECT,
                        related_name="+",
                        verbose_name="consolidation",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL,
                        django.db.models.deletion.PROTECT,
                        related_name="+",
                        verbose_name="asked for by",
                    ),
                ),
                (
                    "organisation_unit",
                    models.ForeignKey(
                        "provinces.organisationunit",
                        django.db.models.deletion.PROTECT,
                        related_name="+",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "report of a province",
                "verbose_name_plural": "reports of provinces",
                "ordering": ["year", "organisation_unit", "language"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["organisation_unit", "year", "language"],
                        name="provincial_report_once",
                    )
                ],
            },
        ),
        *tenant_table(
            TABLE, tenant=("SELECT",), secretariat=("SELECT", "INSERT", "UPDATE", "DELETE")
        ),
        migrations.RunSQL(
            [
                f"CREATE POLICY practice_only ON {TABLE} AS RESTRICTIVE FOR DELETE TO {ROLE} "
                f"USING ({PRACTICE})",
                f"CREATE POLICY led_sections ON {TABLE} AS RESTRICTIVE FOR SELECT TO {ROLE} "
                f"USING ({SEEN})",
            ],
            [f"DROP POLICY led_sections ON {TABLE}", f"DROP POLICY practice_only ON {TABLE}"],
        ),
    ]
