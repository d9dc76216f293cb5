"""Where a Khmer name stands: those of districts and communes are of the official list."""

from django.db import migrations, models

OF_THE_LIST = (
    "UPDATE provinces_unitname SET khmer_standing = 'source' WHERE km <> '' AND unit_id IN "
    "(SELECT id FROM provinces_organisationunit WHERE kind IN ('district', 'commune'))"
)


class Migration(migrations.Migration):
    dependencies = [("provinces", "0004_order_of_names")]

    operations = [
        migrations.AddField(
            "unitname",
            "khmer_standing",
            models.CharField(
                choices=[
                    ("proposed", "proposed"),
                    ("source", "from an official text"),
                    ("confirmed", "confirmed"),
                ],
                default="proposed",
                editable=False,
                max_length=10,
                verbose_name="standing of the Khmer",
            ),
        ),
        migrations.RunSQL(OF_THE_LIST, migrations.RunSQL.noop),
    ]
