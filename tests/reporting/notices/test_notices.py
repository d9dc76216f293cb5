"""Who is told what, and that nobody is told twice."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone, translation

from provinces.models import MailFrequency, User
from reporting.models import Notice
from reporting.notices.actions import notices
from reporting.notices.queries.notice_words import worded
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    REVIEWER,
    SECRETARY_GENERAL,
    TAKEO_OFFICER,
    accepted,
    acting,
    drafted,
    handed_over,
    person_of,
    prepared,
    reopened,
    secretariat,
    submitted,
)
from tests.reporting.notices.notice_factories import (
    NUMBERS,
    YEAR,
    commented,
    due_in,
    opened_year,
    returned,
    told,
)

PROVINCES = 25
LEAD = "wg-prev.lead"
THIS = ("KH-08", "committee", str(YEAR))
OLD = ("KH-08", "committee", "2021-03")


def tell(what=notices.tell_of_calendar):
    with secretariat():
        return what()


def stored():
    with secretariat():
        return Notice.objects.count()


@pytest.fixture
def year(year_2020):
    return opened_year()


def test_the_calendar_tells_those_who_fill_and_each_moment_once(year):
    assert tell() == 2 * PROVINCES
    assert told(KANDAL_OFFICER) == told(KANDAL_APPROVER) == ["opens"]
    assert told(KANDAL_VIEWER) == told(REVIEWER) == []
    assert tell() == 0
    for days, kind in ((7, "due"), (2, "due"), (-1, "overdue"), (-7, "overdue"), (-14, "overdue")):
        due_in(days, "KH-08")
        assert tell() == 2, days
        assert told(KANDAL_OFFICER)[-1] == kind
        assert tell() == 0, days
    assert told(TAKEO_OFFICER) == ["opens"]
    assert stored() == 2 * PROVINCES + 10


def test_what_waits_for_the_signature_is_the_approvers_to_do(year):
    due_in(-1, "KH-08")
    prepared(*THIS, NUMBERS)
    tell()
    assert (told(KANDAL_OFFICER), told(KANDAL_APPROVER)) == ([], ["overdue"])
    with acting(KANDAL_APPROVER):
        [words] = worded(list(Notice.objects.all()))
    assert "is filled and waits for your signature" in words.sentence


def test_a_year_without_a_calendar_and_the_past_are_silent(year_2020):
    drafted(*OLD, NUMBERS)
    assert tell() == 0
    assert tell(notices.tell_of_events) == 0  # the transcribed reports of 2020 are no news


def test_steps_are_told_to_the_other_side(year_2020):
    revision = prepared(*OLD, NUMBERS)
    tell(notices.tell_of_events)
    assert (told(KANDAL_APPROVER), told(KANDAL_OFFICER)) == (["to_sign"], [])

    submitted("KH-21", "committee", "2021-03", NUMBERS)
    tell(notices.tell_of_events)
    assert told(REVIEWER) == ["submitted"]
    assert told(person_of("KH-21", "approver")) == []  # whoever was overtaken is not told

    returned("KH-21", "2021-03", "How many of them were females?")
    tell(notices.tell_of_events)
    assert told(TAKEO_OFFICER) == told(person_of("KH-21", "approver")) == ["returned"]

    accepted("KH-20", "committee", "2021", NUMBERS)
    reopened("KH-20", "committee", "2021")
    tell(notices.tell_of_events)
    assert set(told(person_of("KH-20", "officer"))) == {"accepted", "reopened"}
    assert tell(notices.tell_of_events) == 0

    table = "direct_publicity"  # one of the group's
    first = commented(revision, LEAD, "Which forums?", table=table)
    commented(revision, KANDAL_OFFICER, "Those of the schools.", first, table)
    tell(notices.tell_of_events)
    assert told(KANDAL_OFFICER) == told(KANDAL_APPROVER, "comment") == ["comment"]
    assert told(LEAD) == told(REVIEWER, "comment") == ["comment"]
    assert told(SECRETARY_GENERAL) == []


def test_an_extension_is_told_and_begins_the_reminders_anew(year):
    due_in(-1, "KH-08")
    tell()
    due_in(2, "KH-08", reason="The bridge is down.")
    tell()
    tell(notices.tell_of_events)
    assert told(KANDAL_OFFICER) == ["overdue", "due", "extended", "extended"]
    with acting(KANDAL_OFFICER), translation.override("en"):
        newest = worded(list(Notice.objects.filter(kind="extended")))
    assert "The bridge is down." in {one.quote for one in newest}
    assert all("has a new deadline" in one.sentence for one in newest)


def test_a_year_to_practise_on_stays_in_the_portal(year_2020):
    opened_year(2021, practice_today=date(2021, 4, 20), kind="month")
    submitted(*OLD, NUMBERS)
    tell()
    tell(notices.tell_of_events)
    assert "overdue" in told(KANDAL_OFFICER)  # January and February, by the year's own clock
    assert told(REVIEWER) == ["submitted"]
    with secretariat():
        assert not Notice.objects.filter(mail_due_at__isnull=False).exists()
        assert all(one.is_practice for one in worded(list(Notice.objects.all())))


def test_a_newcomer_is_told_what_is_to_do_and_not_what_was(year):
    due_in(-1, "KH-08")
    accepted("KH-08", "committee", "2021-01", NUMBERS)
    with secretariat():
        User.objects.filter(username=KANDAL_OFFICER).update(
            date_joined=timezone.now() + timedelta(minutes=1)
        )
        User.objects.filter(username=KANDAL_APPROVER).update(is_active=False)
    tell()
    tell(notices.tell_of_events)
    assert told(KANDAL_OFFICER) == ["overdue"]
    assert told(KANDAL_APPROVER) == []


def test_the_e_mail_of_what_is_over_is_not_sent(year):
    with secretariat():
        User.objects.filter(username=KANDAL_OFFICER).update(mail_frequency=MailFrequency.WEEKLY)
    due_in(7, "KH-08")
    tell()
    due_in(2, "KH-08")
    tell()
    with secretariat():
        own = Notice.objects.filter(recipient__username=KANDAL_OFFICER, kind="due")
        assert [bool(one.mail_due_at) for one in own.order_by("pk")] == [False, True]
    drafted(*THIS, NUMBERS)
    handed_over(*THIS)
    tell(notices.tell_of_events)
    with secretariat():
        assert Notice.objects.filter(kind="to_sign", mail_due_at__isnull=False).count() == 1


def test_the_digest_says_what_came_in_and_what_is_late(year):
    due_in(-3, "KH-08", "KH-21", "KH-20")
    submitted(*THIS, NUMBERS)
    assert tell(notices.tell_digests) == 2
    assert tell(notices.tell_digests) == 0
    assert told(REVIEWER) == told(SECRETARY_GENERAL) == ["digest"]
    with acting(SECRETARY_GENERAL):
        [words, _other] = worded(list(Notice.objects.all()))
    assert words.sentence.endswith("0 reports came in.")  # it was today, and a digest ends before
    assert words.details[0] == "2 reports are overdue: Province 2."
    assert words.details[1] == "1 report waits to be read."


@pytest.mark.parametrize("what", [notices.tell_of_calendar, notices.tell_of_events])
def test_as_many_queries_for_three_units_as_for_all(year, what, django_assert_num_queries):
    def queries(*codes):
        due_in(3, *codes)
        with secretariat(), django_assert_num_queries(MOST_QUERIES, exact=False) as asked:
            assert what() >= 2 * len(codes)
        return len(asked)

    with secretariat():
        units = list(
            User.objects.filter(
                username__endswith=".officer", memberships__organisation_unit__kind="province"
            ).values_list("memberships__organisation_unit__code", flat=True)
        )
    assert len(units) == PROVINCES
    assert queries(*units[:1]) == queries(*units[1:])


MOST_QUERIES = 23  # what there is to tell stands in so many places


def test_two_who_tell_at_once_tell_once(cloned_2020):
    opened_year()
    due_in(-1, "KH-08")
    revision = submitted("KH-21", "committee", "2021-03", NUMBERS)
    commented(revision, REVIEWER, "Are you sure?")
    start = threading.Barrier(3)

    def alone(_number):
        try:
            start.wait(20)
            for what in (notices.tell_of_calendar, notices.tell_of_events, notices.tell_digests):
                tell(what)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(alone, range(3)))
    with secretariat():
        rows = list(Notice.objects.values_list("organisation_unit", "recipient", "key"))
    assert len(rows) == len(set(rows)) == 2 * PROVINCES + 2 + 1 + 2 + 2
    assert tell() + tell(notices.tell_of_events) + tell(notices.tell_digests) == 0
