"""Commitments, with row-level security. What is printed for everybody every unit reads; the rest
its keeper, who answers and who stands above them. The number and the text never change."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from provinces.tenancy.operations import THIS_UNIT, THIS_UNIT_AND_BELOW, grants, tenant_table

TENANT, SECRETARIAT = "nsp_tenant", "nsp_secretariat"
COMMITMENT, UNIT = "reporting_commitment", "reporting_commitmentunit"
ANSWER, CHANGE = "reporting_commitmentanswer", "reporting_commitmentchange"
CHANGED = (
    "text_km", "khmer_standing", "due_on", "sign_en", "sign_km", "activity_group_id", "activity_id",
    "indicator", "answering", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason",
)  # fmt: skip
THIS_PERSON = "(SELECT NULLIF(current_setting('app.user_id', true), '')::bigint)"
BELOW = f"(SELECT ARRAY(SELECT descendant_id FROM provinces_unitclosure WHERE ancestor_id = {THIS_UNIT}))"
NO_OBSERVER = (
    "(SELECT EXISTS (SELECT FROM provinces_organisationunit "
    f"WHERE kind <> 'observer' AND id = {THIS_UNIT}))"
)
READS = (
    f"{NO_OBSERVER} AND (origin IN ('direction', 'request', 'plan') "
    f"OR kept_by_id = {THIS_UNIT_AND_BELOW} OR answering && {BELOW})"
)
KEEPS = f"kept_by_id = {THIS_UNIT}"
READABLE = f"{THIS_UNIT} IS NOT NULL AND commitment_id IN (SELECT id FROM {COMMITMENT})"
KEPT = f"commitment_id IN (SELECT id FROM {COMMITMENT} WHERE {KEEPS})"
ASKED = f"(SELECT id FROM {COMMITMENT} WHERE answering @> ARRAY[{THIS_UNIT}])"
OWN_DRAFTS = (
    "ANY (ARRAY(SELECT id FROM reporting_revision "
    f"WHERE state = 'draft' AND organisation_unit_id = {THIS_UNIT}))"
)
# In a report by whom it asks, in the register by the keeper too, in one's own name.
SAYS = (
    f"CASE WHEN revision_id IS NULL THEN by_id = {THIS_PERSON} AND (commitment_id IN {ASKED} "
    f"OR {KEPT}) ELSE commitment_id IN {ASKED} AND revision_id = {OWN_DRAFTS} END"
)
YEARS = "(SELECT year FROM reporting_reportingyear WHERE is_practice)"
OF_PRACTICE = f"commitment_id IN (SELECT id FROM {COMMITMENT} WHERE origin_year IN {YEARS})"
OF_REVISIONS = (
    "revision_id IN (SELECT revision.id FROM reporting_revision revision "
    "JOIN reporting_report report ON report.id = revision.report_id "
    f"WHERE report.year IN {YEARS})"
)
# A lead of a working group reads of a report what was accepted.
NOT_LED = "(SELECT coalesce(current_setting('app.led_group', true), '')) = ''"
ACCEPTED = "revision_id IN (SELECT id FROM reporting_revision WHERE state = 'accepted')"

# Who answers, repeated at the commitment: its policy cannot ask a table whose policy asks it.
FUNCTIONS = """
CREATE FUNCTION reporting_keep_answering() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    of_it bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.commitment_id ELSE NEW.commitment_id END;
BEGIN
    UPDATE reporting_commitment SET answering = ARRAY(
        SELECT organisation_unit_id FROM reporting_commitmentunit
        WHERE commitment_id = of_it ORDER BY NOT is_lead, id
    ) WHERE id = of_it;
    RETURN NULL;
END
$$;

CREATE FUNCTION reporting_keep_commitment() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (NEW.number, NEW.origin, NEW.origin_year, NEW.origin_name, NEW.origin_mark, NEW.text_en,
        NEW.kept_by_id, NEW.made_at, NEW.made_by_id)
       IS DISTINCT FROM
       (OLD.number, OLD.origin, OLD.origin_year, OLD.origin_name, OLD.origin_mark, OLD.text_en,
        OLD.kept_by_id, OLD.made_at, OLD.made_by_id) THEN
        RAISE EXCEPTION 'The number, origin and text of a commitment never change.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at THEN
        RAISE EXCEPTION 'A commitment that was withdrawn stays withdrawn.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION reporting_keep_commitments() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.is_practice AND (TG_OP = 'INSERT' OR NOT OLD.is_practice OR OLD.year <> NEW.year)
       AND EXISTS (SELECT FROM reporting_commitment WHERE origin_year = NEW.year) THEN
        RAISE EXCEPTION 'The year has real commitments: it is not one to practise on.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
