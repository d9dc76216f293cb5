"""The calendar's pages: read by everybody, changed by the Secretariat, shown before it is saved."""

import re
from datetime import UTC, date

import icalendar
import pytest
from django.utils import timezone

from reporting.calendar.rules.deadlines import Rule
from reporting.kernel.periods import PeriodKind
from reporting.models import AuditEvent, Extension, ExtensionRequest, Holiday, ReportingYear
from strategies.models import DataSet
from tests import factories
from tests.calendars import extended, it_is, opened_year
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    REVIEWER,
    SECRETARY_GENERAL,
    TAKEO_OFFICER,
    secretariat,
)

CELL = "returnee_interviews.times"


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def shown_then_saved(client, address, data):
    """What the first answer shows, and the answer to its second button."""
    shown = client.post(address, data)
    seen = re.search(r'name="save" value="(\w+)"', shown.text)
    assert seen, shown.text
    return shown, client.post(address, data | {"save": seen[1]})


def audited(action):
    with secretariat():
        return AuditEvent.objects.filter(action=action).latest("pk")


def test_the_secretary_general_opens_a_year_with_the_usual_deadlines(signed_in):
    client = signed_in(SECRETARY_GENERAL)
    wanted = {"year": "2027", "rules": "usual", "cut_off": "2027-11-03"}
    shown, saved = shown_then_saved(client, "/calendar/open/", wanted)
    assert "Nothing is saved yet" in shown.text
    assert "5 March 2027" in shown.text
    assert saved["Location"] == "/calendar/2027/"
    assert audited("calendar.open").detail == {"rules": 5, "cut_off": "2027-11-03"}
    with secretariat():
        assert ReportingYear.objects.get(year=2027).rules.count() == 5
    assert "The year 2027 is open already" not in client.get("/calendar/open/").text
    assert '<option value="2027"' not in client.get("/calendar/open/").text.partition("rules")[0]


def test_a_new_year_takes_over_the_rules_of_the_last_one(signed_in):
    this_year = timezone.localdate().year
    opened_year(this_year, rules={PeriodKind.MONTH: Rule(due_day=12, closes_days=3)})
    wanted = {"year": str(this_year + 1), "rules": str(this_year)}
    shown_then_saved(signed_in(SECRETARY_GENERAL), "/calendar/open/", wanted)
    with secretariat():
        rule = ReportingYear.objects.get(year=this_year + 1).rules.get(period_kind="month")
        assert (rule.due_day, rule.closes_days) == (12, 3)


def test_a_deadline_is_changed_after_its_effect_was_shown(signed_in):
    opened_year(2021, "2021-04-02")
    client = signed_in(SECRETARY_GENERAL)
    rule = {"owed": "on", "due_day": "10", "due_months": "1", "opens_days": "-5"}
    shown, saved = shown_then_saved(client, "/calendar/2021/deadlines/month/", rule)
    assert "The reports on 12 periods would have other days" in shown.text
    words = " ".join(shown.text.split())
    assert "<del>5 February 2021</del> <strong>10 February 2021</strong>" in words
    assert saved["Location"] == "/calendar/2021/"
    assert "on day 10 of the next month" in text_of(client.get("/calendar/2021/"))
    event = audited("calendar.rule")
    assert (event.detail["before"]["due_day"], event.detail["after"]["due_day"]) == (5, 10)
    assert "due in 10 days" in signed_in(KANDAL_OFFICER).get("/calendar/2021/").text.lower()


def test_what_was_not_shown_is_not_saved(signed_in):
    opened_year(2021, "2021-04-02")
    client = signed_in(SECRETARY_GENERAL)
    rule = {"owed": "on", "due_day": "10", "due_months": "1", "opens_days": "-5"}
    shown = client.post("/calendar/2021/deadlines/month/", rule)
    [seen] = re.findall(r'name="save" value="(\w+)"', shown.text)
    again = client.post("/calendar/2021/deadlines/month/", rule | {"due_day": "11", "save": seen})
    assert "11 February 2021" in again.text
    with secretariat():
        assert ReportingYear.objects.get(year=2021).rules.get(period_kind="month").due_day == 5


def test_one_form_deviates_and_comes_back(signed_in):
    opened_year(2021, "2021-04-02")
    client = signed_in(SECRETARY_GENERAL)
    address = "/calendar/2021/deadlines/month/ministry/"
    rule = {"due_day": "5", "due_months": "1", "opens_days": "-5"}  # not owed
    shown, _saved = shown_then_saved(client, address, rule)
    assert "no longer owed" in shown.text
    page = text_of(client.get("/calendar/2021/"))
    assert "only: Ministry report not owed in this year" in page
    assert "January 2021" not in signed_in("mosvy.officer").get("/calendar/2021/").text
    client.post(address + "drop/")
    assert "only: Ministry" not in client.get("/calendar/2021/").text
    assert audited("calendar.rule_dropped").detail == {"kind": "month", "form": "ministry"}
    assert client.get("/calendar/2021/deadlines/week/").status_code == 404
    assert client.get("/calendar/2021/deadlines/month/nothing/").status_code == 404
    assert client.get("/calendar/2020/deadlines/month/").status_code == 404


