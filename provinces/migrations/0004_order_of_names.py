"""People are sorted by keys that know the order of the Khmer dictionary."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from provinces.khmer_order import sort_key
from provinces.models.sorting import LONGEST_KEY, NameOrderField


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    people = apps.get_model("provinces", "User").objects
    rows = people.values_list("pk", "full_name_en", "full_name_km", "username")
    for pk, english, khmer, username in rows:
        people.filter(pk=pk).update(
            order_en=sort_key(english or khmer or username)[:LONGEST_KEY],
            order_km=sort_key(khmer or english or username)[:LONGEST_KEY],
        )


class Migration(migrations.Migration):
    dependencies = [("provinces", "0003_language_and_digits")]

    operations = [
        *(
            migrations.AddField(
                model_name="user",
                name=f"order_{language}",
                field=NameOrderField(language=language),
            )
            for language in ("en", "km")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
