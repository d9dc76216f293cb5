"""One's notices: the bell, the list, what was read, and how one wants to be told."""

import pytest
from django.conf import settings

from provinces.models import Membership, User
from reporting.models import AuditEvent, Notice
from reporting.notices.actions import notices
from tests.factories import (
    KANDAL_APPROVER,
    KANDAL_OFFICER,
    REVIEWER,
    TAKEO_OFFICER,
    accepted,
    acting,
    secretariat,
    submitted,
    unit,
)
from tests.reporting.notices.notice_factories import NUMBERS, due_in, opened_year, returned


@pytest.fixture
def told(year_2020):
    """To Kandal's officer: a return, an acceptance, a deadline."""
    opened_year()
    due_in(2, "KH-08")
    submitted("KH-08", "committee", "2021-03", NUMBERS)
    returned("KH-08", "2021-03", "How many of <them> were females?")
    accepted("KH-08", "committee", "2021-02", NUMBERS)
    with secretariat():
        notices.tell_of_events()
        notices.tell_of_calendar()


def notice(kind, username=KANDAL_OFFICER):
    with secretariat():
        return Notice.objects.get(kind=kind, recipient__username=username)


def test_what_is_unread_is_counted_at_the_top_and_said_in_words(told, signed_in):
    client = signed_in(KANDAL_OFFICER)
    assert "4 unread" in client.get("/").text
    page = client.get("/notices/").text
    assert "March 2021 (Provincial committee report) was returned by the Secretariat" in page
    assert "How many of &lt;them&gt; were females?" in page
    assert page.count('<strong class="notice-new">Unread</strong>') == 4

    opened = client.post(f"/notices/{notice('returned').pk}/open/")
    assert opened["Location"] == "/notices/report/KH-08/committee/2021-03/"
    read = client.post(
        f"/notices/{notice('due').pk}/read/", {"back": "https://evil.example/?show=unread"}
    )
    assert read["Location"] == "/notices/?show=unread"
    unread = client.get("/notices/?show=unread").text
    assert "2 unread" in unread
    assert "was returned by the Secretariat" not in unread
    assert "4 unread" in signed_in(KANDAL_APPROVER).get("/").text  # each reads for themselves

    assert "2 notices are marked as read." in client.post("/notices/read/", follow=True).text
    assert "No notice is like that." in client.get("/notices/?show=unread").text
    assert "unread" not in client.get("/").text
    assert "No notice is like that." in client.get("/notices/?kind=digest").text


def test_a_link_leads_to_the_report_or_to_its_beginning(told, signed_in):
    client = signed_in(KANDAL_OFFICER)
    there = client.get("/notices/report/KH-08/committee/2021-03/")
    assert there["Location"] == "/reports/KH-08/committee/2021-03/"
    begin = client.get("/notices/report/KH-08/committee/2021-Q2/", follow=True)
    assert begin.redirect_chain[-1][0] == "/reports/new/?data_set=committee&year=2021&part=Q2"
    assert '<option value="Q2" selected>' in begin.text
    for nowhere in ("KH-21/committee/2021-03", "KH-08/committee/soon"):
        assert client.get(f"/notices/report/{nowhere}/").status_code == 404


def test_who_was_told_nothing_is_told_so(signed_in):
    assert "Nothing has been told to you yet" in signed_in(TAKEO_OFFICER).get("/notices/").text


def test_a_unit_reads_only_what_is_addressed_to_oneself(told):
    with acting(KANDAL_APPROVER) as approver:
        assert set(Notice.objects.values_list("recipient", flat=True)) == {approver.user.pk}
        assert notices.mark_read(by=approver) == 4
    assert notice("due").read_at is None


def test_whoever_acts_for_two_units_reads_those_of_the_one(told, signed_in):
    with secretariat():
        user = User.objects.get(username=KANDAL_OFFICER)
        second = Membership.objects.create(user=user, organisation_unit=unit("GS"), role="reviewer")
    client = signed_in(KANDAL_OFFICER)
    client.post("/acting-as/", {"membership": second.pk})
    assert "Nothing has been told to you yet" in client.get("/notices/").text
    assert client.post(f"/notices/{notice('due').pk}/read/").status_code == 404
    chosen = client.get("/notices/report/KH-08/committee/2020-Q2/", follow=True)
    assert "that of another unit of yours" in chosen.text


@pytest.mark.parametrize("address", ["/", "/reports/", "/annual/2020/"])
def test_the_bell_costs_one_query(told, signed_in, address, django_assert_num_queries):
    client = signed_in(REVIEWER)
    client.get(address)
    with django_assert_num_queries(60, exact=False) as asked:
        client.get(address)
    assert sum("reporting_notice" in one["sql"] for one in asked.captured_queries) == 1


def test_as_many_queries_for_many_notices_as_for_one(told, signed_in, django_assert_num_queries):
    client = signed_in(KANDAL_OFFICER)
    kinds = ("kind=due", "")
    counts = []
    for query in kinds:
        with django_assert_num_queries(40, exact=False) as asked:
            client.get(f"/notices/?{query}")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("username", [KANDAL_OFFICER, REVIEWER])
def test_everybody_chooses_how_often_and_in_which_language(signed_in, username):
    client = signed_in(username)
    page = client.get("/notices/settings/").text
    assert "One e-mail on Monday at 7." in page
    chosen = {"mail_frequency": "weekly", "language": "km"}
    response = client.post("/notices/settings/", chosen)
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "km"
    with secretariat():
        user = User.objects.get(username=username)
        assert (user.mail_frequency, user.language) == ("weekly", "km")
        assert AuditEvent.objects.filter(action="person.settings", by=user).count() == 1
    assert '<html lang="km">' in client.get("/notices/settings/").text
    wrong = client.post("/notices/settings/", {"mail_frequency": "hourly", "language": "km"})
    assert wrong.status_code == 200
