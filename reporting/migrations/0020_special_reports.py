"""Special reports, with row-level security: the Secretariat asks, the units that are asked answer
and change nothing that was said."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from provinces.tenancy.operations import THIS_UNIT, tenant_table

SECRETARIAT = "nsp_secretariat"
ASKED = (
    "(SELECT special_report_id FROM reporting_specialunit "
    f"WHERE organisation_unit_id = {THIS_UNIT})"
)
PRACTICE = (
    "(SELECT report.id FROM reporting_specialreport report JOIN reporting_reportingyear opened "
    "ON opened.year = extract(year FROM report.first_day) WHERE opened.is_practice)"
)
OF_QUESTIONS = f"(SELECT id FROM reporting_specialquestion WHERE special_report_id IN {PRACTICE})"
NO_ANSWER = (
    "NOT EXISTS (SELECT FROM reporting_specialanswer given WHERE given.question_id "
    "= reporting_specialquestion.id)"
)
NO_ANSWER_OF_IT = (
    "NOT EXISTS (SELECT FROM reporting_specialanswer given JOIN reporting_specialquestion asked "
    "ON asked.id = given.question_id WHERE given.organisation_unit_id = "
    "reporting_specialunit.organisation_unit_id "
    "AND asked.special_report_id = reporting_specialunit.special_report_id)"
)
# A unit answers what it is asked, for a day that is asked of, while the report is open, by oneself.
ANSWERS = (
    "by_id = NULLIF(current_setting('app.user_id', true), '')::bigint AND EXISTS ("
    "SELECT FROM reporting_specialquestion question "
    "JOIN reporting_specialreport report ON report.id = question.special_report_id "
    "JOIN reporting_specialunit asked ON asked.special_report_id = report.id "
    "WHERE question.id = reporting_specialanswer.question_id "
    "AND asked.organisation_unit_id = reporting_specialanswer.organisation_unit_id "
    "AND reporting_specialanswer.day BETWEEN report.first_day AND report.last_day "
    "AND report.closed_at IS NULL)"
)


def restrictive(
    table: str, name: str, command: str, role: str, condition: str
) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {table} AS RESTRICTIVE FOR {command} TO {role} {condition}",
        f"DROP POLICY {name} ON {table}",
    )


def read_by_who_is_asked(table: str, key: str, secretariat: str) -> migrations.RunSQL:
    """The Secretariat's rows, which a unit reads where they ask it."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; "
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY; "
        f"CREATE POLICY tenant_reads ON {table} FOR SELECT TO nsp_tenant "
        f"USING ({key} IN {ASKED}); "
        f"CREATE POLICY secretariat ON {table} FOR ALL TO {SECRETARIAT} "
        "USING (true) WITH CHECK (true); "
        f"REVOKE ALL ON {table} FROM nsp_tenant, {SECRETARIAT}; "
        f"GRANT SELECT ON {table} TO nsp_tenant; "
        f"GRANT {secretariat} ON {table} TO {SECRETARIAT}",
        f"REVOKE ALL ON {table} FROM nsp_tenant, {SECRETARIAT}; "
        f"DROP POLICY secretariat ON {table}; DROP POLICY tenant_reads ON {table}; "
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; "
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    )


