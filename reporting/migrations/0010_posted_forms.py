"""What keeps a form that is posted twice from acting twice."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "reporting_postedform"
ROLES = "nsp_tenant, nsp_secretariat"
THIS_PERSON = "(SELECT NULLIF(current_setting('app.user_id', true), '')::bigint)"
OLD = "at < now() - interval '1 day'"


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0009_job_interruptions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PostedForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, verbose_name="key")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="on")),
                ("location", models.TextField(blank=True, verbose_name="led to")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "posted form",
                "verbose_name_plural": "posted forms",
                "ordering": ["-at"],
                "indexes": [models.Index(fields=["at"], name="posted_form_by_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "key"), name="posted_form_once")
                ],
            },
        ),
        migrations.RunSQL(
            [
                f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY by_oneself ON {TABLE} FOR ALL TO {ROLES} "
                f"USING (person_id = {THIS_PERSON}) WITH CHECK (person_id = {THIS_PERSON})",
                f"CREATE POLICY old_is_seen ON {TABLE} FOR SELECT TO nsp_secretariat USING ({OLD})",
                f"CREATE POLICY old_goes ON {TABLE} FOR DELETE TO nsp_secretariat USING ({OLD})",
                f"REVOKE ALL ON {TABLE} FROM {ROLES}",
                f"GRANT SELECT, INSERT, DELETE, UPDATE (location) ON {TABLE} TO {ROLES}",
            ],
            [
                f"REVOKE ALL ON {TABLE} FROM {ROLES}",
                f"DROP POLICY old_goes ON {TABLE}",
                f"DROP POLICY old_is_seen ON {TABLE}",
                f"DROP POLICY by_oneself ON {TABLE}",
                f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY",
                f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY",
            ],
        ),
    ]
