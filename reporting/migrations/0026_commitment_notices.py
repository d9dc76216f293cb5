"""Notices of commitments that are due or overdue."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0025_commitments"),
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
                    ("promise_due", "A commitment is due soon"),
                    ("promise_late", "A commitment is overdue"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
    ]
