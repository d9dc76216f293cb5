"""Who is told that a commitment is due, and on whose home it stands."""

import re
from datetime import timedelta

from django.utils import timezone

from provinces.models import User
from reporting.commitments import actions
from reporting.models import Notice
from reporting.notices.actions import notices
from reporting.notices.queries.notice_words import worded
from tests.commitments import decision
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    SECRETARY_GENERAL,
    TAKEO_OFFICER,
    acting,
    secretariat,
)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def told(username):
    with secretariat():
        notices.tell_of_calendar()
        person = User.objects.get(username=username)
        rows = Notice.objects.filter(recipient=person, kind__startswith="promise").order_by("pk")
        return list(rows)


def test_a_unit_is_told_before_the_day_and_once(year_2020):
    promise = decision("KH-08", due=in_days(10))
    [notice] = told(KANDAL_OFFICER)
    assert len(told(KANDAL_OFFICER)) == 1
    with secretariat():
        [said] = worded([notice])
    assert said.subject.endswith(f": commitment {promise.number}")
    assert said.quote == "Count again."
    assert "Count again." not in said.sentence  # what was promised does not travel by e-mail
    assert said.page == ("commitment", promise.number)
    assert told(TAKEO_OFFICER) == []


def test_it_is_told_when_it_is_overdue_but_not_of_what_is_done_or_long_past(year_2020):
    late = decision("KH-08", due=in_days(-2))
    done = decision("KH-08", due=in_days(-2))
    decision("KH-08", due=in_days(-400))
    decision("KH-08", due=in_days(60))
    with acting(KANDAL_APPROVER) as approver:
        actions.answer(by=approver, commitment=done, status="done", text="Done.", evidence="")
    [notice] = told(KANDAL_OFFICER)
    assert notice.kind == Notice.Kind.PROMISE_LATE
    assert notice.params["number"] == late.number


def words_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_homes_show_what_is_to_be_answered_and_what_is_overdue(signed_in):
    late = decision("KH-08", text="Count the boats.", due=in_days(-2))
    decision("KH-08", text="Count the nets.")
    own = words_of(signed_in(KANDAL_OFFICER).get("/"))
    assert "2 commitments to answer" in own
    assert own.index("Count the boats.") < own.index("Count the nets.")
    assert "commitments to answer" not in words_of(signed_in(TAKEO_OFFICER).get("/"))
    nation = words_of(signed_in(SECRETARY_GENERAL).get("/"))
    assert "1 commitment is overdue" in nation
    assert f"No. {late.number}" in nation
    assert "Count the nets." not in nation
