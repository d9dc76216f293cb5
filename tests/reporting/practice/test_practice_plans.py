"""The action plans of a year to practise on, as units and the Secretariat would have left them."""

import pytest

from reporting.entry.page.queries.unit_plans import unit_plan
from reporting.entry.page.rules.action_plan import seal
from reporting.models import ActionPlan, ActionPlanStep, AuditEvent, PlannedActivity
from reporting.practice.actions.invented_action_plans import approve_plans
from reporting.practice.actions.opening import PracticePeople, open_year, plan_activities
from tests.factories import SECRETARY_GENERAL, acting, unit

pytestmark = pytest.mark.usefixtures("year_2020")
CODES = [f"KH-{number:02}" for number in range(1, 26)]


def test_invented_plans_are_of_groups_and_sealed_as_people_seal_them() -> None:
    with acting(SECRETARY_GENERAL) as secretary:
        open_year(by=secretary, year=2021, until=3, scale="provinces", seed=7)
        units = [unit(code) for code in CODES]
        groups = {one.code: ["2.7", "2.9", "4.1"] for one in units}
        times = plan_activities(units, groups, 2021, 7, PracticePeople.found())
        assert {code for planned in times.values() for code in planned} == {"2.7", "2.9", "4.1"}

        states = set(ActionPlan.objects.values_list("state", flat=True))
        assert {"approved", "read"} <= states
        row = PlannedActivity.objects.earliest("pk")
        assert all([row.expected_result, row.responsible, row.partners, row.budget, row.currency,
                    row.budget_source])  # fmt: skip
        approvals = ActionPlanStep.objects.filter(step="approved").order_by("pk")
        for step in approvals.select_related("organisation_unit", "by"):
            found = unit_plan(step.organisation_unit, 2021)
            assert step.rows == found.sealed
            assert step.digest == seal(step.organisation_unit.code, 2021, 1, found.sealed)
            assert step.by.username.endswith(".approver")
        audited = AuditEvent.objects.filter(action="plan.approved")
        assert audited.count() == approvals.count() > 0


def test_without_an_approver_a_plan_stays_a_draft() -> None:
    with acting(SECRETARY_GENERAL) as secretary:
        open_year(by=secretary, year=2021, until=3, scale="provinces", seed=7)
        approve_plans({unit("KH-08"): []}, approvers={}, reviewer=secretary.user, year=2021, seed=7)
        assert not ActionPlan.objects.exists()
