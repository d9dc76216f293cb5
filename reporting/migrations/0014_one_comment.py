"""Comments on reports and on editions are of one kind, in one table.

A moved comment has its number plus that of the last comment on a report: order and threads stay. A
notice is known by the number of its comment, so that nobody is told again; an audit row names the
new number, and keeps the one that it had as `comment_was`."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

YEARS = "(SELECT year FROM reporting_reportingyear WHERE is_practice)"
OF_REPORTS = f"report_id IN (SELECT id FROM reporting_report WHERE year IN {YEARS})"
OF_EDITIONS = f"edition_id IN (SELECT id FROM reporting_edition WHERE year IN {YEARS})"

EVERYBODY_ELSE = "(SELECT coalesce(current_setting('app.led_group', true), '')) = ''"
TABLE_CODES = "(SELECT led.code FROM reporting_led_tables() led)"
SECTIONS = "(SELECT led.code FROM reporting_led_sections() led)"
PUBLISHED = "(SELECT id FROM reporting_edition WHERE state = 'published')"
IN_REPORT = f'"table" IN {TABLE_CODES}'
IN_EDITION = f"section IN {SECTIONS} OR edition_id IN {PUBLISHED}"
IN_EITHER = f"CASE WHEN edition_id IS NULL THEN {IN_REPORT} ELSE {IN_EDITION} END"


def using(policy: str, now: str, before: str) -> migrations.RunSQL:
    alter = f"ALTER POLICY {policy} ON reporting_comment USING "
    return migrations.RunSQL(f"{alter}({now})", f"{alter}({before})")


Statements = list[Any]
# The owner sees no rows while row-level security is forced on it too. What was checked at the end
# of the transaction is checked at once: no table changes while something of it is still to check.
OPEN = "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"
CLOSED = "ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
TOUCHED = (
    "reporting_comment",
    "reporting_editioncomment",
    "reporting_notice",
    "reporting_auditevent",
)


def moved(*statements: str) -> Statements:
    return [
        *(OPEN.format(table=table) for table in TOUCHED),
        *statements,
        "SET CONSTRAINTS ALL IMMEDIATE",
        "SET CONSTRAINTS ALL DEFERRED",
        *(CLOSED.format(table=table) for table in TOUCHED),
    ]


NEXT = (
    "SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 1), max(id) IS NOT "
    "NULL) FROM {table}"
)
TOLD = "a.action LIKE 'edition.comment%'"
FORTH = moved(
    "CREATE TEMPORARY TABLE comment_moves ON COMMIT DROP AS "
    "SELECT old.id AS was, old.id + last.id AS becomes FROM reporting_editioncomment old, "
    "(SELECT coalesce(max(id), 0) AS id FROM reporting_comment) last",
    'INSERT INTO reporting_comment (id, edition_id, section, passage_id, "table", cell, parent_id, '
    "text, at, by_id, resolved_at, resolved_by_id) "
    "SELECT m.becomes, c.edition_id, c.section, c.passage_id, c.\"table\", '', p.becomes, c.text, "
    "c.at, c.by_id, c.settled_at, c.settled_by_id FROM reporting_editioncomment c "
    "JOIN comment_moves m ON m.was = c.id LEFT JOIN comment_moves p ON p.was = c.parent_id "
    "ORDER BY c.parent_id NULLS FIRST, c.id",
    "UPDATE reporting_notice n SET key = 'comment:' || m.becomes FROM comment_moves m "
    "WHERE n.kind = 'remark' AND n.key = 'remark:' || m.was",
    "UPDATE reporting_auditevent a SET detail = a.detail || jsonb_build_object("
    "'comment', m.becomes, 'comment_was', m.was) FROM comment_moves m "
    f"WHERE {TOLD} AND a.detail -> 'comment' = to_jsonb(m.was)",
    NEXT.format(table="reporting_comment"),
    "DROP TABLE comment_moves",
)
BACK = moved(
    "CREATE TEMPORARY TABLE comment_moves ON COMMIT DROP AS "
    "SELECT id AS was, row_number() OVER (ORDER BY id) AS becomes FROM reporting_comment "
    "WHERE edition_id IS NOT NULL",
    'INSERT INTO reporting_editioncomment (id, edition_id, section, passage_id, "table", '
    "parent_id, text, at, by_id, settled_at, settled_by_id) "
    'SELECT m.becomes, c.edition_id, c.section, c.passage_id, c."table", p.becomes, c.text, '
    "c.at, c.by_id, c.resolved_at, c.resolved_by_id FROM reporting_comment c "
    "JOIN comment_moves m ON m.was = c.id LEFT JOIN comment_moves p ON p.was = c.parent_id "
    "ORDER BY c.parent_id NULLS FIRST, c.id",
    "UPDATE reporting_notice n SET key = 'remark:' || m.becomes FROM comment_moves m "
    "WHERE n.kind = 'remark' AND n.key = 'comment:' || m.was",
    "UPDATE reporting_auditevent a SET detail = a.detail - 'comment_was' || "
    "jsonb_build_object('comment', m.becomes) FROM comment_moves m "
    f"WHERE {TOLD} AND a.detail -> 'comment' = to_jsonb(m.was)",
    "DELETE FROM reporting_comment WHERE edition_id IS NOT NULL",
    NEXT.format(table="reporting_editioncomment"),
    "DROP TABLE comment_moves",
)
TENANCY: Statements = [
    "ALTER TABLE reporting_editioncomment ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE reporting_editioncomment FORCE ROW LEVEL SECURITY",
    "CREATE POLICY secretariat ON reporting_editioncomment FOR ALL TO nsp_secretariat "
    "USING (true) WITH CHECK (true)",
    "REVOKE ALL ON reporting_editioncomment FROM nsp_tenant, nsp_secretariat",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON reporting_editioncomment TO nsp_secretariat",
    "CREATE POLICY practice_only ON reporting_editioncomment AS RESTRICTIVE FOR DELETE "
    f"TO nsp_secretariat USING ({OF_EDITIONS})",
    "CREATE POLICY led_sections ON reporting_editioncomment AS RESTRICTIVE FOR SELECT "
    f"TO nsp_secretariat USING ({EVERYBODY_ELSE} OR {IN_EDITION})",
]


def foreign(to: str, words: str, **rest: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        **{
            "blank": True,
            "null": True,
            "on_delete": django.db.models.deletion.CASCADE,
            "related_name": "comments",
            "to": to,
            "verbose_name": words,
            **rest,
        }
    )


UNIT: dict[str, Any] = {
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "+",
}
ON_A_REPORT = ("report", "revision", "organisation_unit", "from_unit")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0013_plain_words")]

    operations = [
        migrations.AddField("comment", "edition", foreign("reporting.edition", "edition")),
        migrations.AddField("comment", "passage", foreign("reporting.passage", "paragraph")),
        migrations.AddField(
            "comment",
            "section",
            models.CharField(blank=True, default="", max_length=24, verbose_name="section"),
        ),
        migrations.AlterField("comment", "report", foreign("reporting.report", "report")),
        migrations.AlterField("comment", "revision", foreign("reporting.revision", "revision")),
        migrations.AlterField(
            "comment",
            "organisation_unit",
            foreign("provinces.organisationunit", "unit", **UNIT),
        ),
        migrations.AlterField(
            "comment",
            "from_unit",
            foreign("provinces.organisationunit", "speaks for", **UNIT),
        ),
        migrations.RunSQL(FORTH, BACK),
        migrations.RunSQL(migrations.RunSQL.noop, TENANCY),
        migrations.DeleteModel("EditionComment"),
        migrations.AddConstraint(
            "comment",
            models.CheckConstraint(
                condition=Q(
                    **{f"{name}__isnull": False for name in ON_A_REPORT},
                    edition=None,
                    passage=None,
                    section="",
                )
                | Q(
                    **{f"{name}__isnull": True for name in ON_A_REPORT},
                    edition__isnull=False,
                    cell="",
                ),
                name="comment_on_a_report_or_an_edition",
            ),
        ),
        using("practice_only", f"{OF_REPORTS} OR {OF_EDITIONS}", OF_REPORTS),
        using(
            "led_sections",
            f"{EVERYBODY_ELSE} OR {IN_EITHER}",
            f"{EVERYBODY_ELSE} OR {IN_REPORT}",
        ),
    ]
