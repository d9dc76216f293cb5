"""A stamp that changes with the catalogue: forms are kept in memory only as long as it stays."""

from django.db import migrations, models

# What the form of a report is made from.
TABLES = (
    "strategies_section",
    "strategies_table",
    "strategies_tabledataset",
    "strategies_element",
    "strategies_option",
    "strategies_cell",
    "strategies_derivation",
    "strategies_tablerule",
)
FUNCTION = """
CREATE FUNCTION strategies_stamp_catalogue() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE strategies_cataloguestamp SET stamp = gen_random_uuid();
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION strategies_stamp_catalogue() FROM PUBLIC;
"""


def stamped(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER stamp_catalogue AFTER INSERT OR UPDATE OR DELETE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION strategies_stamp_catalogue()",
        f"DROP TRIGGER stamp_catalogue ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("strategies", "0002_working_groups")]

    operations = [
        migrations.CreateModel(
            name="CatalogueStamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stamp", models.UUIDField(verbose_name="stamp")),
            ],
            options={
                "verbose_name": "stamp of the catalogue",
                "verbose_name_plural": "stamps of the catalogue",
            },
        ),
        migrations.RunSQL(
            "INSERT INTO strategies_cataloguestamp (stamp) VALUES (gen_random_uuid())",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION strategies_stamp_catalogue()"),
        *map(stamped, TABLES),
    ]
