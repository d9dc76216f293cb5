"""The evaluation of a plan is an edition of its own kind, with evidence, evaluators, ratings and
recommendations."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0035_feedback_tenancy"),
        ("strategies", "0011_indicators"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="evaluation",
                        serialize=False,
                        to="reporting.edition",
                        verbose_name="edition",
                    ),
                ),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="from the year")),
                ("last_year", models.PositiveSmallIntegerField(verbose_name="until the year")),
                ("template", models.JSONField(verbose_name="template")),
            ],
            options={
                "verbose_name": "evaluation",
                "verbose_name_plural": "evaluations",
            },
        ),
        migrations.CreateModel(
            name="EvaluationEvidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=8, verbose_name="language")),
                ("document", models.JSONField(verbose_name="document")),
                ("years", models.JSONField(verbose_name="years")),
                ("digest", models.CharField(max_length=64, verbose_name="seal")),
                (
                    "drawn_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="drawn on"
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence of an evaluation",
                "verbose_name_plural": "evidence of evaluations",
            },
        ),
        migrations.CreateModel(
            name="EvaluationRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criterion", models.CharField(max_length=24, verbose_name="criterion")),
                ("step", models.PositiveSmallIntegerField(verbose_name="rating")),
                ("reason", models.TextField(verbose_name="reason")),
                ("language", models.CharField(max_length=2, verbose_name="language of the reason")),
                ("day", models.DateField(verbose_name="given on")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="entered on"
                    ),
                ),
            ],
            options={
                "verbose_name": "rating of an evaluation",
                "verbose_name_plural": "ratings of evaluations",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="EvaluationRecommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="number")),
                ("criterion", models.CharField(max_length=24, verbose_name="criterion")),
                ("text_en", models.TextField(verbose_name="text in English")),
                ("text_km", models.TextField(verbose_name="text in Khmer")),
                (
                    "units",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=None, verbose_name="units"
                    ),
                ),
                ("due", models.DateField(verbose_name="by when")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="entered on"
                    ),
                ),
            ],
            options={
                "verbose_name": "recommendation of an evaluation",
                "verbose_name_plural": "recommendations of evaluations",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Evaluator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=160, verbose_name="name in English"),
                ),
                (
                    "name_km",
                    models.CharField(blank=True, max_length=160, verbose_name="name in Khmer"),
                ),
                ("function", models.CharField(max_length=160, verbose_name="function")),
                ("organisation", models.CharField(max_length=200, verbose_name="organisation")),
                (
                    "is_outside",
                    models.BooleanField(default=False, verbose_name="from outside the Committee"),
                ),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="entered on"
                    ),
                ),
            ],
            options={
                "verbose_name": "evaluator",
                "verbose_name_plural": "evaluators",
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="edition",
            name="edition_number_once",
        ),
        migrations.RemoveConstraint(
            model_name="edition",
            name="edition_one_in_work",
        ),
        migrations.RemoveConstraint(
            model_name="edition",
            name="edition_published_at_with_by",
        ),
        migrations.AddField(
            model_name="edition",
            name="kind",
            field=models.CharField(
                choices=[
                    ("report", "Report of a period"),
                    ("mid_term", "Mid-term evaluation"),
                    ("final", "Final evaluation"),
                ],
                default="report",
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="commitment",
            name="origin",
            field=models.CharField(
                choices=[
                    ("direction", "Direction of an annual report"),
                    ("request", "Request of an annual report"),
                    ("decision", "Decision of a meeting"),
                    ("outside", "Recommendation from outside"),
                    ("plan", "The plan itself"),
                    ("evaluation", "Recommendation of an evaluation"),
                ],
                max_length=10,
                verbose_name="origin",
            ),
        ),
        migrations.AlterField(
            model_name="job",
            name="kind",
            field=models.CharField(
                choices=[
                    ("consolidate", "Consolidation"),
                    ("render", "Rendering"),
                    ("publish", "Publication"),
                    ("provinces", "Reports of provinces"),
                    ("evaluation", "Evaluation of a plan"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "report")),
                fields=("period_key", "number"),
                name="edition_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind", "report"), models.Q(("state", "published"), _negated=True)
                ),
                fields=("period_key",),
                name="edition_one_in_work",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "report"), ("period_key__gt", 0)),
                    models.Q(
                        models.Q(("kind", "report"), _negated=True),
                        ("consolidation__isnull", True),
                        ("period_key", 0),
                    ),
                    _connector="OR",
                ),
                name="edition_report_has_a_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("published_at__isnull", False),
                        ("published_by__isnull", False),
                        ("state", "published"),
                        models.Q(
                            ("consolidation__isnull", False),
                            models.Q(("kind", "report"), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        models.Q(("state", "published"), _negated=True),
                        ("published_at__isnull", True),
                        ("published_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="edition_published_at_with_by",
            ),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="strategies.plan",
                verbose_name="plan",
            ),
        ),
        migrations.AddField(
            model_name="evaluationevidence",
            name="drawn_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked for by",
            ),
        ),
        migrations.AddField(
            model_name="evaluationevidence",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="reporting.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="evaluationrating",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AddField(
            model_name="evaluationrating",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="ratings",
                to="reporting.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="evaluationrecommendation",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AddField(
            model_name="evaluationrecommendation",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="recommendations",
                to="reporting.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="evaluator",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AddField(
            model_name="evaluator",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evaluators",
                to="reporting.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="evaluationrating",
            name="evaluator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings",
                to="reporting.evaluator",
                verbose_name="evaluator",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_year__gte", models.F("first_year"))),
                name="evaluation_years_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluationevidence",
            constraint=models.UniqueConstraint(
                fields=("edition", "language"), name="evaluation_evidence_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluationrecommendation",
            constraint=models.UniqueConstraint(
                fields=("edition", "position"), name="evaluation_recommendation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluationrecommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text_en", ""), _negated=True),
                    models.Q(("text_km", ""), _negated=True),
                ),
                name="evaluation_recommendation_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluationrecommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("units__len__gt", 0)), name="evaluation_recommendation_asks"
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name_en", ""), _negated=True),
                    models.Q(("name_km", ""), _negated=True),
                    _connector="OR",
                ),
                name="evaluator_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluator",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))),
                name="evaluator_days_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluationrating",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="evaluation_rating_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluationrating",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["en", "km"])),
                name="evaluation_rating_language",
            ),
        ),
    ]
