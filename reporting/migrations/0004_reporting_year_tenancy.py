"""Row-level security of what came with the reporting year, and of the step between draft and
signature."""

from django.db import migrations

from provinces.tenancy.operations import THIS_UNIT, grants, tenant_table

THIS_PERSON = "NULLIF(current_setting('app.user_id', true), '')::bigint"
OWN_REPORTS = (
    f"ANY (ARRAY(SELECT id FROM reporting_report WHERE organisation_unit_id = {THIS_UNIT}))"
)
OWN_REVISIONS = (
    f"ANY (ARRAY(SELECT id FROM reporting_revision WHERE organisation_unit_id = {THIS_UNIT}))"
)
DRAFTS = (
    "revision_id = ANY (ARRAY(SELECT id FROM reporting_revision "
    f"WHERE state = 'draft' AND organisation_unit_id = {THIS_UNIT}))"
)
STEPS_BEFORE = "'begun', 'submitted'"
STEPS_NOW = "'begun', 'prepared', 'taken_back', 'submitted'"
SIGNS_BEFORE = "USING (state = 'draft') WITH CHECK (state IN ('draft', 'submitted'))"
SIGNS_NOW = "USING (state IN ('draft', 'prepared')) WITH CHECK (state IN ('draft', 'prepared', 'submitted'))"


def policy(name: str, table: str, rest: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {table} {rest}", f"DROP POLICY {name} ON {table}"
    )


def only_drafts(table: str) -> list[migrations.RunSQL]:
    """What stands in a revision is added, changed and removed only while it is a draft."""
    return [
        policy(
            "draft_adds", table, f"AS RESTRICTIVE FOR INSERT TO nsp_tenant WITH CHECK ({DRAFTS})"
        ),
        policy("draft_changes", table, f"AS RESTRICTIVE FOR UPDATE TO nsp_tenant USING ({DRAFTS})"),
        policy("draft_removes", table, f"AS RESTRICTIVE FOR DELETE TO nsp_tenant USING ({DRAFTS})"),
    ]


def by_oneself(table: str) -> migrations.RunSQL:
    return policy(
        "by_oneself",
        table,
        "AS RESTRICTIVE FOR INSERT TO nsp_tenant, nsp_secretariat "
        f"WITH CHECK (by_id = {THIS_PERSON})",
    )


def step_policy(steps: str) -> str:
    return (
        "DROP POLICY own_steps ON reporting_reviewstep; "
        "CREATE POLICY own_steps ON reporting_reviewstep AS RESTRICTIVE FOR INSERT TO nsp_tenant "
        f"WITH CHECK (step IN ({steps}) AND revision_id = {OWN_REVISIONS})"
    )


def sign_policy(rest: str) -> str:
    return (
        "DROP POLICY tenant_signs ON reporting_revision; CREATE POLICY tenant_signs "
        f"ON reporting_revision AS RESTRICTIVE FOR UPDATE TO nsp_tenant {rest}"
    )


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_reporting_year")]

    operations = [
        migrations.RunSQL(step_policy(STEPS_NOW), step_policy(STEPS_BEFORE)),
        migrations.RunSQL(sign_policy(SIGNS_NOW), sign_policy(SIGNS_BEFORE)),
        grants(
            "reporting_revision",
            "nsp_tenant",
            ("SELECT", "INSERT"),
            (
                "state",
                "prepared_at",
                "prepared_by_id",
                "submitted_at",
                "submitted_by_id",
                "content_digest",
            ),
        ),
        *tenant_table("reporting_activityprogress", select_children=True),
        *only_drafts("reporting_activityprogress"),
        *tenant_table("reporting_edit", select_children=True, tenant=("SELECT", "INSERT")),
        policy(
            "draft_adds",
            "reporting_edit",
            f"AS RESTRICTIVE FOR INSERT TO nsp_tenant WITH CHECK ({DRAFTS})",
        ),
        by_oneself("reporting_edit"),
        *tenant_table(
            "reporting_comment",
            select_children=True,
            tenant=("SELECT", "INSERT"),
            tenant_update_columns=("resolved_at", "resolved_by_id"),
            secretariat=("SELECT", "INSERT"),
            secretariat_update_columns=("resolved_at", "resolved_by_id"),
        ),
        policy(
            "of_own_report",
            "reporting_comment",
            "AS RESTRICTIVE FOR INSERT TO nsp_tenant WITH CHECK "
            f"(report_id = {OWN_REPORTS} AND revision_id = {OWN_REVISIONS} "
            f"AND from_unit_id = {THIS_UNIT})",
        ),
        by_oneself("reporting_comment"),
        *tenant_table(
            "reporting_extension",
            select_children=True,
            tenant=("SELECT",),
            secretariat=("SELECT", "INSERT", "DELETE"),
        ),
        by_oneself("reporting_extension"),
        *tenant_table(
            "reporting_notice",
            tenant=("SELECT",),
            tenant_update_columns=("read_at",),
            secretariat=("SELECT", "INSERT", "UPDATE", "DELETE"),
        ),
        policy(
            "to_oneself",
            "reporting_notice",
            f"AS RESTRICTIVE FOR SELECT TO nsp_tenant USING (recipient_id = {THIS_PERSON})",
        ),
        policy(
            "read_by_oneself",
            "reporting_notice",
            f"AS RESTRICTIVE FOR UPDATE TO nsp_tenant USING (recipient_id = {THIS_PERSON})",
        ),
    ]
