"""A deputy is told of the signature, a province of its annual report; once, and nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from provinces.models import User
from reporting.committees import actions
from reporting.models import Notice
from reporting.notices.actions import notices
from reporting.notices.queries.notice_words import worded
from reporting.provincial.actions.provincial_jobs import request_reports, run
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    TAKEO_OFFICER,
    acting,
    secretariat,
    unit,
)
from tests.reporting.notices.notice_factories import told

pytestmark = pytest.mark.usefixtures("year_2020")
KINDS = ("deputy", "province")


def tell() -> int:
    with secretariat():
        return notices.tell_of_events()


def delegated() -> int:
    today = timezone.localdate()
    with acting(KANDAL_APPROVER) as approver:
        given = actions.Deputyship(
            role="approver", delegate=User.objects.get(username=KANDAL_VIEWER),
            delegator=approver.user, valid_from=today, valid_to=today + timedelta(7),
            decision="On mission",
        )  # fmt: skip
        return actions.delegate(by=approver, unit=unit("KH-08"), given=given).pk


@pytest.mark.parametrize(("language", "words"), [("en", "on behalf of"), ("km", "ក្នុងនាម")])
def test_a_deputy_is_told_once_until_when_and_for_whom(signed_in, language, words):
    delegated()
    tell()
    assert tell() == 0
    assert told(KANDAL_VIEWER, *KINDS) == ["deputy"]
    assert told(KANDAL_APPROVER, *KINDS) == told(KANDAL_OFFICER, *KINDS) == []
    with secretariat(), translation.override(language):
        [said] = worded(list(Notice.objects.filter(kind="deputy")))
        assert words in said.sentence
        assert said.page == ("committee", "KH-08")
    page = signed_in(KANDAL_VIEWER).get(f"/notices/?language={language}").content.decode()
    assert said.sentence in page


def test_one_that_is_revoked_is_not_told():
    revoked = delegated()
    with acting(KANDAL_APPROVER) as approver:
        actions.revoke(by=approver, unit=unit("KH-08"), delegation=revoked)
    tell()
    assert told(KANDAL_VIEWER, *KINDS) == []


def test_a_province_is_told_that_its_report_is_made(settings, tmp_path, signed_in):
    settings.VAR_DIR = tmp_path
    with secretariat():
        User.objects.update(date_joined=timezone.now() - timedelta(days=1))
    with acting(CONSOLIDATOR) as person:
        job = request_reports(by=person, year=2020, unit=unit("KH-08"))
    with secretariat():
        run(job.pk)
    tell()
    assert tell() == 0
    assert told(KANDAL_OFFICER, *KINDS) == told(KANDAL_APPROVER, *KINDS) == ["province"]
    assert told(TAKEO_OFFICER, *KINDS) == []
    with secretariat():
        assert {one.page for one in worded(list(Notice.objects.filter(kind="province")))} == {
            ("provincial_report", "KH-08", 2020)
        }
    page = signed_in(KANDAL_OFFICER).get("/notices/?language=en").content.decode()
    assert "The annual report of Kandal for 2020 is made" in page
