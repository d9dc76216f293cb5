"""An evaluation in work is read and written at the Secretariat, by those who read every section;
a published one every unit reads and nobody changes. An observer reads it where it is published to
them by name."""

from django.db import migrations

from provinces.tenancy.operations import THIS_UNIT

TENANT, SECRETARIAT = "nsp_tenant", "nsp_secretariat"
YEARS = "(SELECT year FROM reporting_reportingyear WHERE is_practice)"
OF_PRACTICE = f"edition_id IN (SELECT id FROM reporting_edition WHERE year IN {YEARS})"
PUBLISHED = "edition_id IN (SELECT id FROM reporting_edition WHERE state = 'published')"
NOT_LED = "(SELECT coalesce(current_setting('app.led_group', true), '')) = ''"
THIS_PERSON = "(SELECT NULLIF(current_setting('app.user_id', true), '')::bigint)"
NO_OBSERVER = (
    "(SELECT EXISTS (SELECT FROM provinces_organisationunit "
    f"WHERE kind <> 'observer' AND id = {THIS_UNIT}))"
)
GIVEN = f"(SELECT edition_id FROM reporting_publishedto WHERE organisation_unit_id = {THIS_UNIT})"

# What the Secretariat does with each; what is said by name is said in one's own.
TABLES = {
    "evaluation": "SELECT, INSERT, DELETE",
    "evaluationevidence": "SELECT, INSERT, UPDATE, DELETE",
    "evaluator": "SELECT, INSERT, UPDATE, DELETE",
    "evaluationrating": "SELECT, INSERT, DELETE",
    "evaluationrecommendation": "SELECT, INSERT, UPDATE, DELETE",
}
ENTERED = ("evaluator", "evaluationrating", "evaluationrecommendation")
ONLY_ADDED = ("evaluation", "evaluationevidence", "evaluationrating")

# As of commitments: a year with a real evaluation is not one to practise on.
FUNCTION = """
CREATE FUNCTION reporting_keep_evaluations() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.is_practice AND (TG_OP = 'INSERT' OR NOT OLD.is_practice OR OLD.year <> NEW.year)
       AND EXISTS (
           SELECT FROM reporting_edition WHERE kind <> 'report' AND year = NEW.year
       ) THEN
        RAISE EXCEPTION 'The year has a real evaluation: it is not one to practise on.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER keep_evaluations BEFORE INSERT OR UPDATE ON reporting_reportingyear
FOR EACH ROW EXECUTE FUNCTION reporting_keep_evaluations()
"""
DROP_FUNCTION = (
    "DROP TRIGGER keep_evaluations ON reporting_reportingyear; "
    "DROP FUNCTION reporting_keep_evaluations()"
)


def policy(table: str, name: str, rest: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {table} {rest}", f"DROP POLICY {name} ON {table}"
    )


def tenancy(name: str, commands: str) -> list[migrations.RunSQL]:
    table = f"reporting_{name}"
    found = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; "
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY; "
            f"REVOKE ALL ON {table} FROM {TENANT}, {SECRETARIAT}; "
            f"GRANT {commands} ON {table} TO {SECRETARIAT}; GRANT SELECT ON {table} TO {TENANT}",
            f"REVOKE ALL ON {table} FROM {TENANT}, {SECRETARIAT}; "
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; "
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ),
        policy(table, "secretariat", f"FOR ALL TO {SECRETARIAT} USING (true) WITH CHECK (true)"),
        policy(table, "published", f"FOR SELECT TO {TENANT} USING ({PUBLISHED})"),
        policy(
            table,
            "led_sections",
            f"AS RESTRICTIVE FOR SELECT TO {SECRETARIAT} USING ({NOT_LED} OR {PUBLISHED})",
        ),
        migrations.RunSQL(
            f"CREATE TRIGGER keep_published BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION reporting_keep_part('edition')",
            f"DROP TRIGGER keep_published ON {table}",
        ),
    ]
    if name in ONLY_ADDED:
        found.append(
            policy(
                table,
                "practice_only",
                f"AS RESTRICTIVE FOR DELETE TO {SECRETARIAT} USING ({OF_PRACTICE})",
            )
        )
    if name in ENTERED:
        found.append(
            policy(
                table,
                "by_oneself",
                f"AS RESTRICTIVE FOR INSERT TO {SECRETARIAT} WITH CHECK (by_id = {THIS_PERSON})",
            )
        )
    return found


class Migration(migrations.Migration):
    dependencies = [("reporting", "0036_evaluations")]

    operations = [
        *[operation for name, commands in TABLES.items() for operation in tenancy(name, commands)],
        policy(
            "reporting_edition",
            "evaluation_by_name",
            f"AS RESTRICTIVE FOR SELECT TO {TENANT} "
            f"USING (kind = 'report' OR id IN {GIVEN} OR {NO_OBSERVER})",
        ),
        migrations.RunSQL(FUNCTION, DROP_FUNCTION),
    ]
