"""By which delegation the minutes of a meeting were signed."""

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
    ]
