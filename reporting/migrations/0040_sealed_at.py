"""When a revision was signed on the clock of the catalogue, which a year to practise on does not
keep. What was signed there before this follows the catalogue of today, as it did until now."""

from django.db import migrations, models

from provinces.tenancy.operations import THIS_UNIT

FILL = """
UPDATE reporting_revision revision
   SET sealed_at = CASE WHEN years.is_practice THEN now() ELSE revision.submitted_at END
  FROM reporting_report report
  LEFT JOIN reporting_reportingyear years ON years.year = report.year
 WHERE report.id = revision.report_id AND revision.submitted_at IS NOT NULL
"""
GRANT = "GRANT UPDATE (sealed_at) ON reporting_revision TO nsp_tenant"
REVOKE = "REVOKE UPDATE (sealed_at) ON reporting_revision FROM nsp_tenant"
# Who stands above a unit changes this no more than the other columns of the signature.
FUNCTION = f"""
CREATE FUNCTION reporting_keep_seal() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF current_user = 'nsp_tenant' AND NEW.organisation_unit_id <> {THIS_UNIT} THEN
        RAISE EXCEPTION 'Who stands above a unit decides on its report and changes nothing else.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$
"""
TRIGGER = """
CREATE TRIGGER keep_seal BEFORE UPDATE OF sealed_at ON reporting_revision
FOR EACH ROW WHEN (NEW.sealed_at IS DISTINCT FROM OLD.sealed_at)
EXECUTE FUNCTION reporting_keep_seal()
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0039_deputies_and_plan_notices")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="sealed_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="sealed on"
            ),
        ),
        # The triggers that wait for the end of the transaction would stand in the way of the next
        # change of the table.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(GRANT, REVOKE),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION reporting_keep_seal()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER keep_seal ON reporting_revision"),
    ]
