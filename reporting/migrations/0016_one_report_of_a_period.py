"""A consolidation stores no document of its own: what is read of its period is the edition.

Since 0015 every consolidated period has one; what was published before has its document there. Of a
draft none is stored, so on the way back only what is published has a document again: that of its
newest edition."""

from typing import Any

from django.db import migrations

TABLE = "reporting_annualreport"
READ = ("reporting_edition", "reporting_editiondocument")
PUBLISHED = "ANY (ARRAY(SELECT id FROM reporting_consolidation WHERE published_at IS NOT NULL))"
OF_PRACTICE = (
    "consolidation_id IN (SELECT id FROM reporting_consolidation WHERE year IN "
    "(SELECT year FROM reporting_reportingyear WHERE is_practice))"
)
# The owner sees no rows while row-level security is forced on it too.
DOCUMENTS: list[Any] = [
    *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in READ),
    f"INSERT INTO {TABLE} (consolidation_id, language, document) "
    "SELECT DISTINCT ON (e.consolidation_id, d.language) e.consolidation_id, d.language, d.document "
    "FROM reporting_editiondocument d JOIN reporting_edition e ON e.id = d.edition_id "
    "WHERE e.state = 'published' ORDER BY e.consolidation_id, d.language, e.number DESC",
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in READ),
]
TENANCY: list[Any] = [
    f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY",
    f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY published ON {TABLE} FOR SELECT TO nsp_tenant "
    f"USING (consolidation_id = {PUBLISHED})",
    f"CREATE POLICY secretariat ON {TABLE} FOR ALL TO nsp_secretariat "
    "USING (true) WITH CHECK (true)",
    f"CREATE POLICY practice_only ON {TABLE} AS RESTRICTIVE FOR DELETE TO nsp_secretariat "
    f"USING ({OF_PRACTICE})",
    f"REVOKE ALL ON {TABLE} FROM nsp_tenant, nsp_secretariat",
    f"GRANT SELECT ON {TABLE} TO nsp_tenant",
    f"GRANT SELECT, INSERT, DELETE ON {TABLE} TO nsp_secretariat",
]


class Migration(migrations.Migration):
    dependencies = [("reporting", "0015_one_document")]

    operations = [
        migrations.RunSQL(migrations.RunSQL.noop, TENANCY),
        migrations.RunSQL(migrations.RunSQL.noop, DOCUMENTS),
        migrations.DeleteModel("AnnualReport"),
    ]
