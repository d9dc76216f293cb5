"""A column may give a measure in some years only: what was printed before may say less."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("strategies", "0008_drafts")]

    operations = [
        migrations.AddField(
            model_name="measuredelement",
            name="valid_from",
            field=models.PositiveSmallIntegerField(default=2019, verbose_name="valid from year"),
        ),
        migrations.AddField(
            model_name="measuredelement",
            name="valid_to",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="valid to year"
            ),
        ),
    ]
