"""A person finds what their pages show, and nothing else: the same row-level security, the same
permissions. Each answer leads to a page that opens."""

import re
from urllib.parse import urlencode

import pytest

from provinces.roles import ROLES, Permission, Role
from reporting.search.queries.answers import answer
from tests import commitments, feedback, meetings
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    KANDAL_VIEWER,
    REVIEWER,
    SECRETARY_GENERAL,
    TAKEO_OFFICER,
    acting,
)

EVERYBODY = {
    Role.DATA_OFFICER: KANDAL_OFFICER,
    Role.APPROVER: KANDAL_APPROVER,
    Role.FOCAL_POINT: KANDAL_VIEWER,
    Role.REVIEWER: REVIEWER,
    Role.GROUP_LEAD: "wg-just.lead",
    Role.CONSOLIDATOR: "gs.consolidator",
    Role.SECRETARY_GENERAL: SECRETARY_GENERAL,
    Role.ADMINISTRATOR: "gs.administrator",
}
NATIONAL = {Role.REVIEWER, Role.CONSOLIDATOR, Role.SECRETARY_GENERAL, Role.ADMINISTRATOR}
WALKED = [
    "forums kandal 2020 females", "trial judges cases 2020", "direct publicity and public forums",
    "law enforcement", "II.B.1.3", "kandal", "ministry of justice", "annual report 2020",
    "kandal report 2020", "public forums held", "approver takeo", "zebra", "reports 2020",
    "strengthen cooperation", "វេទិកាសាធារណៈ កណ្តាល ២០២០ ស្រី", "ការល្បាតព្រំដែន",
]  # fmt: skip


def found_by(username, text, kind=""):
    with acting(username) as actor:
        return [
            (one.kind, one.target, one.title)
            for one in answer(text, actor, "en").found
            if kind in ("", one.kind)
        ]


@pytest.fixture
def takeos(year_2020):
    """Of Takeo alone: a promise, a meeting, what somebody wrote to it; one more is confidential."""
    promise = commitments.decision("KH-21", by=REVIEWER, text="Count the zebras again.")
    meeting = meetings.planned("KH-21", "2021-04-02", title="About the zebras")
    told = feedback.entered("KH-21", title="Zebras at the border")
    kept = feedback.entered("KH-21", title="Zebras in secret", is_confidential=True)
    return promise, meeting, told, kept


def test_what_is_of_another_unit_is_found_by_that_unit_and_the_secretariat(takeos):
    promise, meeting, told, kept = takeos
    of_takeo = {
        ("commitment", str(promise.number)), ("meeting", str(meeting.pk)),
        ("feedback", str(told.number)),
    }  # fmt: skip
    assert {one[:2] for one in found_by(TAKEO_OFFICER, "zebras")} == of_takeo
    assert {one[:2] for one in found_by(REVIEWER, "zebra")} == {
        *of_takeo, ("feedback", str(kept.number)),
    }  # fmt: skip
    for username in (KANDAL_OFFICER, KANDAL_APPROVER, KANDAL_VIEWER):
        assert not [one for one in found_by(username, "zebras") if "ebras" in one[2]]


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_row_is_found_where_its_list_shows_it(signed_in, takeos, role):
    client = signed_in(EVERYBODY[role])
    found = {one[2] for one in found_by(EVERYBODY[role], "zebras")}
    promise, meeting, told, kept = takeos
    lists = {
        "/commitments/": [promise.text_en], "/meetings/": [meeting.title],
        "/feedback/": [told.title, kept.title],
    }  # fmt: skip
    for address, titles in lists.items():
        page = client.get(address).text
        for title in titles:
            assert (title in found) == (title in page), (address, title)


def test_a_number_of_a_commitment_tells_nothing_of_one_that_is_not_read(takeos):
    promise = takeos[0]
    asked = f"commitment {promise.number}"
    assert found_by(REVIEWER, asked)[0][:2] == ("commitment", str(promise.number))
    assert not found_by(KANDAL_OFFICER, asked, "commitment")


def test_nobody_finds_who_wrote_a_feedback(takeos):
    for username in EVERYBODY.values():
        assert not found_by(username, "Ann Smith", "feedback")
        assert not found_by(username, "ann@embassy.invalid")


@pytest.mark.parametrize("role", EVERYBODY)
def test_people_are_found_by_whoever_keeps_them(year_2020, role):
    found = found_by(EVERYBODY[role], "approver takeo", "person")
    assert bool(found) == (Permission.PEOPLE_MANAGE in ROLES[role].permissions)


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_number_is_found_before_publication_by_whoever_reads_the_draft(edition, role):
    found = found_by(EVERYBODY[role], "trial judges cases 2020", "number")
    reads_courts = role in NATIONAL or role is Role.GROUP_LEAD  # of the courts, say
    assert bool(found) == reads_courts
    other = found_by(EVERYBODY[role], "forums kandal 2020 females", "number")
    assert bool(other) == (role in NATIONAL)  # a lead of the courts does not read it yet
    assert bool(found_by(EVERYBODY[role], "annual report 2020", "edition")) == reads_courts


def test_reports_are_found_by_who_reads_them(year_2020):
    asked, report = "kandal report 2020", ("report", "KH-08/committee/2020")
    for username in (KANDAL_OFFICER, KANDAL_VIEWER, REVIEWER):
        assert found_by(username, asked)[0][:2] == report
    assert not found_by(TAKEO_OFFICER, asked, "report")
    assert not found_by(TAKEO_OFFICER, "kandal", "unit")
    assert found_by(TAKEO_OFFICER, "takeo", "unit")


@pytest.mark.parametrize("role", EVERYBODY)
def test_each_answer_leads_to_a_page_that_opens(signed_in, published, takeos, role):
    """And a figure is shown as its trace shows it."""
    client = signed_in(EVERYBODY[role])
    addresses = set()
    for asked in WALKED:
        page = client.get(f"/search/?{urlencode({'q': asked})}")
        assert page.status_code == 200
        main = page.text.partition("<main")[2].partition("</main>")[0]
        addresses |= set(re.findall(r'href="(/[^"]+)"', main))
    assert len(addresses) > 15
    for address in sorted(addresses):
        answered = client.get(address.replace("&amp;", "&"))
        assert answered.status_code in (200, 302), (role, address)


def test_a_unit_finds_of_what_is_published_the_nations_numbers_and_its_own(signed_in, published):
    """As its traces show them: another unit's figure it reads in the report and traces nowhere."""
    client = signed_in(TAKEO_OFFICER)
    for asked, found in {
        "forums takeo 2020 females": "direct_publicity[forums].females@KH-21:2020",
        "public forums 2020 females": "direct_publicity[forums].females:2020",
    }.items():
        lead = client.get("/search/", {"q": asked}).context["lead"]
        assert lead.answer.target == found
        assert client.get(lead.url).context["trace"].answer.value == lead.number.value
    page = client.get("/search/", {"q": "forums kandal 2020 females"})
    assert page.context["lead"] is None
    assert "/explore/?table=direct_publicity&amp;year=2020" in page.text
    figure = "/trace/2020/?figure=direct_publicity[forums].females@KH-08:2020"
    assert client.get(figure).status_code == 404
