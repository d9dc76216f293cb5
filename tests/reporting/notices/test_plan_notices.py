"""Who is told that an action plan waits for its approval, waits to be read, or was returned."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from provinces.models import User
from reporting.entry.page.actions import plan_steps
from reporting.entry.page.rules.action_plan import Planned
from reporting.models import Notice
from reporting.notices.actions import notices
from reporting.notices.queries.notice_words import worded
from reporting.notices.queries.plan_events import plan_events
from tests import factories
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    REVIEWER,
    TAKEO_OFFICER,
    acting,
    secretariat,
)
from tests.plans import approved, saved

YEAR = timezone.localdate().year
GROUP = {"2.7": Planned(target=Decimal(3), unit_of_count="event")}


@pytest.fixture(autouse=True)
def plan_of_this_year(year_2020):
    """The plan of the fixtures holds until 2023: here it goes on until this year."""
    from strategies.models import Plan

    with secretariat():
        Plan.objects.update(last_year=YEAR + 1)


def told(username, *, in_days=2):
    now = timezone.localtime() + timedelta(days=in_days)
    with secretariat():
        notices.tell_of_events(now)
        person = User.objects.get(username=username)
        return list(Notice.objects.filter(recipient=person, kind__startswith="plan").order_by("pk"))


def test_a_draft_waits_for_the_approver_once_nobody_changes_it_any_more():
    saved("KH-08", GROUP, YEAR)
    assert told(KANDAL_APPROVER, in_days=0) == []
    [notice] = told(KANDAL_APPROVER)
    assert len(told(KANDAL_APPROVER)) == 1
    assert told(KANDAL_OFFICER) == told(REVIEWER) == []
    with secretariat():
        [said] = worded([notice])
    assert "waits for your approval" in said.sentence
    assert "Kandal" in said.sentence
    assert said.page == ("action_plan", YEAR)


def test_an_approved_plan_waits_to_be_read_and_a_returned_one_to_be_corrected():
    saved("KH-08", GROUP, YEAR)
    approved("KH-08", YEAR)
    [notice] = told(REVIEWER)
    with secretariat():
        [said] = worded([notice])
    assert said.page == ("action_plan_of_unit", YEAR, "KH-08")
    assert told(KANDAL_APPROVER) == []
    with acting(REVIEWER) as reviewer:
        plan_steps.send_back(
            by=reviewer, unit=factories.unit("KH-08"), year=YEAR, reason="Say who pays."
        )
    [notice] = told(KANDAL_OFFICER)
    with secretariat():
        [said] = worded([notice])
    assert said.quote == "Say who pays."
    assert "Say who pays." not in said.sentence
    assert said.page == ("action_plan", YEAR)
    assert told(TAKEO_OFFICER) == []


def test_it_leads_to_its_page_in_both_languages(signed_in):
    saved("KH-08", GROUP, YEAR)
    approved("KH-08", YEAR)
    [notice] = told(REVIEWER)
    client = signed_in(REVIEWER)
    assert "has approved its action plan" in client.get("/notices/?language=en").text
    assert "បានអនុម័តផែនការសកម្មភាព" in client.get("/notices/?language=km").text
    opened = client.post(f"/notices/{notice.pk}/open/")
    assert opened["Location"] == f"/plan/{YEAR}/action-plans/KH-08/"


def test_as_many_queries_for_one_plan_as_for_three():
    now = timezone.localtime() + timedelta(days=2)

    def asked():
        with secretariat(), CaptureQueriesContext(connection) as found:
            plan_events(now, {})
        return len(found)

    saved("KH-08", GROUP, YEAR)
    one = asked()
    for unit in ("KH-21", "KH-20"):
        saved(unit, GROUP, YEAR)
    assert asked() == one
