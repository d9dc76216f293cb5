"""Who sits in a committee, who may sign for whom, the Permanent Vice-Chair and observers."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from provinces.tenancy.operations import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("provinces", "0006_courts_and_commissariats"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommitteeMember",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="group"),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=120, verbose_name="name in English"),
                ),
                (
                    "name_km",
                    models.CharField(blank=True, max_length=120, verbose_name="name in Khmer"),
                ),
                (
                    "title_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="position in English"
                    ),
                ),
                (
                    "title_km",
                    models.CharField(blank=True, max_length=200, verbose_name="position in Khmer"),
                ),
                (
                    "function",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("permanent_vice_chair", "Permanent Vice-Chair"),
                            ("vice_chair", "Vice-Chair"),
                            ("secretary", "Secretary"),
                            ("member", "Member"),
                            ("observer", "Observer"),
                        ],
                        max_length=20,
                        verbose_name="function",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="first day")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("decision", models.CharField(blank=True, max_length=120, verbose_name="decision")),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="added on"
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a committee",
                "verbose_name_plural": "members of committees",
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("approver", "Approver"),
                            ("reviewer", "Reviewer"),
                            ("consolidator", "Consolidator"),
                            ("permanent_vice_chair", "Permanent Vice-Chair"),
                        ],
                        max_length=20,
                        verbose_name="signs as",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="first day")),
                ("valid_to", models.DateField(verbose_name="last day")),
                ("decision", models.CharField(max_length=200, verbose_name="reason or decision")),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="made on"
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked on"),
                ),
            ],
            options={
                "verbose_name": "delegation",
                "verbose_name_plural": "delegations",
            },
        ),
        migrations.RemoveConstraint(
            model_name="membership",
            name="membership_role_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="organisationunit",
            name="unit_kind_is_known",
        ),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("data_officer", "Data officer"),
                    ("approver", "Approver"),
                    ("focal_point", "Focal point"),
                    ("reviewer", "Reviewer"),
                    ("group_lead", "Working-group lead"),
                    ("consolidator", "Consolidator"),
                    ("secretary_general", "Secretary General"),
                    ("permanent_vice_chair", "Permanent Vice-Chair"),
                    ("administrator", "Administrator"),
                    ("observer", "Observer"),
                ],
                max_length=20,
                verbose_name="role",
            ),
        ),
        migrations.AlterField(
            model_name="organisationunit",
            name="kind",
            field=models.CharField(
                choices=[
                    ("nation", "Nation"),
                    ("secretariat", "General Secretariat"),
                    ("ministry", "Ministry"),
                    ("specialised_unit", "Specialised unit"),
                    ("working_group", "Working group"),
                    ("province", "Province"),
                    ("district", "District"),
                    ("commune", "Commune"),
                    ("court", "Court"),
                    ("commissariat", "Provincial police commissariat"),
                    ("department", "Department"),
                    ("institution", "Institution"),
                    ("partner", "Partner organisation"),
                    ("observer", "Observer"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "data_officer",
                            "approver",
                            "focal_point",
                            "reviewer",
                            "group_lead",
                            "consolidator",
                            "secretary_general",
                            "permanent_vice_chair",
                            "administrator",
                            "observer",
                        ],
                    )
                ),
                name="membership_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "nation",
                            "secretariat",
                            "ministry",
                            "specialised_unit",
                            "working_group",
                            "province",
                            "district",
                            "commune",
                            "court",
                            "commissariat",
                            "department",
                            "institution",
                            "partner",
                            "observer",
                        ],
                    )
                ),
                name="unit_kind_is_known",
            ),
        ),
        migrations.AddField(
            model_name="committeemember",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="added by",
            ),
        ),
        migrations.AddField(
            model_name="committeemember",
            name="organisation_unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="committee",
                to="provinces.organisationunit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="committeemember",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="delegate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="delegated_signatures",
                to=settings.AUTH_USER_MODEL,
                verbose_name="deputy",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="delegator",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="on behalf of",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="organisation_unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="delegations",
                to="provinces.organisationunit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="revoked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="revoked by",
            ),
        ),
        migrations.AddConstraint(
            model_name="committeemember",
            constraint=models.CheckConstraint(
                condition=models.Q(("name_en", ""), ("name_km", ""), _negated=True),
                name="committee_member_is_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="committeemember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="committee_member_ends_after_begin",
            ),
        ),
        migrations.AddConstraint(
            model_name="committeemember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "function__in",
                        [
                            "chair",
                            "permanent_vice_chair",
                            "vice_chair",
                            "secretary",
                            "member",
                            "observer",
                        ],
                    )
                ),
                name="committee_member_function_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                name="delegation_ends_after_begin",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision", ""), _negated=True), name="delegation_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("delegator__isnull", True),
                    models.Q(("delegator", models.F("delegate")), _negated=True),
                    _connector="OR",
                ),
                name="delegation_to_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["approver", "reviewer", "consolidator", "permanent_vice_chair"])
                ),
                name="delegation_role_is_delegable",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="delegation_revoked_at_with_by",
            ),
        ),
        # Nobody removes a row: a membership ends with a day, a delegation is revoked.
        *tenant_table(
            "provinces_committeemember",
            tenant=("SELECT", "INSERT"),
            tenant_update_columns=("valid_to",),
            secretariat=("SELECT", "INSERT"),
            secretariat_update_columns=("valid_to",),
        ),
        *tenant_table(
            "provinces_delegation",
            select_children=True,
            tenant=("SELECT", "INSERT"),
            tenant_update_columns=("revoked_at", "revoked_by_id"),
            secretariat=("SELECT", "INSERT"),
            secretariat_update_columns=("revoked_at", "revoked_by_id"),
        ),
    ]