def test_the_cut_off_closes_what_comes_before_the_review(signed_in):
    opened_year(2021, "2021-04-02")
    client = signed_in(SECRETARY_GENERAL)
    early = client.post("/calendar/2021/cut-off/", {"cut_off": "2021-03-01"})
    assert "Choose a day from October 2021 to January 2022." in early.text
    shown, _saved = shown_then_saved(client, "/calendar/2021/cut-off/", {"cut_off": "2021-11-03"})
    assert (
        "The reports on 14 periods would have other days" in shown.text
    )  # ten months, three quarters, one half
    assert audited("calendar.cut_off").detail == {"before": "", "after": "2021-11-03"}


def test_holidays_are_pasted_and_taken_out(signed_in):
    opened_year(2021, "2021-04-02")
    client = signed_in(SECRETARY_GENERAL)
    wrong = client.post("/calendar/2021/holidays/", {"lines": "2021-13-01 Nothing\nNew Year"})
    assert "Line 1: there is no day 2021-13-01." in wrong.text
    assert "Line 2:" in wrong.text
    lines = "2021-04-05 A day\n2021-06-18 Birthday of the Queen Mother | ខួប"
    shown, _saved = shown_then_saved(client, "/calendar/2021/holidays/", {"lines": lines})
    words = " ".join(shown.text.split())
    assert "<del>5 April 2021</del> <strong>6 April 2021</strong>" in words
    assert "Birthday of the Queen Mother" in client.get("/calendar/2021/").text
    shown_then_saved(client, "/calendar/2021/holidays/", {"removed": "2021-04-05"})
    with secretariat():
        assert [str(one) for one in Holiday.objects.all()] == [
            "2021-06-18 Birthday of the Queen Mother"
        ]
    assert audited("calendar.holidays").detail["removed"] == ["2021-04-05"]


def test_everybody_reads_when_their_own_reports_are_due(signed_in):
    opened_year(2021, "2021-04-07")
    extended("KH-08", "2021-04", "2021-06-01")
    page = text_of(signed_in(KANDAL_VIEWER).get("/calendar/2021/"))
    assert "Overdue by 2 days: it was due on 5 April 2021." in page
    assert "1 June 2021 extended" in page
    assert "Give more time" not in page
    assert "2021" in signed_in(KANDAL_VIEWER).get("/calendar/").text
    assert signed_in(KANDAL_VIEWER).get("/calendar/2020/").status_code == 404


