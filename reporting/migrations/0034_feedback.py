"""Feedback from outside, the changes of the public form, and notices of feedback."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("provinces", "0009_population"),
        ("reporting", "0033_indicators"),
        ("strategies", "0011_indicators"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "number",
                    models.PositiveIntegerField(
                        editable=False, primary_key=True, serialize=False, verbose_name="number"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True, editable=False, max_length=12, verbose_name="reference"
                    ),
                ),
                (
                    "sender_kind",
                    models.CharField(
                        choices=[
                            ("embassy", "Embassy"),
                            ("un_body", "UN body"),
                            ("abroad", "Ministry or authority abroad"),
                            ("ngo", "Non-governmental organisation"),
                            ("media", "Media"),
                            ("citizen", "Citizen"),
                            ("other", "Another sender"),
                        ],
                        max_length=10,
                        verbose_name="kind of sender",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("letter", "Letter"),
                            ("email", "E-mail"),
                            ("meeting", "Meeting"),
                            ("telephone", "Telephone"),
                            ("hotline", "Hotline"),
                            ("form", "Public form"),
                            ("other", "Another way"),
                        ],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("km", "Khmer"), ("en", "English"), ("other", "Another language")],
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="received on")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "is_confidential",
                    models.BooleanField(default=True, verbose_name="only the Secretariat reads it"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("looked_at", "Being looked at"),
                            ("answered", "Answered"),
                            ("closed", "Closed without an answer"),
                        ],
                        default="new",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "linked",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, editable=False, size=None
                    ),
                ),
                (
                    "practice_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year to practise on"
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="entered on")),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategies.activity",
                        verbose_name="activity",
                    ),
                ),
                (
                    "activity_group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="strategies.activitygroup",
                        verbose_name="activity group",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback",
                "verbose_name_plural": "feedback",
                "ordering": ["-received_on", "-number"],
            },
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opens", "A report can be begun"),
                    ("due", "A report is due soon"),
                    ("overdue", "A report is overdue"),
                    ("to_sign", "A report waits for a signature"),
                    ("submitted", "A report has come in"),
                    ("returned", "A report was returned"),
                    ("accepted", "A report was accepted"),
                    ("reopened", "A report was re-opened"),
                    ("comment", "A comment"),
                    ("extended", "A new deadline"),
                    ("digest", "Digest"),
                    ("followed", "A sentence follows a new figure"),
                    ("to_sign_off", "A national report waits for a signature"),
                    ("remark", "A comment on a national report"),
                    ("published", "A national report was published"),
                    ("special", "A special report is asked"),
                    ("special_late", "A day of a special report is missing"),
                    ("promise_due", "A commitment is due soon"),
                    ("promise_late", "A commitment is overdue"),
                    ("feedback", "Feedback from outside"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="FeedbackSender",
            fields=[
                (
                    "feedback",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sender",
                        serialize=False,
                        to="reporting.feedback",
                        verbose_name="feedback",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                (
                    "contact",
                    models.CharField(blank=True, max_length=200, verbose_name="how to reach them"),
                ),
            ],
            options={
                "verbose_name": "sender of feedback",
                "verbose_name_plural": "senders of feedback",
            },
        ),
        migrations.CreateModel(
            name="FeedbackCommitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="linked on")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback",
                        to="reporting.commitment",
                        verbose_name="commitment",
                    ),
                ),
                (
                    "feedback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="reporting.feedback",
                        verbose_name="feedback",
                    ),
                ),
            ],
            options={
                "verbose_name": "commitment of feedback",
                "verbose_name_plural": "commitments of feedback",
                "ordering": ["feedback", "commitment"],
            },
        ),
        migrations.CreateModel(
            name="FeedbackStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("looked_at", "Taken up"),
                            ("answered", "Answered"),
                            ("closed", "Closed without an answer"),
                            ("opened", "Opened again"),
                            ("changed", "Changed"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="answer or reason")),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("letter", "Letter"),
                            ("email", "E-mail"),
                            ("meeting", "Meeting"),
                            ("telephone", "Telephone"),
                            ("hotline", "Hotline"),
                            ("form", "Public form"),
                            ("other", "Another way"),
                        ],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="sent on")),
                ("sent_by", models.CharField(blank=True, max_length=120, verbose_name="sent by")),
                ("before", models.JSONField(blank=True, default=dict, verbose_name="before")),
                ("after", models.JSONField(blank=True, default=dict, verbose_name="after")),
                ("at", models.DateTimeField(verbose_name="on")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "feedback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="reporting.feedback",
                        verbose_name="feedback",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of feedback",
                "verbose_name_plural": "steps of feedback",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="FeedbackUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="linked on")),
                (
                    "feedback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="reporting.feedback",
                        verbose_name="feedback",
                    ),
                ),
                (
                    "organisation_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="provinces.organisationunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit of feedback",
                "verbose_name_plural": "units of feedback",
                "ordering": ["feedback", "organisation_unit"],
            },
        ),
        migrations.CreateModel(
            name="PublicFormChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_open", models.BooleanField(verbose_name="open")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="on")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of the public form",
                "verbose_name_plural": "changes of the public form",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="feedback",
            index=models.Index(fields=["state"], name="feedback_by_state"),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("reference",),
                name="feedback_reference_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), models.Q(("title", ""), _negated=True)
                ),
                name="feedback_has_a_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("made_by__isnull", False), ("channel", "form"), _connector="OR"
                ),
                name="feedback_made_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedbackcommitment",
            constraint=models.UniqueConstraint(
                fields=("feedback", "commitment"), name="feedback_commitment_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="feedbackstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("step__in", ["closed", "opened"]), _negated=True),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="feedback_step_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedbackstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("step", "answered"), _negated=True),
                    models.Q(
                        models.Q(("text", ""), _negated=True),
                        models.Q(("channel", ""), _negated=True),
                        models.Q(("sent_by", ""), _negated=True),
                        ("sent_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="feedback_answer_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedbackunit",
            constraint=models.UniqueConstraint(
                fields=("organisation_unit", "feedback"), name="feedback_unit_once"
            ),
        ),
    ]
