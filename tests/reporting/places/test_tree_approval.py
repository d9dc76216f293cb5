"""The tree approves: a district's report is decided on by its province, by nobody else."""

from http import HTTPStatus

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from provinces.models import Membership, User
from provinces.roles import Role
from reporting.access import NotHere, Refused
from reporting.models import AuditEvent, Notice, ReviewStep, Revision
from reporting.notices.queries.events import practice_years, report_events
from reporting.notices.queries.notices import Audiences
from reporting.review.actions import approval
from reporting.review.actions.comments import OfReport, say
from reporting.review.queries.inbox import waiting
from tests.calendars import opened_year
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    REVIEWER,
    TAKEO_OFFICER,
    acting,
    secretariat,
    unit,
)
from tests.places import DISTRICTS, accepted, access_of, asked, signed

pytestmark = pytest.mark.usefixtures("year_2020")
FORUMS = {"direct_publicity[forums].persons": 80, "direct_publicity[forums].females": 42}
MARCH = ("KH-0801", "2021-03")


@pytest.fixture
def march(year_2020) -> Revision:
    opened_year(2021, "2021-04-20")
    asked()
    return signed(*MARCH, FORUMS)


def test_the_province_accepts_and_the_district_keeps_the_history(march):
    with acting(KANDAL_APPROVER) as approver:
        found = access_of(approver, *MARCH)
        approval.accept(by=approver, access=found)
        assert found.revision.state == "accepted"
        own = AuditEvent.objects.get(action="report.accepted", target=f"revision:{march.pk}")
        assert own.detail["alone"], "who signed accepted too, as nobody else could: it is said"
    with secretariat():
        step = ReviewStep.objects.get(revision=march, step="accepted")
        assert step.by.username == KANDAL_APPROVER


def test_who_signed_for_the_place_leaves_it_to_another_approver(march):
    with secretariat():
        Membership.objects.create(
            user=User.objects.get(username=KANDAL_OFFICER),
            organisation_unit=unit("KH-08"),
            role=Role.APPROVER,
        )
    with acting(KANDAL_APPROVER) as signer, pytest.raises(Refused, match="Another approver"):
        approval.accept(by=signer, access=access_of(signer, *MARCH))
    with acting(KANDAL_APPROVER) as signer:
        outcome = approval.accept_many(by=signer, revision_ids=[march.pk])
        assert [reason for _one, reason in outcome.left] == [
            "You signed it yourself. Another approver accepts it."
        ]
    with acting(KANDAL_OFFICER) as other:
        approval.accept(by=other, access=access_of(other, *MARCH))


def test_the_secretariat_reads_it_but_it_is_not_in_its_inbox(march, signed_in):
    with acting(REVIEWER) as reviewer:
        found = access_of(reviewer, *MARCH)
        assert found.revision == march
        assert waiting(reviewer, "en") == []
        with pytest.raises(Refused, match="Only an approver of the unit above"):
            approval.accept(by=reviewer, access=found)
        assert approval.accept_many(by=reviewer, revision_ids=[march.pk]).accepted == []
    page = signed_in(REVIEWER).get("/review/").text
    assert "Everything that was submitted has been read" in page


def test_a_stranger_finds_nothing_and_the_wrong_role_a_reason(march):
    with acting(TAKEO_OFFICER) as stranger, pytest.raises(NotHere):
        access_of(stranger, *MARCH)
    with acting(KANDAL_OFFICER) as officer, pytest.raises(Refused, match="Only an approver"):
        approval.accept(by=officer, access=access_of(officer, *MARCH))