def test_the_calendar_goes_into_a_phone(signed_in):
    opened_year(2021, "2021-04-02")
    extended("KH-08", "2021-03", "2021-04-20")
    answer = signed_in(KANDAL_OFFICER).get("/calendar/2021/reports.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    found = icalendar.Calendar.from_ical(answer.content)
    days = {str(one["summary"]): one.decoded("dtstart") for one in found.walk("vevent")}
    assert len(days) == 20
    assert days["Practice: Due: report on March 2021 (Provincial committee report)"] == date(
        2021, 4, 20
    )
    assert days["Practice: Due: report on 2021 (Provincial committee report)"] == date(2022, 1, 20)
    of_all = signed_in(REVIEWER).get("/calendar/2021/reports.ics")
    assert b"March 2021" in of_all.content


def phone_events(client):
    """Summary -> event, of the calendar that a phone reads."""
    content = client.get("/calendar/2021/reports.ics").content
    return {
        str(one["summary"]): one for one in icalendar.Calendar.from_ical(content).walk("vevent")
    }


def test_a_phone_sees_which_calendar_is_newer(signed_in):
    opened_year(2021, "2021-04-02")
    with secretariat():
        opened_at = ReportingYear.objects.get(year=2021).opened_at
    client = signed_in(KANDAL_OFFICER)
    first = phone_events(client)
    assert {one["sequence"] for one in first.values()} == {0}
    assert {one.decoded("dtstamp") for one in first.values()} == {
        opened_at.astimezone(UTC).replace(microsecond=0)
    }
    assert first == phone_events(client)

    [extension] = extended("KH-08", "2021-03", "2021-04-20")
    extended("KH-21", "2021-03", "2021-04-20")
    later = phone_events(client)
    signed_in(REVIEWER).post(f"/calendar/extensions/{extension.pk}/take-back/")
    last = phone_events(signed_in(KANDAL_OFFICER))

    sequences = [{one["sequence"] for one in found.values()} for found in (first, later, last)]
    assert sequences == [{0}, {1}, {2}]
    assert all(
        later[title].decoded("dtstamp") <= one.decoded("dtstamp") == one.decoded("last-modified")
        for title, one in last.items()
    )
    assert [one["uid"] for one in first.values()] == [one["uid"] for one in last.values()]
    assert len({one["uid"] for one in last.values()}) == len(last) == 20


def test_a_due_day_is_the_same_one_in_both_languages_and_under_another_title(signed_in):
    opened_year(2021, "2021-04-02")
    client = signed_in(KANDAL_OFFICER)
    english = {one["uid"] for one in phone_events(client).values()}
    client.post("/language/setlang/", {"language": "km"})
    with secretariat():
        DataSet.objects.filter(code="committee").update(title_en="Renamed", title_km="ថ្មី")
    khmer = phone_events(client)
    assert {one["uid"] for one in khmer.values()} == english
    assert all("ថ្មី" in title or "Renamed" in title for title in khmer)


def test_more_time_for_a_whole_kind_and_for_ticked_units(signed_in):
    opened_year(2021, "2021-04-02")
    client = signed_in(REVIEWER)
    address = "/calendar/2021/extensions/new/"
    given = {"period": "2021-03", "due_on": "2021-04-20", "reason": "Floods"}
    assert "Tick the units" in client.post(address, given).text
    assert "anyway. Choose a later day." in client.post(
        address, given | {"units": "KH-08", "due_on": "2021-04-05"}
    ).text  # fmt: skip
    assert "has passed already" in client.post(
        address, given | {"units": "KH-08", "due_on": "2021-04-01"}
    ).text  # fmt: skip
    answer = client.post(address, given | {"kinds": "province", "units": "MOSVY"}, follow=True)
    assert "26 units have time until 20 April 2021." in answer.text
    assert audited("extension.grant").detail["reason"] == "Floods"
    assert "Floods" in client.get("/calendar/2021/extensions/").text
    with secretariat():
        one = Extension.objects.get(organisation_unit__code="KH-08")
    client.post(f"/calendar/extensions/{one.pk}/take-back/")
    assert client.post(f"/calendar/extensions/{one.pk}/take-back/").status_code == 404
    page = text_of(signed_in(KANDAL_OFFICER).get("/calendar/2021/"))
    assert "20 April 2021 extended" not in page
    assert "20 April 2021 extended" in text_of(signed_in(TAKEO_OFFICER).get("/calendar/2021/"))


@pytest.fixture
def asked(signed_in):
    """Kandal's March is closed, and Kandal asks."""
    opened_year(2021, "2021-04-16", rules={PeriodKind.MONTH: Rule(due_day=5, closes_days=10)})
    address = "/calendar/more-time/committee/2021-03/"
    answer = signed_in(KANDAL_OFFICER).post(address, {"text": "Our line was down."}, follow=True)
    assert "The Secretariat has your request" in answer.text
    with secretariat():
        return ExtensionRequest.objects.get()


def test_a_unit_asks_once_and_is_given_more_time(signed_in, asked):
    client, address = signed_in(KANDAL_OFFICER), "/calendar/more-time/committee/2021-03/"
    assert "has not answered yet" in client.get(address).text
    assert "has asked already" in client.post(address, {"text": "Again"}).text
    assert client.get("/calendar/more-time/ministry/2021-03/").status_code == 404
    reviewer = signed_in(REVIEWER)
    assert "Our line was down." in reviewer.get("/").text
    page = f"/calendar/requests/{asked.pk}/"
    assert "Our line was down." in reviewer.get(page).text
    assert "Choose the day" in reviewer.post(page, {"grant": "1"}).text
    assert "Say why there is no" in reviewer.post(page, {"decline": "1"}).text
    assert "has passed" in reviewer.post(page, {"grant": "1", "due_on": "2021-04-01"}).text
    reviewer.post(page, {"grant": "1", "due_on": "2021-04-23", "answer": "One more week."})
    assert "already" in reviewer.post(page, {"decline": "1", "answer": "No."}).text
    with secretariat():
        asked.refresh_from_db()
        assert asked.state == "granted"
        assert str(asked.decided_by) == REVIEWER
    assert "Due in 7 days" in text_of(client.get("/calendar/2021/"))
    factories.drafted("KH-08", "committee", "2021-03", {CELL: 1})


def test_a_declined_request_says_why_and_may_be_made_again(signed_in, asked):
    signed_in(REVIEWER).post(
        f"/calendar/requests/{asked.pk}/", {"decline": "1", "answer": "The review has begun."}
    )
    address = "/calendar/more-time/committee/2021-03/"
    page = signed_in(KANDAL_APPROVER).get(address).text
    assert "Declined. The review has begun." in page
    it_is(2021, "2021-04-17")
    signed_in(KANDAL_APPROVER).post(address, {"text": "Please."})
    with secretariat():
        assert ExtensionRequest.objects.filter(state="waiting").count() == 1
