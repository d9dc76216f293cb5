"""By which delegation the minutes of a meeting were signed; notices of action plans."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("provinces", "0009_population"),
        ("reporting", "0038_drafts_of_targets"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="delegation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="provinces.delegation",
                verbose_name="signed by delegation",
            ),
        ),
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
                    ("promise_due", "A commitment is due soon"),
                    ("promise_late", "A commitment is overdue"),
                    ("plan_draft", "An action plan waits for its approval"),
                    ("plan_to_read", "An action plan waits to be read"),
                    ("plan_back", "An action plan was returned"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
    ]
