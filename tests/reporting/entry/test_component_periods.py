"""Shorter reports beside longer ones, on the pages: prefilled, changed, explained, compared."""

from decimal import Decimal
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from provinces.models import User
from reporting.entry.page.actions import drafts
from reporting.entry.page.actions.draft_changes import EntryText
from reporting.models import ActivityProgress, AuditEvent, Explanation, PlannedActivity, Revision
from strategies.models import Activity
from tests import factories
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    REVIEWER,
    TAKEO_OFFICER,
    acting,
)
from tests.plans import titled

UNIT = ("KH-08", "committee")
PERSONS, FEMALES = (f"direct_publicity[forums].{one}" for one in ("persons", "females"))
MONTH = {PERSONS: 800, FEMALES: 420}
QUARTER = "/reports/KH-08/committee/2021-Q1/"
YEAR = "/reconciliation/KH-08/committee/2021/"
PLAN = "/action-plan/2021/"


def months(*numbers, values=None):
    for number in numbers:
        factories.accepted(*UNIT, f"2021-{number:02}", values or MONTH)


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == HTTPStatus.OK
    return len(asked)


def plan(*codes, target=4):
    titled(*codes)
    with acting(KANDAL_OFFICER) as officer:
        for code in codes:
            PlannedActivity.objects.create(
                organisation_unit=officer.unit, activity=Activity.objects.get(code=code),
                year=2021, target=target, unit_of_count="event", months=[3, 6],
            )  # fmt: skip


def test_a_quarter_from_its_months_to_its_acceptance(signed_in):
    """Begun, filled, changed; not handed over without a reason and a line; signed, accepted."""
    months(1, 2, 3)
    officer = signed_in(KANDAL_OFFICER)
    page = officer.post(
        "/reports/new/", {"data_set": "committee", "year": "2021", "part": "Q1"}, follow=True
    )
    assert "this report was filled from 3 of 3 months: January, February, March." in page.text
    assert f'name="{PERSONS}" value="2,400"' in page.text

    page = officer.post(QUARTER, {PERSONS: "2,500"}, follow=True)
    assert "2,500 here, but 2,400 in the accepted shorter reports (3 of 3 months)" in page.text
    refused = officer.post(f"{QUARTER}prepare/", {"left": "leave"})
    assert refused.status_code == HTTPStatus.FORBIDDEN

    key = f"differs_from_finer:{PERSONS}"
    page = officer.post(QUARTER, {f"explain:{key}": "One more forum was held."}, follow=True)
    assert officer.post(f"{QUARTER}prepare/", {"left": "leave"}).status_code == HTTPStatus.FORBIDDEN
    page = officer.post(QUARTER, {f"why:{key}": "no such reason"})
    assert "Choose one of the reasons of the list." in page.text
    officer.post(QUARTER, {f"why:{key}": "late"})
    assert officer.post(f"{QUARTER}prepare/", {"left": "leave"}).status_code == HTTPStatus.FOUND

    assert (
        signed_in(KANDAL_APPROVER).post(f"{QUARTER}sign/", {"left": "leave"}).status_code
        == HTTPStatus.FOUND
    )
    reviewer = signed_in(REVIEWER)
    said = "Numbers came in later. One more forum was held."
    assert said in reviewer.get(QUARTER).text
    assert reviewer.post(f"{QUARTER}accept/", {"comment": ""}).status_code == HTTPStatus.FOUND
    page = reviewer.get(f"{YEAR}?only=on").text
    assert "differs: computed 2,400" in page
    assert said in page
    assert "1,260" not in page  # the females agree


def test_either_half_of_an_answer_is_kept_and_taken_back(signed_in):
    months(1, 2, 3)
    factories.drafted(*UNIT, "2021-Q1", {PERSONS: 2500})
    officer = signed_in(KANDAL_OFFICER)
    key = f"differs_from_finer:{PERSONS}"
    officer.post(QUARTER, {f"explain:{key}": ""})
    with acting(KANDAL_OFFICER):
        assert Explanation.objects.get().reason == "late"
    assert "1 check is still open" in officer.get(QUARTER).text
    officer.post(QUARTER, {f"why:{key}": ""})
    with acting(KANDAL_OFFICER):
        assert not Explanation.objects.exists()


