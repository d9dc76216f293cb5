from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0042_answers_about_numbers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="tablestatement",
            name="reason",
            field=models.CharField(blank=True, max_length=400, verbose_name="reason"),
        ),
    ]
