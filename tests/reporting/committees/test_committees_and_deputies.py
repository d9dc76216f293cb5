"""Who sits in a committee, and who signs for whom: on the page, in the report, on the receipt."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from provinces.models import CommitteeMember, Delegation, User
from reporting.access import NotHere, Refused
from reporting.committees import actions
from reporting.committees.actions import Deputyship, Seat
from reporting.committees.forms.typed import MemberForm
from reporting.core.queries.signature_words import signed_by
from reporting.entry.access import access_to_report
from reporting.models import AuditEvent, Revision
from reporting.review.actions import approval
from reporting.review.queries.receipt import receipt_of
from tests import factories
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    REVIEWER,
    TAKEO_OFFICER,
    acting,
    secretariat,
    unit,
)

pytestmark = pytest.mark.usefixtures("year_2020")
REPORT = ("KH-08", "committee", "2021-03")
NUMBERS = {"direct_publicity[forums].persons": 800, "direct_publicity[forums].females": 420}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def seat(**more):
    given: dict[str, Any] = {
        "group": "", "name_en": "Chan Dara", "name_km": "", "title_en": "Governor", "title_km": "",
        "function": "chair", "valid_from": date(2021, 3, 1), "decision": "Decision 12",
    }  # fmt: skip
    return Seat(**given | more)


def deputy(delegate: str, delegator: str | None = KANDAL_APPROVER, days: int = 7, **more):
    today = timezone.localdate()
    given: dict[str, Any] = {
        "role": "approver", "delegate": User.objects.get(username=delegate),
        "delegator": delegator and User.objects.get(username=delegator),
        "valid_from": today, "valid_to": today + timedelta(days), "decision": "On mission",
    }  # fmt: skip
    return Deputyship(**given | more)


def delegated(delegate: str = KANDAL_VIEWER, **more) -> Delegation:
    with acting(KANDAL_APPROVER) as approver:
        return actions.delegate(by=approver, unit=unit("KH-08"), given=deputy(delegate, **more))


def sign(username: str) -> Revision:
    with acting(username) as signer:
        found = access_to_report(signer, unit=REPORT[0], data_set=REPORT[1], period=REPORT[2])
        approval.submit(by=signer, access=found)
        return found.revision


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username), BACKEND)
    return client


def test_a_member_is_added_ends_with_a_day_and_stays_in_the_list():
    with acting(KANDAL_APPROVER) as approver:
        row = actions.add_member(by=approver, unit=unit("KH-08"), seat=seat())
        with pytest.raises(Refused, match="Chan Dara is Chair already"):
            actions.add_member(by=approver, unit=unit("KH-08"), seat=seat(name_en="Sok Vanna"))
        with pytest.raises(Refused, match="before the first one"):
            actions.end_member(
                by=approver, unit=unit("KH-08"), member=row.pk, last_day=date(2021, 2, 1)
            )
        actions.end_member(
            by=approver, unit=unit("KH-08"), member=row.pk, last_day=date(2021, 5, 31)
        )
        actions.add_member(
            by=approver, unit=unit("KH-08"),
            seat=seat(name_en="Sok Vanna", valid_from=date(2021, 6, 1)),
        )  # fmt: skip
    page = client_of(KANDAL_OFFICER).get("/committees/KH-08/").text
    body = " ".join(page.partition("<main")[2].split())
    assert [
        said for said in ("Chan Dara", "Sok Vanna", "1 former member") if said not in body
    ] == []
    assert 'value="add"' not in page  # an officer reads
    listed = client_of(REVIEWER).get("/committees/").text
    assert "Sok Vanna" in listed
    with factories.secretariat():
        assert AuditEvent.objects.filter(action="committee.added").count() == 2


def test_a_committee_is_kept_by_its_own_approver_and_read_by_no_other_unit():
    with acting(KANDAL_OFFICER) as officer, pytest.raises(Refused):
        actions.add_member(by=officer, unit=unit("KH-08"), seat=seat())
    with acting(KANDAL_APPROVER) as approver, pytest.raises(NotHere):
        actions.add_member(by=approver, unit=unit("KH-21"), seat=seat())
    assert client_of(TAKEO_OFFICER).get("/committees/KH-08/").status_code == 404


def test_the_page_of_an_approver_takes_a_member_of_a_group_and_says_how_to_begin():
    client = client_of(KANDAL_APPROVER)
    assert "Begin with the chair" in client.get("/committees/KH-08/").text
    sent = {
        "what": "add", "group": "WG-JUST", "function": "member", "name_km": "ចាន់ ដារ៉ា",
        "valid_from": "2021-03-01",
    }  # fmt: skip
    assert client.post("/committees/KH-08/", sent).status_code == 302
    with acting(KANDAL_APPROVER):
        assert CommitteeMember.objects.get().group == "WG-JUST"
    wrong = client.post("/committees/KH-08/", sent | {"name_km": ""})
    assert "Give the name in English or in Khmer." in wrong.text


def test_a_deputy_signs_and_every_place_says_on_whose_behalf():
    factories.prepared(*REPORT, NUMBERS)
    given = delegated()
    revision = sign(KANDAL_VIEWER)
    assert revision.delegation_id == given.pk
    with acting(KANDAL_APPROVER) as approver:
        words = signed_by(revision.submitted_by, revision.delegation, "en")
        assert f"on behalf of {approver.user.name_in('en')} (delegation of" in words
        with override("en"):
            assert words in dict(receipt_of(revision).facts)["Signed by"]
    page = client_of(REVIEWER).get("/reports/KH-08/committee/2021-03/review/").text
    assert page.count("on behalf of") >= 2  # with the facts, and in the history
    assert "on behalf of" in client_of(REVIEWER).get("/review/").text
    assert "on behalf of" in client_of(KANDAL_OFFICER).get("/reports/KH-08/committee/2021-03/").text
    with factories.secretariat():
        event = AuditEvent.objects.get(action="report.submitted", target=f"revision:{revision.pk}")
    assert event.detail["delegation"] == given.pk


def test_without_a_delegation_of_the_day_nobody_signs_for_an_approver():
    factories.prepared(*REPORT, NUMBERS)
    with pytest.raises(Refused, match="Only an approver"):
        sign(KANDAL_VIEWER)
    today = timezone.localdate()
    with pytest.raises(Refused, match="days that are over"):
        delegated(valid_from=today - timedelta(9), valid_to=today - timedelta(1))
    with secretariat():
        approver = User.objects.get(username=KANDAL_APPROVER)
        Delegation.objects.create(
            organisation_unit=unit("KH-08"), role="approver", made_by=approver, delegator=approver,
            delegate=User.objects.get(username=KANDAL_VIEWER), decision="Travel",
            valid_from=today - timedelta(9), valid_to=today - timedelta(1),
        )  # fmt: skip
    delegated(valid_from=today + timedelta(1), valid_to=today + timedelta(9))
    with pytest.raises(Refused, match="Only an approver"):
        sign(KANDAL_VIEWER)


def test_nobody_is_the_same_deputy_twice_on_a_day():
    delegated()
    with pytest.raises(Refused, match="is your deputy from"):
        delegated(days=3)
    delegated(KANDAL_OFFICER)


def test_a_slip_of_the_year_and_a_name_of_signs_are_refused():
    typed = {
        "function": "member", "name_en": "\u202e\u200b", "name_km": "\u17d2",
        "valid_from": "0001-01-01",
    }  # fmt: skip
    form = MemberForm(typed, groups={}, people=[])
    assert set(form.errors) == {"name_km", "valid_from"}
    form = MemberForm({**typed, "name_km": "", "name_en": "Sok \u202eDara"}, groups={}, people=[])
    assert set(form.errors) == {"valid_from"} and form.cleaned_data["name_en"] == "Sok Dara"


def test_a_revoked_delegation_signs_nothing_more():
    factories.prepared(*REPORT, NUMBERS)
    given = delegated()
    with acting(KANDAL_VIEWER) as focal, pytest.raises(Refused):
        actions.revoke(by=focal, unit=unit("KH-08"), delegation=given.pk)
    with acting(KANDAL_APPROVER) as approver:
        actions.revoke(by=approver, unit=unit("KH-08"), delegation=given.pk)
    with pytest.raises(Refused, match="Only an approver"):
        sign(KANDAL_VIEWER)


def test_a_deputy_does_not_sign_what_they_have_prepared():
    factories.prepared(*REPORT, NUMBERS)
    delegated(KANDAL_OFFICER)
    with pytest.raises(Refused, match="You have prepared this report yourself"):
        sign(KANDAL_OFFICER)


def test_one_delegates_ones_own_signature_and_only_within_the_unit():
    with acting(KANDAL_OFFICER) as officer, pytest.raises(Refused, match="your own signature"):
        actions.delegate(by=officer, unit=unit("KH-08"), given=deputy(KANDAL_VIEWER))
    with pytest.raises(Refused, match="at the same unit"):
        delegated(TAKEO_OFFICER)
    with pytest.raises(Refused, match="nobody is their own deputy"):
        delegated(KANDAL_APPROVER)
    with pytest.raises(Refused, match="a year at most"):
        delegated(days=800)


def test_an_administrator_deputises_a_function_from_a_decision():
    with acting("gs.administrator") as administrator:
        actions.delegate(
            by=administrator, unit=unit("KH-08"), given=deputy(KANDAL_VIEWER, delegator=None)
        )
    factories.prepared(*REPORT, NUMBERS)
    revision = sign(KANDAL_VIEWER)
    with acting(KANDAL_VIEWER):
        assert "on behalf of Approver" in signed_by(
            revision.submitted_by, revision.delegation, "en"
        )


def test_the_page_costs_the_same_with_one_member_and_with_three(django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(KANDAL_APPROVER)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as made:
            assert client.get("/committees/KH-08/").status_code == 200
        return len(made)

    with acting(KANDAL_APPROVER) as approver:
        actions.add_member(by=approver, unit=unit("KH-08"), seat=seat())
    delegated()
    cost()
    one = cost()
    with acting(KANDAL_APPROVER) as approver:
        for name in ("Sok Vanna", "Keo Rith"):
            actions.add_member(
                by=approver, unit=unit("KH-08"), seat=seat(name_en=name, function="member")
            )
    delegated(KANDAL_OFFICER)
    assert cost() == one
