"""The inbox of whoever has reporters below, whatever the kinds; and who enters for a unit below
without accounts."""

from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from provinces.models import Membership, OrganisationUnit, User
from provinces.roles import Role
from reporting.models import AuditEvent
from reporting.review.actions import approval
from tests.calendars import opened_year
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    MOSVY_OFFICER,
    REVIEWER,
    accepted,
    acting,
    person_of,
    secretariat,
    submitted,
)
from tests.places import DISTRICTS, access_of, asked, signed

pytestmark = pytest.mark.usefixtures("year_2020")
CASES = {"prosecution.cases": 5, "prosecution.to_trial": 5}
COURT = "KH-08-CFI"


def closed(*codes: str) -> None:
    """Nobody there has an account any more."""
    with secretariat():
        users = User.objects.filter(memberships__organisation_unit__code__in=codes)
        assert users.update(is_active=False)


def text_of(client, address="/review/places/") -> str:
    answer = client.get(address)
    assert answer.status_code == HTTPStatus.OK
    return " ".join(answer.text.split())


def test_the_working_group_reads_its_courts_in_one_group(signed_in):
    opened_year(2021, "2021-04-20")
    accepted("KH-09-CFI", "court", "2021-03", CASES)
    waits = submitted(COURT, "court", "2021-03", CASES)
    approver = signed_in(person_of("WG-JUST", "approver"))
    page = text_of(approver)
    assert "Of their own accord: 2 signed, 1 accepted." in page
    assert "that are due" not in page, "courts owe nothing"
    assert page.count('<details class="group"') == 1
    assert "/reports/KH-08-CFI/court/2021-03/review/" in page
    assert "1 report of the units below you waits to be read" in text_of(approver, "/")
    answer = approver.post("/review/places/", {"revision": [waits.pk]}, follow=True)
    assert "Accepted: 1 report." in answer.text


def test_a_province_reads_its_police_beside_its_districts(signed_in):
    opened_year(2021, "2021-04-20")
    asked()
    signed(DISTRICTS[0], "2021-03", {"direct_publicity[forums].persons": 8,
                                     "direct_publicity[forums].females": 4})  # fmt: skip
    submitted("KH-08-POL", "commissariat", "2021-03", {"offences[procuring].cases": 3})
    page = text_of(signed_in(KANDAL_APPROVER))
    assert "Signed: 1 of" in page
    assert "Of their own accord: 1 signed, 0 accepted." in page
    heads = [part.split("<", 1)[0].strip() for part in page.split("<h2")[1:]]
    assert [head.split(">")[1].strip() for head in heads] == [
        "Waits to be read", "Provincial police", "Districts",
    ]  # fmt: skip


@pytest.mark.parametrize("above", ["GCNP", "CRC"])
def test_every_unit_with_others_below_it_has_the_page_and_its_line_in_the_menu(signed_in, above):
    opened_year(2021, "2021-04-20")
    page = text_of(signed_in(person_of(above, "approver")))
    assert page.count("Units below us") == 1
    assert page.count('<details class="group"') == 1


def test_who_has_nobody_below_is_told_why(signed_in):
    client = signed_in(MOSVY_OFFICER)
    answer = client.get("/review/places/")
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "No unit reports to yours" in answer.text
    assert "Units below us" not in client.get("/").text
    assert "under “Review”" in signed_in(REVIEWER).get("/review/places/").text


def test_the_page_costs_the_same_for_one_court_and_three(signed_in):
    opened_year(2021, "2021-04-20")
    submitted(COURT, "court", "2021-03", CASES)
    approver = signed_in(person_of("WG-JUST", "approver"))
    approver.get("/review/places/")
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked_queries:
            approver.get("/review/places/")
        counts.append(len(asked_queries))
        for code in ("KH-09-CFI", "KH-10-CFI") if not counts[1:] else ():
            submitted(code, "court", "2021-03", CASES)
    assert counts[0] == counts[1]


def test_people_of_the_working_group_enter_for_a_court_without_accounts(signed_in):
    opened_year(2021, "2021-04-20")
    closed(COURT)
    officer, approver = person_of("WG-JUST", "officer"), person_of("WG-JUST", "approver")
    client = signed_in(officer)
    assert text_of(client).count("Enter for it") == 1
    home = client.post("/acting-as/", {"place": COURT}, follow=True)
    assert "Kandal" in home.text
    begun = client.post(
        "/reports/new/", {"data_set": "court", "year": "2021", "part": "03"}, follow=True
    )
    assert f"/reports/{COURT}/court/2021-03/" in begun.redirect_chain[-1][0]
    refused = client.post("/acting-as/", {"place": "KH-09-CFI"})
    assert refused.status_code == HTTPStatus.FORBIDDEN
    assert "while it has no accounts" in refused.text
    revision = signed(COURT, "2021-02", CASES, "court", (officer, approver))
    with acting(approver) as signer:
        approval.accept(by=signer, access=access_of(signer, COURT, "2021-02", "court"))
        own = AuditEvent.objects.get(action="report.accepted", target=f"revision:{revision.pk}")
        assert own.detail["alone"]


def test_a_district_with_people_of_its_own_enters_for_its_communes(signed_in):
    opened_year(2021, "2021-04-20")
    asked(level="commune")
    with secretariat():
        officer = User.objects.create_user("kandal-stueng.officer")
        Membership.objects.create(
            user=officer,
            organisation_unit=OrganisationUnit.objects.get(code="KH-0801"),
            role=Role.DATA_OFFICER,
        )
    page = text_of(signed_in(officer.username))
    assert "Enter for it" in page
    assert page.count('<details class="group"') == 1
    assert "has people of its own" not in page
    assert "a unit nearer to it enters" in text_of(signed_in(KANDAL_OFFICER))


def test_only_the_nearest_unit_above_that_has_people_enters(signed_in):
    """A post below the commissariat: the commissariat's people, and once it has none, the
    province's."""
    with secretariat():
        OrganisationUnit.objects.create(
            code="KH-08-POST",
            kind="department",
            parent=OrganisationUnit.objects.get(code="KH-08-POL"),
        )
    place = {"place": "KH-08-POST"}
    province = signed_in(KANDAL_OFFICER)
    assert province.post("/acting-as/", place).status_code == HTTPStatus.FORBIDDEN
    opened_year(2021, "2021-04-20")
    assert "a unit nearer to it enters" in province.get("/review/places/").text
    police = signed_in(person_of("KH-08-POL", "officer"))
    assert police.post("/acting-as/", place).status_code == HTTPStatus.FOUND
    closed("KH-08-POL")
    assert province.post("/acting-as/", place).status_code == HTTPStatus.FOUND
