"""A unit's action plan: filled, approved by the unit, read by the Secretariat, returned, and
amended."""

from datetime import date
from decimal import Decimal
from http import HTTPStatus

import pytest
from django.db import Error, transaction

from reporting.access import Overtaken, Refused
from reporting.entry.page.actions import plan_steps
from reporting.entry.page.actions.action_plan import draft_from_last_year, save_action_plan
from reporting.entry.page.queries.unit_plans import unit_plan
from reporting.entry.page.rules.action_plan import Planned, seal
from reporting.models import ActionPlan, ActionPlanStep, AuditEvent, PlannedActivity
from strategies.models import Activity
from tests import factories
from tests.factories import KANDAL_APPROVER, KANDAL_OFFICER, KANDAL_VIEWER, REVIEWER, acting
from tests.monitored_year import opened
from tests.plans import approved, row, saved, titled

PLAN, STEP = "/action-plan/2021/", "/action-plan/2021/step/"
READ = "/plan/2021/action-plans/KH-08/"
FULL = Planned(
    target=Decimal(12), unit_of_count="event", months=[1, 2], expected_result="People know",
    responsible="Sok Dara", partners="Caritas", budget=Decimal("1200.50"), currency="USD",
    budget_source="National budget", note="With the schools",
)  # fmt: skip


@pytest.fixture(autouse=True)
def year_2021(year_2020):
    opened(date(2021, 2, 1))


def typed(code="2.7", **said):
    parts = {
        "chosen": "yes", "target": "12", "unit": "event", "month": ["1", "2"],
        "result": "People know", "who": "Sok Dara", "partners": "Caritas", "budget": "1,200.50",
        "currency": "USD", "source": "National budget", "note": "With the schools", **said,
    }  # fmt: skip
    return {f"plan:{code}:{part}": text for part, text in parts.items()}


def test_a_group_is_planned_with_all_that_is_asked(signed_in):
    officer = signed_in(KANDAL_OFFICER)
    page = officer.get(f"{PLAN}?group=2.7").text
    assert 'name="plan:2.7:result"' in page
    assert "plan:2.7.01:" not in page, "nobody is asked about what has no title"
    assert (
        "Your action plan is saved." in officer.post(f"{PLAN}?group=2.7", typed(), follow=True).text
    )
    stored = row("KH-08", "2.7")
    for name, value in vars(FULL).items():
        assert getattr(stored, name) == value, name
    again = officer.get(f"{PLAN}?group=2.7").text
    for words in ("People know", "Sok Dara", "1,200.50", "US dollars", "the group as a whole"):
        assert words in again
    titled("2.7.01")
    assert 'name="plan:2.7.01:result"' in officer.get(f"{PLAN}?group=2.7").text


@pytest.mark.parametrize(("said", "words"), [
    ({"budget": "much"}, "much"),
    ({"currency": ""}, "Say in which currency the budget is."),
    ({"currency": "EUR"}, "Choose the currency from the list."),
    ({"unit": ""}, "Say what the target counts."),
    ({"who": "x" * 201}, "This is too long"),
])  # fmt: skip
def test_what_cannot_be_is_said_and_stays_on_the_page(signed_in, said, words):
    officer = signed_in(KANDAL_OFFICER)
    page = officer.post(f"{PLAN}?group=2.7", typed(**said))
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in page.text
    assert "People know" in page.text
    with factories.secretariat():
        assert not PlannedActivity.objects.exists()


def test_an_untitled_activity_is_not_planned_anew_and_an_old_row_stays(signed_in):
    with acting(KANDAL_OFFICER) as officer:
        with pytest.raises(Refused, match="has no title yet"):
            save_action_plan(by=officer, year=2021, planned={"2.7.01": FULL})
        PlannedActivity.objects.create(
            organisation_unit=officer.unit, year=2021, activity=Activity.objects.get(code="2.7.01")
        )
        save_action_plan(by=officer, year=2021, planned={"2.7.01": FULL})
    assert row("KH-08", "2.7.01").target == 12
    assert 'name="plan:2.7.01:result"' in signed_in(KANDAL_OFFICER).get(f"{PLAN}?group=2.7").text
    page = signed_in(KANDAL_OFFICER)
    factories.drafted("KH-08", "committee", "2021-01", {})
    assert "activity:2.7.01:" not in page.get("/reports/KH-08/committee/2021-01/").text


def test_a_report_asks_about_the_group(signed_in):
    saved("KH-08", {"2.7": FULL})
    factories.drafted("KH-08", "committee", "2021-01", {})
    page = signed_in(KANDAL_OFFICER).get("/reports/KH-08/committee/2021-01/").text
    assert 'name="activity:2.7:status"' in page
    assert "Preventive measures by raising awareness" in page