"""
DROP_FUNCTIONS = (
    "DROP FUNCTION reporting_keep_commitments(); DROP FUNCTION reporting_keep_commitment(); "
    "DROP FUNCTION reporting_keep_answering()"
)
TRIGGERS = (
    f"CREATE TRIGGER keep_answering AFTER INSERT OR DELETE ON {UNIT} "
    "FOR EACH ROW EXECUTE FUNCTION reporting_keep_answering(); "
    f"CREATE TRIGGER keep_commitment BEFORE UPDATE ON {COMMITMENT} "
    "FOR EACH ROW EXECUTE FUNCTION reporting_keep_commitment(); "
    "CREATE TRIGGER keep_commitments BEFORE INSERT OR UPDATE ON reporting_reportingyear "
    "FOR EACH ROW EXECUTE FUNCTION reporting_keep_commitments()"
)
DROP_TRIGGERS = (
    "DROP TRIGGER keep_commitments ON reporting_reportingyear; "
    f"DROP TRIGGER keep_commitment ON {COMMITMENT}; DROP TRIGGER keep_answering ON {UNIT}"
)
# No number comes twice, not even that of a commitment that went with a year to practise on.
SEQUENCE = (
    "CREATE SEQUENCE reporting_commitment_number; "
    f"GRANT USAGE ON SEQUENCE reporting_commitment_number TO {TENANT}, {SECRETARIAT}"
)


def policy(table: str, name: str, rest: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {table} {rest}", f"DROP POLICY {name} ON {table}"
    )


def secured(table: str) -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; "
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; "
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ),
        policy(table, "secretariat", f"FOR ALL TO {SECRETARIAT} USING (true) WITH CHECK (true)"),
    ]


def practice_only(table: str, condition: str) -> migrations.RunSQL:
    return policy(
        table,
        "practice_only",
        f"AS RESTRICTIVE FOR DELETE TO {SECRETARIAT} USING ({condition})",
    )


def by_oneself(table: str, column: str) -> migrations.RunSQL:
    return policy(
        table,
        "by_oneself",
        f"AS RESTRICTIVE FOR INSERT TO {TENANT}, {SECRETARIAT} WITH CHECK ({column} = {THIS_PERSON})",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("provinces", "0009_population"),
        ("reporting", "0024_places_asked_from"),
        ("strategies", "0009_measured_years"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(editable=False, unique=True, verbose_name="number"),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("direction", "Direction of an annual report"),
                            ("request", "Request of an annual report"),
                            ("decision", "Decision of a meeting"),
                            ("outside", "Recommendation from outside"),
                            ("plan", "The plan itself"),
                        ],
                        max_length=10,
                        verbose_name="origin",
                    ),
                ),
                (
                    "origin_year",
                    models.PositiveSmallIntegerField(verbose_name="year of the origin"),
                ),
                (
                    "origin_name",
                    models.CharField(blank=True, max_length=240, verbose_name="name of the origin"),
                ),
                (
                    "origin_name_km",
                    models.CharField(
                        blank=True, max_length=240, verbose_name="name of the origin in Khmer"
                    ),
                ),
                (
                    "origin_mark",
                    models.CharField(blank=True, max_length=40, verbose_name="mark in the origin"),
                ),
                ("text_en", models.TextField(blank=True, verbose_name="text in English")),
                ("text_km", models.TextField(blank=True, verbose_name="text in Khmer")),
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
                    "is_text_known",
                    models.BooleanField(default=True, verbose_name="its text is in our sources"),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                (
                    "sign_en",
                    models.TextField(blank=True, verbose_name="how one will know, in English"),
                ),
                (
                    "sign_km",
                    models.TextField(blank=True, verbose_name="how one will know, in Khmer"),
                ),
                (
                    "indicator",
                    models.CharField(blank=True, max_length=60, verbose_name="indicator"),
                ),
                (
                    "answering",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, editable=False, size=None
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="entered on")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn on"),
                ),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, verbose_name="why it was withdrawn"),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategies.activity",
                        verbose_name="activity",
                    ),
                ),
                (
                    "activity_group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategies.activitygroup",
                        verbose_name="activity group",
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="provinces.organisationunit",
                        verbose_name="kept by",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "commitment",
                "verbose_name_plural": "commitments",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="CommitmentAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_begun", "Not begun"),
                            ("going_on", "Going on"),
                            ("done", "Done"),
                            ("held_up", "Held up"),
                            ("dropped", "Dropped"),
                        ],
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="what was done")),
                ("evidence", models.TextField(blank=True, verbose_name="where it can be seen")),
                ("at", models.DateTimeField(verbose_name="on")),
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
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="reporting.commitment",
                        verbose_name="commitment",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="commitment_answers",
                        to="reporting.revision",
                        verbose_name="revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a commitment",
                "verbose_name_plural": "answers to commitments",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CommitmentChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.JSONField(verbose_name="before")),
                ("after", models.JSONField(verbose_name="after")),
                ("reason", models.TextField(verbose_name="why")),
                ("at", models.DateTimeField(verbose_name="on")),
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
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="reporting.commitment",
                        verbose_name="commitment",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a commitment",
                "verbose_name_plural": "changes of commitments",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CommitmentUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_lead", models.BooleanField(default=False, verbose_name="leads")),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="reporting.commitment",
                        verbose_name="commitment",
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
                "verbose_name": "unit of a commitment",
                "verbose_name_plural": "units of commitments",
                "ordering": ["commitment", "-is_lead", "organisation_unit"],
            },
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["origin_year", "origin"], name="commitment_by_origin"),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("origin_mark", ""), _negated=True),
                fields=("origin", "origin_year", "origin_name", "origin_mark"),
                name="commitment_mark_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text_en", ""), _negated=True),
                    models.Q(("text_km", ""), _negated=True),
                    _connector="OR",
                ),
                name="commitment_has_a_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="commitment_withdrawn_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentanswer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revision__isnull", False)),
                fields=("organisation_unit", "revision", "commitment"),
                name="commitment_answer_once_a_report",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revision__isnull", False),
                    models.Q(("status", ""), _negated=True),
                    _connector="OR",
                ),
                name="commitment_answer_has_a_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentunit",
            constraint=models.UniqueConstraint(
                fields=("organisation_unit", "commitment"), name="commitment_unit_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentunit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_lead", True)),
                fields=("commitment",),
                name="commitment_one_leads",
            ),
        ),
        migrations.RunSQL(SEQUENCE, "DROP SEQUENCE reporting_commitment_number"),
        *secured(COMMITMENT),
        policy(COMMITMENT, "tenant_reads", f"FOR SELECT TO {TENANT} USING ({READS})"),
        policy(COMMITMENT, "tenant_adds", f"FOR INSERT TO {TENANT} WITH CHECK ({KEEPS})"),
        policy(
            COMMITMENT,
            "tenant_changes",
            f"FOR UPDATE TO {TENANT} USING ({KEEPS}) WITH CHECK ({KEEPS})",
        ),
        policy(
            COMMITMENT,
            "tenant_decides",
            f"AS RESTRICTIVE FOR INSERT TO {TENANT} WITH CHECK (origin = 'decision')",
        ),
        by_oneself(COMMITMENT, "made_by_id"),
        practice_only(COMMITMENT, f"origin_year IN {YEARS}"),
        grants(COMMITMENT, TENANT, ("SELECT", "INSERT"), CHANGED),
        grants(COMMITMENT, SECRETARIAT, ("SELECT", "INSERT", "DELETE"), CHANGED),
        *secured(UNIT),
        policy(UNIT, "tenant_reads", f"FOR SELECT TO {TENANT} USING ({READABLE})"),
        policy(
            UNIT,
            "tenant_adds",
            f"FOR INSERT TO {TENANT} "
            f"WITH CHECK (organisation_unit_id = {THIS_UNIT_AND_BELOW} AND {KEPT})",
        ),
        policy(UNIT, "tenant_removes", f"FOR DELETE TO {TENANT} USING ({KEPT})"),
        grants(UNIT, TENANT, ("SELECT", "INSERT", "DELETE")),
        grants(UNIT, SECRETARIAT, ("SELECT", "INSERT", "DELETE")),
        *secured(CHANGE),
        policy(CHANGE, "tenant_reads", f"FOR SELECT TO {TENANT} USING ({READABLE})"),
        policy(CHANGE, "tenant_adds", f"FOR INSERT TO {TENANT} WITH CHECK ({KEPT})"),
        by_oneself(CHANGE, "by_id"),
        practice_only(CHANGE, OF_PRACTICE),
        grants(CHANGE, TENANT, ("SELECT", "INSERT")),
        grants(CHANGE, SECRETARIAT, ("SELECT", "INSERT", "DELETE")),
        *tenant_table(ANSWER, select_children=True, secretariat=("SELECT", "INSERT", "DELETE")),
        policy(
            ANSWER,
            "asked_read",
            f"FOR SELECT TO {TENANT} USING (revision_id IS NULL "
            f"AND (commitment_id IN {ASKED} OR {KEPT}))",
        ),
        policy(ANSWER, "says", f"AS RESTRICTIVE FOR INSERT TO {TENANT} WITH CHECK ({SAYS})"),
        policy(
            ANSWER,
            "draft_changes",
            f"AS RESTRICTIVE FOR UPDATE TO {TENANT} USING (revision_id = {OWN_DRAFTS}) "
            f"WITH CHECK (revision_id = {OWN_DRAFTS} AND commitment_id IN {ASKED})",
        ),
        policy(
            ANSWER,
            "draft_removes",
            f"AS RESTRICTIVE FOR DELETE TO {TENANT} USING (revision_id = {OWN_DRAFTS})",
        ),
        policy(
            ANSWER,
            "says_directly",
            f"AS RESTRICTIVE FOR INSERT TO {SECRETARIAT} "
            f"WITH CHECK (revision_id IS NULL AND by_id = {THIS_PERSON})",
        ),
        practice_only(ANSWER, f"{OF_PRACTICE} OR {OF_REVISIONS}"),
        policy(
            ANSWER,
            "led_sections",
            f"AS RESTRICTIVE FOR SELECT TO {SECRETARIAT} "
            f"USING ({NOT_LED} OR revision_id IS NULL OR {ACCEPTED})",
        ),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL(TRIGGERS, DROP_TRIGGERS),
    ]
