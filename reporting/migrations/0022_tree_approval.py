"""Who stands above a unit in the tree reads its report and decides on it, writes the step, comments
and its own audit rows, and nothing else. On such a report the Secretariat does not decide."""

from django.db import migrations

from provinces.tenancy.operations import THIS_UNIT, THIS_UNIT_AND_BELOW, grants

BELOW = f"organisation_unit_id = {THIS_UNIT_AND_BELOW}"
OWN = f"organisation_unit_id = {THIS_UNIT}"
THIS_PERSON = "(SELECT NULLIF(current_setting('app.user_id', true), '')::bigint)"
OWN_REPORTS = (
    f"ANY (ARRAY(SELECT id FROM reporting_report WHERE organisation_unit_id = {THIS_UNIT}))"
)
OWN_REVISIONS = (
    f"ANY (ARRAY(SELECT id FROM reporting_revision WHERE organisation_unit_id = {THIS_UNIT}))"
)
COLUMNS = (
    "state", "prepared_at", "prepared_by_id", "submitted_at", "submitted_by_id", "content_digest",
    "delegation_id",
)  # fmt: skip

# A report that was transcribed is the Secretariat's; so is that of a unit right below the nation.
TREE = (
    "EXISTS (SELECT FROM reporting_report told "
    "JOIN provinces_organisationunit u ON u.id = told.organisation_unit_id "
    "JOIN provinces_organisationunit above ON above.id = u.parent_id "
    "WHERE told.id = {report} AND told.transcribed_from = '' "
    "AND above.kind NOT IN ('nation', 'secretariat'))"
)
OF_THE_TREE = TREE.format(report="reporting_revision.report_id")
DRAFTS, OPEN = "('draft', 'prepared')", "('draft', 'prepared', 'submitted')"
SIGNS_BEFORE = f"USING (state IN {DRAFTS}) WITH CHECK (state IN {OPEN})"
SIGNS_NOW = (
    f"USING (CASE WHEN {OWN} THEN state IN {DRAFTS} ELSE state = 'submitted' END) "
    f"WITH CHECK (CASE WHEN {OWN} THEN state IN {OPEN} ELSE state IN ('returned', 'accepted') END)"
)
DECIDES_BEFORE = "USING (state = 'submitted') WITH CHECK (state IN ('returned', 'accepted'))"
DECIDES_NOW = (
    f"USING (state = 'submitted' AND NOT {OF_THE_TREE}) "
    "WITH CHECK (state IN ('returned', 'accepted'))"
)
OWN_STEPS = (
    f"step IN ('begun', 'prepared', 'taken_back', 'submitted') AND revision_id = {OWN_REVISIONS}"
)
STEPS_ABOVE = (
    f"step IN ('returned', 'accepted', 'reopened') AND NOT ({OWN}) "
    "AND EXISTS (SELECT FROM reporting_revision r WHERE r.id = revision_id "
    "AND r.organisation_unit_id = reporting_reviewstep.organisation_unit_id "
    f"AND {TREE.format(report='r.report_id')})"
)
COMMENTS_BEFORE = (
    f"report_id = {OWN_REPORTS} AND revision_id = {OWN_REVISIONS} AND from_unit_id = {THIS_UNIT}"
)
COMMENTS_NOW = (
    f"from_unit_id = {THIS_UNIT} AND EXISTS (SELECT FROM reporting_revision r "
    "WHERE r.id = revision_id AND r.report_id = reporting_comment.report_id "
    "AND r.organisation_unit_id = reporting_comment.organisation_unit_id)"
)