def test_approved_read_returned_and_amended(signed_in):
    saved("KH-08", {"2.7": FULL})
    officer, approver = signed_in(KANDAL_OFFICER), signed_in(KANDAL_APPROVER)
    assert "Approve the action plan" not in officer.get(PLAN).text
    assert officer.post(STEP, {"step": "approve"}).status_code == HTTPStatus.FORBIDDEN
    assert "Approve the action plan" in approver.get(PLAN).text
    assert "The Secretariat reads it." in approver.post(STEP, {"step": "approve"}, follow=True).text

    with acting(KANDAL_OFFICER) as person:
        found = unit_plan(person.unit, 2021)
        assert (found.state, found.version) == ("approved", 1)
        assert found.signed is not None
        assert found.signed.digest == seal("KH-08", 2021, 1, found.sealed)
        assert found.signed.rows == found.sealed
        with pytest.raises(Overtaken, match="approved"):
            save_action_plan(by=person, year=2021, planned={}, removed=["2.7"])
    assert officer.post(f"{PLAN}?group=2.7", typed(target="13")).status_code == HTTPStatus.CONFLICT

    reviewer = signed_in(REVIEWER)
    assert "Mark it as read" in reviewer.get(READ).text
    reviewer.post(f"{READ}decision/", {"step": "read", "text": "Well planned."})
    assert "Well planned." in officer.get(PLAN).text
    refused = reviewer.post(f"{READ}decision/", {"step": "return", "text": " "})
    assert "a return needs a reason" in refused.text
    reviewer.post(f"{READ}decision/", {"step": "return", "text": "Say who pays."})
    assert "Say who pays." in officer.get(PLAN).text

    officer.post(f"{PLAN}?group=2.7", typed(source="UNODC"))
    approved("KH-08")
    no_reason = approver.post(STEP, {"step": "amend", "reason": ""})
    assert "Say why the plan is amended." in no_reason.text
    approver.post(STEP, {"step": "amend", "reason": "More forums."})
    officer.post(f"{PLAN}?group=2.7", typed(target="20"))
    approved("KH-08")
    with acting(KANDAL_OFFICER) as person:
        found = unit_plan(person.unit, 2021)
        assert found.version == 3
        assert [step.step for step in reversed(found.steps)] == [
            "approved", "read", "returned", "approved", "amended", "approved",
        ]  # fmt: skip
        signed = [step.rows[0]["target"] for step in reversed(found.steps) if step.digest]
        assert signed == ["12.00", "12.00", "20.00"]
    with factories.secretariat():
        assert AuditEvent.objects.filter(action="plan.approved").count() == 3


def test_nobody_approves_an_empty_plan_or_one_twice():
    with acting(KANDAL_APPROVER) as approver, pytest.raises(Refused, match="no rows yet"):
        plan_steps.approve(by=approver, year=2021)
    saved("KH-08", {"2.7": FULL})
    approved("KH-08")
    with acting(KANDAL_APPROVER) as approver, pytest.raises(Overtaken, match="Approved"):
        plan_steps.approve(by=approver, year=2021)


def test_an_approved_plan_is_closed_in_the_database_too():
    saved("KH-08", {"2.7": FULL})
    approved("KH-08")
    with acting(KANDAL_OFFICER) as officer:
        rows = PlannedActivity.objects.filter(year=2021)
        assert rows.update(target=1) == 0
        assert rows.delete()[0] == 0
        with pytest.raises(Error, match="row-level security"), transaction.atomic():
            PlannedActivity.objects.create(
                organisation_unit=officer.unit, year=2021,
                activity=Activity.everything.get(code="2.8"),
            )  # fmt: skip
        with pytest.raises(Error, match="row-level security"), transaction.atomic():
            ActionPlan.objects.update(state="read")
        with pytest.raises(Error, match="permission denied"), transaction.atomic():
            ActionPlanStep.objects.update(text="Something else")


def test_another_unit_sees_nothing_of_it(signed_in):
    saved("KH-08", {"2.7": FULL})
    approved("KH-08")
    takeo = signed_in(factories.TAKEO_OFFICER)
    assert takeo.get(READ).status_code == HTTPStatus.NOT_FOUND
    assert "Kandal" not in takeo.get("/plan/2021/action-plans/").text
    assert "People know" not in takeo.get("/plan/2021/group/2.7/").text
    with acting(factories.TAKEO_OFFICER):
        assert not ActionPlan.objects.exists()
        assert not ActionPlanStep.objects.exists()
    assert "People know" in signed_in(KANDAL_VIEWER).get(READ).text


def test_the_secretariat_sees_who_has_a_plan(signed_in):
    saved("KH-08", {"2.7": FULL})
    saved("KH-21", {"2.7": FULL})
    approved("KH-21")
    reviewer = signed_in(REVIEWER)
    page = reviewer.get("/plan/2021/action-plans/").text
    for words in ("Approved (1)", "Draft (1)", "No plan yet ("):
        assert words in page
    shown = reviewer.get("/plan/2021/action-plans/?show=approved").text
    assert "Takeo" in shown
    assert "Kandal" not in shown


def test_a_plan_is_drafted_from_last_year(signed_in):
    titled("2.7.02")
    saved("KH-08", {"2.7": FULL, "2.7.02": FULL, "2.8": FULL}, year=2020)
    with acting(KANDAL_OFFICER) as officer:
        PlannedActivity.objects.create(
            organisation_unit=officer.unit, year=2020, activity=Activity.objects.get(code="2.9.01")
        )
    saved("KH-08", {"2.8": Planned(target=Decimal(1), unit_of_count="event")})
    officer = signed_in(KANDAL_OFFICER)
    assert "Draft it from the plan of 2020" in officer.get(PLAN).text
    page = officer.post(STEP, {"step": "draft"}, follow=True).text
    assert "2 rows were taken over from last year" in page
    assert "2.9.01" in page
    assert row("KH-08", "2.7").expected_result == "People know"
    assert row("KH-08", "2.7").note == ""
    assert row("KH-08", "2.8").target == 1
    with (
        acting(factories.TAKEO_OFFICER) as takeo,
        pytest.raises(Refused, match="no action plan of"),
    ):
        draft_from_last_year(by=takeo, year=2021)
