"""Files attached to reports: a file once a report, and where it stands in a revision. Only the
unit's drafts are written; the Secretariat chooses what may be published, and removes those of years
to practise on. The bytes are held to their seal by the database itself."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from provinces.tenancy.operations import THIS_UNIT, tenant_table

EVIDENCE, FILES = "reporting_evidence", "reporting_evidencefile"
ROLE = "nsp_secretariat"
MOST_BYTES = 10 * 1024 * 1024
OWN_DRAFTS = (
    "SELECT {column} FROM reporting_revision "
    f"WHERE state = 'draft' AND organisation_unit_id = {THIS_UNIT}"
)
IN_DRAFT = f"revision_id = ANY (ARRAY({OWN_DRAFTS.format(column='id')}))"
OF_DRAFT = f"report_id = ANY (ARRAY({OWN_DRAFTS.format(column='report_id')}))"
# Of the same report, so that nobody hangs a file of another one on a revision.
OWN_FILE = (
    f"file_id IN (SELECT f.id FROM {FILES} f JOIN reporting_revision r ON r.report_id = f.report_id "
    f"WHERE r.id = revision_id AND f.organisation_unit_id = {THIS_UNIT})"
)
YEARS = "(SELECT year FROM reporting_reportingyear WHERE is_practice)"
OF_REPORTS = f"report_id IN (SELECT id FROM reporting_report WHERE year IN {YEARS})"
OF_REVISIONS = f"revision_id IN (SELECT id FROM reporting_revision WHERE {OF_REPORTS})"
# A lead sees what stands at the tables of the group's sections, and the files of that.
NOT_LED = "(SELECT coalesce(current_setting('app.led_group', true), '')) = ''"
LED = "table_id IN (SELECT led.id FROM reporting_led_tables() led)"


def policy(table: str, name: str, rest: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {table} AS RESTRICTIVE {rest}", f"DROP POLICY {name} ON {table}"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("provinces", "0005_khmer_standing"),
        ("reporting", "0017_translations"),
        ("strategies", "0005_khmer_standing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="seal (SHA-256)")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("jpeg", "Photo (JPEG)"),
                            ("png", "Picture (PNG)"),
                            ("webp", "Picture (WebP)"),
                            ("docx", "Word document"),
                            ("xlsx", "Excel workbook"),
                        ],
                        max_length=4,
                        verbose_name="kind",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="bytes")),
                ("content", models.BinaryField(verbose_name="contents")),
                (
                    "preview",
                    models.BinaryField(blank=True, default=b"", verbose_name="small picture"),
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
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence_files",
                        to="reporting.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of evidence",
                "verbose_name_plural": "files of evidence",
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="on"
                    ),
                ),
                (
                    "may_be_published",
                    models.BooleanField(default=False, verbose_name="may be published"),
                ),
                (
                    "chosen_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="chosen on"),
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
                    "chosen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chosen by",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="evidence",
                        to="reporting.listentry",
                        verbose_name="entry",
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
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="reporting.revision",
                        verbose_name="revision",
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategies.table",
                        verbose_name="table",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="reporting.evidencefile",
                        verbose_name="file",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.UniqueConstraint(
                fields=("organisation_unit", "report", "digest"), name="evidence_file_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entry__isnull", True), ("table__isnull", False), _connector="OR"
                ),
                name="evidence_of_a_row_names_its_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("chosen_at__isnull", True),
                        ("chosen_by__isnull", True),
                        ("may_be_published", False),
                    ),
                    models.Q(("chosen_at__isnull", False), ("chosen_by__isnull", False)),
                    _connector="OR",
                ),
                name="evidence_chosen_at_with_by",
            ),
        ),
        # Pictures and documents are compressed already; and a list reads none of the bytes.
        migrations.RunSQL(
            f"ALTER TABLE {FILES} ALTER COLUMN content SET STORAGE EXTERNAL, "
            "ALTER COLUMN preview SET STORAGE EXTERNAL, "
            "ADD CONSTRAINT evidence_file_is_its_seal "
            "CHECK (digest = encode(sha256(content), 'hex') AND size = octet_length(content)), "
            "ADD CONSTRAINT evidence_file_is_small "
            f"CHECK (size BETWEEN 1 AND {MOST_BYTES} AND octet_length(preview) < 1048576)",
            f"ALTER TABLE {FILES} DROP CONSTRAINT evidence_file_is_its_seal, "
            "DROP CONSTRAINT evidence_file_is_small",
        ),
        *tenant_table(
            FILES,
            select_children=True,
            tenant=("SELECT", "INSERT", "DELETE"),
            secretariat=("SELECT", "DELETE"),
        ),
        *tenant_table(
            EVIDENCE,
            select_children=True,
            secretariat=("SELECT", "DELETE"),
            secretariat_update_columns=("may_be_published", "chosen_at", "chosen_by_id"),
        ),
        policy(FILES, "draft_adds", f"FOR INSERT TO nsp_tenant WITH CHECK ({OF_DRAFT})"),
        policy(FILES, "draft_removes", f"FOR DELETE TO nsp_tenant USING ({OF_DRAFT})"),
        policy(EVIDENCE, "draft_adds", f"FOR INSERT TO nsp_tenant WITH CHECK ({IN_DRAFT})"),
        policy(EVIDENCE, "draft_changes", f"FOR UPDATE TO nsp_tenant USING ({IN_DRAFT})"),
        policy(EVIDENCE, "draft_removes", f"FOR DELETE TO nsp_tenant USING ({IN_DRAFT})"),
        policy(
            EVIDENCE,
            "own_file_adds",
            f"FOR INSERT TO nsp_tenant WITH CHECK (NOT may_be_published AND {OWN_FILE})",
        ),
        policy(
            EVIDENCE,
            "own_file_changes",
            f"FOR UPDATE TO nsp_tenant USING (true) "
            f"WITH CHECK (NOT may_be_published AND {OWN_FILE})",
        ),
        policy(
            EVIDENCE,
            "chosen_once_signed",
            f"FOR UPDATE TO {ROLE} USING (revision_id IN (SELECT id FROM reporting_revision "
            "WHERE state IN ('submitted', 'accepted')))",
        ),
        policy(FILES, "practice_only", f"FOR DELETE TO {ROLE} USING ({OF_REPORTS})"),
        policy(EVIDENCE, "practice_only", f"FOR DELETE TO {ROLE} USING ({OF_REVISIONS})"),
        policy(EVIDENCE, "led_sections", f"FOR SELECT TO {ROLE} USING ({NOT_LED} OR {LED})"),
        policy(
            FILES,
            "led_sections",
            f"FOR SELECT TO {ROLE} USING ({NOT_LED} OR id IN (SELECT file_id FROM {EVIDENCE}))",
        ),
    ]
