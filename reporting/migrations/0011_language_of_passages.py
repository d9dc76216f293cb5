"""A passage knows in which language it is written; those that stand are told by their script."""

from django.db import migrations, models

# The owner sees no rows while row-level security is forced on it too, and what is published is
# kept from changes by triggers: its words stay as they are. As kernel/writing/language has it.
FILL = """
ALTER TABLE reporting_{table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE reporting_{table} DISABLE TRIGGER USER;
UPDATE reporting_{table} SET language = CASE
    WHEN counted.khmer = 0 AND counted.latin = 0 THEN ''
    WHEN 2 * counted.khmer >= counted.latin THEN 'km'
    ELSE 'en'
END
FROM (
    SELECT id,
        length(regexp_replace(words, '[^\\u1780-\\u17b3]', '', 'g')) AS khmer,
        length(regexp_replace(words, '[^A-Za-z\\u00c0-\\u024f]', '', 'g')) AS latin
    FROM (
        SELECT id, regexp_replace(text, '\\{{\\{{.*?\\}}\\}}', ' ', 'g') AS words
        FROM reporting_{table}
    ) AS bare
) AS counted
WHERE counted.id = reporting_{table}.id;
ALTER TABLE reporting_{table} ENABLE TRIGGER USER;
ALTER TABLE reporting_{table} FORCE ROW LEVEL SECURITY
"""
TABLES = ("passage", "passageversion")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0010_posted_forms")]

    operations = [
        *(
            migrations.AddField(
                model_name=table,
                name="language",
                field=models.CharField(
                    blank=True, default="", max_length=2, verbose_name="language of the text"
                ),
            )
            for table in TABLES
        ),
        *(migrations.RunSQL(FILL.format(table=table), migrations.RunSQL.noop) for table in TABLES),
    ]
