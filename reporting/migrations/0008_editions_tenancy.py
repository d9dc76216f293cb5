"""What is written is the Secretariat's; what is published everybody reads, and nobody changes: not
its text, its figures, its revisions, nor the list of its files. A year to practise on can still be
taken away."""

from django.db import migrations

ROLE = "nsp_secretariat"
PUBLISHED = "ANY (ARRAY(SELECT id FROM reporting_edition WHERE state = 'published'))"
PRACTICE = "(SELECT year FROM reporting_reportingyear WHERE is_practice)"
OF_PRACTICE = f"(SELECT id FROM reporting_edition WHERE year IN {PRACTICE})"
PASSAGES_OF_PRACTICE = f"(SELECT id FROM reporting_passage WHERE edition_id IN {OF_PRACTICE})"

# What a published edition holds, and how a row leads to it.
OF_EDITION = ("passage", "editiondocument", "leftbullet", "signoff")
OF_PASSAGE = ("passageversion", "passagesource")

READ, ADD = "SELECT", "SELECT, INSERT"
MANAGE = "SELECT, INSERT, UPDATE, DELETE"
# table: what the secretariat does with it, and which of its rows are of a year to practise on
TABLES = {
    "edition": ("SELECT, INSERT, UPDATE, DELETE", f"year IN {PRACTICE}"),
    "editiondocument": ("SELECT, INSERT, UPDATE, DELETE", f"edition_id IN {OF_PRACTICE}"),
    "renderedfile": (ADD + ", DELETE", f"edition_id IN {OF_PRACTICE}"),
    "passage": ("SELECT, INSERT, UPDATE, DELETE", f"edition_id IN {OF_PRACTICE}"),
    "passageversion": (ADD + ", DELETE", f"passage_id IN {PASSAGES_OF_PRACTICE}"),
    "passagesource": (MANAGE, None),
    "leftbullet": (MANAGE, None),
    "followedfigure": (MANAGE, f"passage_id IN {PASSAGES_OF_PRACTICE}"),
    "editioncomment": ("SELECT, INSERT, UPDATE, DELETE", f"edition_id IN {OF_PRACTICE}"),
    "signoff": ("SELECT, INSERT, UPDATE, DELETE", f"edition_id IN {OF_PRACTICE}"),
    "settlement": (ADD + ", DELETE", f"period_key / 100 IN {PRACTICE}"),
}
SHOWN_ONCE_PUBLISHED = {
    "edition": "state = 'published'",
    "editiondocument": f"edition_id = {PUBLISHED}",
    "renderedfile": f"edition_id = {PUBLISHED}",
}

# Invoker's rights: the secretariat sees every edition.
FUNCTIONS = """
CREATE FUNCTION reporting_is_practised(edition bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM reporting_edition e
        JOIN reporting_reportingyear y ON y.year = e.year
        WHERE e.id = edition AND y.is_practice
    )
$$;

CREATE FUNCTION reporting_keep_edition() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.state = 'published'
       AND NOT (TG_OP = 'DELETE' AND reporting_is_practised(OLD.id)) THEN
        RAISE EXCEPTION 'A published edition never changes.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE FUNCTION reporting_keep_part() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint;
    frozen boolean;
BEGIN
    FOR touched IN
        SELECT CASE TG_ARGV[0]
            WHEN 'edition' THEN (r.row ->> 'edition_id')::bigint
            ELSE (SELECT p.edition_id FROM reporting_passage p
                  WHERE p.id = (r.row ->> 'passage_id')::bigint)
        END
        FROM (
            SELECT to_jsonb(OLD) AS row WHERE TG_OP <> 'INSERT'
            UNION ALL
            SELECT to_jsonb(NEW) WHERE TG_OP <> 'DELETE'
        ) AS r
    LOOP
        -- Locked: who adds to it while it is published waits, and is then refused.
        SELECT e.state = 'published' INTO frozen
        FROM reporting_edition e WHERE e.id = touched FOR SHARE;
        IF frozen
           AND NOT (TG_OP = 'DELETE' AND reporting_is_practised(touched)) THEN
            RAISE EXCEPTION 'A published edition never changes.' USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE FUNCTION reporting_keep_consolidation() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'Published figures never change.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
"""
DROP_FUNCTIONS = """
DROP FUNCTION reporting_keep_consolidation();
DROP FUNCTION reporting_keep_part();
DROP FUNCTION reporting_keep_edition();
DROP FUNCTION reporting_is_practised(bigint)
"""


def tenancy(table: str, commands: str, practice: str | None) -> list[migrations.RunSQL]:
    name = f"reporting_{table}"
    done = [
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY secretariat ON {name} FOR ALL TO {ROLE} USING (true) WITH CHECK (true)",
        f"REVOKE ALL ON {name} FROM nsp_tenant, {ROLE}",
        f"GRANT {commands} ON {name} TO {ROLE}",
    ]
    undone = [
        f"REVOKE ALL ON {name} FROM {ROLE}, nsp_tenant",
        f"DROP POLICY secretariat ON {name}",
        f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY",
    ]
    if practice:
        done.append(
            f"CREATE POLICY practice_only ON {name} AS RESTRICTIVE FOR DELETE TO {ROLE} "
            f"USING ({practice})"
        )
        undone.insert(0, f"DROP POLICY practice_only ON {name}")
    shown = SHOWN_ONCE_PUBLISHED.get(table)
    if shown:
        done += [
            f"CREATE POLICY published ON {name} FOR SELECT TO nsp_tenant USING ({shown})",
            f"GRANT SELECT ON {name} TO nsp_tenant",
        ]
        undone.insert(0, f"DROP POLICY published ON {name}")
    return [migrations.RunSQL(";\n".join(done), ";\n".join(undone))]


def kept(table: str, function: str, events: str, argument: str = "") -> migrations.RunSQL:
    name = f"reporting_{table}"
    return migrations.RunSQL(
        f"CREATE TRIGGER keep_published BEFORE {events} ON {name} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}({argument})",
        f"DROP TRIGGER keep_published ON {name}",
    )


NOT_PUBLISHED = (
    "consolidation_id <> ALL (ARRAY("
    "SELECT id FROM reporting_consolidation WHERE published_at IS NOT NULL))"
)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0007_editions")]

    operations = [
        *[
            operation
            for table, (commands, practice) in TABLES.items()
            for operation in tenancy(table, commands, practice)
        ],
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        kept("edition", "reporting_keep_edition", "UPDATE OR DELETE"),
        *[
            kept(table, "reporting_keep_part", "INSERT OR UPDATE OR DELETE", "'edition'")
            for table in OF_EDITION
        ],
        *[
            kept(table, "reporting_keep_part", "INSERT OR UPDATE OR DELETE", "'passage'")
            for table in OF_PASSAGE
        ],
        kept("consolidation", "reporting_keep_consolidation", "UPDATE"),
        *[
            migrations.RunSQL(
                f"CREATE POLICY not_published ON reporting_{table} AS RESTRICTIVE "
                f"FOR INSERT TO {ROLE} WITH CHECK ({NOT_PUBLISHED})",
                f"DROP POLICY not_published ON reporting_{table}",
            )
            for table in ("figure", "consolidatedrevision", "discrepancy")
        ],
    ]