def test_what_would_be_taken_over_is_shown_first(signed_in):
    factories.drafted(*UNIT, "2021-Q1", {PERSONS: 10, FEMALES: 5})
    months(1, 2)
    officer = signed_in(KANDAL_OFFICER)
    page = officer.get(QUARTER).text
    assert "Accepted by now are 2 of 3 months: January, February." in page
    assert "Take over the computed numbers" in page
    assert f'name="{PERSONS}" value="10"' in page

    page = officer.get(f"{QUARTER}take-over/").text
    assert "Take over 2 numbers" in page
    assert "1,600" in page
    page = officer.post(f"{QUARTER}take-over/", follow=True).text
    assert "2 numbers are taken over." in page
    assert f'name="{PERSONS}" value="1,600"' in page
    assert "Take over the computed numbers" not in page


@pytest.fixture
def a_year(year_2020):
    months(1, 2, 3)
    factories.accepted(*UNIT, "2021-Q1", {PERSONS: 2500, FEMALES: 1260})
    factories.drafted(*UNIT, "2021-S1", {PERSONS: 2500, "training.courses": 7})


def test_the_year_side_by_side(signed_in, a_year):
    page = signed_in(KANDAL_VIEWER).get(YEAR).text
    assert "3 of 12 months are accepted" in page
    assert "1 line with a difference" in page
    assert "differs: computed 2,400" in page
    assert "Quarter 1: Numbers came in later. so it was" in page
    assert "Public Forums: Persons" in page
    assert page.count("no report") >= 4

    only = signed_in(KANDAL_OFFICER).get(f"{YEAR}?only=on&table=training").text
    assert "No number differs here." in only


@pytest.mark.parametrize(
    ("person", "address", "status"),
    [
        (TAKEO_OFFICER, YEAR, HTTPStatus.NOT_FOUND),
        (REVIEWER, YEAR, HTTPStatus.OK),
        (REVIEWER, "/reconciliation/KH-21/committee/2021/", HTTPStatus.OK),
        (REVIEWER, "/reconciliation/KH-99/committee/2021/", HTTPStatus.NOT_FOUND),
        (REVIEWER, "/reconciliation/KH-08/ministry/2021/", HTTPStatus.NOT_FOUND),
        (KANDAL_OFFICER, "/reconciliation/KH-08/committee/1999/", HTTPStatus.NOT_FOUND),
    ],
)
def test_whose_year_one_sees(signed_in, person, address, status):
    assert signed_in(person).get(address).status_code == status


def test_the_year_asks_as_often_for_one_report_as_for_many(signed_in):
    reviewer = signed_in(REVIEWER)
    months(1)
    one = queries(reviewer, YEAR)
    months(2, 3)
    factories.accepted(*UNIT, "2021-Q1", {PERSONS: 2500, FEMALES: 1260})
    factories.accepted(*UNIT, "2021-S1", {PERSONS: 2600, FEMALES: 1260})
    assert queries(reviewer, YEAR) == one


# Activities of the plan.


def test_progress_is_typed_checked_and_kept(signed_in):
    plan("2.7.01", "2.7.02")
    factories.drafted(*UNIT, "2021-03", {})
    officer = signed_in(KANDAL_OFFICER)
    address = "/reports/KH-08/committee/2021-03/"
    typed = {
        "activity:2.7.01:status": "done", "activity:2.7.01:times": "1.5",
        "activity:2.7.02:status": "held_up", "activity:2.7.02:times": "២",
    }  # fmt: skip
    page = officer.post(address, typed)
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "1.5 has decimals. Type a whole number." in page.text
    assert "Activity 2.7.02 is held up. Say what holds it up." in page.text
    with acting(KANDAL_OFFICER):
        [row] = ActivityProgress.objects.all()
        assert (row.status, row.times_done) == ("held_up", Decimal(2))

    page = officer.post(
        address,
        {"activity:2.7.01:status": "done", "activity:2.7.01:times": "1",
         "activity:2.7.02:obstacle": "Floods."},
        follow=True,
    )  # fmt: skip
    assert "1 of 4 were carried out" in page.text
    assert "held up. Say what" not in page.text
    read = signed_in(KANDAL_VIEWER).get(address).text
    assert "Floods." in read
    assert "planned for" in read


