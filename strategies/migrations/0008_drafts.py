"""Tables, columns, rows and rules begin as a draft. What there is already is published.

A draft has no cell, so that no number can be entered for it: the database refuses the cell of a
draft, and a draft of what has cells.
"""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import strategies.models.drafts

MODELS = {"element": "element", "option": "option", "table": "table", "tablerule": "rule"}
HAVE_CELLS = ("element", "option", "table")
UNITS = [
    ("case", "cases"),
    ("person", "persons"),
    ("event", "times"),
    ("item", "items"),
    ("usd", "US$"),
    ("family", "families"),
    ("place", "places"),
    ("pair", "pairs"),
    ("view", "views"),
]

NO_CELL = """
CREATE FUNCTION strategies_no_cell_of_a_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM made
        JOIN strategies_table tab ON tab.id = made.table_id
        JOIN strategies_element element ON element.id = made.element_id
        LEFT JOIN strategies_option option ON option.id = made.option_id
        WHERE tab.is_draft OR element.is_draft OR option.is_draft
    ) THEN
        RAISE EXCEPTION 'a draft of the catalogue has no cell' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER no_cell_of_a_draft AFTER INSERT ON strategies_cell
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT
    EXECUTE FUNCTION strategies_no_cell_of_a_draft();
"""
NO_DRAFT = """
CREATE FUNCTION strategies_no_draft_with_cells() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM strategies_cell WHERE %I = $1)', TG_ARGV[0])
        INTO found USING NEW.id;
    IF found THEN
        RAISE EXCEPTION 'what has cells is no draft' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
"""


def added_to(model: str) -> list[migrations.AddField]:
    return [
        migrations.AddField(
            model,
            "is_draft",
            models.BooleanField(default=False, editable=False, verbose_name="draft"),
        ),
        migrations.AddField(
            model,
            "published_at",
            models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="published on"
            ),
        ),
        migrations.AddField(
            model,
            "published_by",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="published by",
            ),
        ),
    ]


def constraint(model: str, name: str) -> migrations.AddConstraint:
    nobody, never = Q(published_by__isnull=True), Q(published_at__isnull=True)
    return migrations.AddConstraint(
        model,
        models.CheckConstraint(
            condition=(Q(is_draft=True) & never & nobody) | (Q(is_draft=False) & (nobody | ~never)),
            name=f"{name}_draft_is_unpublished",
        ),
    )


def no_draft(model: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER no_draft_with_cells AFTER UPDATE ON strategies_{model} FOR EACH ROW "
        "WHEN (NEW.is_draft AND NOT OLD.is_draft) "
        f"EXECUTE FUNCTION strategies_no_draft_with_cells('{model}_id')",
        f"DROP TRIGGER no_draft_with_cells ON strategies_{model}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("strategies", "0007_dimensions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(operation for model in MODELS for operation in added_to(model)),
        *(
            migrations.AlterModelManagers(
                model,
                [
                    ("everything", django.db.models.manager.Manager()),
                    ("objects", strategies.models.drafts.PublishedRows()),
                ],
            )
            for model in MODELS
        ),
        *(constraint(model, name) for model, name in MODELS.items()),
        migrations.AlterField(
            "element",
            "unit_of_count",
            models.CharField(
                blank=True, choices=UNITS, max_length=10, verbose_name="unit of count"
            ),
        ),
        migrations.RunSQL(
            NO_CELL,
            "DROP TRIGGER no_cell_of_a_draft ON strategies_cell; "
            "DROP FUNCTION strategies_no_cell_of_a_draft()",
        ),
        migrations.RunSQL(NO_DRAFT, "DROP FUNCTION strategies_no_draft_with_cells()"),
        *map(no_draft, HAVE_CELLS),
    ]
