"""A deputy signs by delegation, the Permanent Vice-Chair signs the national report, and observers
read what is published to them: that alone, whatever the code asks."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from provinces.tenancy.operations import THIS_UNIT, tenant_table

# Each sub-select that asks for no row of the table is computed once a statement.
IS_OBSERVER = (
    "(SELECT EXISTS (SELECT FROM provinces_organisationunit "
    f"WHERE kind = 'observer' AND id = {THIS_UNIT}))"
)
GIVEN = f"(SELECT edition_id FROM reporting_publishedto WHERE organisation_unit_id = {THIS_UNIT})"
ALL_ANNUAL = (
    "(SELECT EXISTS (SELECT FROM reporting_publishedto "
    f"WHERE edition_id IS NULL AND organisation_unit_id = {THIS_UNIT}))"
)
PRACTICE = "(SELECT year FROM reporting_reportingyear WHERE is_practice)"
SHOWN = {
    "edition": (
        f"id IN {GIVEN} OR (period_key % 100 = 0 AND year NOT IN {PRACTICE} AND {ALL_ANNUAL})"
    ),
    "editiondocument": "edition_id IN (SELECT id FROM reporting_edition)",
    "renderedfile": "edition_id IN (SELECT id FROM reporting_edition)",
    "consolidation": "id IN (SELECT consolidation_id FROM reporting_edition)",
}
# Who stands above the unit decides on what a deputy has signed, and changes nothing of it.
OWN_DELEGATION = (
    f"delegation_id IS NULL OR organisation_unit_id <> {THIS_UNIT} OR delegation_id IN "
    f"(SELECT id FROM provinces_delegation WHERE organisation_unit_id = {THIS_UNIT})"
)


def restricted(table: str, name: str, rest: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {table} AS RESTRICTIVE {rest}", f"DROP POLICY {name} ON {table}"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("provinces", "0007_committees"),
        ("reporting", "0018_evidence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="delegation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="provinces.delegation",
                verbose_name="signed by delegation",
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="delegation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="provinces.delegation",
                verbose_name="signed by delegation",
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="words_km",
            field=models.TextField(blank=True, default="", verbose_name="words in Khmer"),
        ),
        migrations.AlterField(
            model_name="signoff",
            name="role",
            field=models.CharField(
                choices=[
                    ("group_lead", "Working-group lead"),
                    ("reviewer", "Reviewer"),
                    ("consolidator", "Consolidator"),
                    ("permanent_vice_chair", "Permanent Vice-Chair"),
                    ("secretary_general", "Secretary General"),
                ],
                max_length=20,
                verbose_name="role",
            ),
        ),
        migrations.CreateModel(
            name="PublishedTo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="on"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="published_to",
                        to="reporting.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "organisation_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="provinces.organisationunit",
                        verbose_name="observer",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition published to an observer",
                "verbose_name_plural": "editions published to observers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation_unit", "edition"), name="published_to_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("edition__isnull", True)),
                        fields=("organisation_unit",),
                        name="published_to_all_once",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            "GRANT UPDATE (delegation_id) ON reporting_revision TO nsp_tenant",
            "REVOKE UPDATE (delegation_id) ON reporting_revision FROM nsp_tenant",
        ),
        restricted(
            "reporting_revision",
            "of_own_delegation",
            f"FOR UPDATE TO nsp_tenant USING (true) WITH CHECK ({OWN_DELEGATION})",
        ),
        *tenant_table(
            "reporting_publishedto",
            tenant=("SELECT",),
            secretariat=("SELECT", "INSERT", "DELETE"),
        ),
        *[
            restricted(
                f"reporting_{table}",
                "published_to_observers",
                f"FOR SELECT TO nsp_tenant USING (NOT {IS_OBSERVER} OR {shown})",
            )
            for table, shown in SHOWN.items()
        ],
    ]