@pytest.mark.parametrize("typed", ["2,147,483,648", "1000000000", "99999999999999"])
def test_no_activity_was_done_more_often_than_can_be(signed_in, typed):
    plan("2.7.01")
    factories.drafted(*UNIT, "2021-03", {})
    page = signed_in(KANDAL_OFFICER).post(
        "/reports/KH-08/committee/2021-03/", {"activity:2.7.01:times": typed}
    )
    assert "is too large a number: at most 999,999,999 can be entered here." in page.text
    with acting(KANDAL_OFFICER):
        assert not ActivityProgress.objects.exists()


def test_an_activity_whose_number_is_not_known_is_left_blank(signed_in):
    plan("2.7.01")
    factories.drafted(*UNIT, "2021-03", {})
    page = signed_in(KANDAL_OFFICER).post(
        "/reports/KH-08/committee/2021-03/", {"activity:2.7.01:times": "n/a"}
    )
    assert "Leave this blank where the number of times is not known." in page.text


def test_an_activity_with_something_wrong_waits_as_a_whole(signed_in):
    plan("2.7.01")
    factories.drafted(*UNIT, "2021-03", {})
    person = User.objects.get(username=KANDAL_OFFICER)
    status, times = "activity:2.7.01:status", "activity:2.7.01:times"
    body = {"user": person.pk, "revision": 1, "before": {}}
    body |= {"inputs": {status: "done", times: "1.5"}}
    address = "/reports/KH-08/committee/2021-03/save/"
    answer = signed_in(KANDAL_OFFICER).post(address, body, "application/json").json()
    assert (answer["saved"], answer["notKept"], list(answer["problems"])) == ({}, {}, [times])


def test_the_same_progress_typed_otherwise_is_no_change_and_no_conflict(signed_in):
    plan("2.7.01")
    factories.drafted(*UNIT, "2021-03", {})
    officer = signed_in(KANDAL_OFFICER)
    times, person = "activity:2.7.01:times", User.objects.get(username=KANDAL_OFFICER)

    def save(text, before):
        body = {
            "user": person.pk,
            "revision": 1,
            "inputs": {times: text},
            "before": {times: before},
        }
        address = "/reports/KH-08/committee/2021-03/save/"
        return officer.post(address, body, "application/json").json()

    assert save("1200", "")["saved"] == {times: "1,200"}
    for text in ("1200", "១២០០", "1 200", "1,200\u200b"):
        answer = save(text, "1,200")
        assert (answer["saved"], answer["edit"]) == ({times: "1,200"}, None)
        answer = save("1201", text)
        assert (answer["saved"], answer["conflicts"]) == ({times: "1,201"}, {})
        save("1200", "1,201")


def test_a_report_without_a_plan_says_how_one_is_made(signed_in):
    factories.drafted(*UNIT, "2021-03", {})
    address = "/reports/KH-08/committee/2021-03/"
    assert f'href="{PLAN}">Enter your unit' in signed_in(KANDAL_OFFICER).get(address).text
    assert "or the Secretariat does in the administration" in signed_in(REVIEWER).get(address).text


def test_the_page_asks_as_often_for_one_activity_as_for_many(signed_in):
    plan("2.7.01")
    months(1)
    factories.drafted(*UNIT, "2021-Q1", {})
    officer = signed_in(KANDAL_OFFICER)
    one = queries(officer, QUARTER)
    plan("2.7.02", "2.7.03")
    months(2, 3)
    assert queries(officer, QUARTER) == one