# The columns of both sides are granted to one role: here stands which side writes which.
FUNCTION = f"""
CREATE FUNCTION reporting_keep_sides() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF current_user <> 'nsp_tenant' THEN
        RETURN NEW;
    END IF;
    IF NEW.organisation_unit_id = {THIS_UNIT} THEN
        IF (NEW.decided_at, NEW.decided_by_id) IS DISTINCT FROM (OLD.decided_at, OLD.decided_by_id)
        THEN
            RAISE EXCEPTION 'Nobody decides on the report of their own unit.'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF (NEW.prepared_at, NEW.prepared_by_id, NEW.submitted_at, NEW.submitted_by_id,
           NEW.content_digest, NEW.delegation_id)
          IS DISTINCT FROM
          (OLD.prepared_at, OLD.prepared_by_id, OLD.submitted_at, OLD.submitted_by_id,
           OLD.content_digest, OLD.delegation_id)
          OR NEW.decided_by_id IS DISTINCT FROM {THIS_PERSON} THEN
        RAISE EXCEPTION 'Who stands above a unit decides on its report and changes nothing else.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$
"""
TRIGGER = """
CREATE TRIGGER keep_sides BEFORE UPDATE ON reporting_revision
FOR EACH ROW EXECUTE FUNCTION reporting_keep_sides()
"""


def policy(name: str, table: str, rest: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {table} {rest}", f"DROP POLICY {name} ON {table}"
    )


def changed(name: str, table: str, rest: str, now: str, before: str) -> migrations.RunSQL:
    make = f"DROP POLICY {name} ON {table}; CREATE POLICY {name} ON {table} AS RESTRICTIVE {rest} "
    return migrations.RunSQL(make + now, make + before)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0021_asked_places")]

    operations = [
        migrations.RunSQL(
            migrations.RunSQL.noop,
            f"GRANT SELECT, INSERT, UPDATE ({', '.join(COLUMNS)}) "
            "ON reporting_revision TO nsp_tenant",
        ),
        grants(
            "reporting_revision",
            "nsp_tenant",
            ("SELECT", "INSERT"),
            (*COLUMNS, "decided_at", "decided_by_id"),
        ),
        policy(
            "above_decides",
            "reporting_revision",
            f"FOR UPDATE TO nsp_tenant USING ({BELOW} AND {OF_THE_TREE}) WITH CHECK ({BELOW})",
        ),
        changed(
            "tenant_signs",
            "reporting_revision",
            "FOR UPDATE TO nsp_tenant",
            SIGNS_NOW,
            SIGNS_BEFORE,
        ),
        changed(
            "secretariat_decides",
            "reporting_revision",
            "FOR UPDATE TO nsp_secretariat",
            DECIDES_NOW,
            DECIDES_BEFORE,
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION reporting_keep_sides()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER keep_sides ON reporting_revision"),
        policy(
            "above_adds",
            "reporting_reviewstep",
            f"FOR INSERT TO nsp_tenant WITH CHECK ({BELOW})",
        ),
        changed(
            "own_steps",
            "reporting_reviewstep",
            "FOR INSERT TO nsp_tenant",
            f"WITH CHECK (({OWN_STEPS}) OR ({STEPS_ABOVE}))",
            f"WITH CHECK ({OWN_STEPS})",
        ),
        policy("above_says", "reporting_comment", f"FOR INSERT TO nsp_tenant WITH CHECK ({BELOW})"),
        policy(
            "above_resolves",
            "reporting_comment",
            f"FOR UPDATE TO nsp_tenant USING ({BELOW}) WITH CHECK ({BELOW})",
        ),
        changed(
            "of_own_report",
            "reporting_comment",
            "FOR INSERT TO nsp_tenant",
            f"WITH CHECK ({COMMENTS_NOW})",
            f"WITH CHECK ({COMMENTS_BEFORE})",
        ),
        policy(
            "above_adds",
            "reporting_auditevent",
            f"FOR INSERT TO nsp_tenant WITH CHECK ({BELOW})",
        ),
        policy(
            "above_reads_own",
            "reporting_auditevent",
            f"FOR SELECT TO nsp_tenant USING ({BELOW} AND by_id = {THIS_PERSON})",
        ),
    ]
