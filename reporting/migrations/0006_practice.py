"""A year to practise on can be taken away, and no other: the secretariat deletes rows of practice
years only, and a year that holds anything real never becomes one."""

from typing import Any

from django.db import migrations, models
from django.utils import timezone

ROLE = "nsp_secretariat"
YEARS = "(SELECT year FROM reporting_reportingyear WHERE is_practice)"
OF_RUNS = f"consolidation_id IN (SELECT id FROM reporting_consolidation WHERE year IN {YEARS})"
OF_REPORTS = f"report_id IN (SELECT id FROM reporting_report WHERE year IN {YEARS})"
OF_REVISIONS = (
    "revision_id IN (SELECT revision.id FROM reporting_revision revision "
    "JOIN reporting_report report ON report.id = revision.report_id "
    f"WHERE report.year IN {YEARS})"
)
# IN, not = ANY (ARRAY(...)): a hash, where one removal looks at a million rows.
PRACTICE_ONLY = {
    "reporting_report": f"year IN {YEARS}",
    "reporting_revision": OF_REPORTS,
    "reporting_comment": OF_REPORTS,
    "reporting_extensionrequest": f"period_key / 100 IN {YEARS}",
    **{
        f"reporting_{name}": OF_REVISIONS
        for name in (
            "activityprogress",
            "datavalue",
            "edit",
            "explanation",
            "listentry",
            "reviewstep",
            "tablestatement",
            "valuenote",
        )
    },
    "reporting_consolidation": f"year IN {YEARS}",
    "reporting_job": f"year IN {YEARS}",
    **{
        f"reporting_{name}": OF_RUNS
        for name in ("annualreport", "consolidatedrevision", "discrepancy", "figure")
    },
}

# Invoker's rights: the secretariat sees every row that would make the year a real one.
FUNCTION = """
CREATE FUNCTION reporting_keep_practice() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.is_practice = NEW.is_practice
       AND (OLD.year = NEW.year OR NOT OLD.is_practice) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.is_practice THEN
        RAISE EXCEPTION 'A year to practise on never becomes a real one.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.is_practice AND EXISTS (SELECT FROM reporting_report WHERE year = OLD.year) THEN
            RAISE EXCEPTION 'The reports of the year to practise on are still there.'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF NEW.is_practice AND (
        EXISTS (SELECT FROM reporting_report WHERE year = NEW.year)
        OR EXISTS (SELECT FROM reporting_plannedactivity WHERE year = NEW.year)
        OR EXISTS (SELECT FROM reporting_consolidation WHERE year = NEW.year)
        OR EXISTS (SELECT FROM reporting_extension WHERE period_key / 100 = NEW.year)
        OR EXISTS (SELECT FROM reporting_extensionrequest WHERE period_key / 100 = NEW.year)
    ) THEN
        RAISE EXCEPTION 'The year has real reports or plans: it is not one to practise on.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
"""
TRIGGER = """
CREATE TRIGGER keep_practice
BEFORE INSERT OR DELETE OR UPDATE ON reporting_reportingyear
FOR EACH ROW EXECUTE FUNCTION reporting_keep_practice()
"""


def practice_only(table: str, condition: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY practice_only ON {table} AS RESTRICTIVE FOR DELETE TO {ROLE} "
        f"USING ({condition}); GRANT DELETE ON {table} TO {ROLE}",
        f"REVOKE DELETE ON {table} FROM {ROLE}; DROP POLICY practice_only ON {table}",
    )


def moment(words: str) -> "models.DateTimeField[Any, Any]":
    return models.DateTimeField(verbose_name=words, default=timezone.now, editable=False)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_extension_requests")]

    operations = [
        migrations.AlterField("revision", "created_at", moment("begun on")),
        migrations.AlterField("reviewstep", "at", moment("on")),
        migrations.AlterField("explanation", "at", moment("on")),
        migrations.AlterField("comment", "at", moment("on")),
        migrations.RunSQL(
            "ALTER TABLE reporting_job ENABLE ROW LEVEL SECURITY; "
            "ALTER TABLE reporting_job FORCE ROW LEVEL SECURITY; "
            f"CREATE POLICY secretariat ON reporting_job FOR ALL TO {ROLE} "
            "USING (true) WITH CHECK (true)",
            "DROP POLICY secretariat ON reporting_job; "
            "ALTER TABLE reporting_job NO FORCE ROW LEVEL SECURITY; "
            "ALTER TABLE reporting_job DISABLE ROW LEVEL SECURITY",
        ),
        *[practice_only(table, condition) for table, condition in PRACTICE_ONLY.items()],
        migrations.RunSQL(FUNCTION, "DROP FUNCTION reporting_keep_practice()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER keep_practice ON reporting_reportingyear"),
    ]
