"""A passage has a counterpart in the other language, which knows of which text it was made; words
that no passage holds are translated once in an edition. What is published keeps its words."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

WORDS = "reporting_translatedwords"
ROLE = "nsp_secretariat"
PRACTICE = (
    "edition_id IN (SELECT e.id FROM reporting_edition e JOIN reporting_reportingyear y "
    "ON y.year = e.year WHERE y.is_practice)"
)
# A lead reads them inside the documents of the group's sections; alone, once they are published.
SEEN = (
    "(SELECT coalesce(current_setting('app.led_group', true), '')) = '' "
    "OR edition_id IN (SELECT id FROM reporting_edition WHERE state = 'published')"
)
TENANCY: list[Any] = [
    f"ALTER TABLE {WORDS} ENABLE ROW LEVEL SECURITY",
    f"ALTER TABLE {WORDS} FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY secretariat ON {WORDS} FOR ALL TO {ROLE} USING (true) WITH CHECK (true)",
    f"CREATE POLICY practice_only ON {WORDS} AS RESTRICTIVE FOR DELETE TO {ROLE} "
    f"USING ({PRACTICE})",
    f"CREATE POLICY led_sections ON {WORDS} AS RESTRICTIVE FOR SELECT TO {ROLE} USING ({SEEN})",
    f"REVOKE ALL ON {WORDS} FROM nsp_tenant, {ROLE}",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON {WORDS} TO {ROLE}",
    f"CREATE TRIGGER keep_published BEFORE INSERT OR UPDATE OR DELETE ON {WORDS} "
    "FOR EACH ROW EXECUTE FUNCTION reporting_keep_part('edition')",
]
NONE = Q(translation="", translates="")
SOME = ~Q(translation="") & ~Q(translates="")


def translation_of(table: str) -> list[migrations.AddField]:
    return [
        migrations.AddField(
            table,
            "translation",
            models.TextField("counterpart in the other language", blank=True, default=""),
        ),
        migrations.AddField(
            table,
            "translates",
            models.CharField(
                "mark of the text that it translates", max_length=64, blank=True, default=""
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0016_one_report_of_a_period"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *translation_of("passage"),
        *translation_of("passageversion"),
        migrations.AddField(
            "passage",
            "translated_at",
            models.DateTimeField("translated on", null=True, blank=True),
        ),
        migrations.AddField(
            "passage",
            "translated_by",
            models.ForeignKey(
                settings.AUTH_USER_MODEL,
                django.db.models.deletion.PROTECT,
                null=True,
                blank=True,
                related_name="+",
                verbose_name="translated by",
            ),
        ),
        migrations.AddField(
            "edition",
            "untranslated_reason",
            models.TextField(
                "why it was published with paragraphs that are not translated",
                blank=True,
                default="",
            ),
        ),
        migrations.AddField(
            "edition",
            "transcribed_language",
            models.CharField(
                "language of the printed report", max_length=2, blank=True, default=""
            ),
        ),
        migrations.AddConstraint(
            "passage",
            models.CheckConstraint(
                condition=(NONE & Q(translated_at=None, translated_by=None))
                | (SOME & Q(translated_at__isnull=False, translated_by__isnull=False)),
                name="passage_translated_by_at",
            ),
        ),
        migrations.AddConstraint(
            "passageversion",
            models.CheckConstraint(condition=NONE | SOME, name="passage_version_translates"),
        ),
        migrations.CreateModel(
            name="TranslatedWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField("mark of the words", max_length=64)),
                ("text", models.TextField("words")),
                ("language", models.CharField("language of the words", max_length=2)),
                ("translation", models.TextField("counterpart in the other language")),
                ("version", models.PositiveIntegerField("version", default=1)),
                (
                    "at",
                    models.DateTimeField("on", default=django.utils.timezone.now, editable=False),
                ),
                (
                    "by",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL,
                        django.db.models.deletion.PROTECT,
                        related_name="+",
                        verbose_name="by",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        "reporting.edition",
                        django.db.models.deletion.CASCADE,
                        related_name="translated_words",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "translated words",
                "verbose_name_plural": "translated words",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["edition", "mark"], name="translated_words_once"
                    ),
                    models.CheckConstraint(
                        condition=~Q(translation="") & ~Q(text="") & Q(language__in=("en", "km")),
                        name="translated_words_said",
                    ),
                ],
            },
        ),
        migrations.RunSQL(TENANCY, migrations.RunSQL.noop),
    ]
