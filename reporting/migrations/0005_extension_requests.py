"""Requests for more time, with row-level security: a unit asks, the Secretariat answers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from provinces.tenancy.operations import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("provinces", "0002_mail_frequency"),
        ("reporting", "0004_reporting_year_tenancy"),
        ("strategies", "0002_working_groups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExtensionRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period_key", models.PositiveIntegerField(verbose_name="period")),
                ("text", models.CharField(max_length=400, verbose_name="why more time is needed")),
                ("at", models.DateTimeField(verbose_name="asked on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for an answer"),
                            ("granted", "Granted"),
                            ("declined", "Declined"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=400, verbose_name="answer")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered on"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "data_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategies.dataset",
                        verbose_name="form",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
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
                "verbose_name": "request for more time",
                "verbose_name_plural": "requests for more time",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("organisation_unit", "data_set", "period_key"),
                        name="extension_request_one_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("state", "waiting"),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state__in", ["granted", "declined"]),
                            ),
                            _connector="OR",
                        ),
                        name="extension_request_decided_at_with_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(
                                models.Q(("state", "declined"), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="extension_request_says_why",
                    ),
                ],
            },
        ),
        *tenant_table(
            "reporting_extensionrequest",
            select_children=True,
            tenant=("SELECT", "INSERT"),
            secretariat=("SELECT",),
            secretariat_update_columns=("state", "answer", "decided_at", "decided_by_id"),
        ),
        migrations.RunSQL(
            "CREATE POLICY asked_by_oneself ON reporting_extensionrequest AS RESTRICTIVE "
            "FOR INSERT TO nsp_tenant WITH CHECK (state = 'waiting' AND "
            "by_id = NULLIF(current_setting('app.user_id', true), '')::bigint)",
            "DROP POLICY asked_by_oneself ON reporting_extensionrequest",
        ),
    ]