def test_a_unit_enters_its_action_plan(signed_in):
    titled("2.7.01", "2.7.02")
    officer = signed_in(KANDAL_OFFICER)
    assert "Nothing is planned yet." in officer.get(PLAN).text
    typed = {
        "plan:2.7.01:chosen": "yes", "plan:2.7.01:target": "1,200", "plan:2.7.01:unit": "person",
        "plan:2.7.01:month": ["3", "6", "77"], "plan:2.7.02:target": "not chosen",
    }  # fmt: skip
    bad = officer.post(f"{PLAN}?group=2.7", {**typed, "plan:2.7.01:unit": ""})
    assert bad.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Say what the target counts." in bad.text
    assert 'value="1,200"' in bad.text
    with acting(KANDAL_OFFICER):
        assert not PlannedActivity.objects.exists()

    page = officer.post(f"{PLAN}?group=2.7", typed, follow=True).text
    assert "Your action plan is saved." in page
    with acting(KANDAL_OFFICER):
        row = PlannedActivity.objects.get()
        assert (row.activity.code, row.target, row.months) == ("2.7.01", Decimal(1200), [3, 6])
        event = AuditEvent.objects.get(action="plan.save")
        assert event.detail == {"planned": ["2.7.01"], "removed": []}

    officer.post(f"{PLAN}?group=2.7", {})
    with acting(KANDAL_OFFICER):
        assert not PlannedActivity.objects.exists()
        assert AuditEvent.objects.filter(action="plan.save").count() == 2
    with acting(TAKEO_OFFICER):
        assert not PlannedActivity.objects.exists()


def test_the_action_plan_asks_as_often_for_one_activity_as_for_many(signed_in):
    officer = signed_in(KANDAL_OFFICER)
    plan("2.7.01")
    one = queries(officer, f"{PLAN}?group=2.7")
    plan("2.7.02", "2.7.03")
    assert queries(officer, f"{PLAN}?group=2.7") == one
    assert officer.get("/action-plan/1999/").status_code == HTTPStatus.NOT_FOUND


# Text by activity group.


def test_a_paragraph_belongs_to_an_activity_group(signed_in):
    address = "/reports/KH-08/committee/2021-03/"
    factories.drafted(*UNIT, "2021-03", {})
    officer = signed_in(KANDAL_OFFICER)
    text = "broadcasts_text_provinces"
    page = officer.get(address).text
    assert f'<select name="{text}{{' in page
    officer.post(
        address,
        {f"{text}{{a}}:text": "Of the later group.", f"{text}{{a}}:group": "2.8",
         f"{text}{{b}}:text": "Of the first group.", f"{text}{{b}}:group": "2.7",
         f"{text}{{c}}:text": "Of none.", f"{text}{{c}}:group": "9.9",
         f"{text}{{d}}:text": "", f"{text}{{d}}:group": "2.8"},
    )  # fmt: skip
    with acting(KANDAL_OFFICER):
        revision = Revision.objects.get(report__period_key=202103)
        groups = dict(revision.entries.values_list("key", "activity_group"))
    assert groups == {"a": "2.8", "b": "2.7", "c": ""}

    read = signed_in(KANDAL_VIEWER).get(address).text
    places = [read.index(words) for words in ("Of none.", "2.7 ", "Of the first", "2.8 ")]
    assert places == sorted(places)
    assert read.count("group-heading") == 2

    officer.post(address, {f"{text}{{a}}:text": "", f"{text}{{a}}:group": "2.8"})
    with acting(KANDAL_OFFICER):
        assert not revision.entries.filter(key="a").exists()


def test_what_others_write_keeps_the_group(year_2020):
    """A save of the text alone carries the group that is stored."""
    factories.drafted(*UNIT, "2021-03", {})
    with acting(KANDAL_OFFICER):
        officer, opened = factories.begin(*UNIT, "2021-03")
        rows = {("national_day_text", "a"): EntryText(1, text="One.", activity_group="2.8")}
        drafts.save_entries(by=officer, access=opened, entries=rows)
        assert opened.revision.entries.get().activity_group == "2.8"
