"""What a row of an action plan says besides, and the action plan as a thing that is approved."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from provinces.tenancy.operations import tenant_table

PLAN, STEP, ROW = (
    "reporting_actionplan",
    "reporting_actionplanstep",
    "reporting_plannedactivity",
)
TENANT, SECRETARIAT = "nsp_tenant", "nsp_secretariat"
BOTH = f"{TENANT}, {SECRETARIAT}"
ONESELF = "by_id = NULLIF(current_setting('app.user_id', true), '')::bigint"
PRACTICE = "year IN (SELECT year FROM reporting_reportingyear WHERE is_practice)"
# Whoever may read a row may read its plan too, so that nothing is hidden from this question.
IS_OPEN = (
    f"NOT EXISTS (SELECT FROM {PLAN} plan WHERE plan.year = {ROW}.year "
    f"AND plan.organisation_unit_id = {ROW}.organisation_unit_id "
    "AND plan.state IN ('approved', 'read'))"
)


def policy(table: str, name: str, rest: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {table} AS RESTRICTIVE {rest}", f"DROP POLICY {name} ON {table}"
    )


def to(model: str, verbose_name: str, related_name: str = "+", **more: Any) -> Any:
    return models.ForeignKey(
        model,
        more.pop("on_delete", django.db.models.deletion.PROTECT),
        related_name=related_name,
        verbose_name=verbose_name,
        **more,
    )


def key() -> tuple[str, Any]:
    return "id", models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


NEW_FIELDS: dict[str, Any] = {
    "expected_result": models.TextField("expected result", blank=True, default=""),
    "responsible": models.CharField("responsible person", max_length=200, blank=True, default=""),
    "partners": models.TextField("partners", blank=True, default=""),
    "budget": models.DecimalField("budget", max_digits=16, decimal_places=2, null=True, blank=True),
    "currency": models.CharField(
        "currency",
        max_length=3,
        blank=True,
        default="",
        choices=[("USD", "US dollars"), ("KHR", "riels")],
    ),
    "budget_source": models.CharField(
        "source of the budget", max_length=200, blank=True, default=""
    ),
}


class Migration(migrations.Migration):
    dependencies = [
        ("provinces", "0009_population"),
        ("reporting", "0028_meetings_tenancy"),
        ("strategies", "0010_groups_carry_the_plan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(
            migrations.AddField("plannedactivity", name, field, preserve_default=False)
            for name, field in NEW_FIELDS.items()
        ),
        migrations.AddConstraint(
            "plannedactivity",
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | (Q(budget__gte=0) & ~Q(currency="")),
                name="planned_budget_has_a_currency",
            ),
        ),
        migrations.CreateModel(
            "ActionPlan",
            [
                key(),
                ("year", models.PositiveSmallIntegerField("year")),
                (
                    "state",
                    models.CharField(
                        "state",
                        max_length=10,
                        default="draft",
                        choices=[
                            ("draft", "Draft"),
                            ("approved", "Approved"),
                            ("read", "Read by the Secretariat"),
                            ("returned", "Returned"),
                        ],
                    ),
                ),
                ("version", models.PositiveSmallIntegerField("version", default=1)),
                ("organisation_unit", to("provinces.organisationunit", "unit", "action_plans")),
            ],
            {
                "verbose_name": "action plan",
                "verbose_name_plural": "action plans",
                "ordering": ["year", "organisation_unit"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["organisation_unit", "year"], name="action_plan_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "ActionPlanStep",
            [
                key(),
                (
                    "step",
                    models.CharField(
                        "step",
                        max_length=10,
                        choices=[
                            ("approved", "Approved"),
                            ("amended", "Opened to be amended"),
                            ("read", "Read by the Secretariat"),
                            ("returned", "Returned"),
                        ],
                    ),
                ),
                ("version", models.PositiveSmallIntegerField("version")),
                ("text", models.TextField("reason", blank=True)),
                ("rows", models.JSONField("rows", default=list, blank=True)),
                ("digest", models.CharField("seal (SHA-256)", max_length=64, blank=True)),
                (
                    "at",
                    models.DateTimeField("on", default=django.utils.timezone.now, editable=False),
                ),
                ("by", to(settings.AUTH_USER_MODEL, "by")),
                (
                    "delegation",
                    to("provinces.delegation", "signed by delegation", null=True, blank=True),
                ),
                ("organisation_unit", to("provinces.organisationunit", "unit")),
                (
                    "plan",
                    to(
                        "reporting.actionplan",
                        "action plan",
                        "steps",
                        on_delete=django.db.models.deletion.CASCADE,
                    ),
                ),
            ],
            {
                "verbose_name": "step of an action plan",
                "verbose_name_plural": "steps of action plans",
                "ordering": ["plan", "at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(step="approved") | ~Q(digest=""),
                        name="approved_plan_has_a_seal",
                    ),
                    models.CheckConstraint(
                        condition=~Q(step__in=["amended", "returned"]) | ~Q(text=""),
                        name="plan_step_has_a_reason",
                    ),
                ],
            },
        ),
        *tenant_table(
            PLAN,
            select_children=True,
            tenant=("SELECT", "INSERT"),
            tenant_update_columns=("state", "version"),
            secretariat=("SELECT", "INSERT", "DELETE"),
            secretariat_update_columns=("state",),
        ),
        *tenant_table(
            STEP,
            select_children=True,
            tenant=("SELECT", "INSERT"),
            secretariat=("SELECT", "INSERT", "DELETE"),
        ),
        # A unit does not read its plan for the Secretariat, and nobody speaks in another's name. In
        # a practice year the units' steps are written for them.
        policy(PLAN, "begins_as_draft", f"FOR INSERT TO {TENANT} WITH CHECK (state = 'draft')"),
        policy(
            PLAN,
            "own_states",
            f"FOR UPDATE TO {TENANT} USING (true) WITH CHECK (state IN ('draft', 'approved'))",
        ),
        policy(
            PLAN,
            "read_or_returned",
            f"FOR UPDATE TO {SECRETARIAT} USING (state IN ('approved', 'read')) "
            "WITH CHECK (state IN ('read', 'returned'))",
        ),
        policy(
            PLAN,
            "practice_begun",
            f"FOR INSERT TO {SECRETARIAT} WITH CHECK ({PRACTICE})",
        ),
        policy(PLAN, "practice_only", f"FOR DELETE TO {SECRETARIAT} USING ({PRACTICE})"),
        policy(
            STEP,
            "own_steps",
            f"FOR INSERT TO {TENANT} WITH CHECK ({ONESELF} AND step IN ('approved', 'amended'))",
        ),
        policy(
            STEP,
            "secretariat_steps",
            f"FOR INSERT TO {SECRETARIAT} WITH CHECK (({ONESELF} AND step IN ('read', 'returned')) "
            f"OR plan_id IN (SELECT id FROM {PLAN} WHERE {PRACTICE}))",
        ),
        policy(
            STEP,
            "practice_only",
            f"FOR DELETE TO {SECRETARIAT} USING (plan_id IN (SELECT id FROM {PLAN} "
            f"WHERE {PRACTICE}))",
        ),
        # What is approved does not change.
        policy(ROW, "open_to_add", f"FOR INSERT TO {BOTH} WITH CHECK ({IS_OPEN})"),
        policy(
            ROW,
            "open_to_change",
            f"FOR UPDATE TO {BOTH} USING ({IS_OPEN}) WITH CHECK ({IS_OPEN})",
        ),
        policy(ROW, "open_to_remove", f"FOR DELETE TO {BOTH} USING ({IS_OPEN})"),
    ]
