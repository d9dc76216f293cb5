"""An indicator, and a change of one, begins as a draft. What there is already is published."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import strategies.models.drafts


class Migration(migrations.Migration):
    dependencies = [
        ("strategies", "0011_indicators"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelManagers(
            name="indicator",
            managers=[
                ("everything", django.db.models.manager.Manager()),
                ("objects", strategies.models.drafts.PublishedRows()),
            ],
        ),
        migrations.AddField(
            model_name="indicator",
            name="changes",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="changed_draft",
                to="strategies.indicator",
                verbose_name="changes",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="is_draft",
            field=models.BooleanField(default=False, editable=False, verbose_name="draft"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="published_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="published on"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="published_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="published by",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("is_draft", True),
                        ("published_at__isnull", True),
                        ("published_by__isnull", True),
                    ),
                    models.Q(
                        ("is_draft", False),
                        models.Q(
                            ("published_by__isnull", True),
                            models.Q(("published_at__isnull", True), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="indicator_draft_is_unpublished",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("changes__isnull", True), ("is_draft", True), _connector="OR"),
                name="indicator_changed_by_a_draft",
            ),
        ),
    ]
