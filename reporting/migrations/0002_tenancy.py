"""Row-level security of every table of this app, and what even the right role may not do:
a signed revision is not changed, a tenant does not accept, the secretariat does not enter."""

from django.db import migrations

from provinces.tenancy.operations import THIS_UNIT, tenant_table

CONTENT = ["listentry", "datavalue", "valuenote", "tablestatement", "explanation"]
PUBLISHED = "ANY (ARRAY(SELECT id FROM reporting_consolidation WHERE published_at IS NOT NULL))"
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
ONESELF = "by_id = NULLIF(current_setting('app.user_id', true), '')::bigint"


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


def published_only(table: str, condition: str) -> list[migrations.RunSQL]:
    """The secretariat works on it, everybody else reads it once it is published."""
    return [
        migrations.RunSQL(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; "
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; "
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ),
        policy("published", table, f"FOR SELECT TO nsp_tenant USING ({condition})"),
        policy("secretariat", table, "FOR ALL TO nsp_secretariat USING (true) WITH CHECK (true)"),
    ]


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("provinces", "0001_initial")]

    operations = [
        *tenant_table("reporting_report", select_children=True, tenant=("SELECT", "INSERT")),
        *tenant_table(
            "reporting_revision",
            select_children=True,
            tenant=("SELECT", "INSERT"),
            tenant_update_columns=("state", "submitted_at", "submitted_by_id"),
            secretariat_update_columns=("state", "decided_at", "decided_by_id"),
        ),
        policy(
            "tenant_begins_drafts",
            "reporting_revision",
            "AS RESTRICTIVE FOR INSERT TO nsp_tenant WITH CHECK (state = 'draft')",
        ),
        policy(
            "of_own_report",
            "reporting_revision",
            f"AS RESTRICTIVE FOR INSERT TO nsp_tenant WITH CHECK (report_id = {OWN_REPORTS})",
        ),
        policy(
            "tenant_signs",
            "reporting_revision",
            "AS RESTRICTIVE FOR UPDATE TO nsp_tenant "
            "USING (state = 'draft') WITH CHECK (state IN ('draft', 'submitted'))",
        ),
        policy(
            "secretariat_decides",
            "reporting_revision",
            "AS RESTRICTIVE FOR UPDATE TO nsp_secretariat "
            "USING (state = 'submitted') WITH CHECK (state IN ('returned', 'accepted'))",
        ),
        *[
            operation
            for name in CONTENT
            for operation in (
                *tenant_table(f"reporting_{name}", select_children=True),
                *only_drafts(f"reporting_{name}"),
            )
        ],
        *tenant_table(
            "reporting_reviewstep",
            select_children=True,
            tenant=("SELECT", "INSERT"),
            secretariat=("SELECT", "INSERT"),
        ),
        policy(
            "own_steps",
            "reporting_reviewstep",
            "AS RESTRICTIVE FOR INSERT TO nsp_tenant WITH CHECK "
            f"(step IN ('begun', 'submitted') AND revision_id = {OWN_REVISIONS})",
        ),
        *tenant_table(
            "reporting_auditevent",
            tenant=("SELECT", "INSERT"),
            secretariat=("SELECT", "INSERT"),
        ),
        policy(
            "by_oneself",
            "reporting_auditevent",
            f"AS RESTRICTIVE FOR INSERT TO nsp_tenant, nsp_secretariat WITH CHECK ({ONESELF})",
        ),
        *tenant_table(
            "reporting_plannedactivity",
            select_children=True,
            secretariat=("SELECT", "INSERT", "UPDATE", "DELETE"),
        ),
        *tenant_table(
            "reporting_consolidatedrevision",
            select_children=True,
            tenant=("SELECT",),
            secretariat=("SELECT", "INSERT"),
        ),
        *tenant_table(
            "reporting_figure",
            select_children=True,
            tenant=("SELECT",),
            secretariat=("SELECT", "INSERT"),
        ),
        policy(
            "published_nation",
            "reporting_figure",
            "FOR SELECT TO nsp_tenant "
            f"USING (organisation_unit_id IS NULL AND consolidation_id = {PUBLISHED})",
        ),
        *tenant_table(
            "reporting_discrepancy", tenant=("SELECT",), secretariat=("SELECT", "INSERT")
        ),
        *published_only("reporting_consolidation", "published_at IS NOT NULL"),
        *published_only("reporting_annualreport", f"consolidation_id = {PUBLISHED}"),
    ]