def test_who_stands_above_writes_the_decision_and_nothing_else(march):
    run = "UPDATE reporting_revision SET {} WHERE id = %s"
    with acting(KANDAL_APPROVER), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reporting_datavalue SET value = 1 WHERE revision_id = %s", [march.pk]
        )
        assert cursor.rowcount == 0
        decided = "state = 'accepted', decided_at = now(), decided_by_id = submitted_by_id"
        for wrong in ("state = 'draft'", f"{decided}, content_digest = ''"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(run.format(wrong), [march.pk])
    with secretariat(), connection.cursor() as cursor:
        cursor.execute(run.format(decided), [march.pk])
        assert cursor.rowcount == 0, "the Secretariat does not decide on it"


def test_the_province_comments_and_returns(march):
    with acting(KANDAL_APPROVER) as approver:
        found = access_of(approver, *MARCH)
        say(OfReport(found), text="Are these really 80?")
        approval.send_back(by=approver, access=found, comment="")
    with secretariat():
        assert ReviewStep.objects.get(revision=march, step="returned").comment == (
            "Are these really 80?"
        )


def test_the_inbox_of_a_province_is_grouped_and_accepts_many(signed_in, march):
    others = [signed(code, "2021-03", FORUMS) for code in DISTRICTS[1:]]
    approver = signed_in(KANDAL_APPROVER)
    page = " ".join(approver.get("/review/places/").text.split())
    assert "3 reports of 2021 wait to be read." in page
    assert page.count('name="revision"') == 3
    answer = approver.post("/review/places/", {"revision": [one.pk for one in others]}, follow=True)
    assert "Accepted: 2 reports." in answer.text
    read = approver.get("/reports/KH-0801/district/2021-03/review/")
    assert read.status_code == HTTPStatus.OK
    assert "Accept</button>" in read.text
    taken = approver.post("/reports/KH-0801/district/2021-03/accept/", follow=True)
    assert "Nothing else waits in the inbox." in taken.text


def test_the_inbox_of_a_province_costs_the_same_for_one_place_and_three(
    march, django_assert_max_num_queries, signed_in
):
    approver = signed_in(KANDAL_APPROVER)
    approver.get("/review/places/")
    counts = []
    for code in DISTRICTS:
        if code != MARCH[0]:
            signed(code, "2021-03", FORUMS)
        with django_assert_max_num_queries(60) as asked_queries:
            approver.get("/review/places/")
        counts.append(len(asked_queries))
    assert len(set(counts)) == 1


def test_people_of_the_province_enter_for_a_place_without_accounts(signed_in):
    opened_year(2021, "2021-04-20")
    asked()
    officer = signed_in(KANDAL_OFFICER)
    home = officer.post("/acting-as/", {"place": "KH-0802"}, follow=True)
    assert "Kien Svay district" in home.text
    begun = officer.post(
        "/reports/new/", {"data_set": "district", "year": "2021", "part": "03"}, follow=True
    )
    assert "direct_publicity[forums].persons" in begun.text
    assert "/reports/KH-0802/district/2021-03/" in begun.redirect_chain[-1][0]
    assert officer.post("/acting-as/", {"place": "KH-2101"}).status_code == HTTPStatus.FORBIDDEN


def test_a_report_of_a_place_that_is_not_asked_is_not_begun(signed_in):
    opened_year(2021, "2021-04-20")
    officer = signed_in(KANDAL_OFFICER)
    officer.post("/acting-as/", {"place": "KH-0802"})
    answer = officer.post("/reports/new/", {"data_set": "district", "year": "2021", "part": "03"})
    assert "asks for no report" in answer.text


def test_the_province_keeps_its_report_with_the_secretariat():
    opened_year(2021, "2021-04-20")
    asked()
    accepted(*MARCH, FORUMS)
    with acting(KANDAL_APPROVER) as approver:
        assert waiting(approver, "en") == []


def test_a_district_with_people_of_its_own_signs_and_its_province_is_told(signed_in):
    opened_year(2021, "2021-04-20")
    asked()
    with secretariat():
        for role in (Role.DATA_OFFICER, Role.APPROVER):
            person = User.objects.create_user(f"kandal-stueng.{role}")
            Membership.objects.create(user=person, organisation_unit=unit("KH-0801"), role=role)
    own = ("kandal-stueng.data_officer", "kandal-stueng.approver")
    revision = signed(*MARCH, FORUMS, people=own)
    refused = signed_in(KANDAL_OFFICER).post("/acting-as/", {"place": "KH-0801"})
    assert refused.status_code == HTTPStatus.FORBIDDEN
    assert "has no accounts" in refused.text
    with acting(KANDAL_APPROVER) as approver:
        assert [one.revision for one in waiting(approver, "en")] == [revision]
    with secretariat():
        told = [
            person.user.username
            for event in report_events(timezone.now(), practice_years())
            if event.kind == Notice.Kind.SUBMITTED
            for person in Audiences().of(event)
        ]
    assert told == [KANDAL_APPROVER]
