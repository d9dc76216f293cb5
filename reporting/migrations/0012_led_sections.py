"""A working-group lead reads, of what is not published, the sections of the group: `app.led_group`
names it, and is empty for everybody else at the Secretariat."""

from django.db import migrations

LED_TABLES = """
CREATE FUNCTION reporting_led_tables() RETURNS TABLE (id bigint, code varchar)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT t.id, t.code
    FROM strategies_table t
    JOIN strategies_section s ON s.id = t.section_id
    WHERE s.code IN (SELECT led.code FROM reporting_led_sections() led)
$$
"""
# A section without groups of its own belongs to those of the nearest section above it.
LED_SECTIONS = """
CREATE FUNCTION reporting_led_sections() RETURNS TABLE (code varchar)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.code
    FROM strategies_section s
    WHERE current_setting('app.led_group', true) = ANY (
        SELECT unnest(nearest.working_groups)
        FROM (
            SELECT named.working_groups
            FROM strategies_section named
            WHERE cardinality(named.working_groups) > 0
              AND (named.code = s.code OR starts_with(s.code, named.code || '.'))
            ORDER BY length(named.code) DESC
            LIMIT 1
        ) nearest
    )
$$
"""
FUNCTIONS = f"{LED_SECTIONS};\n{LED_TABLES}"
DROP_FUNCTIONS = "DROP FUNCTION reporting_led_tables(); DROP FUNCTION reporting_led_sections()"

EVERYBODY_ELSE = "(SELECT coalesce(current_setting('app.led_group', true), '')) = ''"
TABLE_IDS = "(SELECT led.id FROM reporting_led_tables() led)"
TABLE_CODES = "(SELECT led.code FROM reporting_led_tables() led)"
CELLS = f"(SELECT id FROM strategies_cell WHERE table_id IN {TABLE_IDS})"
SECTIONS = "(SELECT led.code FROM reporting_led_sections() led)"
PERIODS = "(SELECT period_key FROM reporting_edition WHERE state = 'published')"
PUBLISHED = "(SELECT id FROM reporting_consolidation WHERE published_at IS NOT NULL)"
EDITIONS = "(SELECT id FROM reporting_edition WHERE state = 'published')"
# `nothing:TABLE`, `explain:RULE:CELL,CELL`, `CELL`: the first cell's table. What names none, an
# activity for one, is nobody's section.
OF_INPUT = (
    "substring(regexp_replace(name, '^(nothing:|reason:|(explain|why):[^:]*:)', '') "
    "FROM '^[a-z0-9_]+')"
)
OF_FINDING = "substring(regexp_replace(finding, '^[^:]*:', '') FROM '^[a-z0-9_]+')"

# What stands in a report, whatever its state; and what is made of it, until it is published.
SEEN = {
    "datavalue": f"cell_id IN {CELLS}",
    "valuenote": "data_value_id IN (SELECT id FROM reporting_datavalue)",
    "listentry": f"table_id IN {TABLE_IDS}",
    "tablestatement": f"table_id IN {TABLE_IDS}",
    "explanation": f"{OF_FINDING} IN {TABLE_CODES}",
    "edit": f"{OF_INPUT} IN {TABLE_CODES}",
    "comment": f'"table" IN {TABLE_CODES}',
    "activityprogress": "revision_id IN (SELECT id FROM reporting_revision WHERE state = 'accepted')",
    "figure": f"cell_id IN {CELLS} OR consolidation_id IN {PUBLISHED}",
    "discrepancy": f"section IN {SECTIONS} OR consolidation_id IN {PUBLISHED}",
    "passage": f"section IN {SECTIONS} OR edition_id IN {EDITIONS}",
    "passageversion": "passage_id IN (SELECT id FROM reporting_passage)",
    "settlement": f"found ->> 'section' IN {SECTIONS} OR period_key IN {PERIODS}",
    "editioncomment": f"section IN {SECTIONS} OR edition_id IN {EDITIONS}",
}


def kept_to_sections(table: str, condition: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY led_sections ON reporting_{table} AS RESTRICTIVE FOR SELECT "
        f"TO nsp_secretariat USING ({EVERYBODY_ELSE} OR {condition})",
        f"DROP POLICY led_sections ON reporting_{table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0011_language_of_passages"),
        ("strategies", "0002_working_groups"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        *[kept_to_sections(table, condition) for table, condition in SEEN.items()],
    ]