# A year that holds anything real never becomes one to practise on (as in migration 0006).
FUNCTION = """
CREATE FUNCTION reporting_keep_special() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.is_practice AND (TG_OP = 'INSERT' OR NOT OLD.is_practice OR OLD.year <> NEW.year)
       AND EXISTS (SELECT FROM reporting_specialreport
                   WHERE extract(year FROM first_day) = NEW.year) THEN
        RAISE EXCEPTION 'The year has real special reports: it is not one to practise on.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$
"""
TRIGGER = """
CREATE TRIGGER keep_special
BEFORE INSERT OR UPDATE ON reporting_reportingyear
FOR EACH ROW EXECUTE FUNCTION reporting_keep_special()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("provinces", "0008_successions"),
        ("reporting", "0019_delegated_signatures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opens", "A report can be begun"),
                    ("due", "A report is due soon"),
                    ("overdue", "A report is overdue"),
                    ("to_sign", "A report waits for a signature"),
                    ("submitted", "A report has come in"),
                    ("returned", "A report was returned"),
                    ("accepted", "A report was accepted"),
                    ("reopened", "A report was re-opened"),
                    ("comment", "A comment"),
                    ("extended", "A new deadline"),
                    ("digest", "Digest"),
                    ("followed", "A sentence follows a new figure"),
                    ("to_sign_off", "A national report waits for a signature"),
                    ("remark", "A comment on a national report"),
                    ("published", "A national report was published"),
                    ("special", "A special report is asked"),
                    ("special_late", "A day of a special report is missing"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="SpecialReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=160, verbose_name="title in English"),
                ),
                (
                    "title_km",
                    models.CharField(blank=True, max_length=160, verbose_name="title in Khmer"),
                ),
                ("why", models.CharField(max_length=400, verbose_name="why it is asked")),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                (
                    "due_hour",
                    models.PositiveSmallIntegerField(
                        verbose_name="answers are due by (hour of the day)"
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened on")),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed on"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opened by",
                    ),
                ),
            ],
            options={
                "verbose_name": "special report",
                "verbose_name_plural": "special reports",
                "ordering": ["-first_day", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SpecialQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "label_en",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="question in English"
                    ),
                ),
                (
                    "label_km",
                    models.CharField(blank=True, max_length=160, verbose_name="question in Khmer"),
                ),
                (
                    "unit_of_count",
                    models.CharField(
                        choices=[
                            ("case", "cases"),
                            ("person", "persons"),
                            ("event", "times"),
                            ("item", "items"),
                            ("usd", "US$"),
                            ("family", "families"),
                            ("place", "places"),
                            ("pair", "pairs"),
                            ("view", "views"),
                        ],
                        max_length=10,
                        verbose_name="unit of count",
                    ),
                ),
                (
                    "compared_with",
                    models.CharField(blank=True, max_length=160, verbose_name="compared with"),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="reporting.specialquestion",
                        verbose_name="part of",
                    ),
                ),
                (
                    "special_report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="reporting.specialreport",
                        verbose_name="special report",
                    ),
                ),
            ],
            options={
                "verbose_name": "question of a special report",
                "verbose_name_plural": "questions of a special report",
                "ordering": ["special_report", "position"],
            },
        ),
        migrations.CreateModel(
            name="SpecialUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="provinces.organisationunit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "special_report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked",
                        to="reporting.specialreport",
                        verbose_name="special report",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit of a special report",
                "verbose_name_plural": "units of a special report",
            },
        ),
        migrations.CreateModel(
            name="SpecialAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="number",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="on")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "organisation_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="provinces.organisationunit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="reporting.specialquestion",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a special report",
                "verbose_name_plural": "answers to a special report",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        fields=["question", "organisation_unit", "day", "-id"],
                        name="special_answer_newest",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", True), ("value__gte", 0), _connector="OR"
                        ),
                        name="special_answer_not_negative",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="specialreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title_en", ""), _negated=True),
                    models.Q(("title_km", ""), _negated=True),
                    _connector="OR",
                ),
                name="special_report_has_a_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_day__year", models.F("last_day__year")),
                    ("last_day__gte", models.F("first_day")),
                ),
                name="special_report_days_of_one_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_hour__gte", 1), ("due_hour__lte", 24)),
                name="special_report_hour_of_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="special_report_closed_at_with_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialquestion",
            constraint=models.UniqueConstraint(
                fields=("special_report", "position"), name="special_question_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="specialquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("label_en", ""), _negated=True),
                    models.Q(("label_km", ""), _negated=True),
                    _connector="OR",
                ),
                name="special_question_is_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialunit",
            constraint=models.UniqueConstraint(
                fields=("organisation_unit", "special_report"), name="special_unit_once"
            ),
        ),
        *tenant_table(
            "reporting_specialunit",
            tenant=("SELECT",),
            secretariat=("SELECT", "INSERT", "DELETE"),
        ),
        read_by_who_is_asked("reporting_specialreport", "id", "SELECT, INSERT, UPDATE, DELETE"),
        read_by_who_is_asked(
            "reporting_specialquestion", "special_report_id", "SELECT, INSERT, DELETE"
        ),
        *tenant_table(
            "reporting_specialanswer",
            tenant=("SELECT", "INSERT"),
            secretariat=("SELECT", "DELETE"),
        ),
        restrictive(
            "reporting_specialanswer",
            "answers_what_is_asked",
            "INSERT",
            "nsp_tenant",
            f"WITH CHECK ({ANSWERS})",
        ),
        restrictive(
            "reporting_specialanswer",
            "practice_only",
            "DELETE",
            SECRETARIAT,
            f"USING (question_id IN {OF_QUESTIONS})",
        ),
        restrictive(
            "reporting_specialreport",
            "practice_only",
            "DELETE",
            SECRETARIAT,
            f"USING (id IN {PRACTICE})",
        ),
        restrictive(
            "reporting_specialquestion",
            "unanswered",
            "DELETE",
            SECRETARIAT,
            f"USING ({NO_ANSWER})",
        ),
        restrictive(
            "reporting_specialunit",
            "unanswered",
            "DELETE",
            SECRETARIAT,
            f"USING ({NO_ANSWER_OF_IT})",
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION reporting_keep_special()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER keep_special ON reporting_reportingyear"),
    ]
