"""What numbers are divided by and measure, code lists of open rows, and the classification of rows
with years, where the article of the law was one text without years."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# What the form of a report is made from, too.
TABLES = ("strategies_codedrows", "strategies_dimension", "strategies_dimensionvalue")
ARTICLES = """
INSERT INTO strategies_classification (option_id, scheme, code, certain, valid_from, valid_to)
SELECT id, 'law', article, false, valid_from, valid_to
FROM strategies_option WHERE article <> '';
SET CONSTRAINTS ALL IMMEDIATE
"""
ARTICLES_BACK = """
UPDATE strategies_option o SET article = c.code
FROM strategies_classification c WHERE c.option_id = o.id AND c.scheme = 'law'
"""


def stamped(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER stamp_catalogue AFTER INSERT OR UPDATE OR DELETE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION strategies_stamp_catalogue()",
        f"DROP TRIGGER stamp_catalogue ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("strategies", "0006_places_of_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dimension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title_en", models.CharField(max_length=400, verbose_name="title in English")),
                (
                    "title_km",
                    models.CharField(blank=True, max_length=400, verbose_name="title in Khmer"),
                ),
                (
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
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "dimension",
                "verbose_name_plural": "dimensions",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title_en", models.CharField(max_length=400, verbose_name="title in English")),
                (
                    "title_km",
                    models.CharField(blank=True, max_length=400, verbose_name="title in Khmer"),
                ),
                (
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
                ("code", models.SlugField(unique=True, verbose_name="code")),
                (
                    "unit_of_count",
                    models.CharField(
                        choices=[
                            ("case", "cases"),
                            ("person", "persons"),
                            ("event", "times"),
                            ("item", "items"),
                            ("usd", "US$"),
                            ("family", "families"),
                            ("place", "places"),
                            ("pair", "pairs"),
                            ("view", "views"),
                        ],
                        max_length=10,
                        verbose_name="unit of count",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "measure",
                "verbose_name_plural": "measures",
                "ordering": ["position"],
            },
        ),
        migrations.AddField(
            model_name="derivation",
            name="valid_from",
            field=models.PositiveSmallIntegerField(default=2019, verbose_name="computed from year"),
        ),
        migrations.CreateModel(
            name="CodedRows",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "valid_from",
                    models.PositiveSmallIntegerField(default=2019, verbose_name="valid from year"),
                ),
                (
                    "valid_to",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="valid to year"
                    ),
                ),
                (
                    "table",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coded_rows",
                        to="strategies.table",
                        verbose_name="table",
                    ),
                ),
                (
                    "dimension",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tables",
                        to="strategies.dimension",
                        verbose_name="dimension",
                    ),
                ),
            ],
            options={
                "verbose_name": "code list of open rows",
                "verbose_name_plural": "code lists of open rows",
            },
        ),
        migrations.CreateModel(
            name="DimensionValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title_en", models.CharField(max_length=400, verbose_name="title in English")),
                (
                    "title_km",
                    models.CharField(blank=True, max_length=400, verbose_name="title in Khmer"),
                ),
                (
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
                (
                    "valid_from",
                    models.PositiveSmallIntegerField(default=2019, verbose_name="valid from year"),
                ),
                (
                    "valid_to",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="valid to year"
                    ),
                ),
                ("code", models.SlugField(verbose_name="code")),
                (
                    "is_unknown",
                    models.BooleanField(default=False, verbose_name="says that it is not known"),
                ),
                (
                    "also",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="keys of rows that said it before",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "dimension",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="strategies.dimension",
                        verbose_name="dimension",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="strategies.dimensionvalue",
                        verbose_name="coarser value",
                    ),
                ),
            ],
            options={
                "verbose_name": "value of a dimension",
                "verbose_name_plural": "values of dimensions",
                "ordering": ["dimension", "position"],
            },
        ),
        migrations.CreateModel(
            name="ElementCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="categories",
                        to="strategies.element",
                        verbose_name="data element",
                    ),
                ),
                (
                    "value",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="strategies.dimensionvalue",
                        verbose_name="value of a dimension",
                    ),
                ),
            ],
            options={
                "verbose_name": "category of a data element",
                "verbose_name_plural": "categories of data elements",
            },
        ),
        migrations.CreateModel(
            name="MeasuredElement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "element",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measured",
                        to="strategies.element",
                        verbose_name="data element",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="columns",
                        to="strategies.measure",
                        verbose_name="measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "measure of a data element",
                "verbose_name_plural": "measures of data elements",
            },
        ),
        migrations.CreateModel(
            name="Classification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "valid_from",
                    models.PositiveSmallIntegerField(default=2019, verbose_name="valid from year"),
                ),
                (
                    "valid_to",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="valid to year"
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[("law", "article of the law")],
                        default="law",
                        max_length=12,
                        verbose_name="scheme",
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("certain", models.BooleanField(default=False, verbose_name="certain")),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="classifications",
                        to="strategies.option",
                        verbose_name="category option",
                    ),
                ),
            ],
            options={
                "verbose_name": "classification",
                "verbose_name_plural": "classifications",
                "ordering": ["option", "scheme", "valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("option", "scheme", "code", "valid_from"),
                        name="classification_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="classification_years_in_order",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="dimensionvalue",
            constraint=models.UniqueConstraint(
                fields=("dimension", "code"), name="dimension_value_code_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="elementcategory",
            constraint=models.UniqueConstraint(
                fields=("element", "value"), name="element_category_once"
            ),
        ),
        migrations.RunSQL(ARTICLES, ARTICLES_BACK),
        migrations.RemoveField(
            model_name="option",
            name="article",
        ),
        *map(stamped, TABLES),
    ]
