import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from provinces.tenancy.closure_sql import (
    CREATE_FUNCTION,
    CREATE_TRIGGER,
    DROP_FUNCTION,
    DROP_TRIGGER,
)
from provinces.tenancy.roles_sql import CREATE_SECRETARIAT, CREATE_TENANT


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        # Roles belong to the cluster and may serve other databases: they are never dropped.
        migrations.RunSQL([CREATE_TENANT], migrations.RunSQL.noop),
        migrations.RunSQL([CREATE_SECRETARIAT], migrations.RunSQL.noop),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "full_name_en",
                    models.CharField(blank=True, max_length=120, verbose_name="name in English"),
                ),
                (
                    "full_name_km",
                    models.CharField(blank=True, max_length=120, verbose_name="name in Khmer"),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("km", "Khmer")],
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="OrganisationUnit",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="code")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nation", "Nation"),
                            ("secretariat", "General Secretariat"),
                            ("ministry", "Ministry"),
                            ("specialised_unit", "Specialised unit"),
                            ("working_group", "Working group"),
                            ("province", "Province"),
                            ("district", "District"),
                            ("commune", "Commune"),
                            ("institution", "Institution"),
                            ("partner", "Partner organisation"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="protocol order")),
                (
                    "short_name",
                    models.CharField(blank=True, max_length=40, verbose_name="short name"),
                ),
                (
                    "iso_code",
                    models.CharField(blank=True, max_length=6, verbose_name="ISO 3166-2 code"),
                ),
                (
                    "national_code",
                    models.CharField(blank=True, max_length=8, verbose_name="national code"),
                ),
                (
                    "tile_row",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="row in the tile map"
                    ),
                ),
                (
                    "tile_col",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="column in the tile map"
                    ),
                ),
                (
                    "lead_unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="The unit that leads a working group.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="provinces.organisationunit",
                        verbose_name="led by",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="provinces.organisationunit",
                        verbose_name="parent",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation unit",
                "verbose_name_plural": "organisation units",
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                            ("data_officer", "Data officer"),
                            ("approver", "Approver"),
                            ("focal_point", "Focal point"),
                            ("reviewer", "Reviewer"),
                            ("group_lead", "Working-group lead"),
                            ("consolidator", "Consolidator"),
                            ("secretary_general", "Secretary General"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "organisation_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="provinces.organisationunit",
                        verbose_name="organisation unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="UnitAlias",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("spelling", models.CharField(max_length=200, verbose_name="spelling")),
                (
                    "folded",
                    models.CharField(
                        editable=False, max_length=200, unique=True, verbose_name="folded spelling"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="provinces.organisationunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit alias",
                "verbose_name_plural": "unit aliases",
                "ordering": ["folded"],
            },
        ),
        migrations.CreateModel(
            name="UnitClosure",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("depth", models.PositiveSmallIntegerField()),
                (
                    "ancestor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="closure_below",
                        to="provinces.organisationunit",
                    ),
                ),
                (
                    "descendant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="closure_above",
                        to="provinces.organisationunit",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit and its ancestor",
                "verbose_name_plural": "units and their ancestors",
            },
        ),
        migrations.CreateModel(
            name="UnitName",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("en", models.CharField(max_length=200, verbose_name="English name")),
                ("km", models.CharField(blank=True, max_length=200, verbose_name="Khmer name")),
                (
                    "valid_from",
                    models.PositiveSmallIntegerField(default=2014, verbose_name="from year"),
                ),
                (
                    "valid_to",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="to year"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="provinces.organisationunit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit name",
                "verbose_name_plural": "unit names",
                "ordering": ["unit", "valid_from"],
            },
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="user_email_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("username"), name="user_username_once"
            ),
        ),
        migrations.AddIndex(
            model_name="organisationunit",
            index=models.Index(fields=["kind", "position"], name="unit_by_kind"),
        ),
        migrations.AddConstraint(
            model_name="organisationunit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("iso_code", ""), _negated=True),
                fields=("iso_code",),
                name="unit_iso_code_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationunit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("national_code", ""), _negated=True),
                fields=("national_code",),
                name="unit_national_code_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationunit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("tile_row__isnull", False)),
                fields=("tile_row", "tile_col"),
                name="unit_tile_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("tile_col__isnull", True), ("tile_row__isnull", True)),
                    models.Q(
                        ("kind", "province"),
                        ("tile_col__isnull", False),
                        ("tile_row__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="unit_tile_whole_and_for_provinces",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "nation"), ("parent__isnull", True)),
                    models.Q(
                        models.Q(("kind", "nation"), _negated=True), ("parent__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="unit_only_nation_has_no_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lead_unit__isnull", True), ("kind", "working_group"), _connector="OR"
                ),
                name="unit_only_working_groups_are_led",
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
                            "institution",
                            "partner",
                        ],
                    )
                ),
                name="unit_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("user", "organisation_unit", "role"), name="membership_once"
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
                            "administrator",
                        ],
                    )
                ),
                name="membership_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitclosure",
            constraint=models.UniqueConstraint(
                fields=("ancestor", "descendant"), name="unit_closure_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitname",
            constraint=models.UniqueConstraint(
                fields=("unit", "valid_from"), name="unit_name_once_a_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitname",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("unit",),
                name="unit_name_one_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="unit_name_ends_after_it_begins",
            ),
        ),
        migrations.RunSQL([CREATE_FUNCTION], DROP_FUNCTION),
        migrations.RunSQL(CREATE_TRIGGER, DROP_TRIGGER),
    ]
