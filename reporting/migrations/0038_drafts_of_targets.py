"""A target of an indicator begins as a draft. What there is already is published."""

import django.db.models.manager
from django.db import migrations, models

import strategies.models.drafts


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0037_evaluations_tenancy"),
        ("strategies", "0012_drafts_of_indicators"),
    ]

    operations = [
        migrations.AlterModelManagers(
            name="indicatortarget",
            managers=[
                ("everything", django.db.models.manager.Manager()),
                ("objects", strategies.models.drafts.PublishedRows()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="indicatortarget",
            name="indicator_target_once",
        ),
        migrations.AddField(
            model_name="indicatortarget",
            name="is_draft",
            field=models.BooleanField(default=False, editable=False, verbose_name="draft"),
        ),
        migrations.AddConstraint(
            model_name="indicatortarget",
            constraint=models.UniqueConstraint(
                fields=("indicator", "year", "is_draft"), name="indicator_target_once"
            ),
        ),
    ]
